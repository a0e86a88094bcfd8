"""How a value is read: in the history, and where two people's texts stand side by side."""

from datetime import date, datetime, time
from decimal import Decimal

from django.db import models

from otopfair.thai.baht import format_number
from otopfair.thai.digits import is_digits
from otopfair.thai.formatting import format_date, format_datetime, format_time
from otopfair.thai.model_fields import PhoneNumberField
from otopfair.thai.phones import format_phone


def as_read(field, value) -> str:
    """One value as people read it; "" for none. `field` is a column or the field of a form."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(as_read(field, one) for one in value)
    return (
        _dated(value)
        or _chosen(field, value)
        or _measured(field, value)
        or _dialled(field, value)
        or str(value)
    )


def is_year(field) -> bool:
    """A year of the Buddhist era is a name, and has no comma."""
    return (getattr(field, "name", None) or "").endswith("_be")


def _measured(field, value) -> str:
    """Satang when there are any; what its column keeps finer than that, as it is."""
    if isinstance(value, int) and isinstance(field, models.IntegerField) and not is_year(field):
        return f"{value:,}"
    if not isinstance(value, Decimal):
        return ""
    is_finer = (getattr(field, "decimal_places", None) or 0) > 2
    return f"{value.normalize():f}" if is_finer else format_number(value)


def _dialled(field, value) -> str:
    """Where a message went may be a telephone, too."""
    if not isinstance(field, PhoneNumberField) or "@" in str(value):
        return ""
    return format_phone(str(value)) if str(value)[:1] == "0" else ""


def _dated(value) -> str:
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, time):
        return format_time(value)
    return ""


def _chosen(field, value) -> str:
    """A choice by its label, a row by its name."""
    if isinstance(value, models.Model):
        return str(value)
    rows = _rows_of(field)
    if rows is not None and not hasattr(field, "kept"):
        found = rows.filter(pk=value).first() if is_digits(str(value)) else None
        return str(found or "")
    choices = getattr(field, "flatchoices", None) or getattr(field, "choices", None) or []
    return {str(key): str(label) for key, label in choices}.get(str(value), "")


def _rows_of(field):
    """Among which rows `field` chooses; None for what chooses no row."""
    if isinstance(field, models.ForeignKey):
        return field.related_model._base_manager.all()
    return getattr(field, "queryset", None)


def changes_between(model: type[models.Model], before: dict, after: dict) -> dict:
    """Label → [before, after], as read, of the columns of `model` that differ."""
    return {
        label_of(model, name): [
            as_read(model._meta.get_field(name), before[name]),
            as_read(model._meta.get_field(name), after[name]),
        ]
        for name in after
        if before[name] != after[name]
    }


def label_of(model: type[models.Model], name: str) -> str:
    """What people call a column, or the rows under a record ("phones": โทรศัพท์)."""
    field = model._meta.get_field(name)
    named = field if hasattr(field, "verbose_name") else field.related_model._meta
    return str(named.verbose_name)
