"""A long import is saved by the worker, outside the request; its page says how far it is."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from products.models import ImportBatch
from products.operations.imports import apply_batch

logger = logging.getLogger(__name__)
LONG_ROWS = 300
TROUBLE = "ระบบขัดข้องระหว่างนำเข้า ยังไม่มีอะไรถูกบันทึก กดนำเข้าอีกครั้ง"
_JUDGING, _SAVING = 1, 2


def is_long(batch: ImportBatch) -> bool:
    """Whether saving takes longer than somebody waits for a page."""
    return len(batch.cells) > LONG_ROWS


def hand_over(
    batch: ImportBatch, *, by, seen: dict[int, dict[str, str]] | None, **answers
) -> ImportBatch:
    """Put the saving of a batch into the worker's hands, with the answers of apply_batch(). What is
    being saved, or is saved, stays as it is: a second press is no second import."""
    with transaction.atomic():
        batch = lock(batch)
        if batch.applied_at is not None or batch.is_being_saved:
            return batch
        batch.saving_since, batch.saving_step, batch.saved_by = timezone.now(), 0, by
        batch.answers = {**answers, "seen": seen}
        batch.save(update_fields=["saving_since", "saving_step", "saved_by", "answers"])
        save_batch.enqueue(batch.pk)
    return batch


@task()
def save_batch(batch_id: int) -> None:
    """Save a batch that was handed over; why it could not be stands in its answers. A second run
    finds it saved."""
    waiting = ImportBatch.objects.filter(saving_since__isnull=False, applied_at=None)
    batch = waiting.select_related("fair_event", "saved_by").filter(pk=batch_id).first()
    if batch is None:
        return
    _say_step(batch_id, _JUDGING)
    try:
        _apply(batch)
    except RuleBroken as broken:
        _stop(batch, broken.message, broken.field)
    except Exception:
        logger.exception("import=%s not saved", batch_id)
        _stop(batch, TROUBLE, None)


def _apply(batch: ImportBatch) -> None:
    seen = batch.answers.get("seen")
    answers = {name: value for name, value in batch.answers.items() if name != "seen"}
    apply_batch(
        batch,
        by=batch.saved_by,
        seen=seen and {int(row): standing for row, standing in seen.items()},
        before_saving=partial(_say_step, batch.pk, _SAVING),
        **answers,
    )


def _say_step(batch_id: int, step: int) -> None:
    ImportBatch.objects.filter(pk=batch_id).update(saving_step=step)


def _stop(batch: ImportBatch, problem: str, field: str | None) -> None:
    answers = {**batch.answers, "problem": problem, "field": field}
    open_batch = ImportBatch.objects.filter(pk=batch.pk, applied_at=None)
    open_batch.update(saving_since=None, answers=answers)
