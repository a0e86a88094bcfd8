"""The same dates for the English pages: Gregorian, in English words."""

from datetime import date, datetime, time

from otopfair.thai.calendar import THAILAND

MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_SHORT = ("", *(month[:3] for month in MONTHS[1:]))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def format_date(day: date) -> str:
    """26 October 2020"""
    day = _in_thailand(day)
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def format_date_short(day: date) -> str:
    """26 Oct 2020"""
    day = _in_thailand(day)
    return f"{day.day} {MONTHS_SHORT[day.month]} {day.year}"


def format_date_long(day: date) -> str:
    """Thursday, 29 October 2020"""
    return f"{format_weekday(day)}, {format_date(day)}"


def format_weekday(day: date) -> str:
    """Thursday"""
    return WEEKDAYS[_in_thailand(day).weekday()]


def format_month(day: date) -> str:
    """May 2019"""
    day = _in_thailand(day)
    return f"{MONTHS[day.month]} {day.year}"


def format_month_short(day: date) -> str:
    """Oct 2020"""
    day = _in_thailand(day)
    return f"{MONTHS_SHORT[day.month]} {day.year}"


def format_range(first: date, last: date) -> str:
    """17–25 December 2022; 26 October – 1 November 2020"""
    return _format_range(first, last, MONTHS)


def format_range_short(first: date, last: date) -> str:
    """17–25 Dec 2022"""
    return _format_range(first, last, MONTHS_SHORT)


def format_time(moment: time | datetime) -> str:
    """17:30"""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(THAILAND)
    return f"{moment.hour:02}:{moment.minute:02}"


def format_time_range(first: time, last: time) -> str:
    """10:00–21:00"""
    return f"{format_time(first)}–{format_time(last)}"


def format_datetime(moment: datetime) -> str:
    """24 Oct 2020, 09:12"""
    return f"{format_date_short(moment)}, {format_time(moment)}"


def relative_day(days: int) -> str:
    """today, tomorrow, yesterday, in 3 days, 3 days ago"""
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def _format_range(first: date, last: date, months: tuple[str, ...]) -> str:
    first, last = _in_thailand(first), _in_thailand(last)
    end = f"{last.day} {months[last.month]} {last.year}"
    if (first.day, first.month, first.year) == (last.day, last.month, last.year):
        return end
    if first.year != last.year:
        return f"{first.day} {months[first.month]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {months[first.month]} – {end}"
    return f"{first.day}–{end}"


def _in_thailand(day: date) -> date:
    if isinstance(day, datetime) and day.tzinfo is not None:
        return day.astimezone(THAILAND)
    return day
