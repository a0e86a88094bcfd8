"""What of a past edition goes into the next one: parts that officers choose, app by app.

Every app says in `AppConfig.ready` what it takes over and what never goes along, and why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from fairs.models import FairEvent
from fairs.shifting import DayShift
from otopfair.media.storing import NewFiles

Dated = tuple[str, date | datetime]


@dataclass
class Copying:
    """One copying while it is done: what it reads, where it writes, and which row became which.

    `became` holds old key → new row by model; `rows` every new row, parents first; `left` what
    could not go along, in words for the officer.
    """

    source: FairEvent
    copy: FairEvent
    shift: DayShift
    by: Any
    files: NewFiles
    became: dict[type, dict[int, Any]] = field(default_factory=dict)
    rows: list[models.Model] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def put(self, olds: Iterable[models.Model], **changes: Any) -> dict[int, Any]:
        """Write each of `olds` once more with `changes`: values, or functions of the old row."""
        olds = list(olds)
        news = [_once_more(old, changes) for old in olds]
        if news:
            type(news[0])._base_manager.bulk_create(news, batch_size=500)
        made = {old.pk: new for old, new in zip(olds, news, strict=True)}
        self.note(made)
        return made

    def note(self, made: dict[int, Any]) -> None:
        """Remember new rows that were written by themselves."""
        for key, new in made.items():
            self.became.setdefault(type(new), {})[key] = new
            self.rows.append(new)

    def new(self, model: type, key: int | None) -> Any:
        """What the row of that key became; None where it was not taken over."""
        return self.became.get(model, {}).get(key) if key is not None else None


def _once_more(old: models.Model, changes: dict[str, Any]) -> models.Model:
    columns = {
        column.attname: getattr(old, column.attname)
        for column in old._meta.concrete_fields
        if not column.primary_key
    }
    new = type(old)(**columns)
    for name, value in changes.items():
        setattr(new, name, value(old) if callable(value) else value)
    return new


@dataclass(frozen=True)
class CopyPart:
    """One choice of the officer. `told` says how much the source has of it ("" for nothing),
    `dates` which days would move, `put` does it; without the part `needs` it cannot go along."""

    key: str
    label: str
    order: int
    told: Callable[[FairEvent], str]
    put: Callable[[Copying], None]
    dates: Callable[[FairEvent], list[Dated]] = lambda _source: []
    needs: str = ""


@dataclass(frozen=True)
class NeverCopied:
    """What a next edition begins without, and why."""

    what: str
    why: str


_PARTS: dict[str, CopyPart] = {}
_NEVER: dict[str, NeverCopied] = {}


def add_copy_part(part: CopyPart) -> None:
    """Put `part` on the list; twice is once."""
    _PARTS[part.key] = part


def add_never_copied(what: str, why: str) -> None:
    """Say what never goes along; twice is once."""
    _NEVER[what] = NeverCopied(what, why)


def copy_parts() -> list[CopyPart]:
    """In the order in which they are shown and done: what others need comes first."""
    return sorted(_PARTS.values(), key=lambda part: part.order)


def never_copied() -> list[NeverCopied]:
    return list(_NEVER.values())
