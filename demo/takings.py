"""Invented daily takings in the sizes that provincial fairs have."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from demo.kinds import CLOTH, DRINK, FOOD, HERB, WARE
from demo.people import dice
from demo.seating import backdate, entry
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import THAILAND
from sales.models import BoothSale, SaleSource
from vendors.models import BoothAllocation

# Baht a booth takes on an ordinary day.
USUAL_BAHT = {FOOD: 9_500, DRINK: 6_500, CLOTH: 21_000, WARE: 11_000, HERB: 7_000}
# Opening day is slow, the weekend is best.
DAY_FACTOR = (0.8, 0.92, 0.97, 1.0, 1.12, 1.4, 1.25)
ORDERING = {CLOTH: 0.35, WARE: 0.2}


def figure(category: int, day_number: int, rng) -> tuple[Decimal, Decimal]:
    """Sold and ordered baht of one booth on one day; about one in sixty sells nothing."""
    if rng.random() < 0.016:
        return Decimal(0), Decimal(0)
    factor = DAY_FACTOR[(day_number - 1) % len(DAY_FACTOR)]
    sold = USUAL_BAHT[category] * factor * rng.lognormvariate(-0.12, 0.5)
    ordered = sold * rng.uniform(0.1, 0.6) if rng.random() < ORDERING.get(category, 0) else 0
    return Decimal(round(sold / 10) * 10), Decimal(round(ordered / 500) * 500)


def write_takings(
    allocations: Iterable[BoothAllocation],
    day: date,
    *,
    by: User,
    now: datetime | None = None,
    share: float = 1.0,
    checked: bool = True,
    scale: float = 1.0,
) -> list[BoothSale]:
    """The takings of `day` with their history; `share` of the booths have reported.

    With `now` the figures came in during the last hour, else on the evening of the day.
    """
    sales = []
    for allocation in allocations:
        rng = dice(f"{allocation.booth.fair_event.reference_code} {allocation.pk} {day}")
        if rng.random() < share:
            sales.append(_sale(allocation, day, rng, by, now, checked, scale))
    BoothSale.objects.bulk_create(sales)
    HistoryEntry.objects.bulk_create(
        entry(s, "report", f"บันทึกยอด {format_number(s.total_baht)} บาท", s.reported_by)
        for s in sales
    )
    backdate("sales.boothsale", "report", BoothSale, "reported_at", sales)
    if checked:
        HistoryEntry.objects.bulk_create(entry(s, "check", "ตรวจยอดแล้ว", by) for s in sales)
        backdate("sales.boothsale", "check", BoothSale, "checked_at", sales)
    return sales


def _sale(allocation, day, rng, by, now, checked, scale) -> BoothSale:
    application, booth = allocation.application, allocation.booth
    sold, ordered = figure(application.category, booth.fair_event.day_number(day), rng)
    evening = datetime.combine(day, time(20, 5), THAILAND) + timedelta(minutes=rng.randint(0, 85))
    reported_at = now - timedelta(minutes=rng.randint(1, 55)) if now else evening
    # At past fairs an officer typed the list; a vendor that applied itself also reports itself.
    himself = application.started_by_id != allocation.allocated_by_id and rng.random() < 0.6
    return BoothSale(
        fair_event=booth.fair_event,
        booth=booth,
        vendor_id=application.vendor_id,
        category=application.category,
        sold_on=day,
        sold_baht=_round(sold, scale),
        ordered_baht=_round(ordered, scale),
        source=SaleSource.VENDOR if himself else SaleSource.OFFICER,
        reported_by=application.started_by if himself else by,
        reported_at=reported_at,
        checked_by=by if checked else None,
        checked_at=reported_at + timedelta(minutes=40) if checked else None,
    )


def _round(baht: Decimal, scale: float) -> Decimal:
    return Decimal(round(float(baht) * scale / 10) * 10)
