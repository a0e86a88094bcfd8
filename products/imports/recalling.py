"""What was corrected when a list came last, for the list that comes now."""

from products.imports.batches import stored_sheets
from products.imports.telephones import cells_without
from products.models import ImportBatch


def earlier_corrections(batch: ImportBatch) -> dict[str, dict]:
    """What was corrected in the sheet saved last for the fair, for rows of `batch` that are the
    same under the same headings. Where its telephones are forgotten, they do not count."""
    applied = ImportBatch.objects.filter(
        fair_event=batch.fair_event, kind=batch.kind, applied_at__isnull=False
    )
    earlier = applied.exclude(corrections={}).order_by("-applied_at", "-pk").first()
    if earlier is None or _layout(earlier) != _layout(batch):
        return {}
    cells = cells_without(batch) if earlier.telephones_forgotten_at else batch.cells
    before = dict(enumerate(earlier.cells, start=1))
    now = dict(enumerate(cells, start=1))
    return {
        number: corrected
        for number, corrected in earlier.corrections.items()
        if int(number) in now and before.get(int(number)) == now[int(number)]
    }


def _layout(batch: ImportBatch) -> list:
    return [
        (one.before, one.header and (one.header.first, one.header.columns))
        for one in stored_sheets(batch)
    ]
