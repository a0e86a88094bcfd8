"""The arrival list of a day: one tap a row, on the telephone of whoever walks past the booths."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from onsite.arrivals import STATES, ArrivalRow, DayList, day_list, row_of, waiting_now
from onsite.forms.arrivals import RulesForm, Tap, TapForm
from onsite.models import rules_of
from onsite.operations.arrivals import note_arrival, take_arrival_back
from onsite.operations.rules import set_rules
from onsite.sheets import arrivals_workbook
from otopfair.addresses import day_of_address
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken, status_after
from otopfair.onward import onward, press_only
from otopfair.paging import neighbours, page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from vendors.models import BoothAllocation

VIEW, NOTE, END = "onsite.view_arrival", "onsite.note_arrival", "onsite.end_absent"
SET = "onsite.change_onsiterules"
FAIRS = FairEvent.objects.all()
A_PAGE = 100


@dataclass(frozen=True)
class ArrivalFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    zone: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query, every: DayList) -> "ArrivalFilter":
        zone, state = query.get("zone", ""), query.get("state", "")
        zones = {str(one.zone.pk) for one in every.zones}
        return cls(
            zone if zone in zones else "",
            state if state in STATES else "",
            query.get("q", "").strip()[:100],
        )

    def rows(self, every: DayList) -> list[ArrivalRow]:
        return every.filtered(zone=self.zone, state=self.state, text=self.words)

    def said(self, every: DayList) -> str:
        """What is in use, for the fold that hides it on a phone."""
        zones = {str(one.zone.pk): f"โซน {one.zone.code}" for one in every.zones}
        said = [self.words, STATES.get(self.state, ""), zones.get(self.zone, "")]
        return " ".join(filter(None, said))

    def address(self, **changes) -> str:
        values = {"zone": self.zone, "state": self.state, "q": self.words, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def waiting(user) -> list:
    """What the rail counts: who is not there after the hour at the running fairs."""
    return [waiting_now(FairEvent.objects.covered_by(user, NOTE))]


@staff_site.work_page(
    "arrivals/",
    name="arrivals",
    permission=VIEW,
    group="run",
    order=40,
    label="ร้านมาถึง",
    icon="map-pin",
    waits=waiting,
)
@require_safe
def arrivals(request):
    """Leads to the day that matters now: today at a running fair, else the nearest day of one."""
    fairs = fairs_in_scope(request.user, VIEW)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_sold_at(fairs)
    days = fair_event.days if fair_event else []
    if not days:
        context = {"title": "ร้านมาถึง", "fairs": fairs, "fair_event": fair_event}
        return staff_site.page(request, "onsite/work/arrivals_none.html", context)
    today = today_in_thailand()
    day = next((one for one in days if one >= today), days[-1])
    return redirect("staff:arrivals-fair", fair_event.pk, day.isoformat())


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/",
    name="arrivals-fair",
    permission=VIEW,
    row=FAIRS,
)
@never_cache
@require_safe
def arrivals_fair(request, fair_event, day):
    """Every allocation that stands that day, by zone; ?print=1 is the paper."""
    every = day_list(fair_event, day_of(fair_event, day))
    filters = ArrivalFilter.from_query(request.GET, every)
    shown = filters.rows(every)
    context = {**frame_of(request, every), "filters": filters}
    if request.GET.get("print") == "1":
        context |= {"rows": shown, "made_at": timezone.now()}
        return render(request, "onsite/work/arrivals_print.html", context)
    page = page_of(request, shown, per_page=A_PAGE)
    previous_day, next_day = neighbours(fair_event.days, every.day)
    context |= {
        "page": page,
        "chips": _state_chips(filters, every),
        "zones": _zone_chips(filters, every),
        "filter_words": filters.said(every),
        "here": request.get_full_path(),
        "clear_url": filters.address(q=""),
        "print_url": filters.address(print="1"),
        "xlsx_url": f"arrivals.xlsx{filters.address()}",
        "previous_day": previous_day,
        "next_day": next_day,
    }
    return staff_site.page(request, "onsite/work/arrivals.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/arrivals.xlsx",
    name="arrivals-xlsx",
    permission=VIEW,
    row=FAIRS,
)
@require_safe
def arrivals_xlsx(request, fair_event, day):
    """The list as it is filtered; telephones only for whoever decides about the booths."""
    with_phones = may(request.user, END, fair_event)
    every = day_list(fair_event, day_of(fair_event, day), with_phones=with_phones)
    shown = ArrivalFilter.from_query(request.GET, every).rows(every)
    data = arrivals_workbook(every, shown, with_phones=with_phones, made_at=timezone.now())
    code = f"{fair_event.reference_code} {every.day:%Y%m%d}"
    return xlsx_response(
        data, ascii_name=f"arrivals-{code.replace(' ', '-')}", thai_name=f"ร้านมาถึง {code}"
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/rows/<int:allocation_id>/",
    name="arrivals-row",
    permission=NOTE,
    row=FAIRS,
)
@press_only
def arrivals_row(request, fair_event, day, allocation_id):
    """One tap. A page that sends it by itself is answered with the row and the counts."""
    day = day_of(fair_event, day)
    allocation = allocation_at(fair_event, allocation_id)
    refusal, status = _tap(request, allocation, day)
    row = row_of(allocation, day)
    row.refusal = refusal
    if not request.htmx:
        if refusal:
            messages.error(request, f"บูธ {allocation.booth}: {refusal}")
        page = reverse("staff:arrivals-fair", args=[fair_event.pk, day.isoformat()])
        return redirect(f"{onward(request, page)}#row-{allocation.pk}")
    context = {**frame_of(request, day_list(fair_event, day)), "row": row}
    return render(request, "onsite/work/_arrival_answer.html", context, status=status)


def _tap(request, allocation: BoothAllocation, day: date) -> tuple[str, int]:
    """Why it was refused, or "", and the status of the answer."""
    form = TapForm(request.POST)
    if not form.is_valid():
        return "ส่งไม่สำเร็จ กดอีกครั้ง", 422
    answers = form.cleaned_data
    try:
        if answers["tap"] == Tap.UNDO:
            take_arrival_back(allocation, day, seen_key=answers["form_key"], by=request.user)
        else:
            came_at = answers["tapped_at"]
            note_arrival(
                allocation, day, form_key=answers["form_key"], came_at=came_at, by=request.user
            )
    except RuleBroken as broken:
        return broken.message, broken.status
    return "", 200


@staff_site.work_page(
    "fairs/<int:fair_event_id>/on-site/", name="arrivals-rules", permission=SET, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def arrivals_rules(request, fair_event):
    """By when vendors are at their booths, and how many cards a booth has."""
    rules = rules_of(fair_event)
    initial = {name: getattr(rules, name) for name in RulesForm.base_fields}
    form = RulesForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = status_after(
            form, lambda: set_rules(fair_event, **form.cleaned_data, by=request.user)
        )
        if status == 302:
            messages.success(request, "บันทึกกติกาหน้างานแล้ว")
            return redirect(f"{reverse('staff:arrivals')}?fair={fair_event.pk}")
    context = {"title": "กติกาหน้างาน", "fair_event": fair_event, "form": form}
    return staff_site.page(request, "onsite/work/arrivals_rules.html", context, status=status)


def day_of(fair_event: FairEvent, text: str) -> date:
    """The day of the address; 404 for what is no day of the fair."""
    day = day_of_address(text)
    if fair_event.day_number(day) is None:
        raise Http404
    return day


def allocation_at(fair_event: FairEvent, key: int) -> BoothAllocation:
    rows = BoothAllocation.objects.filter(booth__fair_event=fair_event)
    rows = rows.select_related("booth__zone", "booth__fair_event", "application__vendor")
    return get_object_or_404(rows, pk=key)


def frame_of(request, every: DayList) -> dict:
    """What every page of a day's list shows around it."""
    fair_event, day, today = every.fair_event, every.day, today_in_thailand()
    return {
        "title": "ร้านมาถึง",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, VIEW),
        "day": day,
        "day_number": fair_event.day_number(day),
        "day_count": len(fair_event.days),
        "is_today": day == today,
        "is_to_come": day > today,
        "counts": every.counts,
        "due_time": rules_of(fair_event).arrive_by_time,
        "can_note": may(request.user, NOTE, fair_event) and not fair_event.is_cancelled,
        "can_end": may(request.user, END, fair_event),
        "can_set": may(request.user, SET, fair_event),
    }


def _state_chips(filters: ArrivalFilter, every: DayList) -> list[dict]:
    states = {"": "ทั้งหมด", **STATES}
    return [
        {"label": label, "url": filters.address(state=key), "on": filters.state == key, "key": key}
        for key, label in states.items()
    ]


def _zone_chips(filters: ArrivalFilter, every: DayList) -> list[dict]:
    chips = [{"label": "ทุกโซน", "url": filters.address(zone=""), "on": not filters.zone}]
    for one in every.zones:
        key = str(one.zone.pk)
        left = f"ยังไม่มา {one.waiting}" if one.waiting else "ครบ"
        label = f"{one.zone.code} {left}"
        chips.append({"label": label, "url": filters.address(zone=key), "on": filters.zone == key})
    return chips
