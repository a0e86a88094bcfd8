"""Visitors of a fair: by day, the grid of one day, and the clicker of one gate."""

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from onsite.exports import visitors_workbook
from onsite.forms.visitor_counts import CountsForm, GateForm, TapForm
from onsite.models import Gate
from onsite.operations.visitor_counts import (
    add_gate,
    entrances_of,
    gates_from_plan,
    set_count,
    tap_count,
)
from onsite.reports.visitor_counts import day_grid, sum_of_days, visitors_by_day
from onsite.views.work.leading import lead_to_fair
from otopfair.addresses import day_of_address
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken, status_after
from otopfair.history.models import HistoryEntry
from otopfair.onward import press_only
from otopfair.paging import neighbours, weeks_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.percents import percent

VIEW, COUNT = "onsite.view_visitorcount", "onsite.count_visitors"
SHOWN_HISTORY = 50


@staff_site.work_page(
    "visitors/",
    name="visitors",
    permission=VIEW,
    group="run",
    order=62,
    label="จำนวนผู้ชม",
    icon="users",
)
@require_safe
def visitors(request):
    """The fair that is asked for, or that runs."""
    return lead_to_fair(request, "visitors-fair", "จำนวนผู้ชม", VIEW)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/visitors/",
    name="visitors-fair",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def visitors_fair(request, fair_event):
    """The sum of every day, the target, and the gates; ?print=1 is the paper."""
    form, status = GateForm(request.POST or None), 200
    if request.method == "POST":
        if not may(request.user, COUNT, fair_event):
            raise PermissionDenied
        status = _open_gates(request, fair_event, form)
        if status == 302:
            return redirect("staff:visitors-fair", fair_event.pk)
    days = visitors_by_day(fair_event)
    total = sum_of_days(days)
    numbered = {one.day: one for one in days}
    page = weeks_of(request, list(numbered), today_in_thailand())
    context = {
        "title": "จำนวนผู้ชม",
        "fair_event": fair_event,
        "page": page,
        "days": [numbered[day] for day in page.object_list],
        "total": total,
        "share": _share(fair_event.visitor_target, total.people),
        "made_at": timezone.localtime(),
    }
    if request.GET.get("print") == "1":
        return render(request, "onsite/work/visitors_print.html", context)
    gates = list(fair_event.gates.order_by("sequence", "pk"))
    known = {gate.landmark_id for gate in gates}
    context |= {
        "fairs": fairs_in_scope(request.user, VIEW),
        "gates": gates,
        "on_plan": [one for one in entrances_of(fair_event) if one.pk not in known],
        "form": form,
        "can_count": may(request.user, COUNT, fair_event),
        "today": today_in_thailand(),
        "history": HistoryEntry.objects.of_all(gates)[:SHOWN_HISTORY],
        "has_errors": status != 200,
    }
    return staff_site.page(request, "onsite/work/visitors.html", context, status=status)


def _open_gates(request, fair_event: FairEvent, form: GateForm) -> int:
    """Take over the entrances of the plan, or add one by name."""
    if request.POST.get("act") != "plan":
        return status_after(
            form, lambda: add_gate(fair_event, form.cleaned_data["name"], by=request.user)
        )
    form.is_bound = False
    try:
        new = gates_from_plan(fair_event, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, f"ใช้ทางเข้าบนผัง {new} ประตูแล้ว")
    return 302


def _share(target: int | None, people: int | None) -> Decimal | None:
    """How much of the target has come, in per cent."""
    return percent(people, target) if target and people is not None else None


@staff_site.work_page(
    "fairs/<int:fair_event_id>/visitors/visitors.xlsx",
    name="visitors-xlsx",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_safe
def visitors_xlsx(request, fair_event):
    days, made_at = visitors_by_day(fair_event), timezone.localtime()
    total, title = sum_of_days(days), f"จำนวนผู้ชม {fair_event}"
    data = visitors_workbook(title, days, total, made_at=made_at)
    code = fair_event.reference_code
    return xlsx_response(
        data, ascii_name=f"visitors-{code}-{made_at:%Y%m%d-%H%M}", thai_name=f"ผู้ชม {code}"
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/visitors/<str:day>/",
    name="visitors-day",
    permission=VIEW,
    row=FairEvent.objects,
)
@never_cache
@require_http_methods(["GET", "POST"])
def visitors_day(request, fair_event, day):
    """Hours by gates. POST saves every cell that says something else; the others stay."""
    day = _day_of(fair_event, day)
    form, status = CountsForm(request.POST or None, grid=day_grid(fair_event, day)), 200
    if request.method == "POST":
        if not may(request.user, COUNT, fair_event):
            raise PermissionDenied
        status = _save(request, form, day)
        if status == 302:
            return redirect(request.path)
    days = fair_event.days
    previous_day, next_day = neighbours(days, day) if day in days else (None, None)
    context = {
        "title": "จำนวนผู้ชม",
        "fair_event": fair_event,
        "day": day,
        "day_number": fair_event.day_number(day),
        "previous_day": previous_day,
        "next_day": next_day,
        "is_to_come": day > today_in_thailand(),
        "form": form,
        "grid": day_grid(fair_event, day) if status != 200 else form.grid,
        "can_count": may(request.user, COUNT, fair_event),
    }
    return staff_site.page(request, "onsite/work/visitors_day.html", context, status=status)


def _day_of(fair_event: FairEvent, day: str) -> date:
    """The day of the address; 404 for what is no day of the fair."""
    found = day_of_address(day)
    if not fair_event.spans(found):
        raise Http404
    return found


def _save(request, form: CountsForm, day: date) -> int:
    """Each cell by itself: what another person has counted meanwhile stays, and says so."""
    if not form.is_valid():
        return 422
    saved = 0
    for gate, hour, people, method, seen in form.changed():
        try:
            set_count(
                gate, on=day, hour=hour, people=people, method=method, seen=seen, by=request.user
            )
            saved += 1
        except RuleBroken as broken:
            cell = f"{gate.pk}-{hour}"
            form.add_error(f"people-{cell}", broken.message)
            if isinstance(broken, StalePage):
                form.data = form.data.copy()
                form.data[f"seen-{cell}"] = broken.seen_now
    if saved:
        messages.success(request, f"บันทึกแล้ว {saved} ช่อง")
    return 409 if form.errors else 302


@staff_site.work_page(
    "fairs/<int:fair_event_id>/visitors/<str:day>/tap/",
    name="visitors-tap",
    permission=COUNT,
    row=FairEvent.objects,
)
@never_cache
@require_safe
def visitors_tap(request, fair_event, day):
    """The clicker: one gate, this hour, +1 and +10."""
    day = _day_of(fair_event, day)
    gates = list(fair_event.gates.order_by("sequence", "pk"))
    wanted = request.GET.get("gate", "")
    gate = next((one for one in gates if str(one.pk) == wanted), next(iter(gates), None))
    hour = timezone.localtime(timezone=THAILAND).hour
    count = gate.counts.filter(on=day, hour=hour).first() if gate else None
    context = {
        "title": "กดนับผู้ชม",
        "fair_event": fair_event,
        "day": day,
        "gates": gates,
        "gate": gate,
        "hour": hour,
        "counted": count.people if count else 0,
        "form": TapForm(),
        "is_today": day == today_in_thailand(),
    }
    return staff_site.page(request, "onsite/work/visitors_tap.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/visitors/<str:day>/taps/",
    name="visitors-taps",
    permission=COUNT,
    row=FairEvent.objects,
)
@press_only
def visitors_taps(request, fair_event, day):
    """What a clicker has counted; its key counts once. The answer to what is kept is a redirect."""
    day = _day_of(fair_event, day)
    form = TapForm(request.POST)
    page = reverse("staff:visitors-tap", args=[fair_event.pk, day.isoformat()])
    if not form.is_valid():
        messages.error(request, "อ่านตัวเลขที่กดไม่ได้ กดนับใหม่")
        return redirect(page)
    typed = form.cleaned_data
    gate = get_object_or_404(Gate.objects.filter(fair_event=fair_event), pk=typed.pop("gate"))
    try:
        tap_count(gate, on=day, by=request.user, **typed)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect(f"{page}?gate={gate.pk}")
