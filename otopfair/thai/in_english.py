"""Dates, times and sums of money as English pages say them: Gregorian years, 24 hours, ฿.

Each function says what its namesake in `formatting` or `baht` says in Thai. Days come in Thai time.
"""

from datetime import date, datetime, time

MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTHS_SHORT = tuple(name[:3] for name in MONTHS)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def format_date(day: date) -> str:
    """26 October 2020"""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def format_date_short(day: date) -> str:
    """26 Oct 2020"""
    return f"{day.day} {MONTHS_SHORT[day.month]} {day.year}"


def format_date_long(day: date) -> str:
    """Thursday 29 October 2020"""
    return f"{format_weekday(day)} {format_date(day)}"


def format_weekday(day: date) -> str:
    """Thursday"""
    return WEEKDAYS[day.weekday()]


def format_month(day: date) -> str:
    """May 2019"""
    return f"{MONTHS[day.month]} {day.year}"


def format_month_short(day: date) -> str:
    """May 2019"""
    return f"{MONTHS_SHORT[day.month]} {day.year}"


def format_range(first: date, last: date) -> str:
    """17–25 December 2022; 26 October – 1 November 2020; 29 December 2020 – 3 January 2021"""
    return _range(first, last, MONTHS)


def format_range_short(first: date, last: date) -> str:
    """17–25 Dec 2022; 26 Oct – 1 Nov 2020"""
    return _range(first, last, MONTHS_SHORT)


def format_time(moment: time | datetime) -> str:
    """17:30"""
    return f"{moment.hour:02}:{moment.minute:02}"


def format_time_range(first: time, last: time) -> str:
    """10:00–21:00"""
    return f"{format_time(first)}–{format_time(last)}"


def format_datetime(moment: datetime) -> str:
    """24 Oct 2020, 09:12"""
    return f"{format_date_short(moment)}, {format_time(moment)}"


def format_deadline(until: date | datetime | time) -> str:
    """by 29 Jan 2020, 16:30"""
    if isinstance(until, time):
        return f"by {format_time(until)}"
    told = format_datetime(until) if isinstance(until, datetime) else format_date_short(until)
    return f"by {told}"


def format_baht(number: str) -> str:
    """฿2,500, of digits that are grouped already"""
    return f"฿{number}"


def _range(first: date, last: date, months: tuple[str, ...]) -> str:
    first, last = date(*first.timetuple()[:3]), date(*last.timetuple()[:3])
    end = f"{last.day} {months[last.month]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {months[first.month]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {months[first.month]} – {end}"
    return f"{first.day}–{end}"
