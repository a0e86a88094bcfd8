"""Start work on many rows, and do it row by row."""

import logging
import time
from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks import task

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.work.kinds import kind_of
from otopfair.work.models import BulkWork

logger = logging.getLogger(__name__)
TROUBLE = "ระบบขัดข้องระหว่างทำรายการนี้ ลองทำรายการนี้อีกครั้ง"
TRIES = 3
AWAY_SECONDS = 2


def start_work(
    kind: str,
    items: Iterable[tuple[int, int | None]],
    *,
    title: str,
    form_key: UUID,
    by,
    back_url: str = "",
    **options,
) -> BulkWork:
    """Put the work in the worker's hands. The same form pressed again is the same work.

    `items` are ids with the version that the page showed, None where it showed none.
    """
    rows = [list(item) for item in items]
    try:
        with transaction.atomic():
            work = BulkWork.objects.create(
                kind=kind_of(kind).key,
                title=title[:200],
                items=rows,
                total=len(rows),
                options=options,
                form_key=form_key,
                started_by=by,
                back_url=back_url,
            )
            do_work.enqueue(work.pk)
    except IntegrityError:
        return BulkWork.objects.get(started_by=by, form_key=form_key)
    return work


def work_of(form_key: UUID, by) -> BulkWork | None:
    """The work that this press has started already."""
    return BulkWork.objects.filter(started_by=by, form_key=form_key).first()


@task()
def do_work(work_id: int) -> None:
    """Do what is left of the work. A second run goes on where the first was stopped."""
    BulkWork.objects.filter(pk=work_id, started_at=None).update(started_at=timezone.now())
    while _do_next(work_id):
        pass


def _do_next(work_id: int) -> bool:
    """One row; False when there is none left. What the row did and that it is done are one
    transaction, so that a worker that dies does no row twice. A database that is away is waited
    for; the next try comes by a new connection."""
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _do_row(lock(BulkWork(pk=work_id)), gives_up=attempt == TRIES)
        except DatabaseError:
            logger.warning("work=%s row not done, attempt %s", work_id, attempt, exc_info=True)
            if connection.is_usable():
                continue
            if connection.in_atomic_block:
                raise  # whoever began the transaction has to end it
            connection.close()
            time.sleep(AWAY_SECONDS)
    return True


def _do_row(work: BulkWork, *, gives_up: bool) -> bool:
    if work.is_finished:
        return False
    if work.position < work.total:
        _act(work, *work.items[work.position], gives_up=gives_up)
        work.position += 1
    if work.position == work.total:
        work.finished_at = timezone.now()
    work.save()
    return not work.is_finished


def _act(work: BulkWork, row_id: int, seen: int | None, *, gives_up: bool) -> None:
    kind = kind_of(work.kind)
    try:
        with transaction.atomic():
            kind.act(row_id, seen, options=work.options, by=work.started_by)
    except RuleBroken as broken:
        why = broken.message
    except DatabaseError:
        if not gives_up:
            raise
        why = TROUBLE
    else:
        work.done += 1
        return
    work.left_out.append({"label": kind.label(row_id), "why": why})
