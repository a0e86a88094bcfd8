"""The daily grid: one row a booth, saved row by row; and the list of whom to call."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.stale import Difference, StalePage
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from sales.forms.takings import TakingsRowForm
from sales.models import BoothSale, SaleSource
from sales.operations.takings import check_booth_sale, record_booth_sale, seen_figure
from sales.reports.days import report_days
from sales.reports.gathering import closed_report_of
from sales.takings import DayRow, day_rows, missing_at, missing_on, zone_counts
from vendors.models import BoothAllocation

ENTER = "sales.enter_boothsale"
CHECK = "sales.close_dailyreport"

_CAME_BY = {
    SaleSource.VENDOR: ("going", "ร้านส่งเอง", "smartphone"),
    SaleSource.IMPORT: ("going", "จาก Excel", "upload"),
    SaleSource.OFFICER: ("going", "กรอกแทน", "pencil"),
}


@dataclass
class GridRow:
    """A row as the page shows it: what is stored, or what was typed and refused."""

    day_row: DayRow
    sold: str = ""
    ordered: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    is_conflict: bool = False
    was_seen: bool = False  # the officer's cells hold the figure that is stored

    @classmethod
    def stored(cls, day_row: DayRow) -> "GridRow":
        sale = day_row.sale
        if sale is None:
            return cls(day_row)
        return cls(day_row, format_number(sale.sold_baht), format_number(sale.ordered_baht))

    @property
    def allocation(self) -> BoothAllocation:
        return self.day_row.allocation

    @property
    def sale(self) -> BoothSale | None:
        return self.day_row.sale

    @property
    def badge(self) -> tuple[str, str, str]:
        """Meaning, words and icon of where the figure came from ("" is the meaning's own)."""
        if self.sale is None:
            return "waiting", "ยังไม่ส่ง", ""
        if self.sale.checked_at:
            return "done", "ตรวจแล้ว", "badge-check"
        return _CAME_BY[self.sale.source]

    @property
    def seen(self) -> str:
        return seen_figure(self.sale)


def missing_today(user) -> list:
    """What the rail counts: booths of the running fair that have not reported today."""
    today = today_in_thailand()
    fairs = FairEvent.objects.covered_by(user, ENTER)
    return [missing_at(fairs.running(today).order_by("opens_on", "pk")[:1], today)]


@staff_site.work_page(
    "sales/",
    name="sales",
    permission=ENTER,
    group="run",
    label="ยอดขายรายวัน",
    icon="banknote",
    waits=missing_today,
)
def sales(request):
    """Leads to the day that matters now: today at a running fair, else the last day of one."""
    fairs = fairs_in_scope(request.user, ENTER)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_sold_at(fairs)
    days = (fair_event.days or report_days(fair_event)) if fair_event else []
    if not days:
        context = {"title": "ยอดขายรายวัน", "fairs": fairs, "fair_event": fair_event}
        return staff_site.page(request, "sales/work/sales_none.html", context)
    day = min(max(today_in_thailand(), days[0]), days[-1])
    return redirect("staff:sales-fair", fair_event.pk, day.isoformat())


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/",
    name="sales-fair",
    permission=ENTER,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def sales_fair(request, fair_event, day):
    """The grid of one day and zone. POST saves every row that was typed in, then checks."""
    day = _day_of(fair_event, day)
    counts = zone_counts(fair_event, day)
    zone, missing_only = _chosen_rows(request, counts)
    rows = [
        GridRow.stored(row)
        for row in day_rows(fair_event, day, zone=zone, missing_only=missing_only)
    ]
    status = 200
    if request.method == "POST":
        saved = _save_rows(rows, request, day)
        checked = _check_rows(rows, request, fair_event)
        refused = [row for row in rows if row.errors]
        if not refused:
            messages.success(request, _what_was_done(saved, checked))
            return redirect(request.get_full_path())
        status = 409 if all(row.is_conflict for row in refused) else 422
        counts = zone_counts(fair_event, day)
    context = {
        "rows": rows,
        "totals": _totals(rows),
        "unchecked": sum(bool(row.sale and not row.sale.checked_at) for row in rows),
        "refused": [row for row in rows if row.errors],
        "zone": zone,
        "missing_only": missing_only,
        "counts": counts,
        "missing_total": sum(count.missing for count in counts),
        "closed_report": closed_report_of(fair_event, day),
        "reason": request.POST.get("reason", ""),
        "has_errors": status != 200,
        **_day_context(request, fair_event, day),
    }
    return staff_site.page(request, "sales/work/sales_grid.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/rows/<int:allocation_id>/",
    name="sales-row",
    permission=ENTER,
    row=FairEvent.objects,
)
@press_only
def sales_row(request, fair_event, day, allocation_id):
    """Save one row as it is left; the answer is the row, with the reason when it is refused."""
    day = _day_of(fair_event, day)
    allocations = BoothAllocation.objects.filter(booth__fair_event=fair_event).select_related(
        "booth__zone", "booth__fair_event", "application__vendor"
    )
    allocation = get_object_or_404(allocations, pk=allocation_id)
    row = GridRow.stored(_day_row(allocation, day))
    _save_row(row, request, day)
    if not request.htmx:
        if row.errors:
            messages.error(request, f"บูธ {allocation.booth}: {' '.join(row.errors.values())}")
        zone = allocation.booth.zone_id
        page = reverse("staff:sales-fair", args=[fair_event.pk, day.isoformat()])
        return redirect(f"{page}?zone={zone}")
    context = {
        "row": row,
        "fair_event": fair_event,
        "day": day,
        "closed_report": closed_report_of(fair_event, day),
        "can_check": may(request.user, CHECK, fair_event),
    }
    return render(request, "sales/work/_sales_row.html", context, status=422 if row.errors else 200)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/chase/",
    name="sales-chase",
    permission=ENTER,
    row=FairEvent.objects,
)
def sales_chase(request, fair_event, day):
    """Who has not reported, with the numbers to call."""
    day = _day_of(fair_event, day)
    missing = (
        missing_on(fair_event, day)
        .select_related("booth__zone", "application__vendor")
        .prefetch_related("application__vendor__phones")
    )
    context = {"missing": missing, **_day_context(request, fair_event, day)}
    return staff_site.page(request, "sales/work/sales_chase.html", context)


def _day_of(fair_event: FairEvent, day: str) -> date:
    """The day of the address; 404 for what is no day of the fair and has no takings."""
    try:
        day = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if day not in report_days(fair_event):
        raise Http404
    return day


def _chosen_rows(request, counts):
    """The zone of ?zone= (else the first that lacks somebody), or ?missing=1 for all zones."""
    if request.GET.get("missing") == "1":
        return None, True
    wanted = request.GET.get("zone", "")
    zones = {str(count.zone.pk): count.zone for count in counts}
    lacking = [count.zone for count in counts if count.missing] + [count.zone for count in counts]
    return zones.get(wanted) or next(iter(lacking), None), False


def _day_row(allocation: BoothAllocation, day: date) -> DayRow:
    sales = BoothSale.objects.filter(
        booth=allocation.booth,
        vendor=allocation.application.vendor_id,
        sold_on__in=[day, day - timedelta(days=1)],
    ).select_related("reported_by", "checked_by")
    by_day = {sale.sold_on: sale for sale in sales.order_by("pk")}
    return DayRow(allocation, by_day.get(day), by_day.get(day - timedelta(days=1)))


def _save_rows(rows: list[GridRow], request, day: date) -> int:
    return sum(_save_row(row, request, day) for row in rows)


def _save_row(row: GridRow, request, day: date) -> bool:
    """Save what was typed in `row`; True when a figure changed. A refusal stays in row.errors."""
    form = TakingsRowForm(request.POST, row=row.day_row)
    if form.is_left_empty:
        if row.sale is not None and form.add_prefix("sold") in request.POST:
            row.sold = row.ordered = ""
            row.errors["sold"] = "ยอดนี้ส่งแล้ว ลบไม่ได้ ถ้าไม่ได้ขายกรอก 0"
        return False
    if not form.is_valid():
        row.sold, row.ordered = form.typed("sold"), form.typed("ordered")
        row.errors = {name: errors[0] for name, errors in form.errors.items()}
        return False
    if form.changes_nothing:
        row.was_seen = True
        return False
    try:
        row.day_row.sale = record_booth_sale(
            row.allocation,
            sold_on=day,
            sold_baht=form.cleaned_data["sold"],
            ordered_baht=form.cleaned_data["ordered"],
            source=SaleSource.OFFICER,
            by=request.user,
            seen=form.cleaned_data["seen"],
            reason=request.POST.get("reason", "").strip(),
        )
    except RuleBroken as broken:
        row.sold, row.ordered = form.typed("sold"), form.typed("ordered")
        row.errors = {"ordered" if broken.field == "ordered_baht" else "sold": broken.message}
        row.is_conflict = isinstance(broken, StalePage)
        row.differences = getattr(broken, "differences", [])
        row.day_row.sale = _day_row(row.allocation, day).sale
        return False
    stored = GridRow.stored(row.day_row)
    row.sold, row.ordered = stored.sold, stored.ordered
    row.was_seen = True
    return True


def _check_rows(rows: list[GridRow], request, fair_event: FairEvent) -> int:
    """Mark one row (check=<id>) or all shown (check=all) as compared with the paper."""
    wanted = request.POST.get("check", "")
    if not wanted:
        return 0
    if not may(request.user, CHECK, fair_event):
        raise PermissionDenied
    checked = 0
    for row in rows:
        asked = wanted == "all" or wanted == str(row.allocation.pk)
        if not asked or row.sale is None or row.sale.checked_at or row.errors:
            continue
        if not row.was_seen:
            row.errors["sold"] = "ยอดนี้เข้ามาหลังจากคุณเปิดหน้า ดูยอดแล้วกดตรวจอีกครั้ง"
            continue
        try:
            row.day_row.sale = check_booth_sale(
                row.sale, by=request.user, seen=seen_figure(row.sale)
            )
            checked += 1
        except RuleBroken as broken:
            row.errors["sold"] = broken.message
    return checked


def _totals(rows: list[GridRow]) -> dict:
    sales = [row.sale for row in rows if row.sale]
    sold = sum((sale.sold_baht for sale in sales), Decimal(0))
    ordered = sum((sale.ordered_baht for sale in sales), Decimal(0))
    return {"filled": len(sales), "sold": sold, "ordered": ordered, "all": sold + ordered}


def _what_was_done(saved: int, checked: int) -> str:
    done = []
    if saved:
        done.append(f"บันทึกยอดแล้ว {saved} แถว")
    if checked:
        done.append(f"ตรวจแล้ว {checked} แถว")
    return " ".join(done) or "ไม่มีแถวที่เปลี่ยน"


def _day_context(request, fair_event: FairEvent, day: date) -> dict:
    today = today_in_thailand()
    days = report_days(fair_event)
    position = days.index(day)
    return {
        "title": "ยอดขายรายวัน",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, ENTER),
        "day": day,
        "day_number": fair_event.day_number(day),
        "day_count": len(fair_event.days),
        "previous_day": days[position - 1] if position else None,
        "next_day": days[position + 1] if position + 1 < len(days) else None,
        "is_to_come": day > today,
        "is_over": days[-1] < today,
        "is_today": day == today,
        "can_check": may(request.user, CHECK, fair_event),
    }
