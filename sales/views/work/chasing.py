"""Who has not reported: called, written to, and entered by telephone, by several people at once."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.documents.xlsx import csv_response, xlsx_response
from otopfair.errors import RuleBroken, status_after
from otopfair.onward import onward, press_only
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.baht import format_baht
from otopfair.thai.digits import whole_number
from sales.chase_sheets import chase_csv, chase_workbook
from sales.chasing import STATES, ChaseList, ChaseRow, chase_list, chase_rows, reported_since
from sales.forms.chasing import ChaseCallForm, ChaseRuleForm
from sales.forms.takings import TakingsRowForm
from sales.models import ChaseCall, SaleSource, chase_rule_of
from sales.operations.chasing import note_chase_call, set_chase_rule, take_chase_call_back
from sales.reports.gathering import closed_report_of
from sales.takings import DayRow
from sales.views.work.days import CHECK, ENTER, day_context, day_of
from sales.views.work.exporting import refused_export
from sales.views.work.row_saving import Saving, day_row
from sales.views.work.rows import GridRow
from vendors.models import BoothAllocation

FAIRS = FairEvent.objects.all()
A_PAGE = 50
NOTHING_TYPED = "กรอกยอดที่ร้านบอก ถ้าขายไม่ได้ กด “ขายไม่ได้ 0 บาท”"


@dataclass(frozen=True)
class ChaseFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    zone: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query, every: ChaseList) -> "ChaseFilter":
        zone, state = query.get("zone", ""), query.get("state", "")
        zones = {str(one.zone.pk) for one in every.zones}
        return cls(
            zone if zone in zones else "",
            state if state in STATES else "",
            query.get("q", "").strip()[:100],
        )

    def rows(self, every: ChaseList) -> list[ChaseRow]:
        return every.filtered(zone=self.zone, state=self.state, text=self.words)

    def address(self, **changes) -> str:
        values = {"zone": self.zone, "state": self.state, "q": self.words, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})


@dataclass
class ShownRow:
    """A row of the list with the cells for the figure that is told on the telephone."""

    chase: ChaseRow
    grid: GridRow
    refusal: str = ""

    @property
    def is_refused(self) -> bool:
        return bool(self.refusal or self.grid.errors)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/chase/",
    name="sales-chase",
    permission=ENTER,
    row=FAIRS,
)
@never_cache
@require_safe
def sales_chase(request, fair_event, day):
    """Who has not reported, by zone; ?print=1 is the paper."""
    day = day_of(fair_event, day)
    every = chase_list(fair_event, day, request.user)
    filters = ChaseFilter.from_query(request.GET, every)
    shown = filters.rows(every)
    context = {**_frame(request, every, filters), "print_url": filters.address(print="1")}
    context["clear_url"] = filters.address(q="")
    if request.GET.get("print") == "1":
        context |= {"groups": _grouped(shown, every), "made_at": timezone.now()}
        return render(request, "sales/work/sales_chase_print.html", context)
    page = page_of(request, shown, per_page=A_PAGE)
    rows = [ShownRow(row, GridRow.stored(_empty(row))) for row in page.object_list]
    context |= {
        "page": page,
        "groups": _grouped(rows, every, zone=lambda row: row.chase.zone),
        "here": request.get_full_path(),
        "live_query": filters.address(rows=",".join(str(row.chase.allocation.pk) for row in rows)),
    }
    return staff_site.page(request, "sales/work/sales_chase.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/chase/live/",
    name="sales-chase-live",
    permission=ENTER,
    row=FAIRS,
)
@never_cache
@require_safe
def sales_chase_live(request, fair_event, day):
    """The counts, and for each of ?rows=4,7 who called it and whether the figure has come in."""
    day = day_of(fair_event, day)
    every = chase_list(fair_event, day, request.user)
    wanted = {whole_number(key) for key in request.GET.get("rows", "").split(",")[:A_PAGE]}
    here = BoothAllocation.objects.filter(booth__fair_event=fair_event, pk__in=wanted - {None})
    here = list(here.select_related("application"))
    context = {
        **_frame(request, every, ChaseFilter.from_query(request.GET, every)),
        "missing": [row for row in every.rows if row.allocation.pk in wanted],
        "reported": reported_since(here, day),
    }
    return render(request, "sales/work/sales_chase_live.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/chase/rows/<int:allocation_id>/",
    name="sales-chase-row",
    permission=ENTER,
    row=FAIRS,
)
@press_only
def sales_chase_row(request, fair_event, day, allocation_id):
    """One press: a call (`heard`), one taken back (`undo`), nothing sold (`zero`), or a figure."""
    day = day_of(fair_event, day)
    allocation = get_object_or_404(_allocations(fair_event), pk=allocation_id)
    row = _pressed(request, allocation, day)
    status = 422 if row.is_refused else 200
    every = chase_list(fair_event, day, request.user)
    context = {**_frame(request, every, ChaseFilter()), "row": row}
    if request.htmx:
        return render(request, "sales/work/_chase_answer.html", context, status=status)
    page = reverse("staff:sales-chase", args=[fair_event.pk, day.isoformat()])
    if row.is_refused:
        context |= {"has_errors": True, "all_url": onward(request, page)}
        return staff_site.page(request, "sales/work/sales_chase_row.html", context, status=status)
    if row.grid.sale:
        messages.success(request, _saved(row))
    return redirect(f"{onward(request, page)}#row-{allocation.pk}")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/chase/export/",
    name="sales-chase-export",
    permission=ENTER,
    row=FAIRS,
)
@press_only
def sales_chase_export(request, fair_event, day):
    """The list as it is filtered, as .xlsx or .csv; who took it and what for is in the history."""
    day = day_of(fair_event, day)
    every = chase_list(fair_event, day, request.user)
    filters = ChaseFilter.from_query(request.GET, every)
    what = f"รายชื่อร้านที่ยังไม่ส่งยอด {day.isoformat()}"
    page = reverse("staff:sales-chase", args=[fair_event.pk, day.isoformat()])
    if refused := refused_export(request, fair_event, what, page + filters.address()):
        return refused
    rows = filters.rows(every)
    names = {
        "ascii_name": f"missing-{fair_event.reference_code}-{day:%Y%m%d}",
        "thai_name": f"ยังไม่ส่งยอด {fair_event} {day:%Y%m%d}",
    }
    if request.POST.get("as") == "csv":
        return csv_response(chase_csv(rows), **names)
    return xlsx_response(chase_workbook(every, rows, made_at=timezone.now()), **names)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales-chase/", name="chase-rule", permission=CHECK, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def chase_rule(request, fair_event):
    """Whether, and how long after closing, officers and helpers are told who is missing."""
    rule = chase_rule_of(fair_event)
    form = ChaseRuleForm(
        request.POST or None, initial={"is_used": rule.is_used, "minutes": rule.minutes}
    )
    status = 200
    if form.is_bound:
        status = status_after(
            form, lambda: set_chase_rule(fair_event, **form.cleaned_data, by=request.user)
        )
        if status == 302:
            messages.success(request, "บันทึกเวลาแจ้งร้านที่ยังไม่ส่งยอดแล้ว")
            return redirect("staff:chase-rule", fair_event.pk)
    context = {"title": "แจ้งร้านที่ยังไม่ส่งยอด", "fair_event": fair_event, "form": form}
    return staff_site.page(request, "sales/work/chase_rule.html", context, status=status)


def _frame(request, every: ChaseList, filters: ChaseFilter) -> dict:
    """What the page, its parts and its paper show of the whole list."""
    context = day_context(request, every.fair_event, every.day)
    return {
        **context,
        "every": every,
        "filters": filters,
        "state_chips": _state_chips(filters, every),
        "zone_chips": _zone_chips(filters, every),
        "closed_report": closed_report_of(every.fair_event, every.day),
        "can_note": not context["is_to_come"] and not every.fair_event.is_cancelled,
    }


def _grouped(rows: list, every: ChaseList, zone=lambda row: row.zone) -> list[tuple]:
    """The rows below the count of their zone."""
    counts = {one.zone.pk: one for one in every.zones}
    groups = groupby(rows, key=lambda row: zone(row).pk)
    return [(counts[key], list(some)) for key, some in groups]


def _state_chips(filters: ChaseFilter, every: ChaseList) -> list[dict]:
    return [
        {
            "label": f"{label} {every.counts[key]}",
            "url": filters.address(state=key),
            "on": filters.state == key,
        }
        for key, label in {"": "ทั้งหมด", **STATES}.items()
    ]


def _zone_chips(filters: ChaseFilter, every: ChaseList) -> list[dict]:
    chips = [{"label": "ทุกโซน", "url": filters.address(zone=""), "on": not filters.zone}]
    for one in every.zones:
        key, left = str(one.zone.pk), f"ขาด {one.missing}" if one.missing else "ครบ"
        label = f"{one.zone.code} {left}"
        chips.append({"label": label, "url": filters.address(zone=key), "on": filters.zone == key})
    return chips


def _allocations(fair_event: FairEvent):
    return BoothAllocation.objects.filter(booth__fair_event=fair_event)


def _empty(row: ChaseRow):
    """The cells of somebody who has not reported."""
    return DayRow(row.allocation, None, None)


def _pressed(request, allocation: BoothAllocation, day: date) -> ShownRow:
    """What the press has come to: the row as it is now, with why it was refused."""
    key, refusal = allocation.pk, ""
    [chase] = chase_rows(BoothAllocation.objects.filter(pk=key), day)
    grid = GridRow.stored(day_row(chase.allocation, day))
    if "heard" in request.POST:
        refusal = _note(request, chase)
    elif "undo" in request.POST:
        _take_back(request, chase)
    else:
        _enter(request, chase, grid)
    [chase] = chase_rows(BoothAllocation.objects.filter(pk=key), day)
    return ShownRow(chase, grid, refusal)


def _note(request, row: ChaseRow) -> str:
    """Why the call was not noted, or ""."""
    form = ChaseCallForm(request.POST)
    if not form.is_valid():
        return "จดไม่สำเร็จ กดอีกครั้ง"
    try:
        note_chase_call(row.allocation, row.day, by=request.user, **form.cleaned_data)
    except RuleBroken as broken:
        return broken.message
    return ""


def _take_back(request, row: ChaseRow) -> None:
    own = ChaseCall.objects.filter(noted_by=request.user, allocation=row.allocation, on=row.day)
    take_chase_call_back(get_object_or_404(own, pk=whole_number(request.POST["undo"])))


def _enter(request, row: ChaseRow, grid: GridRow) -> None:
    """The figure goes the way of the grid; an empty one takes nothing back here."""
    sold, ordered = f"sold-{row.allocation.pk}", f"ordered-{row.allocation.pk}"
    data = request.POST
    if "zero" in data:
        data = data.copy()
        data[sold] = data[ordered] = "0"
    if not data.get(sold, "").strip() and not data.get(ordered, "").strip():
        grid.errors = {"sold": NOTHING_TYPED}
        return
    if grid.sale is None:
        Saving(data, row.day, request.user, SaleSource.PHONE).of([grid])
    else:
        _came_before(TakingsRowForm(data, row=grid.day_row), grid)


def _came_before(form: TakingsRowForm, grid: GridRow) -> None:
    """A figure has come in since the page was opened: the same one is no matter, another stays,
    and what was typed stands beside it."""
    if not (form.is_valid() and form.changes_nothing):
        grid.keep(form, {"sold": "มียอดของบูธนี้เข้ามาก่อนที่คุณบันทึก"})
        grid.is_conflict = True


def _saved(row: ShownRow) -> str:
    baht = format_baht(row.grid.sale.total_baht)
    return f"บันทึกยอดบูธ {row.chase.allocation.booth.code} {row.chase.vendor.name_th} {baht} แล้ว"
