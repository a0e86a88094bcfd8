"""What a register shows, as a file: the same rows, columns, order; and a trace of who took it."""

from django.db.models import Model
from django.utils import timezone

from otopfair.documents.csv_text import csv_bytes
from otopfair.documents.xlsx import (
    TEXT,
    Column,
    Table,
    csv_response,
    workbook_bytes,
    xlsx_response,
)
from otopfair.history.models import record
from otopfair.staff.lists.columns import NONE
from otopfair.staff.lists.register_list import RegisterList
from otopfair.thai.formatting import format_datetime

MOST_ROWS = 20_000
XLSX, CSV = "xlsx", "csv"
FORMS = {XLSX: "Excel", CSV: "CSV"}
_WIDE, _NARROW = 34, 18


def personal_columns(shown: RegisterList) -> list[str]:
    """The columns that tell who somebody is or how to reach them."""
    return [column.label for column in shown.columns if column.is_personal]


def file_of(shown: RegisterList, form: str, *, reason: str, by):
    """The file as a download. Who took what, why and when stands in the person's history."""
    rows = list(shown.queryset)
    _leave_trace(shown, form, len(rows), reason=reason, by=by)
    title = str(shown.opts.verbose_name_plural)
    names = {"ascii_name": shown.opts.model_name, "thai_name": f"ทะเบียน{title}"}
    if form == CSV:
        return csv_response(_csv(shown, rows), **names)
    return xlsx_response(_workbook(shown, rows), **names)


def _workbook(shown: RegisterList, rows: list[Model]) -> bytes:
    columns = [
        Column(column.label, column.kind, _WIDE if column.kind == TEXT and not at else _NARROW)
        for at, column in enumerate(shown.columns)
    ]
    cells = [[column.cell(row) for column in shown.columns] for row in rows]
    title = str(shown.opts.verbose_name_plural)
    return workbook_bytes([Table(title, columns, cells, _title_lines(shown, title, len(rows)))])


def _title_lines(shown: RegisterList, title: str, number: int) -> list[str]:
    made = f"{number:,} รายการ ข้อมูล ณ {format_datetime(timezone.now())}"
    return [f"ทะเบียน{title}", *([narrowed] if (narrowed := narrowed_by(shown)) else []), made]


def _csv(shown: RegisterList, rows: list[Model]) -> bytes:
    headings = [column.label for column in shown.columns]
    texts = ([column.text(row) for column in shown.columns] for row in rows)
    return csv_bytes(headings, ([_plain(text) for text in one] for one in texts))


def _plain(text: str) -> str:
    return "" if text == NONE else text


def narrowed_by(shown: RegisterList) -> str:
    """ "กรองไว้ อำเภอ: บ้านไผ่, ค้น: ผ้าไหม"; "" for the whole register."""
    chips = ", ".join(chip["label"] for chip in shown.chips)
    return f"กรองไว้ {chips}" if chips else ""


def _leave_trace(shown: RegisterList, form: str, number: int, *, reason: str, by) -> None:
    """On the account of the person: the rows belong to many records, the file to one person."""
    columns = ", ".join(column.label for column in shown.columns)
    summary = f"ส่งออกทะเบียน{shown.opts.verbose_name_plural} {number:,} รายการ เป็น {FORMS[form]}"
    changes = {"คอลัมน์ในไฟล์": ["", columns], "ตัวกรองที่ใช้": ["", narrowed_by(shown)]}
    record(by, "export", summary, by=by, reason=reason, changes=changes)
