"""Spreadsheets come in: uploaded, corrected, and saved whole or not at all."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from products.imports.batches import (
    book_of,
    meanings_for,
    plan_of,
    sheets_with_tables,
    stored,
)
from products.imports.kinds import Plan, kind_of
from products.imports.recalling import earlier_corrections
from products.imports.tracing import Trace
from products.models import ImportBatch

LONGEST_WHY = 255
MOST_SAID = 3  # rows that changed meanwhile, in one sentence; the page shows them all


def upload_batch(
    fair_event: FairEvent,
    kind: str,
    *,
    file_name: str,
    data: bytes,
    by,
    form_key: UUID | None = None,
    **options: Any,
) -> ImportBatch:
    """Keep the cells of a file for the preview. Nothing of it is saved to the registers yet.

    `options` are what the kind's form asked for beside the file, as JSON can hold them.
    Rows of a list that were corrected when it was last saved come corrected again, where the kind
    recalls them. A repeated form gets the first batch.

    Raises RuleBroken (field "file") when the file is no spreadsheet or lacks the table.
    """
    import_kind = kind_of(kind)
    said = meanings_for(fair_event, import_kind)
    kept, unread = sheets_with_tables(import_kind, book_of(data), said)
    asked = {name: value for name, value in options.items() if value is not None}
    batch = ImportBatch(
        kind=kind,
        kind_name=import_kind.name,
        fair_event=fair_event,
        file_name=file_name[-255:],
        cells=[row for sheet, _header in kept for row in sheet.rows],
        sheets=stored(kept),
        meanings=said,
        options={**asked, "unread": [list(one) for one in unread]} if unread else asked,
        uploaded_by=by,
        form_key=form_key,
    )
    if import_kind.recalls_corrections and (recalled := earlier_corrections(batch)):
        batch.corrections = recalled
        batch.options["recalled"] = sorted(map(int, recalled))
    return _kept_once(batch)


def _kept_once(batch: ImportBatch) -> ImportBatch:
    """The constraint decides between two that come at once; both get the same batch."""
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        same_form = {"uploaded_by": batch.uploaded_by, "form_key": batch.form_key}
        return ImportBatch.objects.get(**same_form)
    return batch


def apply_batch(
    batch: ImportBatch,
    *,
    by,
    accept_partial: bool = False,
    beside_reason: str = "",
    shows_new: bool = False,
    why: str = "",
    seen: dict[int, dict[str, str]] | None = None,
    before_saving: Callable[[], None] | None = None,
) -> ImportBatch:
    """Save what passed, in one transaction; a second press finds it saved.

    Visitors see the vendors that a list brings when `shows_new` says so. `seen` is what the page
    showed of the registers, row by row: a row for which that has changed is refused.
    `before_saving` is called when the rows are judged, before anybody is held up by a lock.
    Raises RuleBroken when rows are still refused and the officer has not agreed to leave them
    out, when rows pass over a limit of the selection and `beside_reason` does not say why, when it
    changes what asks for a reason and `why` gives none, when the whole file has a problem, when
    nothing passed, or when the fair is cancelled.
    """
    ahead = ImportBatch.objects.get(pk=batch.pk)
    if ahead.applied_at is not None:
        return ahead
    under_lock = kind_of(ahead.kind).under_lock
    before = _plan_ahead(ahead, accept_partial)
    if before_saving:
        before_saving()
    with transaction.atomic():
        fair_event = lock_fair(batch.fair_event, what="จึงนำเข้าไม่ได้")
        batch = lock(batch)
        if batch.applied_at is not None:
            return batch
        if _answers(batch) != _answers(ahead):
            before = plan_of(batch)
        prefetch_related_objects([batch.fair_event], "calls")
        plan = under_lock(batch, before, seen)
        overtaken = _overtaken(before, plan)
        if overtaken and not accept_partial:
            raise RuleBroken(" ".join(overtaken[:MOST_SAID]), field="accept_partial")
        _require_clean(plan, accept_partial)
        batch.options |= {"overtaken": overtaken, "shows_new": shows_new}
        batch.options["beside_reason"] = _why_beside(plan, beside_reason)
        batch.options["why"] = _why_asked(plan, why)
        trace = Trace(batch)
        kind_of(batch.kind).save(batch, plan, by, trace)
        trace.save()
        batch.counts = plan.counts
        batch.applied_at = timezone.now()
        batch.save(update_fields=["counts", "applied_at", "options"])
        record(
            fair_event,
            "import",
            f"นำเข้า{batch.kind_name}จาก {batch.file_name}:"
            f" ใหม่ {plan.counts['new']} เปลี่ยน {plan.counts['changed']}"
            f" ไม่นำเข้า {plan.counts['refused']}",
            by=by,
        )
    return batch


def _answers(batch: ImportBatch) -> tuple[dict, dict, dict]:
    """What the plan of a batch hangs on besides the registers."""
    return batch.corrections, batch.meanings, batch.options


def _plan_ahead(batch: ImportBatch, accept_partial: bool) -> Plan:
    """The plan, made before anybody is held up by a lock."""
    prefetch_related_objects([batch.fair_event], "calls")
    plan = plan_of(batch)
    _require_clean(plan, accept_partial)
    return plan


def _overtaken(before: Plan, plan: Plan) -> list[str]:
    """Rows that passed when the plan was made, and do not any more, in words."""
    earlier = before.findings.refused_rows
    late = [one for one in plan.findings.refusals if one.row not in earlier]
    return [
        f"{plan.findings.table.place(one.row)} {one.who}: {one.reason}"
        for one in sorted(late, key=lambda one: one.row)
    ]


def _why_beside(plan: Plan, reason: str) -> str:
    """Why limits are passed over; "" when none is."""
    rows = len(plan.findings.beside_rules)
    if rows and not reason.strip():
        raise RuleBroken(f"{rows} แถวเกินเกณฑ์ของงาน ติ๊กแล้วบอกเหตุผลก่อนนำเข้า", field="beside_reason")
    return reason.strip()[:255] if rows else ""


def _why_asked(plan: Plan, why: str) -> str:
    """Why what is closed is changed; "" when nothing is."""
    asked = plan.findings.asks_why
    if asked and not why.strip():
        raise RuleBroken(f"{asked[0]} บอกเหตุผลก่อนนำเข้า", field="why")
    return why.strip()[:LONGEST_WHY] if asked else ""


def _require_clean(plan: Plan, accept_partial: bool) -> None:
    if plan.findings.problems:
        raise RuleBroken(plan.findings.problems[0])
    refused = plan.counts["refused"]
    if refused and not accept_partial:
        raise RuleBroken(
            f"ยังมี {refused} แถวที่นำเข้าไม่ได้ แก้ก่อน หรือเลือกนำเข้าเฉพาะแถวที่ผ่าน",
            field="accept_partial",
        )
    if not plan.rows:
        raise RuleBroken("ไม่มีแถวที่นำเข้าได้ แก้แถวที่ติดอยู่แล้วตรวจอีกครั้ง")
