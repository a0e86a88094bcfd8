"""Two editions of a fair side by side, day by day: the first day beside the first, and so on."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from django.db.models import Count, Sum

from fairs.models import FairEvent
from otopfair.thai.percents import percent
from sales.models import TakingsSum
from sales.reports.running import edition_name
from vendors.models import AllocationDay


@dataclass(frozen=True)
class EditionDay:
    """One day of one edition; `sold` is None where nobody has a figure, which is not zero."""

    day: date
    booths: int
    vendors: int
    sold: Decimal | None = None
    ordered: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        return None if self.sold is None else self.sold + (self.ordered or 0)


@dataclass(frozen=True)
class ComparedDay:
    """The days of one number; None where an edition did not last so long."""

    number: int
    now: EditionDay | None
    before: EditionDay | None

    @property
    def totals(self) -> tuple[Decimal, Decimal] | None:
        """(now, before) where both have figures, so that one can be held against the other."""
        now, before = (side.total if side else None for side in (self.now, self.before))
        return None if now is None or before is None else (now, before)

    @property
    def change(self) -> Decimal | None:
        return self.totals[0] - self.totals[1] if self.totals else None

    @property
    def growth_percent(self) -> Decimal | None:
        return _growth(*self.totals) if self.totals else None


@dataclass(frozen=True)
class Comparison:
    """An edition beside another. Sums are of the days on which both have figures."""

    fair_event: FairEvent
    before: FairEvent
    days: tuple[ComparedDay, ...]

    @property
    def names(self) -> tuple[str, str]:
        return edition_name(self.fair_event), edition_name(self.before)

    @property
    def days_with_both(self) -> int:
        return len(self._totals)

    @property
    def total_now(self) -> Decimal:
        return sum((now for now, _before in self._totals), Decimal(0))

    @property
    def total_before(self) -> Decimal:
        return sum((before for _now, before in self._totals), Decimal(0))

    @property
    def growth_percent(self) -> Decimal | None:
        return _growth(self.total_now, self.total_before)

    @property
    def _totals(self) -> list[tuple[Decimal, Decimal]]:
        return [one.totals for one in self.days if one.totals]


def compare(fair_event: FairEvent, before: FairEvent) -> Comparison:
    """`fair_event` beside `before` by day number, in two statements.

    Booths and vendors are those that had a place on the day, whether or not they have reported.
    """
    stood, taken = _stood_at([fair_event, before]), _taken_at([fair_event, before])
    now, then = (_days_of(one, stood[one.pk], taken[one.pk]) for one in (fair_event, before))
    pairs = enumerate(zip_longest(now, then), start=1)
    days = tuple(ComparedDay(number, *pair) for number, pair in pairs)
    return Comparison(fair_event, before, days)


def other_editions(fair_event: FairEvent, fairs) -> list[FairEvent]:
    """Those of `fairs` that are of its series and have days, newest first."""
    if fair_event.series_id is None:
        return []
    rows = fairs.filter(series=fair_event.series_id, date_precision="day")
    return list(rows.exclude(pk=fair_event.pk).order_by("-opens_on", "-pk"))


def _days_of(fair_event: FairEvent, stood: dict, taken: dict) -> list[EditionDay]:
    return [
        EditionDay(day, *stood.get(day, (0, 0)), *taken.get(day, ())) for day in fair_event.days
    ]


def _stood_at(fairs: list[FairEvent]) -> dict[int, dict[date, tuple[int, int]]]:
    rows = (
        AllocationDay.objects.filter(allocation__booth__fair_event__in=fairs)
        .order_by()
        .values_list("allocation__booth__fair_event", "on")
        .annotate(
            Count("booth", distinct=True), Count("allocation__application__vendor", distinct=True)
        )
    )
    return _by_fair(rows)


def _taken_at(fairs: list[FairEvent]) -> dict[int, dict[date, tuple[Decimal, Decimal]]]:
    rows = (
        TakingsSum.objects.filter(fair_event__in=fairs)
        .order_by()
        .values_list("fair_event", "sold_on")
        .annotate(Sum("sold_baht"), Sum("ordered_baht"))
    )
    return _by_fair(rows)


def _by_fair(rows) -> dict:
    found: dict[int, dict] = defaultdict(dict)
    for key, day, *numbers in rows:
        found[key][day] = tuple(numbers)
    return found


def _growth(now: Decimal, before: Decimal) -> Decimal | None:
    return percent(now - before, before) if before else None
