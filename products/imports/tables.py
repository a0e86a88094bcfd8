"""The table in a sheet: where its header stands, what its columns are called, which rows count."""

import re
from dataclasses import dataclass, field
from functools import cache

from otopfair.documents.sheets import Cell, Sheet, SheetError
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import fold, normalise

_ROWS_SEARCHED = 60
_TOTAL_LINE = re.compile(r"^(?:รวม|ยอดรวม|ผลรวม|total|หมายเหตุ)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s\-–—_/.,:()*\"'“”]+")


@dataclass(frozen=True)
class ColumnKind:
    """One column that an import understands: key, Thai label, and the headings it goes by."""

    key: str
    label: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class DataRow:
    """One row under the header, by column key, as text; corrections are already laid over."""

    number: int
    values: dict[str, str]
    corrected: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass(frozen=True)
class DataTable:
    """The rows of one sheet, with the headings as they are printed in the file."""

    rows: list[DataRow]
    headings: dict[str, str]
    title_lines: list[str]
    ignored: list[tuple[int, str]] = field(default_factory=list)


def find_sheet(sheets: list[Sheet], kinds: tuple[ColumnKind, ...]) -> Sheet:
    """The first sheet that holds a header with all required columns.

    Raises SheetError naming the columns that are missing.
    """
    for sheet in sheets:
        if find_header(sheet.rows, kinds):
            return sheet
    best = max((_columns_in(row, kinds) for row in _searched(sheets)), key=len, default={})
    missing = [kind.label for kind in kinds if kind.required and kind.key not in best]
    raise SheetError(f"ไม่พบหัวตาราง ขาดคอลัมน์ {', '.join(missing)} ใช้แม่แบบจากหน้านี้")


def find_header(
    rows: list[list[Cell]], kinds: tuple[ColumnKind, ...]
) -> tuple[int, dict[str, int]] | None:
    """(index of the header row, column index by key), or None."""
    required = {kind.key for kind in kinds if kind.required}
    for index, row in enumerate(rows[:_ROWS_SEARCHED]):
        columns = _columns_in(row, kinds)
        if required <= columns.keys():
            return index, columns
    return None


def read_table(
    rows: list[list[Cell]],
    kinds: tuple[ColumnKind, ...],
    corrections: dict[str, dict[str, str]] | None = None,
) -> DataTable:
    """The data rows under the header. Empty rows are skipped, total lines named and skipped."""
    found = find_header(rows, kinds)
    if found is None:
        raise SheetError("ไม่พบหัวตารางในแผ่นงานนี้ ใช้แม่แบบจากหน้านี้")
    header, columns = found
    data, ignored = [], []
    for number, cells in enumerate(rows[header + 1 :], start=header + 2):
        texts = [text_of(cell) for cell in cells]
        if not any(texts):
            continue
        values = {key: texts[index] for key, index in columns.items() if index < len(texts)}
        if _is_total_line(texts):
            ignored.append((number, "บรรทัดรวมยอดหรือหมายเหตุ"))
            continue
        if find_header([cells], kinds):
            ignored.append((number, "หัวตารางซ้ำ"))
            continue
        changes = (corrections or {}).get(str(number), {})
        data.append(DataRow(number, {**values, **changes}, frozenset(changes)))
    titles = [" ".join(text_of(cell) for cell in row if text_of(cell)) for row in rows[:header]]
    headings = {key: text_of(rows[header][index]) for key, index in columns.items()}
    return DataTable(data, headings, [title for title in titles if title], ignored)


def text_of(cell: Cell) -> str:
    """A cell as one line of clean text; 67.0 and 67 are both "67"."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return normalise(str(cell))


def exact(text: str) -> str:
    """For place names: only case, spaces and punctuation do not count; tone marks do."""
    return _PUNCTUATION.sub("", normalise(to_arabic_digits(text)).lower())


def loose(text: str) -> str:
    """For comparing what people spell in several ways: folded, without spaces and punctuation."""
    return _PUNCTUATION.sub("", fold(to_arabic_digits(text)))


def _searched(sheets: list[Sheet]):
    return (row for sheet in sheets for row in sheet.rows[:_ROWS_SEARCHED])


def _columns_in(row: list[Cell], kinds: tuple[ColumnKind, ...]) -> dict[str, int]:
    """Column index by key. A heading may carry a unit or a note behind its name."""
    columns: dict[str, int] = {}
    headings = [loose(text_of(cell)) for cell in row]
    for exact in (True, False):
        for kind in kinds:
            for index, heading in enumerate(headings):
                if kind.key in columns or index in columns.values() or not heading:
                    continue
                names = _folded(kind.headings)
                if heading in names if exact else heading.startswith(names):
                    columns[kind.key] = index
    return columns


@cache
def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    """Folded once: every row of a file is compared with every heading, to find repeated headers."""
    return tuple(loose(name) for name in names)


def _is_total_line(texts: list[str]) -> bool:
    """A row that sums up or comments: its first text says so, and hardly anything else is filled.

    A sum stands in the amounts' columns, so at most the label and three numbers are there.
    """
    filled = [text for text in texts if text]
    return bool(_TOTAL_LINE.match(filled[0])) and len(filled) <= 4
