"""The arrival list as a spreadsheet."""

from django.utils import timezone

from onsite.arrivals import STATES, ArrivalRow, DayList
from otopfair.documents.xlsx import Column, Table, workbook_bytes
from otopfair.thai.formatting import format_date, format_datetime, format_time
from otopfair.thai.phones import format_phone

_COLUMNS = [
    Column("โซน", width=10),
    Column("บูธ", width=10),
    Column("กลุ่ม/ร้าน", width=40),
    Column("สถานะ", width=12),
    Column("มาเมื่อ", width=12),
    Column("ผู้บันทึก", width=24),
    Column("โทรแล้วได้ความว่า", width=44),
]


def arrivals_workbook(
    every: DayList, rows: list[ArrivalRow], *, with_phones: bool, made_at
) -> bytes:
    """`rows` of a day, one a line; telephones stand in it only for whoever may have them."""
    columns = [*_COLUMNS, Column("โทร", width=30)] if with_phones else _COLUMNS
    titles = [
        f"ร้านมาถึง {every.fair_event}",
        f"วันที่ {format_date(every.day)}",
        f"ข้อมูล ณ {format_datetime(made_at)}",
    ]
    lines = [_line(row) + ([_phones(row)] if with_phones else []) for row in rows]
    return workbook_bytes([Table("ร้านมาถึง", columns, lines, titles)])


def _line(row: ArrivalRow) -> list[str]:
    noted = row.arrival or row.absence
    booth = row.allocation.booth
    return [
        booth.zone.code,
        f"{booth.code} {row.share_text}".strip(),
        row.allocation.application.vendor.name_th,
        STATES[row.state],
        format_time(timezone.localtime(row.arrival.came_at)) if row.arrival else "",
        str(noted.noted_by) if noted else "",
        " / ".join(note.text for note in row.notes),
    ]


def _phones(row: ArrivalRow) -> str:
    phones = row.allocation.application.vendor.phones.all()
    return ", ".join(format_phone(line.number) for line in phones)
