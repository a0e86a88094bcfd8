"""By how many days everything moves when a next edition is made from a past one.

Thai fairs return on the weekdays they know: the same weekday nearest to the same date.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from otopfair.thai.calendar import THAILAND
from otopfair.thai.periods import Period

_WEEK = 7
_LEAP_DAY_HOLDS = 28  # of February


@dataclass(frozen=True)
class DayShift:
    """A number of whole days; hours of the day stay as they are in Thailand."""

    days: int

    def day(self, day: date | None) -> date | None:
        return day and day + timedelta(days=self.days)

    def moment(self, moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(THAILAND) + timedelta(days=self.days)

    def period(self, period: Period | None) -> Period | None:
        """A month stays a month."""
        if period is None:
            return None
        first, last = period.first + self._delta, period.last + self._delta
        return (
            Period.month_of(first + (last - first) / 2) if period.is_month else Period(first, last)
        )

    @property
    def _delta(self) -> timedelta:
        return timedelta(days=self.days)


def to_first_day(before: date, first_on: date) -> DayShift:
    """The shift that brings the first day `before` to `first_on`."""
    return DayShift((first_on - before).days)


def to_next_year(before: date, today: date) -> DayShift:
    """To the same weekday nearest to the same date, in the first later year that is not past."""
    years = 1
    while before + _same_weekday(before, years) < today:
        years += 1
    return DayShift(_same_weekday(before, years).days)


def _same_weekday(before: date, years: int) -> timedelta:
    target = _in_year(before, before.year + years)
    days = (target - before).days
    return timedelta(days=round(days / _WEEK) * _WEEK)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=_LEAP_DAY_HOLDS)
