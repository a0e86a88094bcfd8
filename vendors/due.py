"""What is due for an application, and by when: one answer for every page of its vendor."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_datetime, format_deadline, no_break
from vendors.models import ApplicationStatus, BoothApplication

Status = ApplicationStatus
NOTHING_TO_DO = "ตอนนี้ไม่ต้องทำอะไรเพิ่ม"


@dataclass(frozen=True)
class Due:
    """What the vendor has to do: "send", "correct", "confirm", or "" for nothing.

    `missed` is what was to be done and can be done no more; only a call helps then.
    """

    act: str = ""
    until: date | datetime | None = None
    missed: str = ""
    sentence: str = NOTHING_TO_DO

    @property
    def by_when(self) -> str:
        return no_break(format_deadline(self.until)) if self.until else "โดยเร็ว"


ASKED = {
    Status.RETURNED: ("correct", "แก้แล้วส่งใบสมัครอีกครั้ง", "แก้"),
    Status.SELECTED: ("confirm", "กดยืนยันเข้าร่วมงาน", "ยืนยัน"),
}


def due_of(application: BoothApplication) -> Due:
    """What is due now. Reads the fair, its calls, and nothing else of the database."""
    if application.fair_event.is_cancelled:
        return Due(sentence="งานนี้ยกเลิกแล้ว ไม่ต้องทำอะไรเพิ่ม")
    status = Status(application.status)
    if status == Status.DRAFT:
        return _draft(application)
    if status not in ASKED:
        return Due()
    act, words, short = ASKED[status]
    until = application.answer_by
    if until and status == Status.SELECTED:
        until = end_of(until)
    if until and is_past(until):
        told = no_break(format_deadline(until)).removeprefix("ภายใน")
        return Due(missed=act, until=until, sentence=f"เลยกำหนด{short}แล้ว ({told}) โทรหาเจ้าหน้าที่")
    due = Due(act, until)
    return Due(act, until, sentence=f"{words}{due.by_when}")


def end_of(day: date) -> datetime:
    """The last moment of a day in Thailand: until then a place that is offered is confirmed."""
    return datetime.combine(day, time(23, 59, 59), THAILAND)


def is_past(until: date | datetime) -> bool:
    """Whether a day is over, or a moment gone by."""
    if isinstance(until, datetime):
        return until <= timezone.now()
    return until < today_in_thailand()


def _draft(application: BoothApplication) -> Due:
    """A draft may be sent while a call is open, or until its code for late entry ends."""
    call = application.fair_event.accepting_call()
    until = call.closes_at if call else application.late_until
    if until and not is_past(until):
        return Due("send", until, sentence=f"กรอกต่อแล้วส่ง{no_break(format_deadline(until))}")
    shown = application.fair_event.call_to_show()
    if shown and not is_past(shown.opens_at):
        return Due(sentence=f"ส่งได้เมื่อเปิดรับสมัคร {no_break(format_datetime(shown.opens_at))}")
    closed = f"แล้วเมื่อ {no_break(format_datetime(shown.closes_at))}" if shown else "แล้ว"
    sentence = f"ปิดรับสมัคร{closed} ร่างนี้ส่งไม่ได้ ถ้ายังต้องการสมัคร โทรหาเจ้าหน้าที่"
    return Due(missed="send", until=shown.closes_at if shown else None, sentence=sentence)
