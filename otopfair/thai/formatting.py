"""Thai dates and times as people read them, in the Buddhist era; on an English page in English.

What is official ("with era", "official") is Thai everywhere. Every function returns ordinary
spaces; `no_break` turns those inside a date into U+00A0 for pages. A datetime that carries a time
zone is shown in Thai time.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps

from otopfair.thai import in_english
from otopfair.thai.calendar import THAILAND, be_year, today_in_thailand
from otopfair.tongues import is_english

MONTHS = (
    "",
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT = (
    "",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
# As date.weekday() counts: Monday is 0.
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

_NO_BREAK_SPACE = "\u00a0"
_BREAKABLE = re.compile(r"(?<=–|่)\u00a0(?=\d)|\u00a0(?=เวลา)")


def _spoken(in_thai: Callable[..., str]) -> Callable[..., str]:
    """`in_thai`, or its namesake of `in_english` where the page is English."""
    english = getattr(in_english, in_thai.__name__)

    @wraps(in_thai)
    def spoken(*days) -> str:
        return english(*map(_in_thailand, days)) if is_english() else in_thai(*days)

    return spoken


@_spoken
def format_date(day: date) -> str:
    """26 ตุลาคม 2563"""
    day = _in_thailand(day)
    return f"{day.day} {MONTHS[day.month]} {be_year(day)}"


@_spoken
def format_date_short(day: date) -> str:
    """26 ต.ค. 2563"""
    day = _in_thailand(day)
    return f"{day.day} {MONTHS_SHORT[day.month]} {be_year(day)}"


@_spoken
def format_date_long(day: date) -> str:
    """พฤหัสบดีที่ 29 ตุลาคม 2563, for headings"""
    return f"{format_weekday(day)}ที่ {format_date(day)}"


def format_date_official(day: date) -> str:
    """วันเสาร์ที่ 24 ธันวาคม พ.ศ. 2565, for orders and minutes"""
    return f"วัน{WEEKDAYS[_in_thailand(day).weekday()]}ที่ {format_date_with_era(day)}"


def format_date_with_era(day: date) -> str:
    """24 ธันวาคม พ.ศ. 2565, for notices"""
    day = _in_thailand(day)
    return f"{day.day} {MONTHS[day.month]} พ.ศ. {be_year(day)}"


@_spoken
def format_weekday(day: date) -> str:
    """พฤหัสบดี"""
    return WEEKDAYS[_in_thailand(day).weekday()]


@_spoken
def format_month(day: date) -> str:
    """พฤษภาคม 2562, for a date known to the month only"""
    day = _in_thailand(day)
    return f"{MONTHS[day.month]} {be_year(day)}"


@_spoken
def format_month_short(day: date) -> str:
    """พ.ค. 2562"""
    day = _in_thailand(day)
    return f"{MONTHS_SHORT[day.month]} {be_year(day)}"


@_spoken
def format_range(first: date, last: date) -> str:
    """17–25 ธันวาคม 2565; 26 ตุลาคม – 1 พฤศจิกายน 2563; 29 ธันวาคม 2563 – 3 มกราคม 2564"""
    return _format_range(first, last, MONTHS)


@_spoken
def format_range_short(first: date, last: date) -> str:
    """17–25 ธ.ค. 2565; 26 ต.ค. – 1 พ.ย. 2563"""
    return _format_range(first, last, MONTHS_SHORT)


@_spoken
def format_time(moment: time | datetime) -> str:
    """17.30 น."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(THAILAND)
    return f"{moment.hour:02}.{moment.minute:02} น."


@_spoken
def format_time_range(first: time, last: time) -> str:
    """10.00–21.00 น."""
    return f"{first.hour:02}.{first.minute:02}–{format_time(last)}"


@_spoken
def format_datetime(moment: datetime) -> str:
    """24 ต.ค. 2563 เวลา 09.12 น."""
    return f"{format_date_short(moment)} เวลา {format_time(moment)}"


@_spoken
def format_deadline(until: date | datetime | time) -> str:
    """ภายในวันที่ 29 ม.ค. 2563 เวลา 16.30 น.: the one way to say by when something is due.

    A day alone is told without a time, an hour of every day without a day: ภายในเวลา 22.00 น.
    """
    if isinstance(until, time):
        return f"ภายในเวลา {format_time(until)}"
    told = format_datetime(until) if isinstance(until, datetime) else format_date_short(until)
    return f"ภายในวันที่ {told}"


def relative_day(day: date, today: date | None = None) -> str:
    """วันนี้, พรุ่งนี้, เมื่อวาน, อีก 3 วัน, 3 วันก่อน, counted from `today` in Thailand"""
    days = (_as_day(day) - (today or today_in_thailand())).days
    if days == 0:
        return "วันนี้"
    if days == 1:
        return "พรุ่งนี้"
    if days == -1:
        return "เมื่อวาน"
    return f"อีก {days:,} วัน" if days > 0 else f"{-days:,} วันก่อน"


def day_and_month(day: date) -> str:
    """29 ต.ค., where the year is in sight; 29 Oct on an English page"""
    return f"{day.day} {months_short()[day.month]}"


def months_short() -> tuple[str, ...]:
    return in_english.MONTHS_SHORT if is_english() else MONTHS_SHORT


def no_break(text: str) -> str:
    """Keep each date in `text` on one line.

    A line may still break after the dash of a range, after the weekday's "ที่" and before "เวลา":
    a heading on a phone needs those.
    """
    return _BREAKABLE.sub(" ", text.replace(" ", _NO_BREAK_SPACE))


def _format_range(first: date, last: date, months: tuple[str, ...]) -> str:
    first, last = _as_day(first), _as_day(last)
    end = f"{last.day} {months[last.month]} {be_year(last)}"
    if first == last:
        return end
    if be_year(first) != be_year(last):
        return f"{first.day} {months[first.month]} {be_year(first)} – {end}"
    if first.month != last.month:
        return f"{first.day} {months[first.month]} – {end}"
    return f"{first.day}–{end}"


def _in_thailand(day: date) -> date:
    if isinstance(day, datetime) and day.tzinfo is not None:
        return day.astimezone(THAILAND)
    return day


def _as_day(day: date) -> date:
    day = _in_thailand(day)
    return day.date() if isinstance(day, datetime) else day
