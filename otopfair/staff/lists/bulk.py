"""One act on many records of a register: what would happen is tried first, then the worker does it.

A try does the act in full and undoes it, so that the preview knows what the act knows.
"""

from copy import copy
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.history.words import as_read
from otopfair.rights.may import may, permission_of

DELETE = "delete"
MOST_ROWS = 300
MOST_NAMED = 20


@dataclass
class Preview:
    """What an act on many rows would do. `left` are pairs of record and why."""

    words: str
    will: list[models.Model] = field(default_factory=list)
    left: list[tuple[models.Model, str]] = field(default_factory=list)

    @property
    def why(self) -> list[tuple[str, list[str]]]:
        """The reasons, each with the names of the first records that it keeps out."""
        found: dict[str, list[str]] = {}
        for row, reason in self.left:
            found.setdefault(reason, []).append(str(row))
        return list(found.items())


def words_of_act(admin, act: str) -> str:
    """ "ลบ", "แสดงในหน้าเว็บ: ใช่". Raises PermissionDenied for what the register does not offer."""
    if act == DELETE:
        return "ลบ"
    name, _, value = act.partition(":")
    if name not in admin.bulk_fields or value not in ("0", "1"):
        raise PermissionDenied
    return f"{admin.opts.get_field(name).verbose_name}: {as_read(None, value == '1')}"


def preview(admin, rows, act: str, *, by) -> Preview:
    """Try `act` on each of `rows`."""
    found = Preview(words_of_act(admin, act))
    for row in rows:
        if why := _why_not(admin, row, act, by=by):
            found.left.append((row, why))
        else:
            found.will.append(row)
    return found


def _why_not(admin, row, act: str, *, by) -> str:
    try:
        with transaction.atomic():
            act_on_one(admin, copy(row), act, by=by)
            transaction.set_rollback(True)
    except RuleBroken as broken:
        return broken.message
    return ""


def act_on_one(admin, row: models.Model, act: str, *, by) -> None:
    """Do `act` to one record, in the caller's transaction. Raises RuleBroken with the reason."""
    if act == DELETE:
        _delete(admin, row, by=by)
    else:
        name, _, value = act.partition(":")
        _set(admin, row, name, value == "1", by=by)


def _delete(admin, row, *, by) -> None:
    _require(by, "delete", row)
    admin.take_away(row, by=by)


def _set(admin, row, name: str, value: bool, *, by) -> None:
    _require(by, "change", row)
    before, column = getattr(row, name), row._meta.get_field(name)
    if before == value:
        raise RuleBroken(f"{column.verbose_name} เป็น “{as_read(column, value)}” อยู่แล้ว")
    setattr(row, name, value)
    _require_valid(row)
    admin.save_one_of_many(row)
    changes = {str(column.verbose_name): [as_read(column, before), as_read(column, value)]}
    record(row, "change", "แก้ไขหลายรายการในทะเบียน", by=by, changes=changes)


def _require(user, verb: str, row) -> None:
    if not may(user, permission_of(verb, type(row)), row):
        raise RuleBroken("อยู่นอกพื้นที่ที่คุณดูแล")


def _require_valid(row) -> None:
    try:
        row.validate_constraints()
    except ValidationError as wrong:
        raise RuleBroken(" ".join(wrong.messages)) from wrong
