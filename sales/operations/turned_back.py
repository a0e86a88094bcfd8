"""Takings when an import of them is taken back or put back."""

from datetime import date

from django.db.models import Q

from otopfair.errors import RuleBroken
from otopfair.history.models import record_each
from otopfair.removals.changes import Change
from otopfair.thai.formatting import format_date
from sales.models import BoothSale, BoothSaleRevision, DailyReport


def what_is_closed(lines, by) -> dict[tuple[str, int], str]:
    """Figures of a day whose report is closed stay as they were reported."""
    closed = _closed_days(line.subject for line in lines)
    return {
        line.noted.key: f"รายงานวันที่ {format_date(line.subject.sold_on)} ปิดแล้ว"
        for line in lines
        if (line.subject.fair_event_id, line.subject.sold_on) in closed
    }


def keep_figures(*, rows, changed: list[Change], by, reason, is_restored: bool, **_facts) -> None:
    """Every change of a figure keeps the one before, whoever makes it.

    Raises RuleBroken when figures would come back into a day whose report was closed meanwhile.
    """
    touched = [row for row in rows if isinstance(row, BoothSale)]
    touched += [change.row for change in changed if isinstance(change.row, BoothSale)]
    if is_restored and (closed := _closed_days(touched)):
        day = format_date(min(sold_on for _fair, sold_on in closed))
        raise RuleBroken(f"เรียกคืนไม่ได้ เพราะรายงานวันที่ {day} ปิดแล้ว")
    why = "เรียกคืนการนำเข้า" if is_restored else f"ถอนการนำเข้า: {reason}"
    sales = [(change.row, change) for change in changed if isinstance(change.row, BoothSale)]
    BoothSaleRevision.objects.bulk_create(
        [_revision(sale, change, by, why) for sale, change in sales], batch_size=500
    )
    if is_restored:
        record_each(
            [(sale, "กลับเป็นยอดที่นำเข้า", change.words()) for sale, change in sales],
            "restore",
            by=by,
        )


def _closed_days(sales) -> set[tuple[int, date]]:
    of_a_day = Q(pk__in=[])
    for fair_event, day in {(sale.fair_event_id, sale.sold_on) for sale in sales}:
        of_a_day |= Q(fair_event=fair_event, sold_on=day)
    closed = DailyReport.objects.filter(of_a_day, closed_at__isnull=False).order_by()
    return set(closed.values_list("fair_event_id", "sold_on"))


def _revision(sale: BoothSale, change: Change, by, why: str) -> BoothSaleRevision:
    before, after = change.before, change.after
    return BoothSaleRevision(
        sale=sale,
        sold_before=before["sold_baht"],
        ordered_before=before["ordered_baht"],
        sold_after=after["sold_baht"],
        ordered_after=after["ordered_baht"],
        changed_by=by,
        reason=why,
    )
