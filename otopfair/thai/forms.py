"""Form fields that read what people type in Thai and say in Thai what is wrong with it.

On an error every field keeps what was typed. Hints name the era, because "ปี" alone does not.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import make_aware

from otopfair.thai.baht import BahtError, parse_baht
from otopfair.thai.calendar import THAILAND
from otopfair.thai.folding import normalise
from otopfair.thai.formatting import format_datetime
from otopfair.thai.identity import IdentityError, IdKind, id_kind, parse_id
from otopfair.thai.parsing import (
    ThaiDateError,
    parse_date,
    parse_datetime,
    parse_month,
    parse_time,
    parse_year_be,
)
from otopfair.thai.phones import PhoneError, parse_phone, parse_phones
from otopfair.thai.widgets import (
    BahtInput,
    IdInput,
    PhoneInput,
    ThaiDateInput,
    ThaiDateTimeInput,
    ThaiMonthInput,
    ThaiTimeInput,
    YearInput,
)

Day = date | Callable[[], date] | None

_REFUSALS = (ThaiDateError, BahtError, PhoneError, IdentityError)


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
        return {}


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


class ThaiMonthField(_TypedField, forms.Field):
    """A month, cleaned to its first day."""

    widget = ThaiMonthInput
    hint = "ปี พ.ศ. เช่น พฤษภาคม 2562 หรือ 5/2562"
    default_error_messages = {"required": "กรอกเดือนและปี"}

    def read(self, text):
        return parse_month(text)[0]


class FiscalYearField(_TypedField, forms.IntegerField):
    """A fiscal or calendar year by its Buddhist-era number; two figures are 25yy."""

    widget = YearInput
    hint = "ปี พ.ศ. 4 หลัก เช่น 2563"
    default_error_messages = {"required": "กรอกปี พ.ศ."}

    def read(self, text):
        return parse_year_be(text)


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
    hint = "เช่น 081-234-5678"
    nothing = ""
    default_error_messages = {"required": "กรอกเบอร์โทรศัพท์"}

    def read(self, text):
        return parse_phone(text)


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


class CitizenIdField(_ThirteenDigitField):
    """A citizen's 13 digits. Whose first digit needs a look, see `identity.id_caution`."""

    number_name = "เลขบัตรประชาชน"
    default_error_messages = {"required": "กรอกเลขบัตรประชาชน 13 หลัก"}


class JuristicIdField(_ThirteenDigitField):
    """A juristic person's 13 digits, which begin with 0."""

    number_name = "เลขนิติบุคคล"
    default_error_messages = {"required": "กรอกเลขนิติบุคคล 13 หลัก"}

    def read(self, text):
        number = super().read(text)
        if id_kind(number) != IdKind.JURISTIC:
            raise IdentityError("เลขนิติบุคคลขึ้นต้นด้วย 0")
        return number


class TaxIdField(_ThirteenDigitField):
    """A taxpayer's 13 digits: a citizen's or a juristic person's."""

    number_name = "เลขประจำตัวผู้เสียภาษี"
    default_error_messages = {"required": "กรอกเลขประจำตัวผู้เสียภาษี 13 หลัก"}


class NormalisedCharField(forms.CharField):
    """One line of text, stored in canonical spelling."""

    def to_python(self, value):
        value = super().to_python(value)
        return normalise(value) if value else value


# For ModelAdmin.formfield_overrides: the admin's own entries name widgets that must go too.
ADMIN_FORMFIELD_OVERRIDES = {
    models.DateTimeField: {"form_class": ThaiDateTimeField, "widget": ThaiDateTimeInput},
    models.DateField: {"form_class": ThaiDateField, "widget": ThaiDateInput},
    models.TimeField: {"form_class": ThaiTimeField, "widget": ThaiTimeInput},
}


def thai_formfield(db_field: models.Field, **kwargs) -> forms.Field | None:
    """The form field of a model's column; set it as `formfield_callback` in a ModelForm's Meta.

    Dates and times by their type; years and money by what the column is called (`…year_be`,
    `…_baht`), since their type does not tell.
    """
    for column, override in ADMIN_FORMFIELD_OVERRIDES.items():
        if isinstance(db_field, column):
            return db_field.formfield(**{"form_class": override["form_class"], **kwargs})
    return db_field.formfield(**{**form_class_by_name(db_field), **kwargs})


def form_class_by_name(db_field: models.Field) -> dict[str, type]:
    """Arguments for `db_field.formfield` of a column of years or of baht; {} of any other."""
    if db_field.name and not db_field.choices:
        if isinstance(db_field, models.IntegerField) and db_field.name.endswith("year_be"):
            return {"form_class": FiscalYearField, "widget": YearInput}
        if isinstance(db_field, models.DecimalField) and db_field.name.endswith("_baht"):
            return {"form_class": BahtField, "widget": BahtInput}
    return {}


def _day(limit: Day) -> date | None:
    return limit() if callable(limit) else limit
