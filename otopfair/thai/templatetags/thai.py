"""Template filters for Thai dates, numbers and texts; built in, so no `{% load %}`.

Every filter prints "" for None and "". Dates come out with no-break spaces inside.
"""

from datetime import date, datetime, time

from django import template
from django.template import defaultfilters
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, localtime

from otopfair.thai import baht as money
from otopfair.thai import folding, formatting, identity, percents, phones
from otopfair.thai.calendar import today_in_thailand, year_in_tongue
from otopfair.thai.line_breaks import keep_together
from otopfair.thai.periods import Period, format_runs

register = template.Library()

_EMPTY = (None, "")
_NO_BREAK_SPACE = "\u00a0"
_NAMED_FORMATS = {
    None: "format_date",
    "": "format_date",
    "DATE_FORMAT": "format_date",
    "SHORT_DATE_FORMAT": "format_date_short",
    "DATETIME_FORMAT": "format_datetime",
    "SHORT_DATETIME_FORMAT": "format_datetime",
    "TIME_FORMAT": "format_time",
    "YEAR_MONTH_FORMAT": "format_month",
}


def _printed(name: str, *days: date | time) -> str:
    text = getattr(formatting, name)(*days)
    return text.replace(" ", _NO_BREAK_SPACE)


def _printed_breakable(name: str, *days: date) -> str:
    return formatting.no_break(getattr(formatting, name)(*days))


@register.filter
def thai_date(day: date | None) -> str:
    """26 ตุลาคม 2563"""
    return "" if day in _EMPTY else _printed("format_date", day)


@register.filter
def thai_month(day: date | None) -> str:
    """พฤศจิกายน 2569"""
    return _printed("format_month", day) if day else ""


@register.filter
def thai_date_short(day: date | None) -> str:
    """26 ต.ค. 2563"""
    return "" if day in _EMPTY else _printed("format_date_short", day)


@register.filter
def deadline(until: date | time | None) -> str:
    """ภายในวันที่ 29 ม.ค. 2563 เวลา 16.30 น."""
    return "" if until in _EMPTY else formatting.no_break(formatting.format_deadline(until))


@register.filter
def thai_date_long(day: date | None) -> str:
    """พฤหัสบดีที่ 29 ตุลาคม 2563"""
    return "" if day in _EMPTY else _printed_breakable("format_date_long", day)


@register.filter
def thai_weekday(day: date | None) -> str:
    """พฤหัสบดี"""
    return "" if day in _EMPTY else _printed("format_weekday", day)


@register.filter
def thai_day_month(day: date | None) -> str:
    """29 ต.ค., for a neighbour of a day whose year is in sight"""
    if day in _EMPTY:
        return ""
    return formatting.no_break(formatting.day_and_month(day))


@register.filter
def thai_time(moment: time | datetime | None) -> str:
    """17.30 น."""
    return "" if moment in _EMPTY else _printed("format_time", moment)


@register.filter
def thai_time_range(first: time | None, last: time | None) -> str:
    """{{ fair.opens_time|thai_time_range:fair.closes_time }}: 10.00–21.00 น."""
    if first in _EMPTY or last in _EMPTY:
        return ""
    return _printed("format_time_range", first, last)


@register.filter
def thai_hours(hours: tuple[time, time] | None) -> str:
    """{{ fair.hours_today|thai_hours }}: 10.00–21.00 น."""
    return thai_time_range(*hours) if hours else ""


@register.filter
def thai_recent(moment: datetime | None) -> str:
    """09.12 น. of today, 24 ต.ค. 2563 เวลา 09.12 น. of another day: when something was kept"""
    if moment in _EMPTY:
        return ""
    is_today = localdate(moment) == today_in_thailand()
    return thai_time(moment) if is_today else thai_datetime(moment)


@register.filter
def thai_datetime(moment: datetime | None) -> str:
    """24 ต.ค. 2563 เวลา 09.12 น."""
    return "" if moment in _EMPTY else _printed_breakable("format_datetime", moment)


@register.filter
def thai_range(first: date | None, last: date | None) -> str:
    """{{ opens_on|thai_range:closes_on }}: 26 ตุลาคม – 1 พฤศจิกายน 2563"""
    return _range("format_range", first, last)


@register.filter
def thai_range_short(first: date | None, last: date | None) -> str:
    """26 ต.ค. – 1 พ.ย. 2563"""
    return _range("format_range_short", first, last)


def _range(name: str, first: date | None, last: date | None) -> str:
    if first in _EMPTY:
        return ""
    return _printed_breakable(name, first, first if last in _EMPTY else last)


@register.filter
def thai_period(period: Period | None) -> str:
    """{{ fair.period|thai_period }}: 26 ตุลาคม – 1 พฤศจิกายน 2563, or พฤษภาคม 2562"""
    return "" if period in _EMPTY else formatting.no_break(str(period))


@register.filter
def thai_period_short(period: Period | None) -> str:
    """26 ต.ค. – 1 พ.ย. 2563, or พ.ค. 2562"""
    return "" if period in _EMPTY else formatting.no_break(period.short)


@register.filter
def thai_runs(runs) -> str:
    """Of periods: 26–28 ตุลาคม 2563, 30 ตุลาคม 2563"""
    return formatting.no_break(format_runs(runs)).replace(",\u00a0", ", ") if runs else ""


@register.filter
def relative_day(day: date | None) -> str:
    """วันนี้, พรุ่งนี้, อีก 3 วัน"""
    return "" if day in _EMPTY else formatting.relative_day(day)


@register.filter(name="date")
def date_filter(moment: date | None, format_string: str | None = None) -> str:
    """Django's `date`, except that the locale's named formats print the Buddhist era.

    Templates of Django and of libraries use those names and know no other era. Formats spelt out
    ("c", "Y-m-d") are for machines and stay Gregorian.
    """
    if format_string not in _NAMED_FORMATS:
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            moment = localtime(moment)
        return defaultfilters.date(moment, format_string)
    if moment in _EMPTY:
        return ""
    name = _NAMED_FORMATS[format_string]
    if name == "format_datetime" and not isinstance(moment, datetime):
        name = "format_date"
    return _printed_breakable(name, moment)


@register.filter
def year(year_be: int | None) -> str:
    """2563; on an English page 2020"""
    return year_in_tongue(year_be)


@register.filter
def number(value) -> str:
    """4,331,890"""
    return money.format_number(value)


@register.filter
def baht(value) -> str:
    """1,500.50, without the unit"""
    return money.format_number(value)


@register.filter
def percent(value, decimals: int = 2) -> str:
    """31.47 of an exact percent; without decimals when there are none"""
    return percents.percent_text(value, decimals)


@register.filter
def phone(number: str | None) -> str:
    """098-294-0139"""
    return phones.format_phone(number) if number else ""


@register.filter
def tel(number: str | None) -> str:
    """tel:+66982940139, for href"""
    return phones.tel_href(number) if number else ""


@register.filter
def citizen_id(number: str | None) -> str:
    """1-2345-67890-12-3"""
    return identity.format_id(number) if number else ""


@register.filter
def masked_id(number: str | None) -> str:
    """1-2345-•••••-12-3"""
    return identity.mask_id(number) if number else ""


@register.filter
def truncate_thai(text: str | None, length: int) -> str:
    """At most `length` letters, marks kept with their letters"""
    return folding.truncate(str(text), int(length)) if text else ""


@register.filter(is_safe=True)
def unbroken(text) -> str:
    """A sentence in which no line ends inside a date, or between a number and its unit"""
    return keep_together(str(text)) if text else ""


@register.filter
def highlight(text: str | None, query: str | None) -> SafeString:
    """The text, escaped, with <mark> round what `query` found"""
    if not query:
        return conditional_escape(text or "")
    return mark_safe(
        "".join(
            f"<mark>{conditional_escape(segment)}</mark>" if found else conditional_escape(segment)
            for segment, found in folding.highlight(str(text or ""), query)
        )
    )
