"""When something is: a day, a run of days, or a month while no day is known yet.

A period is typed into one box and shown back as it was typed: what is known to the month never
turns into its first day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from otopfair.thai.calendar import last_day_of_month
from otopfair.thai.formatting import (
    format_date_long,
    format_month,
    format_month_short,
    format_range,
    format_range_short,
)
from otopfair.thai.parsing import ThaiDateError, begins_with_month, parse_month, parse_range


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included; `is_month` when the days are not known."""

    first: date
    last: date
    is_month: bool = False

    @classmethod
    def month_of(cls, day: date) -> "Period":
        return cls(day.replace(day=1), last_day_of_month(day), is_month=True)

    def __str__(self) -> str:
        """พฤษภาคม 2562; 26 ตุลาคม – 1 พฤศจิกายน 2563"""
        return format_month(self.first) if self.is_month else format_range(self.first, self.last)

    @property
    def short(self) -> str:
        """พ.ค. 2562; 26 ต.ค. – 1 พ.ย. 2563"""
        if self.is_month:
            return format_month_short(self.first)
        return format_range_short(self.first, self.last)

    @property
    def held(self) -> str:
        """In a sentence: ระหว่างวันที่ 17–25 ธันวาคม 2565; ในวันที่ 5 มกราคม 2566; ในเดือนพฤษภาคม 2562"""
        if self.is_month:
            return f"ในเดือน{self}"
        return f"{'ในวันที่' if self.first == self.last else 'ระหว่างวันที่'} {self}"

    @property
    def long(self) -> str:
        """With what a reader would otherwise count: the weekday, the number of days."""
        if self.is_month:
            return f"{self} ยังไม่กำหนดวัน"
        days = (self.last - self.first).days + 1
        return f"{self} รวม {days:,} วัน" if days > 1 else format_date_long(self.first)


def parse_period(text: str, *, one_day: bool = False) -> Period:
    """Read "17–25 ธันวาคม 2565", "26 ต.ค. 63" or "พฤษภาคม 2562"; with `one_day` no run of days.

    Raises ThaiDateError when the text is neither.
    """
    if begins_with_month(text):
        first, last = parse_month(text)
        return Period(first, last, is_month=True)
    first, last = parse_range(text)
    if one_day and first != last:
        raise ThaiDateError("ใส่วันเดียว หรือเดือน เช่น 26 ต.ค. 2563 หรือ พฤษภาคม 2562")
    return Period(first, last)


def runs_of(days: Iterable[date]) -> tuple[Period, ...]:
    """Days that follow each other in the calendar as one period: 26–28, 30."""
    runs: list[Period] = []
    for day in sorted(days):
        if runs and day - runs[-1].last == timedelta(days=1):
            runs[-1] = Period(runs[-1].first, day)
        else:
            runs.append(Period(day, day))
    return tuple(runs)


def format_runs(runs: Iterable[Period]) -> str:
    """26–28 ตุลาคม 2563, 30 ตุลาคม 2563"""
    return ", ".join(str(run) for run in runs)
