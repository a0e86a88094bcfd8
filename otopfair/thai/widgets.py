"""Inputs for Thai dates, times, money and numbers: always plain text boxes.

A browser's own date picker follows the browser's language and gives Gregorian years, so none is
used. `data-width` and `data-suffix` tell the form templates how wide the box is and which unit
stands outside it.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.forms import TextInput

from otopfair.thai.baht import format_number
from otopfair.thai.digits import is_digits
from otopfair.thai.formatting import (
    format_date_long,
    format_date_short,
    format_datetime,
    format_time,
)
from otopfair.thai.identity import ID_LENGTH, format_id
from otopfair.thai.parsing import ThaiDateError, parse_date, parse_datetime
from otopfair.thai.periods import Period, parse_period
from otopfair.thai.phones import PhoneError, format_phones, parse_phones


class _TypedInput(TextInput):
    """A text box that prints a stored value in Thai and gives back what was typed, untouched."""

    box_attrs: dict[str, str] = {}
    stored_types: tuple[type, ...] = ()

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **self.box_attrs, **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, self.stored_types):
            return self.print_value(value)
        return super().format_value(value)


class ThaiDateInput(_TypedInput):
    """Shows 29 ต.ค. 2563, and beside the box which day that is: = พฤหัสบดีที่ 29 ตุลาคม 2563."""

    template_name = "thai/date_input.html"
    box_attrs = {"data-width": "date"}
    stored_types: tuple[type, ...] = (date,)
    print_value: Callable[[Any], str] = staticmethod(format_date_short)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["echo"] = self.echo(value)
        return context

    def echo(self, value) -> str:
        """The full date that `value` (a date, or what was typed) stands for; "" if none."""
        try:
            day = value if isinstance(value, date) else self.read(value or "")
        except ThaiDateError:
            return ""
        return self.print_echo(day)

    read: Callable[[str], Any] = staticmethod(parse_date)
    print_echo: Callable[[Any], str] = staticmethod(format_date_long)


def _long_moment(moment: datetime) -> str:
    return f"{format_date_long(moment)} เวลา {format_time(moment)}"


class ThaiDateTimeInput(ThaiDateInput):
    """Shows 24 ต.ค. 2563 เวลา 09.12 น., Thai time, with the same echo."""

    box_attrs = {"data-width": "name"}
    stored_types = (datetime,)
    read = staticmethod(parse_datetime)

    print_value = staticmethod(format_datetime)
    print_echo = staticmethod(_long_moment)


class ThaiTimeInput(_TypedInput):
    """Shows 17.30; the unit น. stands outside the box."""

    box_attrs = {"data-width": "time", "data-suffix": "น.", "inputmode": "decimal"}
    stored_types = (time,)

    @staticmethod
    def print_value(moment: time) -> str:
        return format_time(moment).removesuffix(" น.")


class PeriodInput(ThaiDateInput):
    """Shows 26 ต.ค. – 1 พ.ย. 2563 or พฤษภาคม 2562, and beside the box what was understood."""

    box_attrs = {"data-width": "name"}
    stored_types = (Period,)

    def echo(self, value) -> str:
        try:
            return (value if isinstance(value, Period) else parse_period(value or "")).long
        except ThaiDateError:
            return ""

    @staticmethod
    def print_value(period: Period) -> str:
        return str(period) if period.is_month else period.short


class YearInput(_TypedInput):
    """Shows a Buddhist-era year; four figures on a numeric keyboard."""

    box_attrs = {"data-width": "short", "inputmode": "numeric"}


class NumberInput(_TypedInput):
    """A number in a text box: a browser's own number box refuses Thai digits and commas."""

    box_attrs = {"data-width": "number", "inputmode": "numeric"}


class MeasureInput(_TypedInput):
    """Shows 2.5, and 3 for 3.00."""

    box_attrs = {"data-width": "number", "inputmode": "decimal"}
    stored_types = (Decimal,)

    @staticmethod
    def print_value(value: Decimal) -> str:
        return f"{value.normalize():f}"


class BahtInput(_TypedInput):
    """Shows 1,500.50; the unit บาท stands outside the box."""

    box_attrs = {
        "data-width": "money",
        "data-money": "true",
        "data-suffix": "บาท",
        "inputmode": "decimal",
    }
    stored_types = (Decimal, int, float)
    print_value = staticmethod(format_number)


class PhoneInput(_TypedInput):
    """Shows 081-234-5678; several numbers with commas."""

    input_type = "tel"
    box_attrs = {"data-width": "phone", "inputmode": "tel", "autocomplete": "tel"}

    def format_value(self, value):
        if isinstance(value, list | tuple):
            return format_phones(value)
        try:
            return format_phones(parse_phones(value or "")) or None
        except PhoneError:
            return super().format_value(value)


class IdInput(_TypedInput):
    """Shows 1-2345-67890-12-3; never filled in by the browser."""

    box_attrs = {"data-width": "id", "inputmode": "numeric"}

    def format_value(self, value):
        if isinstance(value, str) and len(value) == ID_LENGTH and is_digits(value):
            return format_id(value)
        return super().format_value(value)
