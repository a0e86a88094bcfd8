"""Row locks, taken in one order everywhere: docs/architecture.md names it."""

from functools import cache
from typing import TypeVar

from django.db import connection, models

from otopfair.errors import RuleBroken
from otopfair.prepared import NUMBERS, TEXT, Prepared

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row) -> Row:
    """Lock `row` until the transaction ends and return it as it is in the database now.

    PostgreSQL locks the row; SQLite already holds the write lock (BEGIN IMMEDIATE).
    Raises RuleBroken when the row is gone.
    """
    return there(_locking(type(row)).one(row.pk))


def lock_shared(row: Row) -> Row:
    """Keep `row` as it is until the transaction ends, together with others who only keep it.

    Whoever keeps a fair this way excludes its cancelling and the closing of its days, but not the
    entries of other vendors. Never take lock() on the same row afterwards: two who both keep it
    would wait for each other.
    """
    return there(_keeping(type(row)).one(row.pk))


@cache
def _locking(model: type[Row]) -> Prepared:
    # NO KEY: a new row that only points to this one (a foreign key) need not wait for it.
    # By key: an order by another table's column would join that table, and lock its row too.
    rows = model._base_manager.select_for_update(no_key=True).order_by("pk")
    return Prepared(lambda key: rows.filter(pk=key), _key(model))


@cache
def _keeping(model: type[Row]) -> Prepared:
    # SQLite has neither: BEGIN IMMEDIATE has it already.
    ending = " FOR SHARE" if connection.features.has_select_for_update else ""
    rows = model._base_manager.order_by()
    return Prepared(lambda key: rows.filter(pk=key), _key(model), ending=ending)


def _key(model: type[Row]):
    return TEXT if isinstance(model._meta.pk, models.CharField) else NUMBERS[0]


def there(fresh: Row | None) -> Row:
    """The row that was asked for. Raises RuleBroken when it is gone."""
    if fresh is None:
        raise RuleBroken("รายการนี้ถูกลบไปแล้ว กลับไปหน้ารายการแล้วเลือกใหม่")
    return fresh


def lock_all(rows: models.QuerySet[Row]) -> list[Row]:
    """Lock every row of a query, by id, so that two who lock several never wait in a circle."""
    return list(rows.select_for_update(no_key=True).order_by("pk"))
