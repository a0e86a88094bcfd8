"""Columns of rows that stay: what stands there, and what they go back to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import dumps, loads
from typing import Any, Self

from django.apps import apps
from django.db import models

from otopfair.history.words import as_read, label_of
from otopfair.locking import lock_all
from otopfair.removals.models import ExactEncoder
from otopfair.thai.model_fields import FoldedTextField, SortKeyField

AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """One row whose columns go from `before` to `after` (by attname)."""

    row: models.Model
    before: dict[str, Any]
    after: dict[str, Any]

    @classmethod
    def kept_as(cls, row: models.Model, before: dict, after: dict) -> Self:
        """The change with values read from JSON."""
        return cls(row, _read(row, before), _read(row, after))

    @property
    def stands(self) -> bool:
        """Whether the row has the values from which it would go."""
        return plain_columns(self.row, self.before) == plain(self.before)

    def kept(self) -> list:
        """For putting back: model, key, what is put there, what stood there."""
        row = self.row
        return [row._meta.label_lower, row.pk, plain(self.after), plain(self.before)]

    def words(self) -> dict[str, list[str]]:
        """Label → [before, after], as people read it."""
        model = type(self.row)
        return {
            label_of(model, name): [
                _words(model, name, self.before[name]),
                _words(model, name, self.after[name]),
            ]
            for name in self.before
            if self.before[name] != self.after[name]
        }


def plain_columns(row: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The columns of a row (all, or those named) as JSON holds them."""
    if names is None:
        names = [field.attname for field in row._meta.concrete_fields]
    return plain({name: getattr(row, name) for name in names})


def write_columns(changed: Sequence[Change]) -> None:
    """Write the `after` of every change: a few statements for each kind of row."""
    groups: dict[tuple, list[models.Model]] = {}
    for change in changed:
        for name, value in change.after.items():
            setattr(change.row, name, value)
        groups.setdefault((type(change.row), *sorted(change.after)), []).append(change.row)
    for (model, *names), rows in groups.items():
        derived = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, FoldedTextField | SortKeyField)
        ]
        for row in rows:
            for field in derived:
                field.pre_save(row, add=False)
        columns = {_field(model, name).name for name in names} | {one.name for one in derived}
        model._base_manager.bulk_update(rows, sorted(columns), batch_size=AT_ONCE)


def lock_rows(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    """Lock rows of several kinds, kind by kind in the order in which they first come."""
    by_label: dict[str, set[int]] = {}
    for label, key in keys:
        by_label.setdefault(label, set()).add(key)
    return {
        (label, row.pk): row
        for label, wanted in by_label.items()
        for some in chunks(sorted(wanted))
        for row in lock_all(apps.get_model(label)._base_manager.filter(pk__in=some))
    }


def chunks(items: Sequence) -> Iterator[Sequence]:
    """At most `AT_ONCE` at a time: SQLite takes no more in one question."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """The same values as JSON holds them."""
    return loads(dumps(values, cls=ExactEncoder))


def _read(row: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    return {name: _field(type(row), name).to_python(value) for name, value in values.items()}


def _field(model: type[models.Model], name: str):
    return next(field for field in model._meta.concrete_fields if name == field.attname)


def _words(model: type[models.Model], name: str, value: Any) -> str:
    field = _field(model, name)
    if value is not None and field.is_relation:
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    return as_read(field, value)
