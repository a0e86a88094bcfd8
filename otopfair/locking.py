"""Row locks, taken in one order everywhere: docs/architecture.md names it."""

from typing import TypeVar

from django.db import models

from otopfair.errors import RuleBroken

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row) -> Row:
    """Lock `row` until the transaction ends and return it as it is in the database now.

    PostgreSQL locks the row; SQLite already holds the write lock (BEGIN IMMEDIATE).
    Raises RuleBroken when the row is gone.
    """
    # NO KEY: a new row that only points to this one (a foreign key) need not wait for it.
    rows = type(row)._base_manager.select_for_update(no_key=True)
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise RuleBroken("รายการนี้ถูกลบไปแล้ว กลับไปหน้ารายการแล้วเลือกใหม่")
    return fresh
