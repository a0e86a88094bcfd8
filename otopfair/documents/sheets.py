"""Reading spreadsheets from outside: checked before they are opened, typed cells, no formulas.

A file is hostile until proved otherwise: its kind comes from its content, the declared sizes
inside the .xlsx are added up before anything is unpacked, and a formula is never computed.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from otopfair.thai.calendar import gregorian_from_spreadsheet
from otopfair.thai.formatting import format_date

MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED_BYTES = 80 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 60
MOST_CELL_LETTERS = 2_000
ACCEPTED = ".xlsx,.csv"

_ZIP_SIGN = b"PK\x03\x04"
# Old .xls files and password-protected .xlsx files are the same kind of container.
_OLE_SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")

Cell = str | int | float


class SheetError(ValueError):
    """The file cannot be read; str() is a Thai sentence that says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One worksheet. `rows[0]` is row 1 of the sheet; an empty cell is ""."""

    name: str
    rows: list[list[Cell]]


def read_sheets(data: bytes) -> list[Sheet]:
    """The visible worksheets of an .xlsx, or the one table of a .csv file.

    Whole numbers come as int, dates as Thai text ("26 ตุลาคม 2563"), all else as text.
    Raises SheetError with a sentence for the person who chose the file.
    """
    if not data:
        raise SheetError("ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น")
    if len(data) > MOST_BYTES:
        raise SheetError("ไฟล์ใหญ่เกิน 8 MB ลบรูปหรือแผ่นงานที่ไม่ใช้ แล้วเลือกใหม่")
    if data.startswith(_OLE_SIGN):
        if _ENCRYPTED_MARK in data:
            raise SheetError("ไฟล์ตั้งรหัสผ่านไว้ เปิดใน Excel เอารหัสผ่านออก บันทึก แล้วเลือกใหม่")
        raise SheetError("ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) เปิดใน Excel แล้วบันทึกเป็น .xlsx")
    sheets = _read_xlsx(data) if data.startswith(_ZIP_SIGN) else [_read_csv(data)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise SheetError("ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์อื่น")
    return sheets


def _read_xlsx(data: bytes) -> list[Sheet]:
    _refuse_bomb(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Sheet(name, _rows_of(workbook.get_sheet_by_name(name)))
            for name in _visible_names(workbook)
        ]
    except SheetError:
        raise
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise _not_a_spreadsheet() from error


def _refuse_bomb(data: bytes) -> None:
    """Add up what the archive says it unpacks to, before unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise _not_a_spreadsheet() from error
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise _not_a_spreadsheet()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES or len(entries) > 2_000:
        raise SheetError("ข้อมูลข้างในไฟล์ใหญ่ผิดปกติ คัดลอกตารางไปไว้ในไฟล์ใหม่ แล้วเลือกใหม่")


def _visible_names(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _rows_of(sheet) -> list[list[Cell]]:
    """All rows from row 1 on; rows that Excel thinks used but are empty do not count."""
    if sheet.start is None:
        return []
    rows: list[list[Cell]] = []
    last_filled = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > last_filled + MOST_ROWS:
            break
        row = [_cell(value) for value in cells[:MOST_COLUMNS]]
        if any(str(value).strip() for value in row):
            last_filled = number
        rows.append(row)
        if last_filled > MOST_ROWS:
            raise SheetError(f"แผ่นงานมีเกิน {MOST_ROWS:,} แถว แบ่งเป็นหลายไฟล์")
    return rows[:last_filled]


def _cell(value) -> Cell:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return format_date(gregorian_from_spreadsheet(day))
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)[:MOST_CELL_LETTERS]


def _read_csv(data: bytes) -> Sheet:
    """UTF-8 with or without a mark, else the Thai Windows code page that Excel still writes."""
    text = _decoded(data)
    try:
        dialect = csv.Sniffer().sniff(text[:4_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows: list[list[Cell]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), dialect):
            if len(rows) >= MOST_ROWS:
                raise SheetError(f"ไฟล์มีเกิน {MOST_ROWS:,} แถว แบ่งเป็นหลายไฟล์")
            rows.append([cell[:MOST_CELL_LETTERS] for cell in cells[:MOST_COLUMNS]])
    except csv.Error as error:
        raise _not_a_spreadsheet() from error
    return Sheet("csv", rows)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and any(mark in text for mark in ",;\t\n"):
            return text
    raise _not_a_spreadsheet()


def _not_a_spreadsheet() -> SheetError:
    return SheetError("ไฟล์ที่เลือกต้องเป็น .xlsx หรือ .csv บันทึกจาก Excel ใหม่แล้วเลือกอีกครั้ง")
