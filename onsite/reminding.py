"""Vendors are asked on a fair's last afternoon to answer its survey."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import QuerySet

from fairs.models import DatePrecision, FairEvent
from onsite.reports.surveys import survey_link, yet_to_answer
from otopfair.thai.calendar import THAILAND
from vendors.due import end_of
from vendors.models import LeadUnit
from vendors.reminding import OF_A_STAND, Occasion, ReminderKind, add_reminder_kind

ASKED_AT = time(15)
USUAL = {
    "lead": 0,
    "lead_unit": LeadUnit.HOURS,
    "send_from": time(9),
    "send_until": time(20),
    "subject": "ขอความเห็นของร้านต่องาน {งาน}",
    "body": "ถึง {ชื่อร้าน}\nตอบแบบสอบถามสั้น ๆ จากลิงก์นี้ เจ้าหน้าที่เห็นผลรวม ไม่เห็นว่าร้านใดตอบอะไร"
    "\nสอบถาม {โทรศัพท์}",
}


def _survey(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """While the survey of vendors is open; until the last day ends."""
    if fair_event.date_precision != DatePrecision.DAY:
        return
    due_at = datetime.combine(fair_event.closes_on, ASKED_AT, THAILAND)
    for row in yet_to_answer(applications, fair_event):
        link = survey_link(row.vendor_id, fair_event)
        yield Occasion(row, due_at, end_of(fair_event.closes_on), link=link)


def add_own_kinds() -> None:
    label = "แบบสอบถามของร้าน บ่ายวันสุดท้ายของงาน"
    add_reminder_kind(ReminderKind("survey", label, 70, OF_A_STAND, _survey, USUAL))
