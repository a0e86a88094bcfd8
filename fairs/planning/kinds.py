"""A page of planning is made of pieces: some fields of its record, or a row below the record.

Every piece is read, typed and saved by itself. What a piece shows and how a typed value is put
into its row stands here, so that the page, the form, the fingerprint and the history agree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import models

from fairs.models import Resolution
from otopfair.history.words import as_read, label_of

# Typed by name: the column that holds the row of that name.
PERSONS = {"person_name": "person", "signer_name": "signer"}
AGENCIES = {"agency_name": "agency", "owner_name": "owner_agency"}
LABELS = {
    "person_name": "ชื่อบุคคล",
    "signer_name": "ผู้ลงนาม",
    "agency_name": "หน่วยงาน",
    "owner_name": "หน่วยงานเจ้าของ",
    "due": "กำหนดเสร็จ",
    "period": "วันหรือเดือน",
}


@dataclass(frozen=True)
class PieceKind:
    """One kind of piece. `above` is the column that points to the record; "" is the record itself.

    Rows stand in lists of their own by the columns of `within`. A new row is asked for
    `starts_with`; with `by_lines` every line that is typed makes one, and is its that field.
    """

    key: str
    name: str  # "เรื่องในวาระ", as the page and the history call it
    model: type[models.Model]
    fields: tuple[str, ...]
    above: str = ""
    within: tuple[str, ...] = ()
    starts_with: tuple[str, ...] = ()
    by_lines: str = ""
    has_order: bool = True
    doubts: Callable[[Any], Iterable[str]] | None = None  # what looks wrong in a saved row
    suggests: Callable[[Any], dict[str, Any]] | None = None  # what a new row begins with

    def rows(self, root: models.Model):
        """The rows of this kind below `root`, with what they point to."""
        links = [one.name for one in self.model._meta.concrete_fields if one.many_to_one]
        links = [name for name in links if name != self.above]
        return self.model._default_manager.filter(**{self.above: root}).select_related(*links)

    def new(self, root: models.Model) -> models.Model:
        return self.model(**{self.above: root})

    def without(self, *names: str) -> "PieceKind":
        return replace(self, fields=tuple(name for name in self.fields if name not in names))


def shown(row: models.Model, names) -> dict[str, Any]:
    """What a page shows of `row`, by the names of its fields."""
    return {name: _shown(row, name) for name in names}


def _shown(row: models.Model, name: str) -> Any:
    column = PERSONS.get(name) or AGENCIES.get(name)
    if column:
        found = getattr(row, column) if getattr(row, f"{column}_id") else None
        return str(found) if found else ""
    value = getattr(row, name)
    return value.pk if isinstance(value, models.Model) else value


def label(model: type[models.Model], name: str) -> str:
    return LABELS[name] if name in LABELS else label_of(model, name)


def read(model: type[models.Model], name: str, value: Any) -> str:
    """A value of `shown`, or a typed one, as people read it."""
    if name in LABELS:
        return "" if value is None else str(value)
    return as_read(model._meta.get_field(name), value)


def is_long(model: type[models.Model], name: str) -> bool:
    """Whether it is a text of several lines, of which two people's may stand together."""
    return name not in LABELS and isinstance(model._meta.get_field(name), models.TextField)


def province_of(root: models.Model):
    """The province in which a record of planning lies."""
    if isinstance(root, Resolution):
        root = root.meeting
    return root.province if hasattr(root, "province_id") else root.committee.province
