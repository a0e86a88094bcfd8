"""From an uploaded file, or a stored batch, to the plan of what it would do."""

from datetime import date

from fairs.models import FairEvent
from otopfair.documents.sheets import Cell, Sheet, SheetError, read_sheets
from otopfair.errors import RuleBroken
from products.imports import sales, vendors
from products.imports.sales import SalesPlan
from products.imports.tables import ColumnKind, find_header, find_sheet, read_table
from products.imports.vendors import VendorPlan
from products.models import ImportBatch, ImportKind, StarRound

COLUMNS: dict[str, tuple[ColumnKind, ...]] = {
    ImportKind.VENDORS: vendors.COLUMNS,
    ImportKind.SALES: sales.COLUMNS,
}


def sheet_of(kind: str, data: bytes) -> Sheet:
    """The worksheet with the table that `kind` needs.

    Raises RuleBroken with the sentence for the file's field.
    """
    try:
        return find_sheet(read_sheets(data), COLUMNS[kind])
    except SheetError as error:
        raise RuleBroken(str(error), field="file") from error


def earlier_corrections(fair_event: FairEvent, cells: list[list[Cell]]) -> dict:
    """What was corrected in the vendor list saved last for the fair, for rows that are the same."""
    applied = ImportBatch.objects.filter(
        fair_event=fair_event, kind=ImportKind.VENDORS, applied_at__isnull=False
    )
    earlier = applied.exclude(corrections={}).order_by("-applied_at", "-pk").first()
    kinds = COLUMNS[ImportKind.VENDORS]
    if earlier is None or find_header(earlier.cells, kinds) != find_header(cells, kinds):
        return {}
    before = dict(enumerate(earlier.cells, start=1))
    now = dict(enumerate(cells, start=1))
    return {
        number: corrected
        for number, corrected in earlier.corrections.items()
        if int(number) in now and before.get(int(number)) == now[int(number)]
    }


def plan_of(batch: ImportBatch) -> VendorPlan | SalesPlan:
    """Judge the batch's rows, corrections laid over, against the registers as they are now."""
    table = read_table(batch.cells, COLUMNS[batch.kind], batch.corrections)
    if batch.kind == ImportKind.VENDORS:
        plan = vendors.plan_vendors(table, batch.fair_event, star_round_of(batch))
        if recalled := batch.options.get("recalled"):
            rows = ", ".join(map(str, recalled))
            plan.findings.assumptions.append(f"ใช้ค่าที่แก้ไว้ครั้งก่อน แถว {rows}")
        return plan
    return sales.plan_sales(table, batch.fair_event, sold_on_of(batch))


def star_round_of(batch: ImportBatch) -> StarRound | None:
    """The round chosen for the stars in the file; the newest when none is chosen."""
    chosen = batch.options.get("star_round")
    rounds = StarRound.objects.order_by("-year_be")
    return rounds.filter(pk=chosen).first() if chosen else rounds.first()


def sold_on_of(batch: ImportBatch) -> date | None:
    chosen = batch.options.get("sold_on")
    return date.fromisoformat(chosen) if chosen else None
