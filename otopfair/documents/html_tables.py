"""Web pages that bear the name of a spreadsheet: several portals export their lists so."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from otopfair.documents.grid import Book, Cell, Range, Sheet, SheetError, merged_within_limits
from otopfair.documents.grid import rows_within_limits as within_limits
from otopfair.documents.text_tables import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_THAI_NAMES = {"tis-620", "windows-874", "iso-8859-11", "cp874", "tis620", "x-windows-874"}
_MOST_SPAN = 200
_HIDES = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


def is_web_page(data: bytes) -> bool:
    """Whether there is a table of a web page in it, in whichever encoding."""
    head = data[:4_000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower()
    return head.startswith(b"<") and b"<table" in data.replace(b"\x00", b"").lower()


def read_web_page(data: bytes) -> Book:
    """Every table is a worksheet. Raises SheetError where no table has a row."""
    reader = _TableReader()
    reader.feed(_text_of(data))
    reader.close()
    tables = [table for table in reader.tables if table.rows]
    if not tables:
        raise SheetError("ไฟล์นี้เป็นหน้าเว็บที่ไม่มีตาราง เปิดใน Excel แล้วบันทึกเป็น .xlsx")
    many = len(tables) > 1
    names = [f"ตาราง {number}" if many else "หน้าเว็บ" for number in range(1, len(tables) + 1)]
    return Book([table.sheet(name) for name, table in zip(names, tables, strict=True)])


def _text_of(data: bytes) -> str:
    said = _CHARSET.search(data[:4_000])
    if said and said[1].decode("ascii").lower() in _THAI_NAMES:
        return data.decode("cp874", errors="replace")
    return decoded(data)


@dataclass
class _Table:
    """A cell that reaches over rows or columns keeps its place free below and beside it."""

    rows: list[dict[int, str]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    columns: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)

    def begin_row(self, hides: bool) -> None:
        self.rows.append({})
        if hides:
            self.hidden.append(len(self.rows))

    def begin_column(self, hides: bool, span: int) -> None:
        if hides:
            self.hidden_columns += range(self.columns + 1, self.columns + span + 1)
        self.columns += span

    def add(self, text: str, down: int, across: int) -> None:
        if not self.rows:
            self.begin_row(hides=False)
        row, column = len(self.rows), 1
        while (row, column) in self.taken:
            column += 1
        self.rows[-1][column] = text
        self.taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))

    def sheet(self, name: str) -> Sheet:
        width = max((column for row in self.rows for column in row), default=0)
        cells: list[list[Cell]] = [
            [row.get(column, "") for column in range(1, width + 1)] for row in self.rows
        ]
        rows = within_limits(cells)
        merged = merged_within_limits(self.merged, rows)
        return Sheet(name, rows, self.hidden, merged, hidden_columns=self.hidden_columns)


class _TableReader(HTMLParser):
    """Rows and cells; a table inside of a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cells: list[tuple[list[str], int, int]] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].begin_row(_hides(said))
        elif tag == "col":
            self._open[-1].begin_column(_hides(said), _span(said, "span"))
        elif tag in ("td", "th"):
            self._end_cell()
            self._cells.append(([], _span(said, "rowspan"), _span(said, "colspan")))
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cells:
            self._cells[-1][0].append(data)

    def _end_cell(self) -> None:
        if self._cells and self._open:
            words, down, across = self._cells.pop()
            self._open[-1].add(" ".join("".join(words).split()), down, across)


def _hides(said: dict[str, str]) -> bool:
    return "hidden" in said or bool(_HIDES.search(said.get("style", "")))


def _span(said: dict[str, str], name: str) -> int:
    text = said.get(name, "")
    return min(int(text), _MOST_SPAN) or 1 if re.fullmatch("[0-9]{1,6}", text) else 1
