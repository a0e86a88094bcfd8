"""What an import opens and changes is written down while it is saved, so that it can go back."""

from typing import Any

from django.apps import apps
from django.db import models

from otopfair.removals.changes import AT_ONCE, chunks, plain, plain_columns
from products.models import ImportBatch, ImportedRow


class Trace:
    """The rows of the registers that one import touches, each once."""

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._rows: dict[tuple[str, int], ImportedRow] = {}

    def opened(self, *rows: models.Model, number: int | None = None) -> None:
        """`rows` are new, from row `number` of the sheet."""
        for row in rows:
            self._note(row, None, number)

    def changed(self, row: models.Model, before: dict[str, Any], number: int | None = None) -> None:
        """`row` had the columns `before`. What this import has opened itself has no before."""
        noted = self._rows.get((row._meta.label_lower, row.pk))
        if noted is None:
            self._note(row, plain(before), number)
        elif noted.before is not None:
            noted.before = {**plain(before), **noted.before}

    def save(self) -> None:
        """Keep it all, row by row of the sheet, with what stands there now; the import's last act
        in its transaction."""
        for label in {noted.row_type for noted in self._rows.values()}:
            self._read_after(label)
        rows = sorted(self._rows.values(), key=lambda noted: noted.number or 0)
        ImportedRow.objects.bulk_create(rows, batch_size=AT_ONCE)

    def _note(self, row: models.Model, before: dict | None, number: int | None) -> None:
        label = row._meta.label_lower
        self._rows[label, row.pk] = ImportedRow(
            batch=self._batch, number=number, row_type=label, row_id=row.pk, before=before
        )

    def _read_after(self, label: str) -> None:
        keys = [key for kind, key in self._rows if kind == label]
        for some in chunks(keys):
            for row in apps.get_model(label)._base_manager.filter(pk__in=some):
                noted = self._rows[label, row.pk]
                noted.after = plain_columns(row, noted.before)
