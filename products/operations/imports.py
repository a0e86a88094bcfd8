"""Spreadsheets come in: uploaded, corrected, and saved whole or not at all."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from products.imports.batches import earlier_corrections, plan_of, sheet_of, star_round_of
from products.imports.findings import UNCHANGED
from products.imports.sales import SalesPlan
from products.imports.vendors import VendorPlan
from products.models import ImportBatch, ImportKind, SaleSource, StarRound
from products.operations.import_vendors import make_missing_booths, save_vendor_row
from products.operations.sales import record_booth_sale


def upload_batch(
    fair_event: FairEvent,
    kind: str,
    *,
    file_name: str,
    data: bytes,
    by,
    star_round: StarRound | None = None,
    sold_on: date | None = None,
) -> ImportBatch:
    """Keep the cells of a file for the preview. Nothing of it is saved to the registers yet.

    Rows of a vendor list that were corrected when it was last saved come corrected again.

    Raises RuleBroken (field "file") when the file is no spreadsheet or lacks the table.
    """
    sheet = sheet_of(kind, data)
    corrections = earlier_corrections(fair_event, sheet.rows) if kind == ImportKind.VENDORS else {}
    options: dict[str, int | str | list[int]] = {}
    if corrections:
        options["recalled"] = sorted(map(int, corrections))
    if star_round is not None:
        options["star_round"] = star_round.pk
    if sold_on is not None:
        options["sold_on"] = sold_on.isoformat()
    return ImportBatch.objects.create(
        kind=kind,
        fair_event=fair_event,
        file_name=file_name[-255:],
        cells=sheet.rows,
        corrections=corrections,
        options=options,
        uploaded_by=by,
    )


def correct_batch(
    batch: ImportBatch, corrections: dict[int, dict[str, str]], *, sold_on: date | None = None
) -> ImportBatch:
    """Lay corrected cells over the file: {row number: {column key: text}}; later ones win."""
    with transaction.atomic():
        batch = lock(batch)
        _require_open(batch)
        for number, cells in corrections.items():
            row = batch.corrections.setdefault(str(number), {})
            row.update({key: text.strip()[:500] for key, text in cells.items()})
        if sold_on is not None:
            batch.options["sold_on"] = sold_on.isoformat()
        batch.save(update_fields=["corrections", "options"])
    return batch


def apply_batch(batch: ImportBatch, *, by, accept_partial: bool = False) -> ImportBatch:
    """Save what passed, in one transaction; a second press finds it saved.

    Raises RuleBroken when rows are still refused and the officer has not agreed to leave them
    out, when the whole file has a problem, or when nothing passed.
    """
    with transaction.atomic():
        fair_event = lock(batch.fair_event)
        batch = lock(batch)
        if batch.applied_at is not None:
            return batch
        plan = plan_of(batch)
        _require_clean(plan, accept_partial)
        if isinstance(plan, VendorPlan):
            _save_vendors(batch, plan, by)
        else:
            _save_sales(batch, plan, by)
        batch.counts = plan.counts
        batch.applied_at = timezone.now()
        batch.save(update_fields=["counts", "applied_at"])
        record(
            fair_event,
            "import",
            f"นำเข้า{batch.get_kind_display()}จาก {batch.file_name}:"
            f" ใหม่ {plan.counts['new']} เปลี่ยน {plan.counts['changed']}"
            f" ไม่นำเข้า {plan.counts['refused']}"[:500],
            by=by,
        )
    return batch


def _require_open(batch: ImportBatch) -> None:
    if batch.applied_at is not None:
        raise RuleBroken("ไฟล์นี้นำเข้าไปแล้ว ถ้าต้องแก้ ให้เลือกไฟล์ใหม่")


def _require_clean(plan: VendorPlan | SalesPlan, accept_partial: bool) -> None:
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


def _save_vendors(batch: ImportBatch, plan: VendorPlan, by) -> None:
    star_round = star_round_of(batch)
    if plan.missing_booths:
        make_missing_booths(batch.fair_event, plan)
    booths = {booth.code: booth for booth in batch.fair_event.booths.order_by("code")}
    for change in plan.rows:
        if change.state == UNCHANGED:
            continue
        try:
            save_vendor_row(
                change,
                fair_event=batch.fair_event,
                booth=booths.get(change.row.booth),
                star_round=star_round,
                form_key=uuid5(NAMESPACE_URL, f"import-{batch.pk}-{change.row.number}"),
                file_name=batch.file_name,
                by=by,
            )
        except RuleBroken as broken:
            raise RuleBroken(f"แถว {change.row.number}: {broken.message}") from broken


def _save_sales(batch: ImportBatch, plan: SalesPlan, by) -> None:
    for row in plan.rows:
        if row.state == UNCHANGED or plan.sold_on is None:
            continue
        try:
            record_booth_sale(
                row.allocation,
                sold_on=plan.sold_on,
                sold_baht=row.sold,
                ordered_baht=row.ordered,
                source=SaleSource.IMPORT,
                by=by,
                reason=f"นำเข้าจาก {batch.file_name}",
            )
        except RuleBroken as broken:
            raise RuleBroken(f"แถว {row.number}: {broken.message}") from broken
