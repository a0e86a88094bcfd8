"""What takings come to over fairs, provinces, categories and years, from the sums that are kept.

A reader sees the provinces and fairs of the own roles. A day counts in the fiscal year in which it
lies, so a fair over the end of September is in two.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import TruncQuarter

from fairs.models import FairEvent, FairState, Province
from fairs.scopes import Scope
from otopfair.thai.calendar import (
    fiscal_quarter,
    fiscal_year_be,
    fiscal_year_bounds,
    today_in_thailand,
)
from otopfair.thai.percents import percent
from sales.models import QuarterSum, TakingsSum

FAIRS_AT_ONCE = 20
MOST_FAIRS = 200
MOST_YEARS = 30  # to choose from; an earlier one is typed into the address
MONTHS_OF_QUARTER = {1: "ต.ค.–ธ.ค.", 2: "ม.ค.–มี.ค.", 3: "เม.ย.–มิ.ย.", 4: "ก.ค.–ก.ย."}


@dataclass(frozen=True)
class Amount:
    """Baht sold and ordered."""

    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.sold + other.sold, self.ordered + other.ordered)


@dataclass(frozen=True)
class Asked:
    """Of which takings: within a scope, and narrowed to a fiscal year, a province, a category."""

    scope: Scope
    year: int | None = None
    province: str = ""
    category: int | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        return fiscal_year_bounds(self.year) if self.year else None

    @cached_property
    def single_fairs(self) -> list[int]:
        """Fairs of the scope that lie in none of its provinces."""
        if self.scope.everything or not self.scope.fairs:
            return []
        fairs = FairEvent.objects.filter(pk__in=self.scope.fairs)
        fairs = fairs.exclude(home_province__in=self.scope.provinces).order_by()
        if self.province:
            fairs = fairs.filter(home_province=self.province)
        return list(fairs.values_list("pk", flat=True))


@dataclass(frozen=True)
class Period:
    """A fiscal year, or a quarter of one, beside the same a year before."""

    fiscal_year_be: int
    quarter: int | None
    amount: Amount | None
    before: Amount | None

    @property
    def change(self) -> Decimal | None:
        """Percent, exact; None where there is nothing to compare with."""
        if self.amount is None or self.before is None or not self.before.total:
            return None
        return percent(self.amount.total - self.before.total, self.before.total)


@dataclass(frozen=True)
class FairSum:
    """A fair of the list with what it brought in the days and the category that were asked for."""

    fair_event: FairEvent
    amount: Amount | None
    is_whole: bool

    @property
    def target_percent(self) -> Decimal | None:
        """Of the fair's own target; None where only a part of the fair was asked for."""
        target = self.fair_event.sales_target_baht
        if not (self.is_whole and target and self.amount):
            return None
        return percent(self.amount.total, target)


def by_quarter(asked: Asked) -> dict[date, Amount]:
    """First day of a quarter → what it brought, in all years."""
    return _sums(asked, "starts_on", None)


def years_of(quarters: dict[date, Amount]) -> list[Period]:
    """Every fiscal year with takings, the newest first."""
    years: dict[int, Amount] = defaultdict(Amount)
    for starts_on, amount in quarters.items():
        years[fiscal_year_be(starts_on)] += amount
    return [
        Period(year, None, years[year], years.get(year - 1)) for year in sorted(years, reverse=True)
    ]


def years_to_ask(asked: Asked) -> list[int]:
    """The fiscal years in which fairs of the scope have begun, the newest first, and the one that
    was asked for; one statement."""
    begun = FairEvent.objects.within(asked.scope).exclude(state=FairState.DRAFT)
    first = begun.filter(opens_on__lte=today_in_thailand()).aggregate(Min("opens_on"))
    newest = fiscal_year_be(today_in_thailand())
    oldest = fiscal_year_be(first["opens_on__min"]) if first["opens_on__min"] else newest
    years = {*range(max(oldest, newest - MOST_YEARS + 1), newest + 1)}
    return sorted(years | ({asked.year} if asked.year else set()), reverse=True)


def quarters_of(quarters: dict[date, Amount], year: int) -> list[Period]:
    """The four quarters of a fiscal year; one without figures has no amount."""
    found = {(fiscal_year_be(day), fiscal_quarter(day)): one for day, one in quarters.items()}
    return [
        Period(year, number, found.get((year, number)), found.get((year - 1, number)))
        for number in range(1, 5)
    ]


def by_category(asked: Asked) -> dict[int, Amount]:
    return _sums(asked, "category", asked.days)


def by_province(asked: Asked) -> list[tuple[Province, Amount]]:
    """Provinces with takings, the largest first."""
    sums = _sums(asked, "province", asked.days)
    provinces = Province.objects.in_bulk(sums.keys())
    rows = [(provinces[key], amount) for key, amount in sums.items()]
    return sorted(rows, key=lambda row: (-row[1].total, row[0].sort_key))


def fairs_of(asked: Asked, most: int) -> list[FairSum]:
    """The newest fairs that have begun, also those without takings; two statements."""
    fairs = FairEvent.objects.within(asked.scope).exclude(state=FairState.DRAFT)
    if asked.province:
        fairs = fairs.filter(home_province=asked.province)
    if asked.days:
        first, last = asked.days
        fairs = fairs.filter(opens_on__lte=last, closes_on__gte=first)
    begun = fairs.filter(opens_on__lte=today_in_thailand())
    newest = list(begun.order_by("-opens_on", "-pk")[:most])
    kept = _kept(asked, asked.days).filter(fair_event__in=newest)
    sums = _by_key(kept, "fair_event")
    return [FairSum(one, sums.get(one.pk), _is_whole(asked, one)) for one in newest]


def _is_whole(asked: Asked, fair_event: FairEvent) -> bool:
    if asked.category is not None or not fair_event.opens_on or not fair_event.closes_on:
        return False
    years = {fiscal_year_be(fair_event.opens_on), fiscal_year_be(fair_event.closes_on)}
    return asked.year is None or years == {asked.year}


def categories_of_fair(fair_event: FairEvent, days: tuple[date, date] | None) -> dict[int, Amount]:
    kept = TakingsSum.objects.filter(fair_event=fair_event)
    if days:
        kept = kept.filter(sold_on__range=days)
    return _by_key(kept, "category")


def _sums(asked: Asked, key: str, days: tuple[date, date] | None) -> dict:
    """Key → amount, from the sums of provinces and those of fairs elsewhere."""
    rows = QuarterSum.objects.within(asked.scope).filter(_narrowed(asked, "province"))
    if days:
        rows = rows.filter(starts_on__range=days)
    sums = _by_key(rows, key)
    if asked.single_fairs:
        of_fairs = _kept(asked, days).filter(fair_event__in=asked.single_fairs)
        names = {"province": "fair_event__home_province", "starts_on": "quarter"}
        of_fairs = of_fairs.annotate(quarter=TruncQuarter("sold_on"))
        for name, amount in _by_key(of_fairs, names.get(key, key)).items():
            sums[name] = sums.get(name, Amount()) + amount
    return sums


def _kept(asked: Asked, days: tuple[date, date] | None) -> QuerySet[TakingsSum]:
    kept = TakingsSum.objects.filter(_narrowed(asked, "fair_event__home_province"))
    return kept.filter(sold_on__range=days) if days else kept


def _narrowed(asked: Asked, province: str) -> Q:
    found = Q()
    if asked.province:
        found &= Q(**{province: asked.province})
    if asked.category is not None:
        found &= Q(category=asked.category)
    return found


def _by_key(rows: QuerySet, key: str) -> dict:
    """What nobody has a figure of any more has no amount, and not zero."""
    sums = rows.order_by().values_list(key).annotate(figures=Sum("entries"))
    found = sums.filter(figures__gt=0).annotate(Sum("sold_baht"), Sum("ordered_baht"))
    return {name: Amount(sold, ordered) for name, _figures, sold, ordered in found}


def whole(amounts: Iterable[Amount]) -> Amount:
    return sum(amounts, Amount())
