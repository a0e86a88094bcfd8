"""Vendors are reminded of what they have to pay: before its day, on it, and when it is late."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from fairs.models import FairEvent
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import THAILAND
from vendors.due import end_of
from vendors.ledger import accounts_of
from vendors.models import ApplicationStatus, BoothApplication, LeadUnit
from vendors.models.slips import slip_waits
from vendors.reminding import OF_A_SENT_ONE, Occasion, ReminderKind, add_reminder_kind

DAY = timedelta(days=1)
MORNING = time(8)
LATE_FOR = timedelta(days=30)
OF_MONEY = (*OF_A_SENT_ONE, "ยอดชำระ")


def _before(application: BoothApplication) -> dict:
    """Until the day itself, which has a reminder of its own."""
    until = application.pay_until
    return {
        "due_at": end_of(until),
        "until": end_of(until - DAY),
        "since": application.confirmed_at,
    }


def _on_the_day(application: BoothApplication) -> dict:
    until = application.pay_until
    return {"due_at": datetime.combine(until, MORNING, THAILAND), "until": end_of(until)}


def _late(application: BoothApplication) -> dict:
    morning = datetime.combine(application.pay_until + DAY, MORNING, THAILAND)
    return {"due_at": morning, "until": morning + LATE_FOR}


def _who_owes(moments: Callable[[BoothApplication], dict]):
    """Whoever has something to pay by a day; `moments` are those of the reminder.

    Not whoever has sent a slip that nobody has looked at: that turn is the officers'.
    """

    def occasions(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
        asked = applications.filter(
            ~slip_waits(), status=ApplicationStatus.CONFIRMED, pay_until__isnull=False
        )
        for account in accounts_of(asked):
            if account.open:
                facts = {"ยอดชำระ": format_baht(account.open), "กำหนด": account.by_when}
                row = account.application
                yield Occasion(row, **moments(row), facts=facts)

    return occasions


def add_payment_kinds() -> None:
    days = {"lead_unit": LeadUnit.DAYS}
    for kind in (
        ReminderKind(
            "payment",
            "ค่าบูธและเงินประกัน ก่อนถึงกำหนดชำระ",
            32,
            OF_MONEY,
            _who_owes(_before),
            {
                **days,
                "lead": 3,
                "subject": "ใบสมัคร {เลขที่} ชำระ {ยอดชำระ} {กำหนด}",
                "body": "ถึง {ชื่อร้าน}\nยอดรอชำระของงาน {งาน} คือ {ยอดชำระ} ชำระ{กำหนด}"
                "\nวิธีชำระอยู่ในหน้าใบสมัคร ถ้าเพิ่งชำระ ไม่ต้องทำอะไร สอบถาม {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "payment-day",
            "ค่าบูธและเงินประกัน วันครบกำหนดชำระ",
            33,
            OF_MONEY,
            _who_owes(_on_the_day),
            {
                **days,
                "lead": 0,
                "subject": "ใบสมัคร {เลขที่} วันนี้ครบกำหนดชำระ {ยอดชำระ}",
                "body": "ถึง {ชื่อร้าน}\nวันนี้เป็นวันสุดท้ายที่ชำระเงินของงาน {งาน} ยอด {ยอดชำระ}"
                "\nถ้าชำระไม่ทัน โทรหาเจ้าหน้าที่ก่อนหมดวัน {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "payment-late",
            "ค่าบูธและเงินประกัน เลยกำหนดชำระ",
            34,
            OF_MONEY,
            _who_owes(_late),
            {
                **days,
                "lead": 0,
                "subject": "ใบสมัคร {เลขที่} เลยกำหนดชำระ {ยอดชำระ} แล้ว",
                "body": "ถึง {ชื่อร้าน}\nยังไม่พบเงินของงาน {งาน} ยอด {ยอดชำระ} ซึ่งต้องชำระ{กำหนด}"
                "\nชำระแล้วหรือชำระไม่ได้ โทรหาเจ้าหน้าที่ {โทรศัพท์} มิฉะนั้นที่ของคุณอาจไปที่รายอื่น",
            },
        ),
    ):
        add_reminder_kind(kind)
