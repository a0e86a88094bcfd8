"""From the opening to a day: what was sold, on which days, and what the edition before had then."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from fairs.models import FairEvent
from otopfair.thai.calendar import fiscal_year_be
from otopfair.thai.periods import runs_of
from sales.models import TakingsSum
from sales.reports.figures import Cumulative, DaySum, Visitors, YearSum

NOTHING = Decimal(0)
# Of the edition before: what it is called, and which days it had.
_DAYS = ("date_precision", "opens_on", "closes_on", "kept_days")
_OF_EDITION = ("pk", "edition_no", "year_label_be", *_DAYS)


@dataclass(frozen=True)
class Running:
    """The days of a fair with figures, oldest first, and the same of the edition before."""

    fair_event: FairEvent
    taken: tuple[DaySum, ...]
    before: FairEvent | None
    taken_before: tuple[DaySum, ...]


def running(fair_event: FairEvent, category: int | None = None) -> Running:
    """Every day's sums of the fair and of the edition before, in one statement; of one category
    where it is given. An edition of which nobody has a figure is not told apart from none."""
    before = fair_event.editions_before()[:1].values("pk")
    kept = TakingsSum.objects.filter(Q(fair_event=fair_event) | Q(fair_event__in=before))
    if category is not None:
        kept = kept.filter(category=category)
    rows = (
        kept.order_by()
        .values_list("sold_on", *(f"fair_event__{name}" for name in _OF_EDITION))
        .annotate(Sum("sold_baht"), Sum("ordered_baht"))
    )
    sums: dict[int, dict[date, tuple[Decimal, Decimal]]] = defaultdict(dict)
    edition = None
    for day, key, *row, sold, ordered in rows:
        sums[key][day] = (sold, ordered)
        if edition is None and key != fair_event.pk:
            edition = FairEvent(**dict(zip(_OF_EDITION, (key, *row), strict=True)))
    taken_before = _day_sums(edition, sums[edition.pk]) if edition else ()
    return Running(fair_event, _day_sums(fair_event, sums[fair_event.pk]), edition, taken_before)


def _day_sums(fair_event: FairEvent, sums: dict) -> tuple[DaySum, ...]:
    numbers = {day: number for number, day in enumerate(fair_event.days, start=1)}
    return tuple(DaySum(day, numbers.get(day, 0), *sums[day]) for day in sorted(sums))


def until(taken: Iterable[DaySum], last: date) -> tuple[DaySum, ...]:
    """The sums of the days up to `last`, also of days that the fair has no longer."""
    return tuple(one for one in taken if one.day <= last)


def beside_the_edition_before(run: Running, last: date) -> tuple[DaySum, ...]:
    """The days up to `last`, each with the day of its number at the edition before."""
    before = {one.number: one.total for one in run.taken_before if one.number}
    return tuple(replace(one, last_total=before.get(one.number)) for one in until(run.taken, last))


def cumulative_until(
    run: Running, last: date, visitors: Visitors | None = None
) -> Cumulative | None:
    """What came in up to `last`; None before the opening and while no days are known."""
    days = [day for day in run.fair_event.days if day <= last]
    if not days:
        return None
    taken = until(run.taken, last)
    without = _days_without(days, taken)
    return Cumulative(
        days=len(days),
        sold=sum((one.sold for one in taken), NOTHING),
        ordered=sum((one.ordered for one in taken), NOTHING),
        target=run.fair_event.sales_target_baht,
        days_without=len(without),
        without=runs_of(without),
        outside=runs_of(one.day for one in taken if not one.number),
        visitors=visitors,
        **_edition_before(run, len(days)),
    )


def _edition_before(run: Running, number: int) -> dict:
    """The edition before up to its day of that number; nothing where it has no figures by day."""
    if run.before is None or not run.before.days:
        return {}
    days = run.before.days[:number]
    taken = until(run.taken_before, days[-1])
    total = sum((one.total for one in taken), NOTHING)
    if not total:
        return {}
    return {
        "last_edition": edition_name(run.before),
        "last_total": total,
        "last_days": len(days),
        "last_without": runs_of(_days_without(days, taken)),
    }


def edition_name(fair_event: FairEvent) -> str:
    """ "ครั้งที่ 19"; without a number the year tells which."""
    if fair_event.edition_no:
        return f"ครั้งที่ {fair_event.edition_no}"
    year = f" ({fair_event.year_label_be})" if fair_event.year_label_be else ""
    return f"งานครั้งก่อน{year}"


def by_fiscal_year(taken: Iterable[DaySum]) -> tuple[YearSum, ...]:
    """What fell into each fiscal year: a fair over 30 September is split by day."""
    years: dict[int, list[DaySum]] = defaultdict(list)
    for one in taken:
        years[fiscal_year_be(one.day)].append(one)
    return tuple(
        YearSum(
            year,
            len(days),
            sum((one.sold for one in days), NOTHING),
            sum((one.ordered for one in days), NOTHING),
        )
        for year, days in sorted(years.items())
    )


def _days_without(days: list[date], taken: Iterable[DaySum]) -> list[date]:
    told = {one.day for one in taken}
    return [day for day in days if day not in told]
