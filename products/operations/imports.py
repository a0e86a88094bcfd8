"""Spreadsheets come in: uploaded, corrected, and saved whole or not at all."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from products.imports.batches import earlier_corrections, plan_of, sheet_of
from products.imports.kinds import Plan, kind_of
from products.imports.tracing import Trace
from products.models import ImportBatch

LONGEST_CELL = 500


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
    sheet = sheet_of(import_kind, data)
    corrections: dict = {}
    if import_kind.recalls_corrections:
        corrections = earlier_corrections(fair_event, import_kind, sheet.rows)
    kept = {name: value for name, value in options.items() if value is not None}
    if corrections:
        kept["recalled"] = sorted(map(int, corrections))
    values = {
        "kind": kind,
        "kind_name": import_kind.name,
        "fair_event": fair_event,
        "file_name": file_name[-255:],
        "cells": sheet.rows,
        "corrections": corrections,
        "options": kept,
    }
    if form_key is None:
        return ImportBatch.objects.create(uploaded_by=by, **values)
    # The constraint decides between two that come at once; both get the same batch.
    same_form = {"uploaded_by": by, "form_key": form_key}
    batch, _ = ImportBatch.objects.get_or_create(**same_form, defaults=values)
    return batch


def correct_batch(batch: ImportBatch, corrections: dict[int, dict[str, str]]) -> ImportBatch:
    """Lay corrected cells over the file: {row number: {column key: text}}; later ones win.

    Raises RuleBroken when the file is saved already, or a cell is too long.
    """
    with transaction.atomic():
        batch = lock(batch)
        _require_open(batch)
        for number, cells in corrections.items():
            if any(len(text) > LONGEST_CELL for text in cells.values()):
                raise RuleBroken(f"แถว {number}: ช่องหนึ่งยาวได้ไม่เกิน {LONGEST_CELL} ตัวอักษร")
            row = batch.corrections.setdefault(str(number), {})
            row.update({key: text.strip() for key, text in cells.items()})
        batch.save(update_fields=["corrections"])
    return batch


def apply_batch(
    batch: ImportBatch, *, by, accept_partial: bool = False, beside_reason: str = ""
) -> ImportBatch:
    """Save what passed, in one transaction; a second press finds it saved.

    Raises RuleBroken when rows are still refused and the officer has not agreed to leave them
    out, when rows pass over a limit of the selection and `beside_reason` does not say why, when the
    whole file has a problem, when nothing passed, or when the fair is cancelled.
    """
    with transaction.atomic():
        fair_event = lock_fair(batch.fair_event, what="จึงนำเข้าไม่ได้")
        batch = lock(batch)
        if batch.applied_at is not None:
            return batch
        plan = plan_of(batch)
        _require_clean(plan, accept_partial)
        batch.options["beside_reason"] = _why_beside(plan, beside_reason)
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


def _require_open(batch: ImportBatch) -> None:
    if batch.applied_at is not None:
        raise RuleBroken("ไฟล์นี้นำเข้าไปแล้ว ถ้าต้องแก้ ให้เลือกไฟล์ใหม่")


def _why_beside(plan: Plan, reason: str) -> str:
    """Why limits are passed over; "" when none is."""
    rows = len(plan.findings.beside_rules)
    if rows and not reason.strip():
        raise RuleBroken(f"{rows} แถวเกินเกณฑ์ของงาน ติ๊กแล้วบอกเหตุผลก่อนนำเข้า", field="beside_reason")
    return reason.strip()[:255] if rows else ""


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
