"""A figure that was entered for the wrong booth becomes "not reported" again; it can be undone."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from fairs.models import FairEvent
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove
from otopfair.stale import require_seen
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date
from sales.models import BoothSale
from sales.notifications import FigureChange, tell_of_changes
from sales.operations.takings import figure_of
from sales.reports.gathering import report_of

ASK = "จะให้ยอดนี้กลับเป็นยังไม่ส่ง ใช่หรือไม่ กรอกเหตุผล ถ้าไม่ได้ขายกรอก 0"


def take_back_figure(sale: BoothSale, *, by, reason: str, seen: str | None = None) -> Removal:
    """Take the figure away and keep it: nothing was reported. Its vendor is told when it was its.

    Raises RuleBroken without a reason, on a day whose report is closed, and when the figure is
    away already; StalePage when it is no longer the one that the officer saw.
    """
    with transaction.atomic():
        # The fair first: whoever closes the day waits, or has been before us.
        fair_event = hold_fair(sale.fair_event, what="", even_cancelled=True)
        lock(sale.booth)
        sale = _still_there(sale)
        require_seen(sale, seen, now=figure_of(sale), mine={})
        if not reason:
            raise RuleBroken(ASK, field="reason")
        require_open_report(fair_event, sale.sold_on)
        return _take_away(sale, fair_event, by, reason)


def _still_there(sale: BoothSale) -> BoothSale:
    if not BoothSale.objects.filter(pk=sale.pk).exists():
        raise RuleBroken("ยอดนี้กลับเป็นยังไม่ส่งแล้ว เปิดหน้านี้ใหม่", field="sold_baht")
    return lock(sale)


def require_open_report(fair_event: FairEvent, day: date) -> None:
    """Raises RuleBroken while the day's newest report is closed. The caller holds the fair."""
    report = report_of(fair_event, day)
    if report is not None and report.closed_at is not None:
        closed = f"รายงานวันที่ {format_date(day)} ปิดแล้ว"
        raise RuleBroken(f"{closed} เปิดแก้รายงานก่อน แล้วเอายอดกลับ", field="sold_baht")


def _take_away(sale: BoothSale, fair_event, by, reason: str) -> Removal:
    if sale.is_vendors_own:
        gone = FigureChange(sale, (sale.sold_baht, sale.ordered_baht), None)
        tell_of_changes([gone], by=by, reason=reason)
    words = f"{format_number(sale.total_baht)} บาท"
    record(sale, "take_back", f"เอายอด {words} กลับเป็นยังไม่ส่ง", by=by, reason=reason)
    day = sale.sold_on
    return remove(
        sale,
        owner=fair_event,
        title=f"ยอดบูธ {sale.booth.code} วันที่ {format_date(day)} {words}",
        permission="sales.enter_boothsale",
        back_url=reverse("staff:sales-fair", args=[fair_event.pk, day.isoformat()]),
        by=by,
        reason=reason,
    )
