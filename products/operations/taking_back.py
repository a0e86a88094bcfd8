"""A saved import is taken back as a whole: what nobody has touched since goes, the rest stays."""

from django.db import models, transaction

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record, record_each
from otopfair.locking import lock
from otopfair.removals.changes import lock_rows
from otopfair.removals.models import Removal
from otopfair.removals.removing import take_back_rows
from otopfair.thai.formatting import format_datetime
from products.imports.kinds import ImportKind, kind_of
from products.imports.taking_back import (
    Line,
    TakeBackPlan,
    children_first,
    parents_of,
    plan_taking_back,
    rows_of,
)
from products.models import ImportBatch

IMPORT = "products.import_spreadsheet"
_STALE = "มีคนเปลี่ยนรายการหลังจากเปิดหน้านี้ ดูรายการใหม่ด้านล่าง แล้วกดอีกครั้ง"


def take_back_batch(
    batch: ImportBatch, *, by, reason: str, back_url: str, seen: str | None = None
) -> Removal:
    """Take back all that a saved import did and that nobody has touched since.

    What it opened goes, what it changed goes back to the former values; what stays is named in the
    removal, which can be undone. `seen` is the fingerprint of the page that was read. A second
    press of the same person finds it done. Raises RuleBroken at a cancelled fair, when another has
    taken it back, when the page no longer says what would happen, or when nothing is left to go.
    """
    if not reason.strip():
        raise RuleBroken("บอกเหตุที่ถอนการนำเข้า", field="reason")
    with transaction.atomic():
        fair_event = lock_fair(batch.fair_event, what="จึงถอนการนำเข้าไม่ได้")
        batch = lock(batch)
        batch.fair_event = fair_event
        if batch.removal and batch.is_taken_back:
            return _already(batch.removal, by)
        why_not = why_not_taken_back(batch)
        if why_not:
            raise RuleBroken(why_not)
        only_locked = _lock_all_of(batch)
        plan = plan_taking_back(batch, by)
        _require_seen(plan, seen)
        _keep_numbers(fair_event, plan)
        batch.removal = _take_back(batch, plan, only_locked, by, reason, back_url)
        batch.save(update_fields=["removal"])
        record(fair_event, "take_back", _summary(batch, plan), by=by, reason=reason)
    return batch.removal


def why_not_taken_back(batch: ImportBatch) -> str:
    """Why there is nothing to ask about, or nothing."""
    if batch.applied_at is None:
        return "ไฟล์นี้ยังไม่ได้นำเข้า จึงไม่มีอะไรให้ถอน"
    if not batch.imported_rows.exists():
        return "ไฟล์นี้ไม่ได้เพิ่มหรือเปลี่ยนอะไร จึงไม่มีอะไรให้ถอน"
    return ""


def _already(removal: Removal, by) -> Removal:
    if removal.removed_by_id == by.pk:
        return removal
    when = format_datetime(removal.removed_at)
    raise RuleBroken(f"{removal.removed_by} ถอนการนำเข้านี้ไปแล้วเมื่อ {when}")


def _require_seen(plan: TakeBackPlan, seen: str | None) -> None:
    if seen not in (None, plan.seen):
        raise RuleBroken(_STALE)
    if not plan.going and not plan.changing:
        raise RuleBroken("ทุกรายการถูกแก้หรือมีรายการอื่นผูกอยู่แล้ว จึงไม่มีอะไรให้ถอน")


def _lock_all_of(batch: ImportBatch) -> list[models.Model]:
    """Lock what the import touched and what that hangs on; answers with the latter."""
    order = kind_of(batch.kind).lock_order
    noted = {row.key for row in batch.imported_rows.all()}
    parents = {key for row in rows_of(noted).values() for key in parents_of(row)}
    wanted = [key for key in noted | parents if key[0] in order]
    locked = lock_rows(sorted(wanted, key=lambda key: (order.index(key[0]), key[1])))
    return [row for key, row in locked.items() if key not in noted]


def _take_back(batch, plan: TakeBackPlan, only_locked, by, reason, back_url) -> Removal:
    removal = Removal(
        title=f"การนำเข้า “{batch.file_name[:200]}”",
        done_word="ถอน",
        root_type=batch._meta.label_lower,
        root_id=batch.pk,
        owner_type=batch.fair_event._meta.label_lower,
        owner_id=batch.fair_event_id,
        permission=IMPORT,
        goes=plan.goes,
        stays=[[line.what, line.who, line.why] for line in plan.staying],
        reason=reason,
        back_url=back_url,
        removed_by=by,
    )
    removal.owner = batch.fair_event
    changing = _in_lock_order(kind_of(batch.kind), plan.changing)
    words = f"กลับเป็นค่าก่อนนำเข้า {batch.file_name}"
    record_each(
        [(line.subject, words, line.words) for line in changing if line.subject],
        "take_back",
        by=by,
        reason=reason,
    )
    changed = [line.change for line in changing]
    return take_back_rows(removal, _rows_to_go(plan), changed, only_locked=only_locked)


def _in_lock_order(kind: ImportKind, lines: list[Line]) -> list[Line]:
    rank = {label: number for number, label in enumerate(kind.lock_order)}
    return sorted(lines, key=lambda line: (rank[line.noted.row_type], line.noted.row_id))


def _rows_to_go(plan: TakeBackPlan) -> list[models.Model]:
    rows = [*plan.followers, *(line.subject for line in plan.going if line.subject)]
    order = children_first({row._meta.label_lower for row in rows})
    return sorted(rows, key=lambda row: (order.index(row._meta.label_lower), row.pk))


def _keep_numbers(fair_event: FairEvent, plan: TakeBackPlan) -> None:
    """A number that somebody was told is not given to another application."""
    subjects = (line.subject for line in plan.going)
    numbers = [getattr(row, "reference_number", None) or 0 for row in subjects]
    if (highest := max(numbers, default=0)) > fair_event.highest_number:
        fair_event.highest_number = highest
        fair_event.save(update_fields=["highest_number"])


def _summary(batch: ImportBatch, plan: TakeBackPlan) -> str:
    return (
        f"ถอนการนำเข้า{batch.kind_name}จาก {batch.file_name}: ลบ {len(plan.going)}"
        f" กลับเป็นค่าเดิม {len(plan.changing)} คงไว้ {len(plan.staying)}"
    )
