"""Spreadsheets that leave the portal: text stays text, telephones keep their 0."""

from fairs.models import FairEvent
from fairs.models.categories import numbered_names
from otopfair.documents.xlsx import NUMBER, Column, Table, column_for, workbook_bytes
from otopfair.thai.formatting import format_datetime
from otopfair.thai.phones import format_phones
from otopfair.thai.sorting import thai_sort_key
from products.imports import vendor_rows as vendors_import
from products.imports.findings import Findings
from vendors.models import BoothAllocation, BoothApplication

_WIDE, _NARROW = 40, 10


def vendor_template_xlsx(fair_event: FairEvent) -> bytes:
    """The headings that the import reads, and a second sheet with how to fill them."""
    columns = [column_for(kind.label) for kind in vendors_import.COLUMNS]
    help_rows = [
        ["ประเภท", f"{numbered_names()} เขียนเลขหรือชื่อก็ได้"],
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


def refused_rows_xlsx(file_name: str, findings: Findings) -> bytes:
    """Refusals, duplicates and warnings of an import, by row."""
    table = findings.table
    columns = [
        Column("แผ่นงาน", width=_WIDE),
        Column("แถว", NUMBER, _NARROW),
        Column("คอลัมน์", width=24),
        Column("ในไฟล์", width=30),
        Column("ต้องแก้อย่างไร", width=60),
        Column("รายการ", width=_WIDE),
    ]
    rows = [[one.row, one.column, one.value, one.reason, one.who] for one in findings.refusals]
    rows += [
        [one.row, "", "", f"ซ้ำกับ{table.place(one.of_row)} ไม่นำเข้า", one.who]
        for one in findings.duplicates
    ]
    rows += [[one.row, "", "", one.reason, one.who] for one in findings.warnings]
    rows.sort(key=lambda row: row[0])
    rows = [
        [table.part_of(row[0]).name, table.part_of(row[0]).local(row[0]), *row[1:]] for row in rows
    ]
    return workbook_bytes([Table("ต้องแก้", columns, rows, [f"ตรวจไฟล์ {file_name}"])])


def fair_vendors_xlsx(fair_event: FairEvent, *, made_at) -> bytes:
    """The vendors of a fair as the import reads them, with telephones: for officers only."""
    applications = (
        BoothApplication.objects.filter(fair_event=fair_event, status="confirmed")
        .select_related("vendor__province", "vendor__district")
        .prefetch_related("vendor__phones", "offered_products__product")
        .order_by("vendor__sort_key", "pk")
    )
    booths: dict[int, list[str]] = {}
    for one in BoothAllocation.objects.in_booth_order(fair_event):
        booths.setdefault(one.application_id, []).append(one.booth.code)
    rows = [
        _vendor_row(application, booths.get(application.pk, [])) for application in applications
    ]
    columns = [
        column_for(kind.label, NUMBER if kind.key == "stars" else "text")
        for kind in vendors_import.COLUMNS
    ]
    titles = [f"รายชื่อผู้ประกอบการ {fair_event}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    if fair_event.days:
        titles.insert(1, fair_event.period.held)
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
        ", ".join(sorted(booths, key=thai_sort_key)),
    ]
