"""The day's takings are recorded, corrected and checked here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, entry_of, record, record_all
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen, seen_of
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range
from sales.models import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from sales.notifications import FigureChange, tell_of_changes
from vendors.models import BoothAllocation, Vendor
from vendors.operations.merging import move_rows

# All that a new figure writes over the one before.
PUT = (
    *("sold_baht", "ordered_baht", "source", "reported_by", "reported_at"),
    *("checked_by", "checked_at", "entry_key", "typed_at", "called_right"),
)


@dataclass(frozen=True)
class Entry:
    """How a figure was typed. `replaces` are keys of the same author's entries before this one
    that may have come in without the author knowing."""

    key: UUID | None = None
    replaces: tuple[UUID, ...] = ()
    typed_at: datetime | None = None
    customers: int | None = None
    best_products: tuple = ()
    called_right: str = ""

    def is_in(self, sale: BoothSale | None) -> bool:
        """Whether this very entry has been taken already, a later figure standing there or not."""
        if sale is None or self.key is None:
            return False
        return sale.entry_key == self.key or sale.revisions.filter(entry_key=self.key).exists()


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
    entry: Entry = Entry(),
) -> BoothSale:
    """Record the takings of one vendor in one booth on one day; an earlier figure is replaced.

    Amounts are gross baht, VAT included. `sold_on` is the day in Thailand, Gregorian, within the
    fair and not in the future. `seen` is what the caller's form carried (`seen_figure`); None
    replaces whatever is there. An officer corrects a figure that stands also when the fair was
    moved off its day or cancelled since. What a vendor has sent itself is replaced with a reason,
    and the vendor is told. An `entry` that comes again changes nothing.
    Raises RuleBroken outside the fair and the vendor's days, at a cancelled fair, on negative
    amounts, without a reason, and when the day's report is closed to vendors; StalePage when
    somebody else has changed the figure since.
    """
    require_figure(allocation, sold_on, sold_baht, ordered_baht)
    with transaction.atomic():
        # The fair first: whoever closes the day or moves the fair waits, or has been before us.
        corrects = source == SaleSource.OFFICER and _stands_apart(allocation, sold_on)
        fair_event = hold_fair(
            allocation.booth.fair_event, what="จึงบันทึกยอดไม่ได้", even_cancelled=corrects
        )
        if not corrects:
            require_sales_day(fair_event, sold_on)
        # The booth's lock makes two first entries of one day wait for each other, also when the
        # vendor gave the booth back and got it again (two allocations, one sale).
        lock(allocation.booth)
        # Two entries of its shop may have become one since the page was opened.
        allocation.application.refresh_from_db(fields=["vendor"])
        sale = figures_in(allocation, sold_on).first()
        sale = sale and lock(sale)
        if entry.is_in(sale):
            return sale
        if source == SaleSource.VENDOR:
            _require_open_day(fair_event, sold_on)
        typed = {"sold_baht": sold_baht, "ordered_baht": ordered_baht}
        if sale and is_same(figure_of(sale), typed):
            return _note_entry(sale, entry)
        if not (sale and sale.entry_key in entry.replaces):
            require_seen(sale or BoothSale(), seen, now=figure_of(sale), mine=typed)
        if sale is None:
            sale = first_figure(allocation, sold_on, sold_baht, ordered_baht, source=source, by=by)
            sale.save(force_insert=True)
            record_all([act_of_first(sale)])
        else:
            _replace_figure(sale, sold_baht, ordered_baht, source=source, by=by, reason=reason)
        return _note_entry(sale, entry)


def require_figure(allocation: BoothAllocation, sold_on: date, sold_baht, ordered_baht) -> None:
    """Raises RuleBroken outside the vendor's days, and on negative amounts."""
    if not allocation.covers(sold_on):
        days = f"ร้านนี้อยู่บูธ {allocation.booth} เฉพาะวันที่ {allocation.days_text}"
        raise RuleBroken(f"{days} เลือกวันในช่วงนี้", field="sold_on")
    if sold_baht < 0 or ordered_baht < 0:
        raise RuleBroken("ยอดต้องไม่ติดลบ", field="sold_baht" if sold_baht < 0 else "ordered_baht")


def _note_entry(sale: BoothSale, entry: Entry) -> BoothSale:
    """What came along with the figure; a sheet brings only what was called right there."""
    if entry == Entry():
        return sale
    sale.called_right = entry.called_right
    if entry.key is not None:
        sale.entry_key, sale.typed_at = entry.key, entry.typed_at
        sale.customers = entry.customers
        sale.best_products.set(entry.best_products)
    sale.save(update_fields=["entry_key", "typed_at", "customers", "called_right"])
    return sale


def figures_in(allocation: BoothAllocation, sold_on: date):
    """The figure of the vendor in its booth on a day, one or none; it never goes."""
    vendor = allocation.application.vendor_id
    return BoothSale.objects.filter(booth=allocation.booth_id, vendor=vendor, sold_on=sold_on)


def _stands_apart(allocation: BoothAllocation, sold_on: date) -> bool:
    """Whether a figure stands there on a day on which the fair, as it is now, takes none."""
    is_apart = is_apart_from(allocation.booth.fair_event, sold_on)
    return is_apart and figures_in(allocation, sold_on).exists()


def is_apart_from(fair_event, sold_on: date) -> bool:
    """Whether the fair, as it is now, takes no takings of the day."""
    return fair_event.is_cancelled or fair_event.day_number(sold_on) is None


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


def require_sales_day(fair_event, sold_on: date) -> None:
    """Raises RuleBroken for a day outside the fair, or to come."""
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


def first_figure(allocation, sold_on, sold_baht, ordered_baht, *, source, by) -> BoothSale:
    """The figure of a vendor who had not reported; it is not written yet."""
    booth, application = allocation.booth, allocation.application
    return BoothSale(
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


def put_figure(sale, sold_baht, ordered_baht, *, source, by, reason) -> BoothSaleRevision:
    """The figure takes the place of the one in `sale`, which the revision keeps. Neither is
    written yet (`PUT` are the columns)."""
    revision = BoothSaleRevision(
        sale=sale,
        sold_before=sale.sold_baht,
        ordered_before=sale.ordered_baht,
        sold_after=sold_baht,
        ordered_after=ordered_baht,
        source_before=sale.source,
        changed_by=by,
        reason=reason,
        entry_key=sale.entry_key,
        typed_at=sale.typed_at,
    )
    sale.entry_key = sale.typed_at = None
    sale.called_right = ""
    sale.sold_baht, sale.ordered_baht = sold_baht, ordered_baht
    sale.source, sale.reported_by, sale.reported_at = source, by, timezone.now()
    sale.checked_by = sale.checked_at = None
    return revision


def require_reason(tells: bool, reason: str) -> None:
    """Raises RuleBroken where a vendor is to be told, and nobody says why."""
    if tells and not reason:
        raise RuleBroken("ร้านส่งยอดนี้เอง กรอกเหตุผลที่แก้ ร้านจะได้รับแจ้ง", field="reason")


def act_of_first(sale: BoothSale) -> HistoryEntry:
    words = f"บันทึกยอด {format_number(sale.total_baht)} บาท"
    return entry_of(sale, "report", words, by=sale.reported_by)


def act_of_change(sale: BoothSale, revision: BoothSaleRevision) -> HistoryEntry:
    before, after = (format_number(baht) for baht in (revision.total_before, sale.total_baht))
    words = f"แก้ยอดจาก {before} เป็น {after} บาท"
    return entry_of(sale, "correct", words, by=revision.changed_by, reason=revision.reason)


def _replace_figure(sale, sold_baht, ordered_baht, *, source, by, reason) -> None:
    figure = (sale.sold_baht, sale.ordered_baht)
    tells = source != SaleSource.VENDOR and sale.is_vendors_own
    require_reason(tells, reason)
    revision = put_figure(sale, sold_baht, ordered_baht, source=source, by=by, reason=reason)
    act = act_of_change(sale, revision)
    revision.save(force_insert=True)
    sale.save(update_fields=PUT)
    record_all([act])
    if tells:
        change = FigureChange(sale, figure, (sold_baht, ordered_baht))
        tell_of_changes([change], by=by, reason=reason)


def move_takings(kept: Vendor, gone: Vendor) -> dict:
    """Two entries of one shop become one; their fairs are locked."""
    return move_rows(BoothSale, kept, gone)
