"""The daily grid: one row a booth, saved row by row; and the list of whom to call."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from products.forms.work import TakingsRowForm
from products.models import BoothSale, SaleSource
from products.operations.sales import StaleFigure, check_booth_sale, record_booth_sale
from products.reports.gathering import closed_report_of
from products.takings import DayRow, day_rows, missing_on, zone_counts
from vendors.models import BoothAllocation

ENTER = "products.enter_boothsale"
CHECK = "products.close_dailyreport"


@dataclass
class GridRow:
    """A row as the page shows it: what is stored, or what was typed and refused."""

    day_row: DayRow
    sold: str = ""
    ordered: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    is_conflict: bool = False

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
    def version(self) -> int:
        return self.sale.version if self.sale else 0


def missing_today(request) -> int:
    """Count in the rail: booths of the running fair that have not reported today."""
    today = today_in_thailand()
    running = FairEvent.objects.visible_to(request.user).running(today).order_by("opens_on").first()
    return missing_on(running, today).count() if running else 0


@staff_site.work_page(
    "sales/",
    name="sales",
    permission=ENTER,
    group="run",
    label="ยอดขายรายวัน",
    icon="banknote",
    count=missing_today,
)
def sales(request):
    """Leads to the day that matters now: today at a running fair, else the last day of one."""
    fairs = fairs_in_scope(request.user)
    fair_event = fair_asked_for(request, fairs) or fair_being_sold_at(fairs)
    if fair_event is None or not fair_event.days:
        context = {"title": "ยอดขายรายวัน", "fairs": fairs, "fair_event": fair_event}
        return staff_site.page(request, "products/work/sales_none.html", context)
    day = min(max(today_in_thailand(), fair_event.opens_on), fair_event.closes_on)
    return redirect("staff:sales-fair", fair_event.pk, day.isoformat())


@staff_site.work_page("fairs/<int:fair_id>/sales/<str:day>/", name="sales-fair", permission=ENTER)
@require_http_methods(["GET", "POST"])
def sales_fair(request, fair_id, day):
    """The grid of one day and zone. POST saves every row that was typed in, then checks."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    counts = zone_counts(fair_event, day)
    zone, missing_only = _chosen_rows(request, counts)
    rows = [
        GridRow.stored(row)
        for row in day_rows(fair_event, day, zone=zone, missing_only=missing_only)
    ]
    status = 200
    if request.method == "POST":
        saved = _save_rows(rows, request, day)
        checked = _check_rows(rows, request)
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
    return staff_site.page(request, "products/work/sales_grid.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_id>/sales/<str:day>/rows/<int:allocation_id>/",
    name="sales-row",
    permission=ENTER,
)
@require_POST
def sales_row(request, fair_id, day, allocation_id):
    """Save one row as it is left; the answer is the row, with the reason when it is refused."""
    fair_event, day = _fair_and_day(request, fair_id, day)
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
        "can_check": request.user.has_perm(CHECK),
    }
    return render(
        request, "products/work/_sales_row.html", context, status=422 if row.errors else 200
    )


@staff_site.work_page(
    "fairs/<int:fair_id>/sales/<str:day>/chase/", name="sales-chase", permission=ENTER
)
def sales_chase(request, fair_id, day):
    """Who has not reported, with the numbers to call."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    missing = (
        missing_on(fair_event, day)
        .select_related("booth__zone", "application__vendor")
        .prefetch_related("application__vendor__phones")
    )
    context = {"missing": missing, **_day_context(request, fair_event, day)}
    return staff_site.page(request, "products/work/sales_chase.html", context)


def _fair_and_day(request, fair_id, day) -> tuple[FairEvent, date]:
    fair_event = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    try:
        day = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if fair_event.day_number(day) is None:
        raise Http404
    return fair_event, day


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
        return False
    try:
        row.day_row.sale = record_booth_sale(
            row.allocation,
            sold_on=day,
            sold_baht=form.cleaned_data["sold"],
            ordered_baht=form.cleaned_data["ordered"],
            source=SaleSource.OFFICER,
            by=request.user,
            seen_version=form.seen_version,
            reason=request.POST.get("reason", "").strip()[:255],
        )
    except RuleBroken as broken:
        row.sold, row.ordered = form.typed("sold"), form.typed("ordered")
        row.errors = {"ordered" if broken.field == "ordered_baht" else "sold": broken.message}
        row.is_conflict = isinstance(broken, StaleFigure)
        row.day_row.sale = _day_row(row.allocation, day).sale
        return False
    stored = GridRow.stored(row.day_row)
    row.sold, row.ordered = stored.sold, stored.ordered
    return True


def _check_rows(rows: list[GridRow], request) -> int:
    """Mark one row (check=<id>) or all shown (check=all) as compared with the paper."""
    wanted = request.POST.get("check", "")
    if not wanted:
        return 0
    if not request.user.has_perm(CHECK):
        raise PermissionDenied
    checked = 0
    for row in rows:
        asked = wanted == "all" or wanted == str(row.allocation.pk)
        if not asked or row.sale is None or row.sale.checked_at or row.errors:
            continue
        try:
            row.day_row.sale = check_booth_sale(
                row.sale, by=request.user, seen_version=row.sale.version
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
    days = fair_event.days
    position = days.index(day)
    return {
        "title": "ยอดขายรายวัน",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user),
        "day": day,
        "day_number": position + 1,
        "day_count": len(days),
        "previous_day": days[position - 1] if position else None,
        "next_day": days[position + 1] if position + 1 < len(days) else None,
        "is_to_come": day > today,
        "is_over": fair_event.closes_on < today,
        "is_today": day == today,
        "can_check": request.user.has_perm(CHECK),
    }
