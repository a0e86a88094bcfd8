"""Rows of takings as they were typed are saved one by one; a refused one says why."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from otopfair.errors import RuleBroken
from otopfair.stale import StalePage
from sales.forms.takings import TakingsRowForm
from sales.models import BoothSale, SaleSource
from sales.operations.taking_back import take_back_figure
from sales.operations.takings import Entry, record_booth_sale
from sales.takings import DayRow, usual_at
from sales.views.work.rows import GridRow
from vendors.models import BoothAllocation

# The cell at which the row says why an operation refused it.
CELLS = {"ordered_baht": "ordered", "reason": "reason"}


def day_row(allocation: BoothAllocation, day: date) -> DayRow:
    """The row of one allocation as it is stored now."""
    sales = BoothSale.objects.filter(
        booth=allocation.booth,
        vendor=allocation.application.vendor_id,
        sold_on__in=[day, day - timedelta(days=1)],
    ).select_related("reported_by", "checked_by")
    by_day = {sale.sold_on: sale for sale in sales.order_by("pk")}
    return DayRow(allocation, by_day.get(day), by_day.get(day - timedelta(days=1)))


@dataclass(frozen=True)
class Saving:
    """Who saves which typed cells of a day, and where they have the figures from."""

    data: Any  # of the request: sold-4, ordered-4, … after the allocation
    day: date
    by: Any
    source: str = SaleSource.OFFICER

    def of(self, rows: list[GridRow]) -> int:
        """Save what was typed in `rows`; returns how many figures changed. What is refused stays
        in the row with the reason."""

        @cache
        def usual():
            """Asked for when a figure is to be saved, once for all rows."""
            of_rows = [row.day_row for row in rows]
            return usual_at(rows[0].allocation.booth.fair_event, of_rows, self.day)

        return sum(self._save(row, usual) for row in rows)

    def _save(self, row: GridRow, usual) -> bool:
        """True when a figure changed. A refusal stays in row.errors."""
        form = TakingsRowForm(self.data, row=row.day_row)
        act = self._act_of(row, form, usual)
        if act is None:
            return False
        try:
            act()
        except RuleBroken as broken:
            row.keep(form, {CELLS.get(broken.field, "sold"): broken.message})
            row.is_conflict = isinstance(broken, StalePage)
            row.differences = getattr(broken, "differences", [])
            row.day_row.sale = day_row(row.allocation, self.day).sale
            if row.is_conflict and form.cleaned_data:
                row.show(*form.merged()[:2])
            return False
        row.show_stored()
        return True

    def _act_of(self, row: GridRow, form: TakingsRowForm, usual):
        """What saving the row would do; None where there is nothing to save, or not as typed."""
        if form.is_left_empty:
            is_emptied = row.sale is not None and form.add_prefix("sold") in form.data
            return partial(self._take_back, row, form) if is_emptied else None
        if not form.is_valid():
            row.keep(form, {name: errors[0] for name, errors in form.errors.items()})
        elif form.changes_nothing:
            row.was_seen = True
        elif form.is_untouched:
            row.show_stored()
            row.was_seen = False
        elif not form.is_right(questions := form.questions(usual()[row.allocation.pk])):
            row.ask(form, questions)
        else:
            entry = Entry(called_right="\n".join(question.sentence for question in questions))
            return partial(self._record, row, form, entry)
        return None

    def _record(self, row: GridRow, form: TakingsRowForm, entry: Entry) -> None:
        sold, ordered, seen = form.merged()
        row.day_row.sale = record_booth_sale(
            row.allocation,
            sold_on=self.day,
            sold_baht=sold,
            ordered_baht=ordered,
            source=self.source,
            by=self.by,
            seen=seen,
            reason=form.why,
            entry=entry,
        )

    def _take_back(self, row: GridRow, form: TakingsRowForm) -> None:
        """Both cells were emptied: asks for the reason, then the booth has not reported."""
        row.removal = take_back_figure(
            row.sale, by=self.by, reason=form.why, seen=form.typed("seen")
        )
        row.day_row.sale = None
