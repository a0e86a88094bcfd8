"""The evening's reminder of takings; and months after a fair, what became of its orders."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import Min, QuerySet

from fairs.models import FairEvent
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_deadline
from sales.models import DailyReport
from sales.reports.follow_ups import fairs_asked_at, rounds_of, yet_to_tell
from sales.signed_links import orders_link, takings_link
from sales.takings import yet_to_report
from vendors.due import end_of
from vendors.models import BoothApplication, LeadUnit
from vendors.reminding import (
    OF_A_SENT_ONE,
    OF_A_STAND,
    Occasion,
    ReminderKind,
    add_reminder_kind,
)

USUAL = {
    "lead": 0,
    "lead_unit": LeadUnit.HOURS,
    "send_from": time(17),
    "send_until": time(22),
    "subject": "ยังไม่มียอดขายวันนี้ของบูธ {บูธ}",
    "body": "ถึง {ชื่อร้าน}\nส่งยอดขายวันนี้ของงาน {งาน} {กำหนด} ถ้าขายไม่ได้ ส่ง 0 บาท\nสอบถาม {โทรศัพท์}",
}

ASKED_AT = time(9)
USUAL_OF_ORDERS = {
    "lead": 0,
    "lead_unit": LeadUnit.DAYS,
    "send_from": time(9),
    "send_until": time(18),
    "subject": "ยอดสั่งจองจากงาน {งาน} ส่งมอบไปแล้วเท่าไร",
    "body": "ถึง {ชื่อร้าน}\nตอบสั้น ๆ จากลิงก์นี้ว่า ยอดที่ลูกค้าสั่งจองในงาน ส่งมอบแล้วกี่บาท ยกเลิกกี่บาท"
    " และมีสั่งเพิ่มหลังงานกี่บาท ตอบ{กำหนด} ไม่มีให้ใส่ 0\nสอบถาม {โทรศัพท์}",
}


def _takings(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """From the hour of closing until midnight, while the day's report is open."""
    today = today_in_thailand()
    hours = fair_event.hours_on(today) if fair_event.day_number(today) else None
    if hours is None or _is_closed(fair_event, today):
        return
    until = end_of(today)
    facts = {"กำหนด": format_deadline(until)}
    due_at = datetime.combine(today, hours[1], THAILAND)
    for row in yet_to_report(applications, fair_event):
        link = takings_link(row.vendor_id, fair_event, today)
        yield Occasion(row, due_at, until, link=link, facts=facts)


def _is_closed(fair_event: FairEvent, day) -> bool:
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    return reports.filter(closed_at__isnull=False).exists()


def _orders(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """Each round from its first morning until its last day, for who has orders and no answer."""
    today = today_in_thailand()
    for one in rounds_of(fair_event):
        if not one.is_open(today):
            continue
        due_at = datetime.combine(one.opens_on, ASKED_AT, THAILAND)
        until = end_of(one.closes_on)
        facts = {"กำหนด": format_deadline(until)}
        for row in _one_of_each(fair_event, applications, yet_to_tell(fair_event, one.months)):
            link = orders_link(row.vendor_id, fair_event, one.months)
            yield Occasion(row, due_at, until, link=link, facts=facts)


def _one_of_each(fair_event: FairEvent, applications: QuerySet, vendors: set[int]) -> QuerySet:
    """Of `applications` the first of each vendor that had a booth: one letter, not two."""
    stood = BoothApplication.objects.filter(
        fair_event=fair_event, vendor__in=vendors, allocations__isnull=False
    )
    first = stood.order_by().values("vendor").annotate(first=Min("pk")).values("first")
    return applications.filter(pk__in=first).select_related("vendor")


def add_own_kinds() -> None:
    label = "ยอดขายประจำวัน เมื่องานปิดแต่ละวัน"
    more = ("staff:chase-rule", "เวลาแจ้งเจ้าหน้าที่ว่าร้านใดยังไม่ส่ง")
    add_reminder_kind(ReminderKind("takings", label, 60, OF_A_STAND, _takings, USUAL, more=more))
    label = "ยอดสั่งจอง หลังงานจบ"
    add_reminder_kind(
        ReminderKind(
            "orders", label, 80, OF_A_SENT_ONE, _orders, USUAL_OF_ORDERS, fairs=fairs_asked_at
        )
    )
