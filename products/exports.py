"""Spreadsheets that leave the portal: text stays text, telephones keep their 0."""

from datetime import date

from fairs.models import FairEvent, ProductCategory
from otopfair.documents.xlsx import DATE, NUMBER, Column, Table, workbook_bytes
from otopfair.thai.formatting import (
    format_date,
    format_date_official,
    format_datetime,
    format_range,
)
from otopfair.thai.phones import format_phones
from products.imports import sales as sales_import
from products.imports import vendors as vendors_import
from products.imports.findings import Findings
from products.models import BoothSale
from products.reports.figures import DailyFigures, Line
from products.reports.sentences import FairWords, category_name
from vendors.models import BoothAllocation, BoothApplication

_WIDE, _NARROW = 40, 10


def vendor_template_xlsx(fair_event: FairEvent) -> bytes:
    """The headings that the import reads, and a second sheet with how to fill them."""
    columns = [_column(kind.label) for kind in vendors_import.COLUMNS]
    help_rows = [
        ["ประเภท", "1 อาหาร 2 เครื่องดื่ม 3 ผ้า 4 ของใช้ 5 สมุนไพร เขียนเลขหรือชื่อก็ได้"],
        ["ดาว", "1 ถึง 5 เว้นว่างได้"],
        ["โทรศัพท์", "หลายเบอร์คั่นด้วย /"],
        ["บูธ", "เลขบูธของงานนี้ เช่น A01 เว้นว่างได้"],
    ]
    return workbook_bytes(
        [
            Table("รายชื่อ", columns, [], [f"รายชื่อผู้ประกอบการ {fair_event}"]),
            Table("วิธีกรอก", [Column("คอลัมน์"), Column("กรอกอย่างไร", width=60)], help_rows),
        ]
    )


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
        for one in _standing(fair_event)
    ]
    columns = [
        _column(kind.label, NUMBER if kind.key in {"sold", "ordered"} else "text")
        for kind in sales_import.COLUMNS
    ]
    titles = [f"แบบรายงานยอดจำหน่ายประจำวัน งาน {fair_event}", "ประจำวันที่ "]
    return workbook_bytes([Table("ยอดจำหน่าย", columns, rows, titles)])


def refused_rows_xlsx(file_name: str, findings: Findings) -> bytes:
    """Refusals, duplicates and warnings of an import, by row."""
    columns = [
        Column("แถว", NUMBER, _NARROW),
        Column("คอลัมน์", width=24),
        Column("ในไฟล์", width=30),
        Column("ต้องแก้อย่างไร", width=60),
        Column("รายการ", width=_WIDE),
    ]
    rows = [[one.row, one.column, one.value, one.reason, one.who] for one in findings.refusals]
    rows += [
        [one.row, "", "", f"ซ้ำกับแถว {one.of_row} ไม่นำเข้า", one.who] for one in findings.duplicates
    ]
    rows += [[one.row, "", "", one.reason, one.who] for one in findings.warnings]
    rows.sort(key=lambda row: row[0])
    return workbook_bytes([Table("ต้องแก้", columns, rows, [f"ตรวจไฟล์ {file_name}"])])


def report_xlsx(words: FairWords, figures: DailyFigures, *, made_at, reference: str) -> bytes:
    """One day's report: categories, zones, best sellers, booths that have not reported."""
    day = date.fromisoformat(figures.day)
    titles = [
        "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน",
        f"งาน {words.fair_name}",
        f"{format_date_official(day)} (วันที่ {figures.day_number} ของงาน)",
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
        .order_by("sold_on", "booth__zone__sequence", "booth__code", "pk")
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


def fair_vendors_xlsx(fair_event: FairEvent, *, made_at) -> bytes:
    """The vendors of a fair as the import reads them, with telephones: for officers only."""
    applications = (
        BoothApplication.objects.filter(fair_event=fair_event, status="confirmed")
        .select_related("vendor__province", "vendor__district")
        .prefetch_related("vendor__phones", "offered_products__product")
        .order_by("vendor__sort_key", "pk")
    )
    booths: dict[int, list[str]] = {}
    for one in _standing(fair_event):
        booths.setdefault(one.application_id, []).append(one.booth.code)
    rows = [
        _vendor_row(application, booths.get(application.pk, [])) for application in applications
    ]
    columns = [
        _column(kind.label, NUMBER if kind.key == "stars" else "text")
        for kind in vendors_import.COLUMNS
    ]
    titles = [f"รายชื่อผู้ประกอบการ {fair_event}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    if fair_event.days:
        days = format_range(fair_event.opens_on, fair_event.closes_on)
        titles.insert(1, f"ระหว่างวันที่ {days}")
    return workbook_bytes([Table("รายชื่อ", columns, rows, titles)])


def _vendor_row(application: BoothApplication, booths: list[str]) -> list:
    vendor = application.vendor
    offered = next(iter(application.offered_products.all()), None)
    return [
        vendor.name_th,
        vendor.contact_name,
        application.get_category_display(),
        offered.product.name_th if offered else "",
        offered.product.stars if offered else None,
        vendor.district.name_th if vendor.district else "",
        vendor.province.name_th,
        format_phones([phone.number for phone in vendor.phones.all()]).replace(", ", " / "),
        ", ".join(sorted(booths)),
    ]


def _standing(fair_event: FairEvent):
    return (
        BoothAllocation.objects.live()
        .filter(booth__fair_event=fair_event)
        .select_related("booth__zone", "application__vendor")
        .order_by("booth__zone__sequence", "booth__code", "place_no")
    )


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


def _column(title: str, kind: str = "text") -> Column:
    wide = title.startswith(("ชื่อ", "ประเภท", "ผลิตภัณฑ์"))
    return Column(title, kind, 34 if wide else 16)


def day_file_name(fair_event: FairEvent, day: date) -> tuple[str, str]:
    """(ASCII name, Thai name) of a day's files, without the ending."""
    ascii_name = f"report-{fair_event.reference_code}-{day:%Y%m%d}"
    return ascii_name, f"รายงานยอดจำหน่าย {fair_event} {format_date(day)}"
