"""What a table of an .ods says besides its values: hidden rows, cells in error, merged cells.

A few letters of such a file can stand for a million rows, so what is repeated is counted first.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from otopfair.documents.cells import letters_of
from otopfair.documents.grid import MOST_COLUMNS
from otopfair.documents.marks import NO_VALUE, Marks, far_away, parts_of

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_FORMULA = f"{_TABLE}formula"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_MOST_ROWS_LAID_OUT = 99_999
_HIDDEN = {"collapse", "filter"}


def ods_marks_of(data: bytes) -> dict[str, Marks]:
    """By name of the table. Raises SheetError where something stands far from all else."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("content.xml")
    found: dict[str, Marks] = {}
    name, row, column = "", 0, 0
    for edge, element in parts_of(xml, "start", "end"):
        if edge == "start" and element.tag == f"{_TABLE}table":
            name, row, column = element.get(f"{_TABLE}name", ""), 0, 0
            found[name] = Marks()
        elif edge == "start" and element.tag == f"{_TABLE}table-column" and name in found:
            column = _read_column(element, column, found[name])
        elif edge == "end" and element.tag == f"{_TABLE}table-row" and name in found:
            row = _read_row(element, row, found[name])
            element.clear()
    return found


def _read_column(element: Element, before: int, marks: Marks) -> int:
    """The number of the last column that `element` stands for."""
    last = before + _times(element, "columns-repeated")
    hides = element.get(f"{_TABLE}visibility") in _HIDDEN
    marks.hide_columns(str(before + 1), str(last), hides)
    return last


def _read_row(element: Element, before: int, marks: Marks) -> int:
    """The number of the last row that `element` stands for."""
    times = _times(element, "rows-repeated")
    cells = list(_filled_cells(element))
    if not cells:
        return before + times
    last, furthest = before + times, cells[-1][0]
    if last > _MOST_ROWS_LAID_OUT or furthest > MOST_COLUMNS:
        raise far_away(f"ช่อง {letters_of(furthest - 1)}{last}")
    for row in range(before + 1, last + 1):
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            marks.hidden.add(row)
        for column, cell in cells:
            _read_cell(cell, row, column, marks)
    return last


def _filled_cells(row: Element) -> Iterator[tuple[int, Element]]:
    """(number of the last column it stands for, cell), of cells in which something stands."""
    column = 0
    for cell in row:
        if cell.tag in _CELLS:
            column += _times(cell, "columns-repeated")
            if cell.get(f"{_OFFICE}value-type") or cell.get(_FORMULA) or len(cell):
                yield column, cell


def _times(element: Element, what: str) -> int:
    times = element.get(f"{_TABLE}number-{what}", "1")
    return int(times) if re.fullmatch("[0-9]{1,8}", times) else 1


def _words(cell: Element) -> str:
    return " ".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p"))


def _read_cell(cell: Element, row: int, column: int, marks: Marks) -> None:
    if cell.get(f"{_EXTENDED}value-type") == "error":
        marks.broken[row, column] = _words(cell) or "#VALUE!"
    elif cell.get(_FORMULA) and not cell.get(f"{_OFFICE}value-type"):
        marks.broken[row, column] = NO_VALUE
    note = cell.find(f"{_OFFICE}annotation")
    if note is not None:
        marks.notes.append((row, column, _words(note)))
    down, across = _times(cell, "rows-spanned"), _times(cell, "columns-spanned")
    if down > 1 or across > 1:
        marks.merged.append((row, column, row + down - 1, column + across - 1))
