"""Tables as text: .csv and the "Unicode text" of Excel, in the encodings of Thai offices."""

import csv
import io
import re

from otopfair.documents.grid import Book, Cell, Sheet, SheetError, not_a_spreadsheet
from otopfair.documents.grid import rows_within_limits as within_limits

_DELIMITERS = ",\t;|"
_LOOKED_AT = 60
_SAYS_DELIMITER = re.compile(r"sep=(?P<delimiter>.)\r?\n")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # so that Excel keeps a nought at the front
_BY_MARK = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16, with or without a mark, else in the Thai code page of Windows.

    Raises SheetError where it is none of them.
    """
    encodings = [name for mark, name in _BY_MARK.items() if data.startswith(mark)]
    if not encodings and b"\x00" in data:
        # A comma or a line's end without a mark says which byte comes first.
        encodings = (
            ["utf-16-le"] if data.count(b"\x00", 1) and data[1::2].count(0) else ["utf-16-be"]
        )
    for encoding in encodings or ["utf-8", "cp874"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise not_a_spreadsheet()


def read_text_table(text: str) -> Book:
    """Raises SheetError where the text is no table, or a quotation mark is never closed."""
    if not any(mark in text for mark in f"{_DELIMITERS}\n"):
        raise not_a_spreadsheet()
    said = _SAYS_DELIMITER.match(text)
    text = text[said.end() - 1 :] if said else text  # the row stays, empty: rows keep their numbers
    delimiter = said["delimiter"] if said else _delimiter_of(text)
    return Book([Sheet("csv", within_limits(_rows(text, delimiter)), delimiter=delimiter)])


def _delimiter_of(text: str) -> str:
    """What parts most lines into cells; a sum like 12,500 parts fewer than what parts the head."""
    head = "\n".join(text.splitlines()[:_LOOKED_AT])

    def parted(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in _loosely(head, delimiter)]
        return sum(width > 1 for width in widths), sum(widths)

    return max(_DELIMITERS, key=parted)


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    """Quotation marks are doubled inside of a cell; one that is not closed would swallow rows."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        for row in lines:
            rows.append(_cells(row))
    except csv.Error as error:
        if "unexpected end" in str(error):
            number = len(rows) + 1
            raise SheetError(f'แถว {number} มีเครื่องหมาย " ที่เปิดแล้วไม่ปิด แก้ในไฟล์ แล้วเลือกใหม่') from error
        return _loosely(text, delimiter)
    return rows


def _loosely(text: str, delimiter: str) -> list[list[Cell]]:
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [_cells(row) for row in lines]
    except csv.Error as error:
        raise not_a_spreadsheet() from error


def _cells(row: list[str]) -> list[Cell]:
    return [kept[1] if (kept := _KEPT_AS_TEXT.fullmatch(cell)) else cell for cell in row]
