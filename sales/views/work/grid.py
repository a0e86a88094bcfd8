"""The daily grid: one row a booth, saved row by row."""

from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from sales.forms.zone_entry import HandForm
from sales.models import EnteredBlock
from sales.operations.takings import check_booth_sale, seen_figure
from sales.reports.days import report_days
from sales.reports.gathering import closed_report_of
from sales.takings import (
    day_rows,
    missing_at,
    whole_day,
    zone_counts,
)
from sales.views.work.days import CHECK, ENTER, chosen_rows, day_context, day_of
from sales.views.work.row_saving import Saving, day_row
from sales.views.work.rows import GridRow
from vendors.models import BoothAllocation


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
    day = day_of(fair_event, day)
    counts = zone_counts(fair_event, day)
    zone, missing_only = chosen_rows(request, counts)
    rows = [
        GridRow.stored(row)
        for row in day_rows(fair_event, day, zone=zone, missing_only=missing_only)
    ]
    status = 200
    if request.method == "POST":
        saved = Saving(request.POST, day, request.user).of(rows)
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
        "whole": whole_day(fair_event, day, counts),
        "shown": {},
        "hand_form": HandForm(zone=zone) if zone else None,
        "is_mine": any(count.zone == zone and request.user in count.people for count in counts),
        "closed_report": closed_report_of(fair_event, day),
        "reason": request.POST.get("reason", ""),
        "pasted": _own_block(request, fair_event, day),
        "has_errors": status != 200,
        **day_context(request, fair_event, day),
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
    day = day_of(fair_event, day)
    allocations = BoothAllocation.objects.filter(booth__fair_event=fair_event).select_related(
        "booth__zone", "booth__fair_event", "application__vendor"
    )
    allocation = get_object_or_404(allocations, pk=allocation_id)
    row = GridRow.stored(day_row(allocation, day))
    Saving(request.POST, day, request.user).of([row])
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


def _own_block(request, fair_event: FairEvent, day: date) -> EnteredBlock | None:
    """What this person has pasted last for the day, while it can be undone."""
    blocks = EnteredBlock.objects.filter(
        entered_by=request.user, fair_event=fair_event, sold_on=day
    )
    return blocks.standing().order_by("-pk").first()


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
