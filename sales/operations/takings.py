"""The day's takings are recorded, corrected and checked here."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen, seen_of
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range
from sales.models import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from vendors.models import BoothAllocation, Vendor
from vendors.operations.merging import move_rows


def record_booth_sale(
    allocation: BoothAllocation,
    *,
    sold_on: date,
    sold_baht: Decimal,
    ordered_baht: Decimal,
    source: str,
    by,
    seen: str | None = None,
    reason: str = "",
) -> BoothSale:
    """Record the takings of one vendor in one booth on one day; an earlier figure is replaced.

    Amounts are gross baht, VAT included. `sold_on` is the day in Thailand, Gregorian, within the
    fair and not in the future. `seen` is what the caller's form carried (`seen_figure`); None
    replaces whatever is there. An officer corrects a figure that stands also when the fair was
    moved off its day or cancelled since.
    Raises RuleBroken outside the fair and the vendor's days, at a cancelled fair, on negative
    amounts, and when the day's report is closed to vendors; StalePage when somebody else has
    changed the figure since.
    """
    if not allocation.covers(sold_on):
        days = f"ร้านนี้อยู่บูธ {allocation.booth} เฉพาะวันที่ {allocation.days_text}"
        raise RuleBroken(f"{days} เลือกวันในช่วงนี้", field="sold_on")
    if sold_baht < 0 or ordered_baht < 0:
        raise RuleBroken("ยอดต้องไม่ติดลบ", field="sold_baht" if sold_baht < 0 else "ordered_baht")
    with transaction.atomic():
        # The fair first: whoever closes the day or moves the fair waits, or has been before us.
        corrects = source == SaleSource.OFFICER and _stands_apart(allocation, sold_on)
        fair_event = hold_fair(
            allocation.booth.fair_event, what="จึงบันทึกยอดไม่ได้", even_cancelled=corrects
        )
        if not corrects:
            _require_sales_day(fair_event, sold_on)
        # The booth's lock makes two first entries of one day wait for each other, also when the
        # vendor gave the booth back and got it again (two allocations, one sale).
        lock(allocation.booth)
        # Two entries of its shop may have become one since the page was opened.
        allocation.application.refresh_from_db(fields=["vendor"])
        if source == SaleSource.VENDOR:
            _require_open_day(fair_event, sold_on)
        sale = figures_in(allocation, sold_on).first()
        sale = sale and lock(sale)
        typed = {"sold_baht": sold_baht, "ordered_baht": ordered_baht}
        if sale and is_same(figure_of(sale), typed):
            return sale
        require_seen(sale or BoothSale(), seen, now=figure_of(sale), mine=typed)
        if sale is None:
            return _first_figure(allocation, sold_on, sold_baht, ordered_baht, source=source, by=by)
        return _replace_figure(sale, sold_baht, ordered_baht, source=source, by=by, reason=reason)


def figures_in(allocation: BoothAllocation, sold_on: date):
    """The figure of the vendor in its booth on a day, one or none; it never goes."""
    vendor = allocation.application.vendor_id
    return BoothSale.objects.filter(booth=allocation.booth_id, vendor=vendor, sold_on=sold_on)


def _stands_apart(allocation: BoothAllocation, sold_on: date) -> bool:
    """Whether a figure stands there on a day on which the fair, as it is now, takes none."""
    fair_event = allocation.booth.fair_event
    is_apart = fair_event.is_cancelled or fair_event.day_number(sold_on) is None
    return is_apart and figures_in(allocation, sold_on).exists()


def check_booth_sale(sale: BoothSale, *, by, seen: str | None = None) -> BoothSale:
    """An officer has compared the figure with the booth's slip of paper.

    Raises RuleBroken when the figure is no longer the one that the officer saw.
    """
    with transaction.atomic():
        # The same order as an entry: two who hold half of it each would wait for each other.
        lock(Booth(pk=sale.booth_id))
        sale = lock(sale)
        if sale.checked_at is None:
            require_seen(sale, seen, now=figure_of(sale), mine={})
            sale.checked_at = timezone.now()
            sale.checked_by = by
            sale.save()
            record(sale, "check", "ตรวจยอดแล้ว", by=by)
    return sale


def figure_of(sale: BoothSale | None) -> dict[str, Any]:
    """What a form of takings shows of a figure; also of one that is not reported yet."""
    return {name: getattr(sale, name, None) for name in ("sold_baht", "ordered_baht", "checked_at")}


def seen_figure(sale: BoothSale | None) -> str:
    """The fingerprint that a form of takings carries."""
    return seen_of(figure_of(sale))


def _require_sales_day(fair_event, sold_on: date) -> None:
    if fair_event.day_number(sold_on) is None:
        if not fair_event.days:
            raise RuleBroken("งานนี้ยังไม่กำหนดวัน จึงยังบันทึกยอดไม่ได้", field="sold_on")
        if fair_event.is_closed_on(sold_on):
            raise RuleBroken(f"วันที่ {format_date(sold_on)} งานปิด ไม่มียอดของวันนี้", field="sold_on")
        days = format_range(fair_event.opens_on, fair_event.closes_on)
        raise RuleBroken(f"วันที่ {format_date(sold_on)} ไม่อยู่ในวันจัดงาน ({days})", field="sold_on")
    if sold_on > today_in_thailand():
        raise RuleBroken(
            f"วันที่ {format_date(sold_on)} ยังมาไม่ถึง บันทึกยอดได้ตั้งแต่วันนั้น",
            field="sold_on",
        )


def _require_open_day(fair_event, sold_on: date) -> None:
    closed = DailyReport.objects.filter(
        fair_event=fair_event, sold_on=sold_on, closed_at__isnull=False
    ).exists()
    if closed:
        raise RuleBroken(
            f"รายงานวันที่ {format_date(sold_on)} ปิดแล้ว แจ้งเจ้าหน้าที่ให้แก้ยอด", field="sold_baht"
        )


def _first_figure(allocation, sold_on, sold_baht, ordered_baht, *, source, by) -> BoothSale:
    booth, application = allocation.booth, allocation.application
    sale = BoothSale.objects.create(
        fair_event_id=booth.fair_event_id,
        booth=booth,
        vendor_id=application.vendor_id,
        category=application.category,
        sold_on=sold_on,
        sold_baht=sold_baht,
        ordered_baht=ordered_baht,
        source=source,
        reported_by=by,
        reported_at=timezone.now(),
    )
    record(sale, "report", f"บันทึกยอด {format_number(sold_baht + ordered_baht)} บาท", by=by)
    return sale


def _replace_figure(sale, sold_baht, ordered_baht, *, source, by, reason) -> BoothSale:
    before = sale.total_baht
    BoothSaleRevision.objects.create(
        sale=sale,
        sold_before=sale.sold_baht,
        ordered_before=sale.ordered_baht,
        sold_after=sold_baht,
        ordered_after=ordered_baht,
        changed_by=by,
        reason=reason,
    )
    sale.sold_baht, sale.ordered_baht = sold_baht, ordered_baht
    sale.source, sale.reported_by, sale.reported_at = source, by, timezone.now()
    sale.checked_by = sale.checked_at = None
    sale.save()
    record(
        sale,
        "correct",
        f"แก้ยอดจาก {format_number(before)} เป็น {format_number(sale.total_baht)} บาท",
        by=by,
        reason=reason,
    )
    return sale


def move_takings(kept: Vendor, gone: Vendor) -> dict:
    """Two entries of one shop become one; their fairs are locked."""
    return move_rows(BoothSale, kept, gone)
