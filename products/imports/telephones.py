"""The telephones in the sheets that we keep: taken out when nobody needs them there any more."""

import re

from otopfair.documents.grid import Cell
from products.imports.batches import StoredSheet, stored_sheets
from products.models import ImportBatch

FORGOTTEN = "ลบเบอร์แล้ว"
_KEY = "phone"
_NUMBER = re.compile(r"(?<![\d๐-๙])(?:\+?66|0|๐)(?:[\s.-]?[\d๐-๙]){8,9}(?![\d๐-๙])")
# What Excel makes of a mobile number: it cuts the zero off.
_WITHOUT_ZERO = re.compile(r"[689]\d{8}")


def has_telephones(batch: ImportBatch) -> bool:
    """Whether a column of the file was taken for telephones."""
    return any(_KEY in one.header.columns for one in stored_sheets(batch) if one.header)


def cells_without(batch: ImportBatch) -> list[list[Cell]]:
    """The cells of a file, its telephones taken out wherever they stand."""
    takes_numbers = has_telephones(batch)
    rows = [[_cell(cell, takes_numbers) for cell in row] for row in batch.cells]
    for one in stored_sheets(batch):
        if one.header and _KEY in one.header.columns:
            _empty_column(rows, one, one.header.last + 1, one.header.columns[_KEY])
    return rows


def corrections_without(batch: ImportBatch) -> dict[str, dict[str, str]]:
    """What was corrected on the preview, but for telephones."""
    return {
        row: {key: text_without(text) for key, text in cells.items() if key != _KEY}
        for row, cells in batch.corrections.items()
    }


def text_without(text: str) -> str:
    return _NUMBER.sub(FORGOTTEN, text)


def _cell(cell: Cell, takes_numbers: bool) -> Cell:
    if isinstance(cell, str):
        return text_without(cell)
    is_number = takes_numbers and _WITHOUT_ZERO.fullmatch(str(cell))
    return FORGOTTEN if is_number else cell


def _empty_column(rows: list[list[Cell]], one: StoredSheet, first: int, column: int) -> None:
    for row in rows[one.before + first : one.before + len(one.sheet.rows)]:
        if column < len(row) and row[column] != "":
            row[column] = FORGOTTEN
