"""Workbooks of Excel 97 to 2003 (.xls), with hidden rows, merged cells and cells in error."""

import io
import struct

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError

from otopfair.documents.grid import (
    Book,
    Sheet,
    SheetError,
    merged_within_limits,
    not_a_spreadsheet,
    notes_within_limits,
)
from otopfair.documents.grid import rows_within_limits as within_limits

# What xlrd raises on a file that is broken, beside its own error.
_BROKEN = (
    *(xlrd.XLRDError, CompDocError, struct.error, AssertionError, LookupError),
    *(AttributeError, TypeError, ValueError, OverflowError, ZeroDivisionError, NotImplementedError),
    *(MemoryError, RecursionError, EOFError, UnicodeError),
)
_FIRST_WITH_UNICODE, _THAI = 80, "cp874"


def read_old_workbook(data: bytes) -> Book:
    """Raises SheetError where the file is no workbook, or is locked with a password."""
    try:
        with _opened(data) as workbook:
            sheets = [
                _sheet(workbook, sheet) for sheet in workbook.sheets() if not sheet.visibility
            ]
            hidden = [sheet.name for sheet in workbook.sheets() if sheet.visibility]
    except SheetError:
        raise
    except _BROKEN as error:
        if "encrypted" in str(error):
            raise with_password() from error
        raise not_a_spreadsheet() from error
    return Book(sheets, [(name, "ซ่อนไว้") for name in hidden])


def _opened(data: bytes) -> xlrd.Book:
    """Programs that wrote Thai before there was Unicode often say that it is a western page."""
    workbook = _open(data)
    if workbook.biff_version >= _FIRST_WITH_UNICODE or workbook.encoding == _THAI:
        return workbook
    workbook.release_resources()
    return _open(data, encoding_override=_THAI)


def _open(data: bytes, **how) -> xlrd.Book:
    # xlrd prints what it finds odd; formatting_info brings hidden rows and merged cells.
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, logfile=io.StringIO(), **how
    )


def with_password() -> SheetError:
    return SheetError("ไฟล์ตั้งรหัสผ่านไว้ เปิดใน Excel เอารหัสผ่านออก บันทึก แล้วเลือกใหม่")


def _sheet(workbook: xlrd.Book, sheet) -> Sheet:
    rows = within_limits(
        [_value(workbook, cell) for cell in sheet.row(number)] for number in range(sheet.nrows)
    )
    shown_as = sheet.rowinfo_map
    hidden = [
        number + 1 for number in range(len(rows)) if number in shown_as and shown_as[number].hidden
    ]
    areas = sheet.merged_cells
    merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in areas]
    no_columns = sorted(n + 1 for n, column in sheet.colinfo_map.items() if column.hidden)
    merged = merged_within_limits(merged, rows)
    told = ((row + 1, column + 1, one.text) for (row, column), one in sheet.cell_note_map.items())
    notes = notes_within_limits(told)
    return Sheet(sheet.name, rows, hidden, merged, hidden_columns=no_columns, notes=notes)


def _value(workbook: xlrd.Book, cell) -> object:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(cell.value, "#VALUE!")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        return cell.value
    try:
        return xlrd.xldate.xldate_as_datetime(cell.value, workbook.datemode)
    except (ValueError, OverflowError):
        return cell.value
