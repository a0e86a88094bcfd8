"""Spreadsheets of takings and reports: text stays text, amounts are numbers."""

from datetime import date

from fairs.models import FairEvent
from otopfair.documents.xlsx import DATE, NUMBER, Column, Table, column_for, workbook_bytes
from otopfair.thai.calendar import now_in_thailand
from otopfair.thai.formatting import format_date, format_datetime
from sales.imports.days import BY_ROW
from sales.imports.takings import COLUMNS, TOTAL
from sales.reports.comparison import Comparison, EditionDay
from vendors.models import BoothAllocation

_WIDE, _NARROW = 40, 10


def sales_template_xlsx(fair_event: FairEvent) -> bytes:
    """A sales sheet with everybody who stands at the fair; only the day and amounts are missing."""
    rows = [
        [
            one.booth.code,
            one.application.vendor.name_th,
            one.application.get_category_display(),
            None,
            None,
            "",
        ]
        for one in BoothAllocation.objects.in_booth_order(fair_event)
    ]
    columns = [
        column_for(kind.label, NUMBER if kind.key in {"sold", "ordered"} else "text")
        for kind in COLUMNS
        if kind.key not in {BY_ROW, TOTAL}
    ]
    titles = [f"แบบรายงานยอดจำหน่ายประจำวัน {fair_event.called}", "ประจำวันที่ "]
    return workbook_bytes([Table("ยอดจำหน่าย", columns, rows, titles)])


def comparison_book(comparison: Comparison) -> bytes:
    """Two editions by day number; what nobody has a figure of is an empty cell, never 0."""
    now, before = comparison.names
    columns = [Column("วันที่ของงาน", NUMBER, _NARROW)]
    for name in (now, before):
        columns += [
            Column(f"วันที่ {name}", DATE),
            Column(f"จำนวนบูธ {name}", NUMBER, _NARROW),
            Column(f"จำนวนร้าน {name}", NUMBER, _NARROW),
            Column(f"จำหน่าย {name} (บาท)", NUMBER),
            Column(f"สั่งจอง {name} (บาท)", NUMBER),
            Column(f"รวม {name} (บาท)", NUMBER),
        ]
    columns.append(Column("ต่างกัน (บาท)", NUMBER))
    rows = [
        [one.number, *_edition_cells(one.now), *_edition_cells(one.before), one.change]
        for one in comparison.days
    ]
    titles = [
        f"เทียบ {comparison.fair_event} กับ {comparison.before}",
        f"ข้อมูล ณ {format_datetime(now_in_thailand())}",
    ]
    return workbook_bytes([Table("เทียบรายวัน", columns, rows, titles)])


def _edition_cells(day: EditionDay | None) -> list:
    if day is None:
        return [None] * 6
    return [day.day, day.booths, day.vendors, day.sold, day.ordered, day.total]


def day_file_name(fair_event: FairEvent, day: date) -> tuple[str, str]:
    """(ASCII name, Thai name) of a day's files, without the ending."""
    ascii_name = f"report-{fair_event.reference_code}-{day:%Y%m%d}"
    return ascii_name, f"รายงานยอดจำหน่าย {fair_event} {format_date(day)}"
