"""Open data: a set of public rows, read part by part, as CSV and JSON with a documented schema.

Parts follow the keys of the rows, so that the last of a million costs what the first does, and a
row that comes meanwhile is neither twice nor missing. Names and types are those of a Table Schema
(Frictionless Data), the catalogue speaks DCAT 3.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from otopfair.tongues import ENGLISH, spoken

ROWS_A_PART = 1_000
STRING, INTEGER, NUMBER, DATE, ADDRESS = "string", "integer", "number", "date", "uri"


class Part(NamedTuple):
    """Rows, column by column, and the key after which the next part begins; None at the end."""

    rows: list[list]
    following: int | None


@dataclass(frozen=True)
class Field:
    """A column: its name in the files, what it means, its type, and from which column it comes.

    `page` names the address of a page of which the source is the only part that varies.
    """

    name: str
    title: str
    source: str
    kind: str = STRING
    show: Callable[[Any], Any] | None = None
    page: str = ""

    def value(self, found) -> Any:
        if self.page:
            return urljoin(settings.SITE_URL, reverse(self.page, args=[found]))
        return self.show(found) if self.show and found is not None else found

    @property
    def schema(self) -> dict:
        with spoken(ENGLISH):
            title_en = gettext(self.title)
        told = {"name": self.name, "title": self.title, "title_en": title_en, "type": self.kind}
        return told | {"type": STRING, "format": ADDRESS} if self.kind == ADDRESS else told


@dataclass(frozen=True)
class DataSet:
    """What is published under one name; `read` gives the part after a key, first after 0."""

    name: str
    title: str
    about: str
    fields: Sequence[Field]
    read: Callable[[int], Part]
    key: str = "id"

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    @property
    def schema(self) -> dict:
        fields = [field.schema for field in self.fields]
        return {"fields": fields, "missingValues": [""], "primaryKey": [self.key]}

    def records(self, part: Part) -> list[dict]:
        return [dict(zip(self.names, map(_for_json, row), strict=True)) for row in part.rows]


def part_of(rows: QuerySet, fields: Sequence[Field], after: int) -> Part:
    """The rows of a table whose keys come after `after`, in their order."""
    sources = [field.source for field in fields]
    found = rows.filter(pk__gt=after).order_by("pk").values_list("pk", *sources)
    found = list(found[: ROWS_A_PART + 1])
    shown = found[:ROWS_A_PART]
    values = [
        [field.value(one) for field, one in zip(fields, row[1:], strict=True)] for row in shown
    ]
    return Part(values, shown[-1][0] if len(found) > ROWS_A_PART else None)


def _for_json(value) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
