"""Workbooks that are archives of XML: .xlsx and .xlsm of Excel, .ods of LibreOffice."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from otopfair.documents.grid import (
    Book,
    Range,
    Sheet,
    SheetError,
    merged_within_limits,
    not_a_spreadsheet,
    notes_within_limits,
)
from otopfair.documents.grid import rows_within_limits as within_limits
from otopfair.documents.marks import Marks, marks_of
from otopfair.documents.ods_marks import ods_marks_of

MOST_UNPACKED_BYTES = 80 * 1024 * 1024
MOST_ENTRIES = 2_000
# What a damaged archive, or a damaged sheet inside of it, raises.
_BROKEN = (
    *(CalamineError, ParseError, zipfile.BadZipFile, zlib.error, EOFError),
    *(ValueError, LookupError, OSError, RuntimeError, OverflowError),
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OTHER_KINDS = {
    "xl/workbook.bin": "ไฟล์นี้เป็น .xlsb เปิดใน Excel แล้วบันทึกเป็น .xlsx",
    "word/document.xml": "ไฟล์นี้เป็นเอกสาร Word คัดลอกตารางไปไว้ใน Excel บันทึกเป็น .xlsx",
    "ppt/presentation.xml": "ไฟล์นี้เป็น PowerPoint คัดลอกตารางไปไว้ใน Excel บันทึกเป็น .xlsx",
}


def read_workbook(data: bytes) -> Book:
    """Raises SheetError where the archive is no workbook, or unpacks to too much."""
    try:
        marks = ods_marks_of(data) if _checked_kind(data) == _ODS else marks_of(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = _visible_names(workbook)
        sheets = [_sheet(workbook, name, marks.get(name, Marks())) for name in names]
    except SheetError:
        raise
    except _BROKEN as error:
        raise not_a_spreadsheet() from error
    return Book(sheets, _unread(workbook, names))


def _checked_kind(data: bytes) -> str:
    """What the archive is. What it unpacks to is added up before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            _refuse_bomb(entries)
            return _kind(archive, names)
    except SheetError:
        raise
    except _BROKEN as error:
        raise not_a_spreadsheet() from error


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    if (
        sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES
        or len(entries) > MOST_ENTRIES
    ):
        raise SheetError("ข้อมูลข้างในไฟล์ใหญ่ผิดปกติ คัดลอกตารางไปไว้ในไฟล์ใหม่ แล้วเลือกใหม่")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and archive.read("mimetype").strip() == _ODS.encode():
        return _ODS
    for name, sentence in _OTHER_KINDS.items():
        if name in names:
            raise SheetError(sentence)
    raise not_a_spreadsheet()


def _sheet(workbook: CalamineWorkbook, name: str, marks: Marks) -> Sheet:
    """What a cell in error says stands there as text, so that nobody takes it for nothing."""
    sheet = workbook.get_sheet_by_name(name)
    rows = within_limits(_rows(sheet)) if sheet.start is not None else []
    for (row, column), text in marks.broken.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = text
    hidden = sorted(number for number in marks.hidden if number <= len(rows))
    merged = marks.merged or [_from_one(*area) for area in sheet.merged_cell_ranges or []]
    merged = merged_within_limits(merged, rows)
    notes = notes_within_limits(marks.notes)
    columns = sorted(marks.hidden_columns)
    return Sheet(name, rows, hidden, merged, hidden_columns=columns, notes=notes)


def _rows(sheet) -> Iterator[list]:
    """Calamine leaves out the empty columns before the first that is filled."""
    before = [""] * sheet.start[1]
    return ([*before, *row] for row in sheet.iter_rows())


def _from_one(start: tuple[int, int], end: tuple[int, int]) -> Range:
    return start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1


def _visible_names(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _unread(workbook: CalamineWorkbook, names: list[str]) -> list[tuple[str, str]]:
    return [
        (sheet.name, "ซ่อนไว้" if sheet.typ == SheetTypeEnum.WorkSheet else "ไม่ใช่ตาราง")
        for sheet in workbook.sheets_metadata
        if sheet.name not in names
    ]
