"""Something is removed with all that hangs on it, and can be put back as it was.

An operation that removes calls `remove` in its transaction, with the owner locked and its own
rules checked; one that takes back a whole set calls `take_back_rows`. What a database rule
protects (a vendor's booth) stops the removal in a sentence.
"""

from collections.abc import Iterable
from itertools import groupby
from json import dumps, loads

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.removals.acts import forgotten, turned_back
from otopfair.removals.changes import Change, chunks, lock_rows, write_columns
from otopfair.removals.models import Removal
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date

FORGOTTEN_AT_ONCE = 100


def called(row: models.Model) -> str:
    """ "โซน C ผ้า", "ประชุมคณะทำงาน ครั้งที่ 3/2562"."""
    kind, name = str(row._meta.verbose_name), str(row)
    return name if name.startswith(kind) else f"{kind} {name}"


def what_goes(root: models.Model) -> list[str]:
    """What a removal of `root` takes along, by kind and number: ["บูธ 30", "การกันบูธ 2"]."""
    return _counts(_collected(root), root)


def remove(
    root: models.Model,
    *,
    owner: models.Model | None,
    title: str,
    permission: str,
    back_url: str,
    by,
    reason: str = "",
) -> Removal:
    """Take `root` and its rows away and keep them. The caller holds the transaction and locks.

    `permission` is what the person needs who puts it back, `back_url` the page on which it stood.
    Raises RuleBroken when other records hold on to it.
    """
    return remove_all(
        [root],
        owner=owner,
        title=title,
        permission=permission,
        back_url=back_url,
        by=by,
        reason=reason,
    )


def remove_all(
    roots: list[models.Model],
    *,
    owner: models.Model | None,
    title: str,
    permission: str,
    back_url: str,
    by,
    reason: str = "",
) -> Removal:
    """Take several of one owner away as one removal; like `remove`."""
    root = roots[0]
    found = _collected(*roots)
    if found.protected:
        kinds = sorted({str(row._meta.verbose_name_plural) for row in found.protected})
        raise RuleBroken(f"ลบ{title}ไม่ได้ เพราะยังมี{' '.join(kinds)}ผูกอยู่")
    goes = _counts(found, root) if len(roots) == 1 else _counts(found)
    removal = Removal.objects.create(
        title=title[:255],
        root_type=root._meta.label_lower,
        root_id=root.pk,
        owner_type=owner._meta.label_lower if owner else "",
        owner_id=owner.pk if owner else "",
        permission=permission,
        goes=goes,
        rows=serializers.serialize("python", _rows(found)),
        links=list(_links(found)),
        reason=reason,
        back_url=back_url,
        removed_by=by,
    )
    summary = f"ลบ{title}" + (f" พร้อม {' '.join(goes)}" if goes else "")
    record(owner or root, "remove", summary, by=by, reason=reason)
    found.delete()
    return removal


def take_back_rows(
    removal: Removal, rows: list[models.Model], changed: list[Change], *, only_locked=()
) -> Removal:
    """Take `rows` away and bring `changed` back to former values, as one removal.

    `removal` says what, whose, by whom and why, and is saved here. `rows` stand in the order in
    which they may go (what points to another comes first), `changed` and `only_locked` in the order
    in which they are locked. The caller holds the transaction and all locks, and has seen that
    nothing else hangs on `rows`. Raises RuleBroken when something does all the same.
    """
    removal.rows = serializers.serialize("python", reversed(rows))
    removal.changes = [[row._meta.label_lower, row.pk, {}, {}] for row in only_locked] + [
        change.kept() for change in changed
    ]
    removal.save()
    write_columns(changed)
    try:
        with transaction.atomic():
            _delete(rows)
            connection.check_constraints()
    except IntegrityError as error:
        raise RuleBroken("มีคนเพิ่มรายการระหว่างที่ถอน เปิดหน้านี้ใหม่แล้วดูอีกครั้ง") from error
    turned_back.happened(
        removal=removal,
        rows=rows,
        changed=changed,
        by=removal.removed_by,
        reason=removal.reason,
        is_restored=False,
    )
    return removal


def restore(removal: Removal, *, by) -> Removal:
    """Put back what was removed, row by row with its old numbers. A second press changes nothing.

    Raises RuleBroken when something new stands in its place, what it hung on is gone, or the time
    to put it back is over.
    """
    with transaction.atomic():
        # Lock order: the owner first, as in the removal.
        owner = removal.owner and lock(removal.owner)
        removal = lock(removal)
        removal.owner = owner
        if removal.restored_at is not None:
            return removal
        if removal.restorable_until < today_in_thailand():
            until = format_date(removal.restorable_until)
            raise RuleBroken(f"เรียกคืน{removal.title}ได้ถึง {until} เลยกำหนดแล้ว")
        try:
            with transaction.atomic():
                rows = _put_back(removal)
                changed = _change_back(removal)
        except (IntegrityError, serializers.base.DeserializationError) as error:
            raise RuleBroken(
                f"เรียกคืน{removal.title}ไม่ได้ เพราะมีรายการใหม่ใช้รหัสหรือที่เดียวกันแล้ว"
            ) from error
        removal.restored_at, removal.restored_by = timezone.now(), by
        removal.save()
        turned_back.happened(
            removal=removal, rows=rows, changed=changed, by=by, reason="", is_restored=True
        )
        record(owner or removal.root, "restore", f"เรียกคืน{removal.title}", by=by)
    return removal


def forget_outlived() -> int:
    """What was removed long ago goes for good, with its files; return how many. Its line of
    history stays. The row goes last: a worker that dies in between comes back for the files."""
    removals = list(Removal.objects.outlived().order_by("pk")[:FORGOTTEN_AT_ONCE])
    for removal in removals:
        if removal.restored_at is None:
            forgotten.happened(rows=removal.rows)
            for row in removal.rows:
                _delete_files(row)
        removal.delete()
    return len(removals)


def _delete_files(row: dict) -> None:
    """The files of one row that was kept, unless a row that stands there has them."""
    model = apps.get_model(row["model"])
    for field in model._meta.concrete_fields:
        name = row["fields"].get(field.name) if isinstance(field, models.FileField) else ""
        if name and not model._base_manager.filter(**{field.name: name}).exists():
            field.storage.delete(name)


def _collected(*roots: models.Model) -> NestedObjects:
    collector = NestedObjects(using=connection.alias, origin=roots)
    for _model, rows in groupby(roots, key=type):
        collector.collect(list(rows))
    return collector


def _counts(found: NestedObjects, root: models.Model | None = None) -> list[str]:
    return [
        f"{model._meta.verbose_name_plural} {len(rows):,}"
        for model, rows in found.model_objs.items()
        if root is None or model is not type(root)
    ]


def _rows(found: NestedObjects) -> Iterable[models.Model]:
    """Rows that others point to come first, so that they stand when the others come back."""
    found.sort()
    for rows in reversed(list(found.data.values())):
        yield from sorted(rows, key=lambda row: row.pk)


def _links(found: NestedObjects) -> Iterable[list]:
    """[model, key, column, value] of every column that the removal will empty."""
    for (field, _empty), batches in found.field_updates.items():
        for row in (row for batch in batches for row in batch):
            value = loads(dumps(field.value_from_object(row), default=str))
            yield [row._meta.label_lower, row.pk, field.attname, value]


def _delete(rows: list[models.Model]) -> None:
    by_model: dict[type[models.Model], list[int]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    for model, keys in by_model.items():
        for some in chunks(keys):
            model._base_manager.filter(pk__in=some).delete()


def _put_back(removal: Removal) -> list[models.Model]:
    rows = []
    for row in serializers.deserialize("python", removal.rows):
        row.save(force_insert=True)
        rows.append(row.object)
    for label, key, column, value in removal.links:
        apps.get_model(label)._base_manager.filter(pk=key, **{column: None}).update(
            **{column: value}
        )
    # A parent that is gone must speak here, not at the commit.
    connection.check_constraints()
    return rows


def _change_back(removal: Removal) -> list[Change]:
    """What was put there must stand there still: a newer value is nobody's to overwrite."""
    found = lock_rows((label, key) for label, key, _left, _back in removal.changes)
    changed = []
    for label, key, left, back in removal.changes:
        row = found.get((label, key))
        if row is None and left:
            raise RuleBroken(f"เรียกคืน{removal.title}ไม่ได้ เพราะบางรายการที่เคยเปลี่ยนถูกลบไปแล้ว")
        if row is not None and left:
            changed.append(Change.kept_as(row, left, back))
    for change in changed:
        if not change.stands:
            raise RuleBroken(f"เรียกคืน{removal.title}ไม่ได้ เพราะ {change.row} ถูกแก้หลังจากนั้น")
    write_columns(changed)
    return changed
