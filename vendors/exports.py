"""Vendors' lists as .xlsx."""

from io import BytesIO

import xlsxwriter

from fairs.models import FairEvent
from otopfair.thai.formatting import format_date_short, format_datetime
from otopfair.thai.phones import format_phones
from vendors.models import BoothApplication

APPLICATION_COLUMNS = [
    ("เลขที่", 14),
    ("ผู้สมัคร", 36),
    ("ผู้ติดต่อ", 26),
    ("โทรศัพท์", 26),
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("ประเภท", 26),
    ("จำนวนบูธ", 10),
    ("ส่งเมื่อ", 16),
    ("สถานะ", 16),
]


def applications_workbook(
    fair_event: FairEvent, applications: list[BoothApplication], *, made_at
) -> bytes:
    """One sheet of `applications` (vendor, district, province and phones fetched already).

    `made_at` is the moment that the heading states. Text never becomes a formula or a link.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("ใบสมัคร")
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 2, "bg_color": "#F1E9DA"})
        sheet.write_string(0, 0, f"ใบสมัคร {fair_event}", bold)
        made = f"{len(applications)} ใบ ข้อมูล ณ {format_datetime(made_at)}"
        sheet.write_string(1, 0, made)
        for column, (title, width) in enumerate(APPLICATION_COLUMNS):
            sheet.write_string(3, column, title, head)
            sheet.set_column(column, column, width)
        for line, application in enumerate(applications, start=4):
            for column, value in enumerate(_cells(application)):
                if isinstance(value, int):
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, value)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, 3 + len(applications), len(APPLICATION_COLUMNS) - 1)
    return out.getvalue()


def _cells(application: BoothApplication) -> list[str | int]:
    vendor = application.vendor
    sent = application.submitted_at
    return [
        application.reference_no or "",
        vendor.name_th,
        vendor.contact_name,
        format_phones([phone.number for phone in vendor.phones.all()]),
        str(vendor.district or ""),
        str(vendor.province),
        f"{application.category} {application.get_category_display()}",
        application.booths_wanted,
        format_date_short(sent) if sent else "",
        application.get_status_display(),
    ]
