"""A block of cells copied from a spreadsheet: which booth gets which figure, and what does not fit.

Nothing is guessed unsaid: what lies outside of the grid, headings, and empty rows are named.
"""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO

from fairs.booth_codes import BoothCodes, booth_code, said_alike
from otopfair.documents.cells import loose
from otopfair.thai.baht import BahtError, parse_baht
from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.listing import first_of
from sales.doubts import Usual, doubts_of
from sales.imports.takings import COLUMNS as SHEET_COLUMNS
from sales.takings import DayRow

COLUMNS = {"sold": "ขายได้", "ordered": "สั่งจอง"}
FEW = 8
_HEADINGS = tuple(loose(word) for kind in SHEET_COLUMNS for word in (kind.label, *kind.headings))


@dataclass
class PasteLine:
    """One row of the block at its booth: what is written, what that would be, or why not."""

    row: DayRow
    cells: dict[str, str]
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)
    why: str = ""
    doubts: list[str] = field(default_factory=list)  # what looks wrong; taking it is the answer

    @property
    def typed(self) -> tuple[str, str]:
        """The cells as they were pasted."""
        return self.cells.get("sold", ""), self.cells.get("ordered", "")

    @property
    def is_change(self) -> bool:
        sale = self.row.sale
        figures = (self.sold, self.ordered)
        return not self.why and (sale is None or figures != (sale.sold_baht, sale.ordered_baht))


@dataclass
class PastePlan:
    lines: list[PasteLine] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)  # what is pasted and goes nowhere
    read_as: list[str] = field(default_factory=list)  # how the block was understood
    empty: list[str] = field(default_factory=list)  # booths at which the block says nothing
    taken: set[int] = field(default_factory=set)  # allocations that have a line

    @property
    def changes(self) -> list[PasteLine]:
        return [line for line in self.lines if line.is_change]

    @property
    def refused(self) -> list[PasteLine]:
        return [line for line in self.lines if line.why]

    @property
    def doubted(self) -> int:
        return sum(bool(line.doubts) for line in self.lines)

    def doubt(self, usual: dict[int, Usual]) -> None:
        """Compare what would be written with what each booth brings on other days."""
        for line in self.changes:
            line.doubts = doubts_of(line.sold, line.ordered, usual[line.row.allocation.pk])

    @property
    def unchanged(self) -> int:
        return len(self.lines) - len(self.changes) - len(self.refused)


def cells_of(text: str) -> list[list[str]]:
    """The rows of a copied block; a spreadsheet quotes a cell that has a line break in it."""
    rows = csv.reader(StringIO(text, newline=""), delimiter="\t")
    block = [[" ".join(cell.split()) for cell in row] for row in rows]
    while block and not any(block[-1]):
        block.pop()
    return block


def plan_paste(text: str, rows: list[DayRow], *, start: int, column: str) -> PastePlan:
    """Lay the block over `rows`, in the order of the page, from row `start` and `column` on."""
    plan, block = PastePlan(), cells_of(text)
    if block and _is_heading(block[0]):
        plan.read_as.append(f"แถวแรกเป็นหัวตาราง ไม่นับเป็นยอด: {_shown(block[0])}")
        block = block[1:]
    by_code = _by_code(block, rows)
    if by_code:
        plan.read_as.append("คอลัมน์แรกเป็นเลขบูธ จึงใส่ยอดตามเลขบูธ")
        plan.read_as += said_alike(
            (code, here[0].allocation.booth.code) for code, here in by_code.items() if here
        )
        column = "sold"
    names = list(COLUMNS)[list(COLUMNS).index(column) :]
    for number, cells in enumerate(block, 1):
        row = _row_at(by_code, cells, rows, start + number - 1)
        _lay(plan, number, cells[1:] if by_code else cells, names, row, _shown(cells))
    return plan


def _by_code(block, rows: list[DayRow]) -> dict[str, list[DayRow]]:
    """Code as written → rows, when most of the first column are booths; a bare number is an
    amount."""
    at_booth: dict[str, list[DayRow]] = {}
    for row in rows:
        at_booth.setdefault(row.allocation.booth.code, []).append(row)
    codes = BoothCodes(at_booth)
    first = [booth_code(cells[0]) for cells in block if len(cells) > 1 and cells[0]]
    heads = [booth_code(cells[0]) for cells in block if cells]
    written = {code: at_booth.get(codes.meant(code), []) for code in heads}
    hits = [code for code in first if written[code] and not is_digits(code)]
    return written if hits and len(hits) * 2 >= len(first) else {}


def _is_heading(cells: list[str]) -> bool:
    """Words that head a column of takings, and no digit: "ขายได้", "ยอดสั่งจอง (บาท)"."""
    text = to_arabic_digits("".join(cells))
    known = [loose(cell).startswith(_HEADINGS) for cell in cells if cell]
    return any(known) and not any(map(is_digits, text))


def _row_at(by_code, cells: list[str], rows: list[DayRow], position: int) -> DayRow | None:
    if not by_code:
        return rows[position] if position < len(rows) else None
    here = by_code.get(booth_code(cells[0] if cells else ""), [])
    return here[0] if len(here) == 1 else None


def _lay(plan: PastePlan, number, cells, names, row: DayRow | None, shown: str) -> None:
    if row is None:
        if any(cells):
            plan.outside.append(f"แถวที่ {number} ไม่มีบูธให้ใส่: {shown}")
        return
    code = row.allocation.booth.code
    beyond = [cell for cell in cells[len(names) :] if cell]
    if beyond:
        plan.outside.append(f"บูธ {code} มีช่องเกินตาราง: {_shown(beyond)}")
    typed = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
    if row.allocation.pk in plan.taken:
        plan.outside.append(f"บูธ {code} มีแล้วในแถวก่อนหน้า ไม่ใช้: {shown}")
    elif typed:
        plan.taken.add(row.allocation.pk)
        plan.lines.append(_line(row, typed))
    else:
        plan.empty.append(code)


def _line(row: DayRow, typed: dict[str, str]) -> PasteLine:
    """An empty cell leaves what stands there."""
    line, sale = PasteLine(row, typed), row.sale
    if sale is None and "sold" not in typed:
        line.why = "มียอดสั่งจองแต่ไม่มียอดขายได้ ถ้าไม่ได้ขายกรอก 0"
    if sale is not None:
        line.sold, line.ordered = sale.sold_baht, sale.ordered_baht
    for name, text in typed.items():
        try:
            setattr(line, name, parse_baht(text))
        except BahtError as error:
            line.why = f"{COLUMNS[name]}: {error}"
    return line


def _shown(cells: list[str]) -> str:
    return first_of([f"“{cell[:40]}”" for cell in cells if cell], FEW, "ช่อง")
