"""How many visitors were counted, by which methods, and what nobody has counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import FilteredRelation, Q
from django.utils import timezone

from fairs.models import FairEvent
from onsite.models import CountMethod, Gate, VisitorCount
from onsite.models.visitor_counts import hours_text
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand

USUAL_HOURS = range(9, 21)


@dataclass(frozen=True)
class Sum:
    """The sum of some counts; None people where nobody has counted. Missing is not zero."""

    people: int | None = None
    methods: tuple[str, ...] = ()
    counted: int = 0
    missing: int = 0

    @classmethod
    def of(cls, counts: Iterable[VisitorCount], *, missing: int = 0) -> "Sum":
        counts = list(counts)
        if not counts:
            return cls(missing=missing)
        used = {count.method for count in counts}
        labels = tuple(method.label for method in CountMethod if method in used)
        people = sum(count.people for count in counts)
        return cls(people, labels, len(counts), missing)

    @property
    def how(self) -> str:
        """ "นับด้วยมือ และประมาณ ขาด 3 ช่อง"."""
        words = " และ".join(self.methods)
        return f"{words} ยังไม่นับ {self.missing} ช่อง".strip() if self.missing else words


@dataclass
class HourRow:
    hour: int
    cells: list[tuple[Gate, VisitorCount | None]]

    @property
    def hours(self) -> str:
        return hours_text(self.hour)

    @property
    def sum(self) -> Sum:
        return Sum.of(count for _gate, count in self.cells if count)


@dataclass
class DayGrid:
    """The counts of one day: hours by gates."""

    day: date
    gates: list[Gate]
    open_hours: range
    rows: list[HourRow] = field(default_factory=list)

    @property
    def by_gate(self) -> list[tuple[Gate, Sum]]:
        return [
            (gate, Sum.of(one for row in self.rows for at, one in row.cells if one and at == gate))
            for gate in self.gates
        ]

    @property
    def total(self) -> Sum:
        counts = [count for row in self.rows for _gate, count in row.cells if count]
        return Sum.of(counts, missing=_missing(self.day, self.open_hours, self.gates, counts))


def hours_of(fair_event: FairEvent, day: date) -> range:
    """The hours in which the fair is open on `day`."""
    span = fair_event.hours_on(day)
    if span is None:
        return USUAL_HOURS
    opens, closes = span
    return range(opens.hour, max(closes.hour + bool(closes.minute), opens.hour + 1))


def day_grid(fair_event: FairEvent, day: date) -> DayGrid:
    """Every gate in every hour in which the fair is open, and what was counted besides."""
    gates = list(fair_event.gates.order_by("sequence", "pk"))
    counts = VisitorCount.objects.filter(fair_event=fair_event, on=day).order_by("pk")
    found = {(count.gate_id, count.hour): count for count in counts}
    open_hours = hours_of(fair_event, day)
    hours = sorted({*open_hours, *(hour for _gate, hour in found)})
    rows = [HourRow(hour, [(gate, found.get((gate.pk, hour))) for gate in gates]) for hour in hours]
    return DayGrid(day, gates, open_hours, rows)


def _missing(day: date, hours: range, gates: list[Gate], counts: list[VisitorCount]) -> int:
    """Hours that are over and that nobody has counted. What is still to come is not missing."""
    now = timezone.localtime()
    ended = now.hour if day == now.date() else 24 * (day < now.date())
    wanted = {(gate.pk, hour) for gate in gates for hour in hours if hour < ended}
    return len(wanted - {(count.gate_id, count.hour) for count in counts})


@dataclass(frozen=True)
class DayVisitors:
    day: date
    number: int | None
    sum: Sum

    @property
    def is_to_come(self) -> bool:
        return self.day > today_in_thailand()


def visitors_by_day(fair_event: FairEvent) -> list[DayVisitors]:
    """Every day of the fair, and those on which somebody counted; one query."""
    return visitors_until(fair_event, date.max)


def visitors_until(fair_event: FairEvent, last: date) -> list[DayVisitors]:
    """The same up to `last`."""
    gates, by_day = _gates_with_counts(fair_event, last)
    numbers = {day: number for number, day in enumerate(fair_event.days, start=1)}

    def sum_on(day: date) -> Sum:
        missing = _missing(day, hours_of(fair_event, day), gates, by_day[day])
        return Sum.of(by_day[day], missing=missing)

    days = sorted({*(day for day in numbers if day <= last), *by_day})
    return [DayVisitors(day, numbers.get(day), sum_on(day)) for day in days]


def _gates_with_counts(
    fair_event: FairEvent, last: date
) -> tuple[list[Gate], dict[date, list[VisitorCount]]]:
    """The gates and what was counted at them up to `last`, in one query."""
    counted = FilteredRelation("counts", condition=Q(counts__on__lte=last))
    rows = (
        Gate.objects.filter(fair_event=fair_event)
        .annotate(counted=counted)
        .order_by("counted__pk")
        .values_list("pk", *(f"counted__{name}" for name in ("on", "hour", "people", "method")))
    )
    gates, by_day = {}, defaultdict(list)
    for gate, on, hour, people, method in rows:
        gates[gate] = Gate(pk=gate)
        if on is not None:
            count = VisitorCount(gate_id=gate, on=on, hour=hour, people=people, method=method)
            by_day[on].append(count)
    return list(gates.values()), by_day


def sum_of_days(days: Iterable[DayVisitors]) -> Sum:
    """The fair's visitors as far as they were counted."""
    every = [one.sum for one in days]
    counted = [one for one in every if one.people is not None]
    used = {method for one in counted for method in one.methods}
    labels = tuple(method.label for method in CountMethod if method.label in used)
    missing = sum(one.missing for one in every)
    if not counted:
        return Sum(missing=missing)
    return Sum(
        sum(one.people or 0 for one in counted),
        labels,
        sum(one.counted for one in counted),
        missing,
    )


def in_words(total: Sum) -> str:
    """ "12,340 คน (นับด้วยมือ)", or that nobody has counted."""
    if total.people is None:
        return "ยังไม่ได้นับ"
    return f"{format_number(total.people)} คน ({total.how})"
