"""From an uploaded file, or a stored batch, to the plan of what it would do."""

from fairs.models import FairEvent
from otopfair.documents.sheets import Cell, Sheet, SheetError, read_sheets
from otopfair.errors import RuleBroken
from products.imports.kinds import ImportKind, Plan, kind_of
from products.imports.tables import find_header, find_sheet, read_table
from products.models import ImportBatch


def sheet_of(kind: ImportKind, data: bytes) -> Sheet:
    """The worksheet with the table that `kind` needs.

    Raises RuleBroken with the sentence for the file's field.
    """
    try:
        return find_sheet(read_sheets(data), kind.columns)
    except SheetError as error:
        raise RuleBroken(str(error), field="file") from error


def earlier_corrections(
    fair_event: FairEvent, kind: ImportKind, cells: list[list[Cell]]
) -> dict[str, dict]:
    """What was corrected in the sheet saved last for the fair, for rows that are the same."""
    applied = ImportBatch.objects.filter(
        fair_event=fair_event, kind=kind.key, applied_at__isnull=False
    )
    earlier = applied.exclude(corrections={}).order_by("-applied_at", "-pk").first()
    columns = kind.columns
    if earlier is None or find_header(earlier.cells, columns) != find_header(cells, columns):
        return {}
    before = dict(enumerate(earlier.cells, start=1))
    now = dict(enumerate(cells, start=1))
    return {
        number: corrected
        for number, corrected in earlier.corrections.items()
        if int(number) in now and before.get(int(number)) == now[int(number)]
    }


def plan_of(batch: ImportBatch) -> Plan:
    """Judge the batch's rows, corrections laid over, against the registers as they are now."""
    kind = kind_of(batch.kind)
    return kind.plan(batch, read_table(batch.cells, kind.columns, batch.corrections))
