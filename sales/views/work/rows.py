"""A row of the grid as the page shows it."""

from dataclasses import dataclass, field
from decimal import Decimal

from otopfair.removals.models import Removal
from otopfair.staff.asking import Question
from otopfair.stale import Difference
from otopfair.thai.baht import format_number
from sales.forms.takings import TakingsRowForm
from sales.models import BoothSale, SaleSource
from sales.operations.takings import seen_figure
from sales.takings import DayRow
from vendors.models import BoothAllocation

_CAME_BY = {
    SaleSource.VENDOR: ("going", "ร้านส่งเอง", "smartphone"),
    SaleSource.IMPORT: ("going", "จาก Excel", "upload"),
    SaleSource.OFFICER: ("going", "กรอกแทน", "pencil"),
    SaleSource.PHONE: ("going", "แจ้งทางโทรศัพท์", "phone"),
}


@dataclass
class GridRow:
    """A row as the page shows it: what is stored, or what was typed and refused."""

    day_row: DayRow
    sold: str = ""
    ordered: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    is_conflict: bool = False
    was_seen: bool = False  # the officer's cells hold the figure that is stored
    reason: str = ""
    right: str = ""  # marks of the questions to which the answer is, or would be, "ถูกต้อง"
    removal: Removal | None = None  # a figure that was just taken back

    @classmethod
    def stored(cls, day_row: DayRow) -> "GridRow":
        row = cls(day_row)
        row.show_stored()
        row.was_seen = False
        return row

    def show_stored(self) -> None:
        sale = self.sale
        self.show(*((sale.sold_baht, sale.ordered_baht) if sale else (None, None)))
        self.was_seen = True

    def show(self, sold: Decimal | None, ordered: Decimal | None) -> None:
        self.sold, self.ordered = format_number(sold), format_number(ordered)

    def keep(self, form: TakingsRowForm, errors: dict[str, str]) -> None:
        """What was typed stays, with why it was not saved."""
        self.sold, self.ordered = form.typed("sold"), form.typed("ordered")
        self.reason, self.right, self.errors = form.typed("reason"), form.typed("right"), errors

    def ask(self, form: TakingsRowForm, questions: list[Question]) -> None:
        """What was typed stays and is not saved until somebody says that it is right."""
        self.keep(form, {"right": " ".join(question.sentence for question in questions)})
        self.right = " ".join(question.mark for question in questions)

    @property
    def allocation(self) -> BoothAllocation:
        return self.day_row.allocation

    @property
    def sale(self) -> BoothSale | None:
        return self.day_row.sale

    @property
    def badge(self) -> tuple[str, str, str]:
        """Meaning, words and icon of where the figure came from ("" is the meaning's own)."""
        if self.sale is None:
            return "waiting", "ยังไม่ส่ง", ""
        if self.sale.checked_at:
            return "done", "ตรวจแล้ว", "badge-check"
        return _CAME_BY[self.sale.source]

    @property
    def seen(self) -> str:
        return seen_figure(self.sale)
