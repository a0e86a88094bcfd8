"""Applicants and vendors hear what happens to their fair."""

from fairs.acts import Consequence
from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.periods import Period
from vendors.models import LIVE_STATUSES, BoothApplication
from vendors.notifications import recipient_of, tell_applicants, to_be_called, with_recipients


def who_hears(fair_event: FairEvent, days: list | None) -> list[Consequence]:
    """How many are told, and how many of them by telephone."""
    if is_nobodys_news(fair_event, None):
        return []
    recipients = [recipient_of(row.vendor) for row in with_recipients(_concerned(fair_event))]
    if not recipients:
        return [Consequence("ยังไม่มีผู้สมัครหรือร้านที่ต้องแจ้ง")]
    by_telephone = to_be_called(recipients)
    told = Consequence(f"แจ้งผู้สมัครและร้าน {len(recipients):,} ราย")
    to_call = f"ในนี้ไม่มีบัญชี {by_telephone:,} ราย ต้องโทรบอก รายชื่อจะขึ้นที่โต๊ะงาน"
    return [told, Consequence(to_call)] if by_telephone else [told]


def tell_of_cancelling(fair_event: FairEvent, reason: str) -> None:
    if is_nobodys_news(fair_event, None):
        return
    tell_applicants(
        fair_event,
        _concerned(fair_event),
        f"ยกเลิก{fair_event.called}",
        f"{fair_event.called} {_when(fair_event.period)} ยกเลิกแล้ว\nเหตุผล: {reason}\n"
        "ไม่ต้องเดินทางมาและไม่ต้องส่งยอด ใบสมัครของร้านยังเก็บไว้",
        kind="fair_cancelled",
    )


def tell_of_resuming(fair_event: FairEvent) -> None:
    if is_nobodys_news(fair_event, None):
        return
    tell_applicants(
        fair_event,
        _concerned(fair_event),
        f"{fair_event.called} จัดตามเดิม",
        f"{fair_event.called} ที่เคยแจ้งว่ายกเลิก กลับมาจัดแล้ว {_when(fair_event.period)}\n"
        "ใบสมัครและบูธของร้านเป็นเหมือนเดิม",
        kind="fair_resumed",
    )


def tell_of_moving(fair_event: FairEvent, before: Period | None) -> None:
    if is_nobodys_news(fair_event, before):
        return
    tell_applicants(
        fair_event,
        _concerned(fair_event),
        f"{fair_event.called} ย้ายวันจัด",
        f"{fair_event.called} เดิม {_when(before)}\nย้ายเป็น {_when(fair_event.period)}\n"
        "ใบสมัครและบูธของร้านเป็นเหมือนเดิม ถ้าวันใหม่มาไม่ได้ โทรบอกเจ้าหน้าที่",
        kind="fair_moved",
    )


def _concerned(fair_event: FairEvent):
    """The applications whose vendors still count on the fair, drafts too."""
    return BoothApplication.objects.filter(fair_event=fair_event, status__in=LIVE_STATUSES)


def is_nobodys_news(fair_event: FairEvent, before: Period | None) -> bool:
    """A draft is not announced yet; dates of a fair long past are only put right."""
    known = [period for period in (before, fair_event.period) if period]
    is_over = bool(known) and all(period.last < today_in_thailand() for period in known)
    return is_over or fair_event.is_hidden


def _when(period: Period | None) -> str:
    return f"วันที่ {period}" if period and not period.is_month else str(period or "ยังไม่กำหนดวัน")
