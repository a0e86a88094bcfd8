"""The day's takings are recorded, corrected and checked here."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range
from products.models import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from vendors.models import BoothAllocation


class StaleFigure(RuleBroken):
    """Somebody else has recorded or changed the figure since the caller's form was shown."""


def record_booth_sale(
    allocation: BoothAllocation,
    *,
    sold_on: date,
    sold_baht: Decimal,
    ordered_baht: Decimal,
    source: str,
    by,
    seen_version: int | None = None,
    reason: str = "",
) -> BoothSale:
    """Record the takings of one vendor in one booth on one day; an earlier figure is replaced.

    Amounts are gross baht, VAT included. `sold_on` is the day in Thailand, Gregorian, within the
    fair and not in the future. `seen_version` is the version that the caller's form showed (0 for
    "not reported yet", None to replace whatever is there).
    Raises RuleBroken outside the fair, on negative amounts, and when the day's report is closed to
    vendors; StaleFigure when somebody else has changed the figure since.
    """
    application, fair_event = allocation.application, allocation.booth.fair_event
    _require_sales_day(fair_event, sold_on)
    if sold_baht < 0 or ordered_baht < 0:
        raise RuleBroken("ยอดต้องไม่ติดลบ", field="sold_baht" if sold_baht < 0 else "ordered_baht")
    with transaction.atomic():
        # The booth's lock makes two first entries of one day wait for each other, also when the
        # vendor gave the booth back and got it again (two allocations, one sale).
        booth = lock(allocation.booth)
        if source == SaleSource.VENDOR:
            _require_open_day(fair_event, sold_on)
        sale = (
            BoothSale.objects.filter(booth=booth, vendor_id=application.vendor_id, sold_on=sold_on)
            .select_related("reported_by")
            .first()
        )
        if sale and (sale.sold_baht, sale.ordered_baht) == (sold_baht, ordered_baht):
            return sale
        _require_seen(sale, seen_version)
        if sale is None:
            return _first_figure(allocation, sold_on, sold_baht, ordered_baht, source=source, by=by)
        return _replace_figure(sale, sold_baht, ordered_baht, source=source, by=by, reason=reason)


def check_booth_sale(sale: BoothSale, *, by, seen_version: int | None = None) -> BoothSale:
    """An officer has compared the figure with the booth's slip of paper.

    Raises RuleBroken when the figure is no longer the one that the officer saw.
    """
    with transaction.atomic():
        sale = lock(sale)
        if sale.checked_at is None:
            _require_seen(sale, seen_version)
        if sale.checked_at is None:
            sale.checked_at = timezone.now()
            sale.checked_by = by
            sale.version += 1
            sale.save()
            record(sale, "check", "ตรวจยอดแล้ว", by=by)
    return sale


def _require_sales_day(fair_event, sold_on: date) -> None:
    if fair_event.day_number(sold_on) is None:
        if not fair_event.days:
            raise RuleBroken("งานนี้ยังไม่กำหนดวัน จึงยังบันทึกยอดไม่ได้", field="sold_on")
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


def _require_seen(sale: BoothSale | None, seen_version: int | None) -> None:
    current = sale.version if sale else 0
    if seen_version is None or seen_version == current:
        return
    if sale is None:
        raise StaleFigure("ยอดนี้ถูกลบหลังจากคุณเปิดหน้า โหลดหน้าใหม่แล้วบันทึกอีกครั้ง")
    raise StaleFigure(
        f"{sale.reported_by} บันทึกยอดนี้เป็น {format_number(sale.sold_baht)}"
        f" และสั่งจอง {format_number(sale.ordered_baht)} หลังจากคุณเปิดหน้า"
        " ตรวจแล้วบันทึกอีกครั้ง"
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
        reason=reason[:255],
    )
    sale.sold_baht, sale.ordered_baht = sold_baht, ordered_baht
    sale.source, sale.reported_by, sale.reported_at = source, by, timezone.now()
    sale.checked_by = sale.checked_at = None
    sale.version += 1
    sale.save()
    record(
        sale,
        "correct",
        f"แก้ยอดจาก {format_number(before)} เป็น {format_number(sale.total_baht)} บาท",
        by=by,
        reason=reason,
    )
    return sale
