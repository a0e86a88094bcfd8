"""Who stood where at a fair on one day, and which figures stand there already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fairs.booth_codes import BoothCodes
from otopfair.thai.baht import format_number
from products.imports.standing import Standing
from sales.models import BoothSale
from vendors.models import BoothAllocation


@dataclass
class DayAtFair:
    """What is known of one day of the fair; of now, where the day is not known."""

    day: date | None
    standing: dict[str, list[BoothAllocation]]
    sales: dict[tuple[int, int], dict[date, BoothSale]]
    former: dict[str, BoothAllocation]

    @cached_property
    def codes(self) -> BoothCodes:
        return BoothCodes([*self.standing, *self.former])

    def before(self, allocation: BoothAllocation) -> BoothSale | None:
        """The figure that stands there already."""
        return self.day and self._figures(allocation).get(self.day)

    def others(self, allocation: BoothAllocation) -> dict[date, BoothSale]:
        figures = self._figures(allocation)
        return {day: sale for day, sale in figures.items() if day != self.day}

    def _figures(self, allocation: BoothAllocation) -> dict[date, BoothSale]:
        return self.sales.get((allocation.booth_id, allocation.application.vendor_id), {})

    def booth_of(self, vendor_id: int) -> str:
        """Where the vendor stood on the day; "" when nowhere."""
        return next(
            (
                code
                for code, allocations in self.standing.items()
                if any(one.application.vendor_id == vendor_id for one in allocations)
            ),
            "",
        )


def days_at_fair(fair_event, days: Iterable[date | None]) -> dict[date | None, DayAtFair]:
    sales: dict[tuple[int, int], dict[date, BoothSale]] = {}
    for sale in BoothSale.objects.filter(fair_event=fair_event):
        sales.setdefault((sale.booth_id, sale.vendor_id), {})[sale.sold_on] = sale
    former = _former(fair_event)
    return {
        day: DayAtFair(day, _standing(fair_event, day), sales, former)
        for day in dict.fromkeys(days)
    }


def _standing(fair_event, sold_on: date | None) -> dict[str, list[BoothAllocation]]:
    """Who stood in which booth of the fair on the day; now, when the day is not known."""
    standing: dict[str, list[BoothAllocation]] = {}
    allocations = BoothAllocation.objects.all()
    rows = (
        (allocations.standing_on(sold_on) if sold_on else allocations.live())
        .filter(booth__fair_event=fair_event)
        .select_related("booth__fair_event", "application__vendor")
        .order_by("booth__sort_key", "place_no")
    )
    for allocation in rows:
        standing.setdefault(allocation.booth.code, []).append(allocation)
    return standing


def _former(fair_event) -> dict[str, BoothAllocation]:
    """By booth, who was given it last and is there no more."""
    rows = (
        BoothAllocation.objects.filter(booth__fair_event=fair_event, released_at__isnull=False)
        .select_related("booth", "application__vendor")
        .order_by("pk")
    )
    return {allocation.booth.code: allocation for allocation in rows}


def standing_of(sale: BoothSale | None) -> Standing:
    """What stands there for a row, in words."""
    if sale is None:
        return {}
    return {
        "ยอดจำหน่าย": format_number(sale.sold_baht),
        "ยอดสั่งจอง": format_number(sale.ordered_baht),
    }
