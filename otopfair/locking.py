"""Row locks, taken in one order everywhere: docs/architecture.md names it."""

from typing import TypeVar

from django.db import connection, models

from otopfair.errors import RuleBroken

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row) -> Row:
    """Lock `row` until the transaction ends and return it as it is in the database now.

    PostgreSQL locks the row; SQLite already holds the write lock (BEGIN IMMEDIATE).
    Raises RuleBroken when the row is gone.
    """
    # NO KEY: a new row that only points to this one (a foreign key) need not wait for it.
    rows = type(row)._base_manager.select_for_update(no_key=True)
    # By key: an order by another table's column would join that table, and lock its row too.
    fresh = rows.filter(pk=row.pk).order_by("pk").first()
    return _there(fresh)


def lock_shared(row: Row) -> Row:
    """Keep `row` as it is until the transaction ends, together with others who only keep it.

    Whoever keeps a fair this way excludes its cancelling and the closing of its days, but not the
    entries of other vendors. Never take lock() on the same row afterwards: two who both keep it
    would wait for each other.
    """
    rows, meta = type(row)._base_manager, row._meta
    if not connection.features.has_select_for_update:
        return _there(rows.filter(pk=row.pk).first())  # SQLite: BEGIN IMMEDIATE has it already
    table, key = map(connection.ops.quote_name, (meta.db_table, meta.pk.column))
    by_key = f"SELECT * FROM {table} WHERE {key} = %s FOR SHARE"  # noqa: S608 - a model's own names
    kept = rows.raw(by_key, [row.pk])
    return _there(next(iter(kept), None))


def _there(fresh: Row | None) -> Row:
    if fresh is None:
        raise RuleBroken("รายการนี้ถูกลบไปแล้ว กลับไปหน้ารายการแล้วเลือกใหม่")
    return fresh


def lock_all(rows: models.QuerySet[Row]) -> list[Row]:
    """Lock every row of a query, by id, so that two who lock several never wait in a circle."""
    return list(rows.select_for_update(no_key=True).order_by("pk"))
