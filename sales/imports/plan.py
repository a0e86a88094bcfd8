"""What sheets of takings would change: rows that passed, sums, and the booths not reported."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from products.imports.findings import CHANGED, NEW, UNCHANGED, Findings
from products.imports.standing import Standing
from sales.imports.days import DayOfSheet
from vendors.models import BoothAllocation


@dataclass(frozen=True)
class SaleRow:
    """One booth's takings that passed. `state` says what saving it would do."""

    number: int
    allocation: BoothAllocation
    sold_on: date
    sold: Decimal
    ordered: Decimal
    state: str
    doubts: tuple[str, ...] = ()  # shown before saving, which is the answer
    note: str = ""

    @property
    def booth(self) -> str:
        return self.allocation.booth.code

    @property
    def category(self) -> int:
        return self.allocation.application.category or 0


@dataclass
class CategorySum:
    booths: int = 0
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)

    @classmethod
    def of(cls, rows: list[SaleRow]) -> "CategorySum":
        sold = sum((row.sold for row in rows), Decimal(0))
        return cls(len(rows), sold, sum((row.ordered for row in rows), Decimal(0)))

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass
class SalesPlan:
    """The days of the sheets, their rows judged, and the booths that have not reported."""

    sheets: list[DayOfSheet] = field(default_factory=list)
    rows: list[SaleRow] = field(default_factory=list)
    not_reported: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    strange_names: int = 0
    standing: dict[int, Standing] = field(default_factory=dict)

    @property
    def days(self) -> list[date]:
        said = {sheet.day for sheet in self.sheets if sheet.day}
        return sorted(said | {row.sold_on for row in self.rows})

    @property
    def sold_on(self) -> date | None:
        """The day of all sheets; None where there are several, or none."""
        days = self.days
        return days[0] if len(days) == 1 else None

    @property
    def by_category(self) -> dict[int, CategorySum]:
        return sums_by_category(self.rows)

    @property
    def grand(self) -> CategorySum:
        return CategorySum.of(self.rows)

    @property
    def counts(self) -> dict:
        states = Counter(row.state for row in self.rows)
        refused = len(self.findings.refused_rows)
        return {
            "booths": len(self.rows) + refused + len(self.not_reported),
            "importable": len(self.rows),
            "new": states[NEW],
            "changed": states[CHANGED],
            "unchanged": states[UNCHANGED],
            "not_reported": len(self.not_reported),
            "refused": refused,
            "duplicates": len(self.findings.duplicates),
            "warnings": len(self.findings.warnings),
        }


def sums_by_category(rows: list[SaleRow]) -> dict[int, CategorySum]:
    found: dict[int, list[SaleRow]] = {}
    for row in sorted(rows, key=lambda row: row.category):
        found.setdefault(row.category, []).append(row)
    return {category: CategorySum.of(some) for category, some in found.items()}
