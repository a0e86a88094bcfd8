"""The evening's reminder: booths that have sent no takings when the fair closes for the day."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import QuerySet
from django.urls import reverse

from fairs.models import FairEvent
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_deadline
from sales.models import DailyReport
from sales.takings import yet_to_report
from vendors.due import end_of
from vendors.models import LeadUnit
from vendors.reminding import OF_A_STAND, Occasion, ReminderKind, add_reminder_kind

USUAL = {
    "lead": 0,
    "lead_unit": LeadUnit.HOURS,
    "send_from": time(17),
    "send_until": time(22),
    "subject": "ยังไม่มียอดขายวันนี้ของบูธ {บูธ}",
    "body": "ถึง {ชื่อร้าน}\nส่งยอดขายวันนี้ของงาน {งาน} {กำหนด} ถ้าขายไม่ได้ ส่ง 0 บาท\nสอบถาม {โทรศัพท์}",
}


def _takings(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """From the hour of closing until midnight, while the day's report is open."""
    today = today_in_thailand()
    hours = fair_event.hours_on(today) if fair_event.day_number(today) else None
    if hours is None or _is_closed(fair_event, today):
        return
    until = end_of(today)
    link = reverse("my-sales-day", args=[fair_event.slug, today.isoformat()])
    facts = {"กำหนด": format_deadline(until)}
    due_at = datetime.combine(today, hours[1], THAILAND)
    for row in yet_to_report(applications, fair_event):
        yield Occasion(row, due_at, until, link=link, facts=facts)


def _is_closed(fair_event: FairEvent, day) -> bool:
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    return reports.filter(closed_at__isnull=False).exists()


def add_own_kinds() -> None:
    label = "ยอดขายประจำวัน เมื่องานปิดแต่ละวัน"
    add_reminder_kind(ReminderKind("takings", label, 60, OF_A_STAND, _takings, USUAL))
