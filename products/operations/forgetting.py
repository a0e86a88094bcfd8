"""Sheets that came in keep no telephones for longer than an officer needs them."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from otopfair.locking import lock
from products.imports.telephones import cells_without, corrections_without, text_without
from products.models import ImportBatch, ImportedRow

AT_ONCE = 20
_PHONE_ROW = "vendors.vendorphone"


def forget_telephones() -> int:
    """Take the telephones out of sheets that came in `SHEET_TELEPHONES_KEPT_DAYS` days ago, and out
    of what is kept beside them; how many files. All else of the sheets stays."""
    before = timezone.now() - timedelta(days=settings.SHEET_TELEPHONES_KEPT_DAYS)
    old = ImportBatch.objects.filter(uploaded_at__lt=before, telephones_forgotten_at=None)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_forget(key) for key in keys)


def _forget(key: int) -> bool:
    with transaction.atomic():
        batch = lock(ImportBatch(pk=key))
        if batch.telephones_forgotten_at is not None:
            return False
        batch.cells, batch.corrections = cells_without(batch), corrections_without(batch)
        for sheet in batch.sheets:
            notes = sheet.get("notes", [])
            sheet["notes"] = [[row, column, text_without(text)] for row, column, text in notes]
        if said := batch.options.get("overtaken"):
            batch.options["overtaken"] = [text_without(sentence) for sentence in said]
        batch.answers = {}  # what the page showed of the registers stands in them
        batch.telephones_forgotten_at = timezone.now()
        batch.save()
        _forget_rows(batch)
    return True


def _forget_rows(batch: ImportBatch) -> None:
    """The numbers that the import opened; the rows can still be taken back."""
    rows = list(batch.imported_rows.filter(row_type=_PHONE_ROW))
    for row in rows:
        row.after.pop("number", None)
    ImportedRow.objects.bulk_update(rows, ["after"], batch_size=200)
