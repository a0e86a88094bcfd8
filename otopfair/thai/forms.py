"""Form fields that read what people type in Thai and say in Thai what is wrong with it.

On an error every field keeps what was typed. Hints name the era, because "ปี" alone does not.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.timezone import make_aware
from django.utils.translation import gettext_noop

from otopfair.thai.baht import BahtError, parse_baht
from otopfair.thai.calendar import THAILAND
from otopfair.thai.digits import LARGEST_NUMBER, NumberError, parse_measure, parse_whole
from otopfair.thai.folding import normalise
from otopfair.thai.formatting import format_datetime
from otopfair.thai.identity import IdentityError, parse_id
from otopfair.thai.model_fields import PhoneNumberField
from otopfair.thai.parsing import (
    ThaiDateError,
    parse_date,
    parse_datetime,
    parse_time,
    parse_year_be,
)
from otopfair.thai.periods import parse_period
from otopfair.thai.phones import EXTENSION_MARK, PhoneError, parse_phone, parse_phones
from otopfair.thai.widgets import (
    BahtInput,
    IdInput,
    MeasureInput,
    NumberInput,
    PeriodInput,
    PhoneInput,
    ThaiDateInput,
    ThaiDateTimeInput,
    ThaiTimeInput,
    YearInput,
)

NOT_DIRECT = "กรอกเบอร์ที่โทรถึงได้โดยตรง ไม่ใช่เบอร์ต่อ"

Day = date | Callable[[], date] | None

_REFUSALS = (ThaiDateError, BahtError, NumberError, PhoneError, IdentityError)
_LONGEST_TEXT = 200
_LONGEST_LINE = 255


class _TypedField:
    """A field that reads what was typed with `read` and passes its refusal on, word for word."""

    hint = ""
    nothing: Any = None

    def __init__(self, *args, help_text="", **kwargs):
        super().__init__(*args, help_text=help_text or self.hint, **kwargs)

    def read(self, text: str):
        """The cleaned value of `text`. Raises one of _REFUSALS."""
        raise NotImplementedError

    def to_python(self, value):
        if value is None:
            return self.nothing
        if not isinstance(value, str):
            return value
        if len(value) > _LONGEST_TEXT:
            raise ValidationError(f"ยาวเกินไป พิมพ์ได้ไม่เกิน {_LONGEST_TEXT} ตัวอักษร", code="invalid")
        if not normalise(value):
            return self.nothing
        try:
            return self.read(value)
        except _REFUSALS as broken:
            raise ValidationError(str(broken), code="invalid") from broken

    def has_changed(self, initial, data):
        """Compare cleaned values: "29/10/63" is no change where 29 October 2020 was."""
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def widget_attrs(self, widget):
        # A column's maxlength would cut "1-2345-67890-12-3"; min and step are for number boxes.
        return {"maxlength": str(_LONGEST_TEXT)}


class ThaiDateField(_TypedField, forms.DateField):
    """A day typed in any Thai spelling, cleaned to a Gregorian date.

    earliest, latest: the field's window, days included; a date or a function that returns one.
    """

    widget = ThaiDateInput
    hint = "ปี พ.ศ. เช่น 29 ต.ค. 2563 หรือ 29/10/63"
    default_error_messages = {"required": "กรอกวันที่"}

    def __init__(self, *, earliest: Day = None, latest: Day = None, **kwargs):
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def read(self, text):
        return parse_date(text, earliest=_day(self.earliest), latest=_day(self.latest))


class ThaiDateTimeField(_TypedField, forms.DateTimeField):
    """A day and a time in Thailand in one box, cleaned to an aware datetime."""

    widget = ThaiDateTimeInput
    hint = "ปี พ.ศ. เช่น 29 ต.ค. 2563 เวลา 17.30 น."
    default_error_messages = {"required": "กรอกวันที่และเวลา"}

    def prepare_value(self, value):
        return value

    def read(self, text):
        return make_aware(parse_datetime(text), THAILAND)

    def has_changed(self, initial, data):
        # The box shows no seconds: a moment sent back as it was shown has not changed.
        if isinstance(initial, datetime) and data == format_datetime(initial):
            return False
        return super().has_changed(initial, data)


class ThaiTimeField(_TypedField, forms.TimeField):
    """A time of day: 17.30, 17:30, 17.30 น."""

    widget = ThaiTimeInput
    hint = "เช่น 17.30"
    default_error_messages = {"required": "กรอกเวลา"}

    def read(self, text):
        return parse_time(text)


class PeriodField(_TypedField, forms.Field):
    """Days or a month in one box, cleaned to a Period; with `one_day` a day or a month."""

    widget = PeriodInput
    hint = "เช่น 26 ต.ค. – 1 พ.ย. 2563 ถ้ายังไม่รู้วัน พิมพ์แค่เดือน เช่น พฤษภาคม 2562"
    default_error_messages = {"required": "กรอกวันที่หรือเดือน"}

    def __init__(self, *, one_day=False, help_text="", **kwargs):
        self.one_day = one_day
        if one_day:
            help_text = help_text or "เช่น 29 ต.ค. 2563 หรือแค่เดือน เช่น พฤษภาคม 2562"
        super().__init__(help_text=help_text, **kwargs)

    def read(self, text):
        return parse_period(text, one_day=self.one_day)


class PeriodForm(forms.ModelForm):
    """A model's form in which a PeriodField is called like a property of the row.

    The property writes the columns that the period stands for.
    """

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        periods = {
            name: getattr(instance, name)
            for name, field in self.base_fields.items()
            if instance is not None and isinstance(field, PeriodField)
        }
        super().__init__(*args, instance=instance, initial=periods | (initial or {}), **kwargs)

    def _post_clean(self):
        for name, field in self.fields.items():
            if isinstance(field, PeriodField) and name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()


class FiscalYearField(_TypedField, forms.IntegerField):
    """A fiscal or calendar year by its Buddhist-era number; two figures are 25yy."""

    widget = YearInput
    hint = "ปี พ.ศ. 4 หลัก เช่น 2563"
    default_error_messages = {"required": "กรอกปี พ.ศ."}

    def read(self, text):
        return parse_year_be(text)


class WholeNumberField(_TypedField, forms.IntegerField):
    """A count or a number in a row: "12", "๑๒", "1,200". Never negative unless told so."""

    widget = NumberInput
    default_error_messages = {"required": "กรอกตัวเลข"}

    def __init__(self, *, min_value=0, max_value=LARGEST_NUMBER, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def read(self, text):
        return parse_whole(text)


class MeasureField(_TypedField, forms.DecimalField):
    """A number with a fraction: metres, points, per cent."""

    widget = MeasureInput
    default_error_messages = {"required": "กรอกตัวเลข"}

    def read(self, text):
        return parse_measure(text)


class BahtField(_TypedField, forms.DecimalField):
    """An amount in baht, satang optional, never negative: "1,500.50", "๒,๕๐๐ บาท"."""

    widget = BahtInput
    default_error_messages = {"required": "กรอกจำนวนเงิน ถ้าไม่มีให้กรอก 0"}

    def __init__(self, *, max_digits=12, decimal_places=2, **kwargs):
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def read(self, text):
        return parse_baht(text)


class PhoneField(_TypedField, forms.CharField):
    """One telephone number, cleaned to its digits."""

    widget = PhoneInput
    hint = gettext_noop("เช่น 081-234-5678")
    nothing = ""
    default_error_messages = {"required": "กรอกเบอร์โทรศัพท์"}

    def read(self, text):
        return parse_phone(text)


class DirectPhoneField(PhoneField):
    """One number without an extension: its column holds ten digits."""

    def __init__(self, **kwargs):
        # Somebody else's number: the browser must not offer one's own.
        super().__init__(**{"widget": PhoneInput({"autocomplete": "off"}), **kwargs})

    def clean(self, value) -> str:
        number = super().clean(value)
        if EXTENSION_MARK in number:
            raise ValidationError(NOT_DIRECT)
        return number


class PhonesField(_TypedField, forms.Field):
    """Several telephone numbers in one box, cleaned to a list of digits."""

    widget = PhoneInput
    hint = "หลายเบอร์คั่นด้วยจุลภาค เช่น 081-234-5678, 043-236-537"
    default_error_messages = {"required": "กรอกเบอร์โทรศัพท์"}

    @property
    def nothing(self):
        return []

    def read(self, text):
        return parse_phones(text)


class _ThirteenDigitField(_TypedField, forms.CharField):
    widget = IdInput
    hint = "13 หลัก มีขีดหรือเว้นวรรคก็ได้"
    nothing = ""
    number_name = ""

    def read(self, text):
        return parse_id(text, name=self.number_name)


class TaxIdField(_ThirteenDigitField):
    """A taxpayer's 13 digits: a citizen's or a juristic person's."""

    number_name = "เลขบัตรประชาชนหรือเลขนิติบุคคล"
    default_error_messages = {"required": "กรอกเลขบัตรประชาชนหรือเลขนิติบุคคล 13 หลัก"}


class NormalisedCharField(forms.CharField):
    """One line of text, stored in canonical spelling."""

    def __init__(self, *, max_length=_LONGEST_LINE, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return normalise(value) if value and len(value) <= 2 * self.max_length else value


# For ModelAdmin.formfield_overrides: the admin's own entries name widgets that must go too.
ADMIN_FORMFIELD_OVERRIDES = {
    models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateTimeInput},
    models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
    models.TimeField: {"form_class": ThaiTimeField, "widget": ThaiTimeInput},
    PhoneNumberField: {"form_class": DirectPhoneField},
}


def form_class_by_name(db_field: models.Field) -> dict[str, Any]:
    """Arguments for `db_field.formfield` of a column of numbers; {} of any other.

    A column called `…_be` holds a year, one called `…_baht` money: the type does not tell.
    """
    name = db_field.name or ""
    if db_field.choices or db_field.is_relation:
        return {}
    if isinstance(db_field, models.IntegerField):
        if name.endswith("_be"):
            return {"form_class": FiscalYearField, "widget": YearInput}
        return {"form_class": WholeNumberField, "widget": NumberInput, "max_value": _most(db_field)}
    if isinstance(db_field, models.DecimalField):
        if name.endswith("_baht"):
            return {"form_class": BahtField, "widget": BahtInput}
        return {"form_class": MeasureField, "widget": MeasureInput}
    return {}


def _most(column: models.IntegerField) -> int:
    """What the column holds on every database; SQLite itself would take more."""
    return BaseDatabaseOperations.integer_field_ranges[column.get_internal_type()][1]


def _day(limit: Day) -> date | None:
    return limit() if callable(limit) else limit
