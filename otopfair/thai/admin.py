"""The Buddhist era in Django's admin: columns, read-only fields, form fields and list filters.

`date_hierarchy` shows Gregorian years and cannot be taught: use the filters of this module.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.constants import LOOKUP_SEP

from otopfair.thai.baht import format_number
from otopfair.thai.calendar import (
    THAILAND,
    be_year,
    fiscal_year_be,
    fiscal_year_bounds,
)
from otopfair.thai.formatting import (
    format_date_short,
    format_datetime,
    format_time,
)
from otopfair.thai.forms import ADMIN_FORMFIELD_OVERRIDES, form_class_by_name
from otopfair.thai.model_fields import SortKeyField

_MOST_CHOICES_IN_FILTER = 36

Column = Callable[[models.Model], str]


def thai_date_column(field: str, label: str) -> Column:
    """A list column (or read-only field) that prints the date in `field`: 26 ต.ค. 2563."""
    return _column(field, label, format_date_short)


def thai_datetime_column(field: str, label: str) -> Column:
    """A column that prints the moment in `field`: 24 ต.ค. 2563 เวลา 09.12 น."""
    return _column(field, label, format_datetime)


def thai_time_column(field: str, label: str) -> Column:
    """A column that prints the time of day in `field`: 17.30 น."""
    return _column(field, label, format_time)


def baht_column(field: str, label: str) -> Column:
    """A column that prints the amount in `field`: 1,500.50."""
    return _column(field, label, format_number)


def text_column(field: str, label: str) -> Column:
    """A column that prints what the field points to, without a link."""
    return _column(field, label, str)


def yes_no_column(field: str, label: str) -> Column:
    """A column of words; Django's own icons speak English."""
    return _column(field, label, lambda value: "ใช่" if value else "ไม่ใช่")


def _column(
    field: str, label: str, print_value: Callable[[Any], str], ordering: str = ""
) -> Column:
    """`field` may follow relations: "fair_event__opens_on"."""

    @admin.display(description=label, ordering=ordering or field)
    def column(row: models.Model) -> str:
        # The dash is written here: among read-only fields Django would print "None".
        value: Any = row
        for name in field.split(LOOKUP_SEP):
            value = getattr(value, name, None)
        return "–" if value is None else print_value(value)

    column.__name__ = field
    return column


# Most particular first: a DateTimeField is a DateField too.
_COLUMNS_BY_TYPE = (
    (models.DateTimeField, thai_datetime_column),
    (models.DateField, thai_date_column),
    (models.TimeField, thai_time_column),
    (models.BooleanField, yes_no_column),
    # Django would link it, also for those who may not open what it points to.
    (models.ForeignKey, text_column),
)


@cache
def _column_for(model: type[models.Model], name: str) -> Column | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    for key in model._meta.concrete_fields:
        if isinstance(key, SortKeyField) and key.source == name:
            label = str(getattr(field, "verbose_name", name))
            return _column(name, label, str, ordering=key.name)
    for field_type, column in _COLUMNS_BY_TYPE:
        if isinstance(field, field_type):
            return column(name, str(field.verbose_name))
    return None


class ThaiDateAdminMixin:
    """For a ModelAdmin or an inline: every date is typed and shown in the Buddhist era.

    Numbers, years and money are typed as people write them, in Thai digits too.

    Plain field names do: dates in `list_display` and read-only dates become Thai columns here.
    """

    formfield_overrides = ADMIN_FORMFIELD_OVERRIDES

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(
            db_field, request, **{**form_class_by_name(db_field), **kwargs}
        )

    def get_list_display(self, request):
        kept = getattr(self, "list_editable", ())
        return [
            name if name in kept else self._thai_column(name)
            for name in super().get_list_display(request)
        ]

    def get_list_display_links(self, request, list_display):
        links = super().get_list_display_links(request, list_display)
        return links and [self._thai_column(name) for name in links]

    def fixed_fields(self, request, obj=None):
        """What cannot be typed: a register says it here, in names of fields."""
        return super().get_readonly_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        # The names stay, so that the form leaves the fields out; the columns are what is shown.
        names = list(self.fixed_fields(request, obj))
        return list(dict.fromkeys([*names, *map(self._thai_column, names)]))

    def get_fieldsets(self, request, obj=None):
        shown = set(self.get_readonly_fields(request, obj))
        shows_all = obj is not None and not self.has_change_permission(request, obj)

        def column(name):
            return self._thai_column(name) if shows_all or name in shown else name

        return [
            (title, {**options, "fields": _replaced(options["fields"], column)})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _thai_column(self, name):
        return (isinstance(name, str) and _column_for(self.model, name)) or name


def _replaced(fields, column) -> list:
    """`fields` with `column` applied, rows of several fields too, each field once."""
    replaced = [
        tuple(column(name) for name in field) if isinstance(field, list | tuple) else column(field)
        for field in fields
    ]
    return list(dict.fromkeys(replaced))


class _PeriodFilter(admin.SimpleListFilter):
    """Rows whose day lies in one period; only periods that have rows are offered, newest first."""

    field = ""

    def __init__(self, request, params, model, model_admin):
        column = get_fields_from_path(model, self.field)[-1]
        self.field_is_datetime = isinstance(column, models.DateTimeField)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        rows = model_admin.get_queryset(request).order_by()
        if self.field_is_datetime:
            months = rows.datetimes(self.field, "month", order="DESC", tzinfo=THAILAND)
        else:
            months = rows.dates(self.field, "month", order="DESC")
        choices = dict.fromkeys(self.choice(month) for month in months)
        return list(choices)[:_MOST_CHOICES_IN_FILTER]

    def queryset(self, request, rows):
        try:
            first, last = self.bounds(self.value())
            after = last + timedelta(days=1)
        except (TypeError, ValueError, OverflowError):
            return rows
        if self.field_is_datetime:
            first, after = _midnight(first), _midnight(after)
        return rows.filter(**{f"{self.field}__gte": first, f"{self.field}__lt": after})

    def choice(self, month: date) -> tuple[str, str]:
        """The period of `month` as it stands in the address, and as it is read."""
        raise NotImplementedError

    def bounds(self, value: str | None) -> tuple[date, date]:
        """First and last day of the period in the address; `queryset` knows what it raises."""
        raise NotImplementedError


class _FiscalYearFilter(_PeriodFilter):
    def choice(self, month):
        year_be = fiscal_year_be(month)
        return str(year_be), str(year_be)

    def bounds(self, value):
        return fiscal_year_bounds(int(value))


class _YearFilter(_PeriodFilter):
    def choice(self, month):
        return str(month.year), str(be_year(month))

    def bounds(self, value):
        return date(int(value), 1, 1), date(int(value), 12, 31)


def fiscal_year_filter(field: str, title: str = "ปีงบประมาณ") -> Callable:
    """A list filter by the fiscal year in which `field` lies."""
    return _filter(_FiscalYearFilter, field, title, "fiscal_year")


def thai_year_filter(field: str, title: str = "ปี พ.ศ.") -> Callable:
    """A list filter by the calendar year, shown in the Buddhist era."""
    return _filter(_YearFilter, field, title, "year")


def _filter(base: type[_PeriodFilter], field: str, title: str, period: str) -> type[_PeriodFilter]:
    options = {"field": field, "title": title, "parameter_name": f"{field}_{period}"}
    return type("PeriodFilter", (base,), options)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), THAILAND)
