"""Vendors tell what became of their orders; officers say when they are asked."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import hold_fair, lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.history.words import label_of
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from sales.models import FollowUpRound, FollowUpSource, OrderFollowUp
from sales.models.follow_ups import LONGEST_DAYS, MOST_MONTHS, SHORTEST_DAYS
from sales.reports.follow_ups import Case, case_of, months_of
from vendors.models import Vendor
from vendors.notifications import tell_vendor
from vendors.operations.merging import move_rows

FIELDS = ("delivered_baht", "cancelled_baht", "grown_baht", "note")
BY_LINK = "ตอบจากลิงก์ในข้อความ"


@dataclass(frozen=True)
class Told:
    """What a vendor tells of its orders. Baht since the end of the fair, VAT included."""

    delivered_baht: Decimal
    cancelled_baht: Decimal
    grown_baht: Decimal
    note: str = ""


def answer_follow_up(
    case: Case, told: Told, *, source: str, by=None, seen: str | None = None
) -> OrderFollowUp:
    """Keep what became of the orders, in place of what was told before; the same again is done.

    `seen` is what the form showed. An officer writes it for the vendor also after the round's last
    day, and says in the note how it is known; a vendor whose own answer is replaced is told.
    Raises RuleBroken before the round's first day, after its last, at a cancelled fair, without
    orders and on negative amounts; StalePage when it was answered since the form was shown.
    """
    _require_amounts(told)
    with transaction.atomic():
        fair_event = hold_fair(case.fair_event, what="ไม่ต้องตอบเรื่องยอดสั่งจอง")
        # The vendor's lock makes two first answers wait for each other.
        vendor = lock(case.vendor)
        now = _require_open(fair_event, vendor, case.round.months, source)
        row, typed = now.answer, asdict(told)
        if row and is_same(answer_shown(row), typed):
            return row
        row = row or OrderFollowUp(fair_event=fair_event, vendor=vendor, months=now.round.months)
        require_seen(row, seen, now=answer_shown(now.answer), mine=typed)
        return _write(row, typed, source, by)


def _require_amounts(told: Told) -> None:
    for name in FIELDS[:3]:
        if getattr(told, name) < 0:
            raise RuleBroken("ยอดต้องไม่ติดลบ", field=name)


def _require_open(fair_event: FairEvent, vendor: Vendor, months: int, source: str) -> Case:
    now = case_of(fair_event, vendor, months)
    if now is None:
        raise RuleBroken("งานนี้ไม่ถามรอบนี้แล้ว คำตอบที่เพิ่งส่งไม่ได้บันทึก")
    by_officer = source == FollowUpSource.OFFICER
    if why := now.why_not(today_in_thailand(), by_officer=by_officer):
        raise RuleBroken(why)
    return now


def answer_shown(answer: OrderFollowUp | None) -> dict:
    """What a form shows of an answer; also of one that is not there yet."""
    return {name: getattr(answer, name, None) for name in FIELDS}


def _write(row: OrderFollowUp, typed: dict, source: str, by) -> OrderFollowUp:
    if source == FollowUpSource.OFFICER and not typed["note"]:
        raise RuleBroken("เขียนว่าได้คำตอบมาอย่างไร เช่น โทรถามเมื่อใด กับใคร", field="note")
    is_new, was_own = row.pk is None, row.source != FollowUpSource.OFFICER
    before = answer_shown(row)
    for name, value in typed.items():
        setattr(row, name, value)
    row.source, row.answered_by, row.answered_at = source, by, timezone.now()
    row.save(force_insert=is_new)
    changes = {
        label_of(OrderFollowUp, name): ["" if is_new else str(before[name]), str(typed[name])]
        for name in FIELDS
        if is_new or before[name] != typed[name]
    }
    reason = BY_LINK if source == FollowUpSource.LINK else ""
    summary = f"{'ตอบ' if is_new else 'แก้'}เรื่องยอดสั่งจอง {in_words(row)}"
    record(row, "answer", summary, by=by, reason=reason, changes=changes)
    if not is_new and was_own and source == FollowUpSource.OFFICER:
        _tell(row, by)
    return row


def in_words(row: OrderFollowUp) -> str:
    """ "ส่งมอบแล้ว 1,200 บาท ยกเลิก 0 บาท สั่งเพิ่ม 500 บาท"."""
    amounts = (row.delivered_baht, row.cancelled_baht, row.grown_baht)
    words = ("ส่งมอบแล้ว", "ยกเลิก", "สั่งเพิ่ม")
    return " ".join(
        f"{word} {format_number(amount)} บาท" for word, amount in zip(words, amounts, strict=True)
    )


def _tell(row: OrderFollowUp, by) -> None:
    """The vendor's own answer was replaced."""
    lines = [
        f"{row.fair_event.called} {row.months} เดือนหลังงาน",
        f"คำตอบใหม่: {in_words(row)}",
        f"ผู้แก้: {by}",
        f"หมายเหตุ: {row.note}",
        "ถ้าไม่ถูกต้อง เปิดหน้านี้แล้วแก้ หรือโทรหาเจ้าหน้าที่",
    ]
    link = reverse("my-order-follow-up", args=[row.fair_event.slug, row.months])
    subject = "เจ้าหน้าที่แก้คำตอบเรื่องยอดสั่งจองของร้าน"
    tell_vendor(row.vendor, subject, "\n".join(lines), kind="takings", link=link)


def set_rounds(fair_event: FairEvent, months: list[int], open_days: int, *, by) -> None:
    """Ask after these months, each for so many days; the same again is done.

    Raises RuleBroken for months outside 1–24, a round that somebody has answered and that is to
    go, and a cancelled fair.
    """
    _require_rounds(months, open_days)
    months = sorted(set(months))
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="ไม่ต้องติดตามยอดสั่งจอง")
        if months_of(fair_event) == (months, open_days):
            return
        _require_unanswered(fair_event, months)
        rows = FollowUpRound.objects.filter(fair_event=fair_event)
        rows.delete()
        FollowUpRound.objects.bulk_create(
            FollowUpRound(fair_event=fair_event, months=one, open_days=open_days) for one in months
        )
        said = ", ".join(map(str, months))
        summary = f"ติดตามยอดสั่งจองหลังงาน {said} เดือน รอบละ {open_days} วัน"
        record(fair_event, "follow_up_rounds", summary, by=by)


def _require_rounds(months: list[int], open_days: int) -> None:
    if not months:
        raise RuleBroken("บอกอย่างน้อย 1 รอบ ถ้าไม่ถามงานนี้ ปิดที่หน้าการเตือน", field="months")
    if not all(1 <= one <= MOST_MONTHS for one in months):
        raise RuleBroken(f"ถามหลังงานได้ 1 ถึง {MOST_MONTHS} เดือน", field="months")
    if not SHORTEST_DAYS <= open_days <= LONGEST_DAYS:
        raise RuleBroken(f"ให้เวลาตอบ {SHORTEST_DAYS} ถึง {LONGEST_DAYS} วัน", field="open_days")


def _require_unanswered(fair_event: FairEvent, months: list[int]) -> None:
    answers = OrderFollowUp.objects.filter(fair_event=fair_event).exclude(months__in=months)
    kept = sorted(set(answers.order_by().values_list("months", flat=True)))
    if kept:
        said = " และ ".join(map(str, kept))
        raise RuleBroken(f"รอบ {said} เดือนมีร้านตอบแล้ว จึงเอาออกไม่ได้", field="months")


def move_follow_ups(kept: Vendor, gone: Vendor) -> dict:
    """Two entries of one shop become one; their fairs are locked."""
    rounds = (
        OrderFollowUp.objects.filter(vendor=kept).order_by().values_list("fair_event", "months")
    )
    again = OrderFollowUp.objects.filter(vendor=gone).order_by("pk").select_related("fair_event")
    told = set(rounds)
    for one in again:
        if (one.fair_event_id, one.months) in told:
            raise RuleBroken(f"ทั้งสองร้านตอบเรื่องยอดสั่งจองของ{one.fair_event.called} แก้คำตอบก่อนรวม")
    return move_rows(OrderFollowUp, kept, gone)
