"""An imported sheet of a day's takings becomes figures, in a few statements."""

from otopfair.errors import RuleBroken
from products.imports.batches import place_in
from products.imports.findings import UNCHANGED
from products.imports.tracing import Trace
from products.models import ImportBatch
from sales.imports.plan import SalesPlan
from sales.models import SaleSource
from sales.operations.takings_many import Figure, record_figures


def save_takings(batch: ImportBatch, plan: SalesPlan, by, trace: Trace) -> None:
    """Record every figure that differs. The caller holds the fair's lock."""
    told = batch.options.get("why", "")
    why = " ".join(filter(None, (f"นำเข้าจาก {batch.file_name}", told)))
    figures = {
        Figure(
            row.allocation,
            row.sold_on,
            row.sold,
            row.ordered,
            called_right="\n".join(row.doubts),
            note=row.note,
        ): row.number
        for row in plan.rows
        if row.state != UNCHANGED
    }
    try:
        recorded = record_figures(
            batch.fair_event, list(figures), source=SaleSource.IMPORT, by=by, reason=why
        )
    except RuleBroken as broken:
        if not isinstance(broken.about, Figure):
            raise
        place = place_in(batch, figures[broken.about])
        raise RuleBroken(f"{place}: {broken.message}") from broken
    for one in recorded:
        if one.before is None:
            trace.opened(one.sale, number=figures[one.figure])
        else:
            trace.changed(one.sale, one.before, figures[one.figure])
