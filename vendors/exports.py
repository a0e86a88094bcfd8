"""Vendors' lists as .xlsx."""

from io import BytesIO

import xlsxwriter

from fairs.models import FairEvent
from otopfair.documents.xlsx import Column, Table, workbook_bytes
from otopfair.outbox.models import Channel, Delivery
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date_short, format_datetime
from otopfair.thai.phones import format_phones
from vendors.asked import answers_of
from vendors.models import BoothApplication

PHONES = ("โทรศัพท์", 26)
APPLICATION_COLUMNS = [
    ("เลขที่", 14),
    ("ผู้สมัคร", 36),
    ("ผู้ติดต่อ", 26),
    PHONES,
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("ประเภท", 26),
    ("จำนวนบูธ", 10),
    ("ส่งเมื่อ", 16),
    ("สถานะ", 16),
]
WAITING = ("ผลที่รอประกาศ", 22)

COST_COLUMNS = [("แบบบูธ", 20), ("ค่าบูธ (บาท)", 14), ("เงินประกัน (บาท)", 16)]


def applications_workbook(
    fair_event: FairEvent,
    applications: list[BoothApplication],
    *,
    with_phones: bool,
    with_waiting: bool,
    made_at,
) -> bytes:
    """One sheet of `applications` (vendor, district, province and phones fetched already).

    Without `with_phones` there is no such column: a list that leaves the portal with a helper must
    not tell how to reach people. `with_waiting` tells what waits to be announced. Hidden names stay
    hidden here. `made_at` is the moment that the heading states. Text never becomes a formula or a
    link.
    """
    out = BytesIO()
    questions, answers = answers_of(applications)
    columns = [one for one in APPLICATION_COLUMNS if with_phones or one != PHONES]
    columns += [WAITING] if with_waiting else []
    with_costs = any(application.booth_class_id for application in applications)
    columns += [*(COST_COLUMNS if with_costs else []), *((row.text, 26) for row in questions)]
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("ใบสมัคร")
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 2, "bg_color": "#F1E9DA"})
        sheet.write_string(0, 0, f"ใบสมัคร {fair_event}", bold)
        made = f"{len(applications)} ใบ ข้อมูล ณ {format_datetime(made_at)}"
        sheet.write_string(1, 0, made)
        for column, (title, width) in enumerate(columns):
            sheet.write_string(3, column, title, head)
            sheet.set_column(column, column, width)
        for line, application in enumerate(applications, start=4):
            own = _cells(application, with_phones=with_phones)
            own += [_waiting(application)] if with_waiting else []
            own += _costs(application) if with_costs else []
            own += [answers.get((application.pk, question.pk), "") for question in questions]
            for column, value in enumerate(own):
                if isinstance(value, int):
                    sheet.write_number(line, column, value)
                else:
                    sheet.write_string(line, column, value)
        sheet.freeze_panes(4, 1)
        sheet.autofilter(3, 0, 3 + len(applications), len(columns) - 1)
    return out.getvalue()


def _costs(application: BoothApplication) -> list[str | int]:
    """The class and what was agreed; satang only where there are any."""
    fee, deposit = application.fee_baht, application.deposit_baht
    sums = ["" if one is None else format_number(one) for one in (fee, deposit)]
    return [str(application.booth_class or ""), *sums]


def _phones(application: BoothApplication) -> str:
    numbers = [phone.number for phone in application.vendor.phones.all()]
    return "" if application.hides_name else format_phones(numbers)


def _cells(application: BoothApplication, *, with_phones: bool) -> list[str | int]:
    vendor = application.vendor
    sent = application.submitted_at
    return [
        application.reference_no,
        application.applicant,
        "" if application.hides_name else vendor.contact_name,
        *([_phones(application)] if with_phones else []),
        str(vendor.district or ""),
        str(vendor.province),
        f"{application.category} {application.get_category_display()}",
        application.booths_wanted,
        format_date_short(sent) if sent else "",
        application.get_status_display(),
    ]


def _waiting(application: BoothApplication) -> str:
    waits = application.standing != application.status
    return application.standing_words if waits else ""


TOLD_COLUMNS = [
    Column("เขียนเมื่อ", width=18),
    Column("ถึง", width=34),
    Column("เรื่อง", width=40),
    Column("ข้อความ", width=60),
    Column("ช่องทาง"),
    Column("ส่งถึง", width=26),
    Column("ผล"),
    Column("เมื่อ", width=18),
    Column("อ่านเมื่อ", width=18),
    Column("เพราะอะไร หรือจดไว้", width=40),
    Column("ผู้โทร", width=24),
]


def told_workbook(deliveries: list[Delivery], *, made_at) -> bytes:
    """One sheet: who was told what, by which channel, with what result (`message` and `done_by`
    fetched already)."""
    made = f"{len(deliveries):,} รายการ ข้อมูล ณ {format_datetime(made_at)}"
    rows = [_told(delivery) for delivery in deliveries]
    title_lines = ["ข้อความถึงร้าน", made]
    return workbook_bytes([Table("ข้อความถึงร้าน", TOLD_COLUMNS, rows, title_lines)])


def _told(delivery: Delivery) -> list[str]:
    message, inbox = delivery.message, delivery.channel == Channel.INBOX
    return [
        format_datetime(message.created_at),
        message.recipient_name,
        message.subject,
        message.body,
        delivery.get_channel_display(),
        "" if inbox else delivery.address,
        delivery.state_text,
        format_datetime(delivery.sent_at) if delivery.sent_at else "",
        format_datetime(delivery.read_at) if delivery.read_at else "",
        delivery.trouble or delivery.note,
        str(delivery.done_by or ""),
    ]
