"""An imported sheet of a day's takings becomes figures, booth by booth."""

from datetime import date

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from products.imports.findings import UNCHANGED
from products.imports.tracing import Trace
from products.models import ImportBatch
from sales.imports.takings import SaleRow, SalesPlan
from sales.models import BoothSale, SaleSource
from sales.operations.takings import record_booth_sale

# A figure with its origin: all that an import replaces of it.
FIGURE = (
    *("sold_baht", "ordered_baht", "source", "reported_by_id", "reported_at"),
    *("checked_by_id", "checked_at"),
)


def save_takings(batch: ImportBatch, plan: SalesPlan, by, trace: Trace) -> None:
    """Record every figure that differs. The caller holds the fair's lock."""
    for row in plan.rows:
        if row.state == UNCHANGED or plan.sold_on is None:
            continue
        before = _figure_before(row, plan.sold_on)
        try:
            sale = record_booth_sale(
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
        if before is None:
            trace.opened(sale, number=row.number)
        else:
            trace.changed(sale, before, row.number)


def _figure_before(row: SaleRow, sold_on: date) -> dict | None:
    """What stands there, with who said so. The booth's lock keeps it: a check needs no fair."""
    lock(row.allocation.booth)
    vendor_id = row.allocation.application.vendor_id
    sales = BoothSale.objects.filter(booth=row.allocation.booth_id, vendor=vendor_id)
    return sales.filter(sold_on=sold_on).values(*FIGURE).first()
