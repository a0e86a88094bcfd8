"""The columns of a register: what stands in them, as people read it and as a spreadsheet does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.admin.utils import (
    flatten_fieldsets,
    get_fields_from_path,
    label_for_field,
)
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone

from otopfair.documents.xlsx import DATE, MOMENT, NUMBER, TEXT
from otopfair.history.words import as_read, is_year
from otopfair.staff.lists.sorting import Order, order_of, order_of_name
from otopfair.thai.formatting import format_date_short
from otopfair.thai.model_fields import PhoneNumberField

NONE = "–"
# Of nobody's list: what is masked on its own page.
NEVER_LISTED = {"identity_no"}
# What tells who somebody is or how to reach them.
PERSONAL = {
    *("email", "contact_name", "agent_name", "recipient_name", "given_name", "family_name"),
    *("full_name", "address", "contact_address", "leader_address", "leader_birth_year_be"),
    *("line_id", "facebook", "latitude", "longitude"),
}
OF_PERSONS = {"given_name", "full_name"}


@dataclass(frozen=True)
class ListColumn:
    """One column. `name` stands in the address; `relation` is read along with the rows."""

    name: str
    label: str
    value_of: Callable[[models.Model], Any]
    order: Order = ()
    source: Any = None  # the field of the model behind it, if there is one
    relation: str = ""
    is_personal: bool = False
    kind: str = field(default=TEXT)

    @property
    def is_number(self) -> bool:
        return self.kind == NUMBER

    @property
    def is_day(self) -> bool:
        return self.kind == DATE

    @property
    def is_english(self) -> bool:
        """Read aloud as English: a name_en."""
        return self.name.endswith("_en")

    def text(self, row: models.Model) -> str:
        """As it stands on the page; a dash for nothing."""
        return shown(self.source, self.value_of(row))

    def cell(self, row: models.Model):
        """For a spreadsheet: numbers, days and moments as such, None for nothing, else the text."""
        value = self.value_of(row)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None)
        if self.kind in (NUMBER, DATE) and isinstance(value, int | Decimal | date):
            return value
        return shown(self.source, value)


def shown(source, value) -> str:
    """A value in a list: days are short there, and nothing is a dash."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date_short(value)
    return as_read(source, value) or NONE


def columns_of(admin, request) -> list[ListColumn]:
    """The columns that a register shows by itself."""
    return [_column(admin, entry) for entry in admin.get_list_display(request)]


def more_columns_of(admin, request, shown_already: set[str]) -> list[ListColumn]:
    """What can be put beside them: the short fields of the record's own page."""
    if not admin.tells_more:
        return []
    named = dict.fromkeys(flatten_fieldsets(admin.get_fieldsets(request)))
    names = [name for name in named if isinstance(name, str) and name not in shown_already]
    return [_column(admin, name) for name in names if _is_short(admin.model, name)]


def _is_short(model, name: str) -> bool:
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    is_long = isinstance(column, models.TextField | models.JSONField | models.FileField)
    is_one = column.concrete and not column.many_to_many
    return is_one and not is_long and name not in NEVER_LISTED


def _column(admin, entry) -> ListColumn:
    model, name = admin.model, entry if isinstance(entry, str) else entry.__name__
    source = _field_at(model, name)
    value_of = partial(_follow, name) if source is not None else partial(_ask, admin, entry)
    is_link = source is not None and source.is_relation
    return ListColumn(
        name=name,
        label=str(label_for_field(entry, model, admin)),
        value_of=value_of,
        order=_order(admin, entry, name, source),
        source=source,
        relation=name if is_link else name.rpartition(LOOKUP_SEP)[0],
        is_personal=_is_personal(model, name, source),
        kind=_kind_of(source),
    )


def _field_at(model, path: str):
    try:
        return get_fields_from_path(model, path)[-1]
    except FieldDoesNotExist:
        return None


def _follow(path: str, row):
    for name in path.split(LOOKUP_SEP):
        row = getattr(row, name, None)
    return row


def _ask(admin, entry, row):
    """What the register, or the record itself, answers under this name."""
    if entry == "__str__":
        return str(row)
    if callable(entry):
        return entry(row)
    if hasattr(admin, entry):
        return getattr(admin, entry)(row)
    answer = getattr(row, entry)
    return answer() if callable(answer) else answer


def _order(admin, entry, name: str, source) -> Order:
    if paths := admin.sorted_by.get(name):
        return tuple(one for path in paths for one in order_of(admin.model, path))
    if name == "__str__":
        return order_of_name(admin.model)
    if source is not None:
        return order_of(admin.model, name)
    asked = getattr(entry if callable(entry) else getattr(admin, entry, None), "__dict__", {})
    path = asked.get("admin_order_field")
    return order_of(admin.model, path) if path else ()


def _is_personal(model, name: str, source) -> bool:
    if name == "__str__":
        return _is_of_persons(model)
    if source is not None and source.is_relation:
        return name in ("user", "person") and _is_of_persons(source.related_model)
    return isinstance(source, PhoneNumberField) or name.rpartition(LOOKUP_SEP)[2] in PERSONAL


def _is_of_persons(model) -> bool:
    return bool(OF_PERSONS & {field.name for field in model._meta.concrete_fields})


def _kind_of(source) -> str:
    if source is None or source.choices or source.is_relation or is_year(source):
        return TEXT
    kinds = {
        models.DateTimeField: MOMENT,
        models.DateField: DATE,
        models.DecimalField: NUMBER,
        models.IntegerField: NUMBER,
    }
    return next((kind for of, kind in kinds.items() if isinstance(source, of)), TEXT)
