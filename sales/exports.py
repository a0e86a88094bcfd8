"""Spreadsheets of takings and reports: text stays text, amounts are numbers."""

from datetime import date

from fairs.models import FairEvent, ProductCategory
from otopfair.documents.xlsx import DATE, NUMBER, Column, Table, column_for, workbook_bytes
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date, format_date_official, format_datetime
from sales.imports.takings import COLUMNS
from sales.models import BoothSale
from sales.reports.figures import DailyFigures, Line
from sales.reports.sentences import FairWords, category_name
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
    ]
    titles = [f"แบบรายงานยอดจำหน่ายประจำวัน {fair_event.called}", "ประจำวันที่ "]
    return workbook_bytes([Table("ยอดจำหน่าย", columns, rows, titles)])


def report_xlsx(words: FairWords, figures: DailyFigures, *, made_at, reference: str) -> bytes:
    """One day's report: categories, zones, best sellers, booths that have not reported."""
    day = date.fromisoformat(figures.day)
    titles = [
        "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน",
        fair_called(words.fair_name),
        f"{format_date_official(day)} ({figures.place_in_fair})",
        f"ข้อมูล ณ {format_datetime(made_at)} {reference}".strip(),
    ]
    tables = [
        _lines_table("ประเภท", figures.categories, figures.grand, titles),
        _lines_table("โซน", [zone.line for zone in figures.zones], figures.grand, titles),
        Table(
            "อันดับ",
            [
                Column("อันดับ", NUMBER, _NARROW),
                Column("กลุ่ม/ร้าน", width=_WIDE),
                Column("บูธ", width=_NARROW),
                Column("รวม (บาท)", NUMBER),
            ],
            [[one.place, one.name, one.booth, one.total] for one in figures.ranking],
            titles,
        ),
        Table(
            "ยังไม่ส่งยอด",
            [Column("บูธ", width=_NARROW), Column("กลุ่ม/ร้าน", width=_WIDE)],
            [[one.booth, one.vendor] for one in figures.missing],
            titles,
        ),
    ]
    return workbook_bytes(tables)


def fair_sales_xlsx(fair_event: FairEvent, *, made_at) -> bytes:
    """Every figure of every day of a fair, one row a booth and day."""
    sales = (
        BoothSale.objects.filter(fair_event=fair_event)
        .select_related("booth__zone", "vendor__province", "reported_by")
        .order_by("sold_on", "booth__zone__sequence", "booth__sort_key", "pk")
    )
    columns = [
        Column("วันที่ขาย", DATE, 22),
        Column("บูธ", width=_NARROW),
        Column("โซน", width=24),
        Column("กลุ่ม/ร้าน", width=_WIDE),
        Column("จังหวัด"),
        Column("ประเภท", width=30),
        Column("ยอดจำหน่าย (บาท)", NUMBER),
        Column("ยอดสั่งจอง (บาท)", NUMBER),
        Column("รวม (บาท)", NUMBER),
        Column("ที่มา"),
        Column("ผู้ส่งยอด", width=24),
        Column("ตรวจแล้ว", width=_NARROW),
    ]
    rows = [
        [
            sale.sold_on,
            sale.booth.code,
            sale.booth.zone.name_th,
            sale.vendor.name_th,
            sale.vendor.province.name_th,
            sale.get_category_display(),
            sale.sold_baht,
            sale.ordered_baht,
            sale.total_baht,
            sale.get_source_display(),
            str(sale.reported_by),
            "ตรวจแล้ว" if sale.checked_at else "",
        ]
        for sale in sales
    ]
    titles = [f"ยอดจำหน่าย {fair_event}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    total = ["รวม", "", "", "", "", "", *(sum(row[index] for row in rows) for index in (6, 7, 8))]
    return workbook_bytes([Table("ยอดจำหน่าย", columns, rows, titles, [*total, "", "", ""])])


def _lines_table(name: str, lines: list[Line], grand: Line, titles: list[str]) -> Table:
    columns = [
        Column(name, width=_WIDE),
        Column("จำนวนบูธ", NUMBER, _NARROW),
        Column("ยอดจำหน่าย (บาท)", NUMBER),
        Column("ยอดสั่งจอง (บาท)", NUMBER),
        Column("รวมทั้งสิ้น (บาท)", NUMBER),
    ]
    rows = [
        [
            category_name(line) if line.category in ProductCategory.values else line.label,
            line.units,
            line.sold,
            line.ordered,
            line.total,
        ]
        for line in lines
    ]
    total = ["รวมทั้งสิ้น", grand.units, grand.sold, grand.ordered, grand.total]
    return Table(name, columns, rows, titles, total)


def day_file_name(fair_event: FairEvent, day: date) -> tuple[str, str]:
    """(ASCII name, Thai name) of a day's files, without the ending."""
    ascii_name = f"report-{fair_event.reference_code}-{day:%Y%m%d}"
    return ascii_name, f"รายงานยอดจำหน่าย {fair_event} {format_date(day)}"
