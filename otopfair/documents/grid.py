"""One worksheet as rows of cells, whatever kind of file it came in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from otopfair.thai.calendar import gregorian_from_spreadsheet
from otopfair.thai.formatting import format_date

MOST_ROWS, MOST_COLUMNS = 20_000, 60
MOST_CELL_LETTERS = 2_000

Cell = str | int | float
Range = tuple[int, int, int, int]
Note = tuple[int, int, str]
MOST_NOTES, MOST_NOTE_LETTERS = 200, 200


class SheetError(ValueError):
    """The file cannot be read; str() is a Thai sentence that says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One worksheet. `rows[0]` is row 1 of the sheet; an empty cell is "".

    `hidden` are the numbers of rows that are hidden or filtered away, `hidden_columns` those of
    columns, `merged` the merged cells as (top, left, bottom, right), all counted from 1.
    `delimiter` stands between the cells of a text. `notes` are comments on cells, as (row, column,
    text), also from 1: whoever reads values only never sees them.
    """

    name: str
    rows: list[list[Cell]]
    hidden: list[int] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    delimiter: str = ""
    hidden_columns: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Book:
    """The worksheets that can be read, and the names of those that cannot, with the reason."""

    sheets: list[Sheet]
    unread: list[tuple[str, str]] = field(default_factory=list)


def rows_within_limits(rows: Iterable[Iterable]) -> list[list[Cell]]:
    """All rows from row 1 to the last that is filled, as cells. Raises SheetError on too many."""
    kept: list[list[Cell]] = []
    last_filled = 0
    for number, values in enumerate(rows, start=1):
        if number > last_filled + MOST_ROWS:
            break
        row = [cell_of(value) for value in values]
        if any(str(cell).strip() for cell in row):
            last_filled = number
        if any(str(cell).strip() for cell in row[MOST_COLUMNS:]):
            raise SheetError(f"แถว {number} มีเกิน {MOST_COLUMNS} คอลัมน์ ลบคอลัมน์ที่ไม่ใช้ แล้วเลือกใหม่")
        kept.append(row[:MOST_COLUMNS])
        if last_filled > MOST_ROWS:
            raise SheetError(f"แผ่นงานมีเกิน {MOST_ROWS:,} แถว แบ่งเป็นหลายไฟล์")
    return kept[:last_filled]


def merged_within_limits(merged: Iterable[Range], rows: list[list[Cell]]) -> list[Range]:
    """What of the merged cells lies in the table. Raises SheetError where they lie over each other
    more often than there are cells."""
    inside = [
        (top, left, min(bottom, len(rows)), min(right, MOST_COLUMNS))
        for top, left, bottom, right in merged
        if top <= len(rows) and left <= MOST_COLUMNS
    ]
    if sum(bottom - top + 1 for top, _left, bottom, _right in inside) > MOST_ROWS * MOST_COLUMNS:
        raise SheetError("ช่องที่ผสานกันในไฟล์มากผิดปกติ คัดลอกตารางไปไว้ในไฟล์ใหม่ แล้วเลือกใหม่")
    return inside


def notes_within_limits(notes: Iterable[tuple[int, int, str]]) -> list[Note]:
    """The first of them in order, as one line each."""
    told = ((row, column, " ".join(text.split())) for row, column, text in sorted(notes))
    kept = [(row, column, text[:MOST_NOTE_LETTERS]) for row, column, text in told if text]
    return kept[:MOST_NOTES]


def cell_of(value) -> Cell:
    """Whole numbers as int, dates as Thai text ("26 ตุลาคม 2563"), all else as text."""
    if value is None:
        return ""
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


def not_a_spreadsheet() -> SheetError:
    return SheetError("ไฟล์ที่เลือกต้องเป็น .xlsx .xls .ods หรือ .csv บันทึกจาก Excel ใหม่แล้วเลือกอีกครั้ง")
