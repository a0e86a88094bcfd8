"""Who has not reported a day as a spreadsheet and as text; the figure is an empty cell, never 0."""

from collections.abc import Iterable

from django.utils import timezone

from otopfair.documents.csv_text import csv_bytes
from otopfair.documents.xlsx import NUMBER, Column, Table, workbook_bytes
from otopfair.thai.formatting import format_date, format_datetime, format_time
from otopfair.thai.phones import format_phone
from sales.chasing import STATES, ChaseList, ChaseRow
from sales.models import ChaseCall

_COLUMNS = [
    Column("โซน", width=10),
    Column("บูธ", width=10),
    Column("กลุ่ม/ร้าน", width=40),
    Column("ผู้ติดต่อ", width=24),
    Column("โทร", width=30),
    Column("สถานะ", width=16),
    Column("การโทร", width=44),
    Column("ขายได้ (บาท)", NUMBER),
    Column("สั่งจอง (บาท)", NUMBER),
]


def chase_workbook(every: ChaseList, rows: Iterable[ChaseRow], *, made_at) -> bytes:
    titles = [
        f"ร้านที่ยังไม่ส่งยอด {every.fair_event}",
        f"ยอดขายวันที่ {format_date(every.day)}",
        f"ข้อมูล ณ {format_datetime(made_at)}",
    ]
    return workbook_bytes([Table("ยังไม่ส่งยอด", _COLUMNS, [_line(row) for row in rows], titles)])


def chase_csv(rows: Iterable[ChaseRow]) -> bytes:
    return csv_bytes([column.title for column in _COLUMNS], (_line(row) for row in rows))


def _line(row: ChaseRow) -> list:
    booth = row.allocation.booth
    return [
        booth.zone.code,
        f"{booth.code} {row.share_text}".strip(),
        row.vendor.name_th,
        row.vendor.contact_name,
        ", ".join(format_phone(line.number) for line in row.vendor.phones.all()),
        STATES[row.state],
        " / ".join(map(_call, row.calls)),
        None,
        None,
    ]


def _call(call: ChaseCall) -> str:
    at = format_time(timezone.localtime(call.noted_at))
    return f"{at} {call.get_heard_display()} ({call.noted_by})"
