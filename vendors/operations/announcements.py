"""One announcement of a round: prepared, approved by a second officer, done at its time.

What it does at its time is one short transaction for each application, each with its letter. A
worker that dies goes on where it was: what is told is told, and the list is published last.
"""

import logging
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from fairs.models import FairState, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import StalePage, seen_of, who_changed
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_datetime
from vendors.due import end_of
from vendors.letters import Letters
from vendors.models import Announcement, BoothApplication, Decision
from vendors.operations.announcing import announce_decisions
from vendors.operations.offers import day_to_answer
from vendors.operations.reserves import close_ranks
from vendors.operations.rules import require_seen
from vendors.published import list_of
from vendors.second_hand import lone_office_in
from vendors.waiting import with_decision

logger = logging.getLogger(__name__)
NOTHING_ANNOUNCED = "จึงประกาศผลไม่ได้"


def prepare_announcement(
    call: VendorCall,
    items: list[tuple[int, int | None]],
    *,
    applies_at: datetime | None,
    answer_by: date,
    form_key: UUID,
    by,
    **words: str,
) -> Announcement:
    """Gather the decisions of `items` (application, version that was seen) for one announcement.

    `applies_at` None is as soon as it is approved; `words` are opening, signer_name and
    signer_position. The same form again is the first. Raises RuleBroken when the round has an
    announcement under way, nothing is chosen, a day is over, or a letter is too long to be sent.
    """
    with transaction.atomic():
        hold_fair(call.fair_event, what=NOTHING_ANNOUNCED)
        call = lock(call)
        if repeated := Announcement.objects.filter(prepared_by=by, form_key=form_key).first():
            return repeated
        now = timezone.now()
        _require_preparable(call, items, applies_at or now, answer_by)
        close_ranks(call)
        last = call.announcements.aggregate(last=Max("number"))["last"] or 0
        announcement = Announcement.objects.create(
            call=call,
            number=last + 1,
            applies_at=applies_at or now,
            answer_by=answer_by,
            prepared_by=by,
            form_key=form_key,
            **words,
        )
        for key, version in items:
            _take_in(announcement, key, version)
        _require_sendable(announcement)
        when = format_datetime(announcement.applies_at)
        summary = f"เตรียมประกาศผล {len(items)} ใบ เวลา {when}"
        record(announcement, "prepare", summary, by=by)
    return announcement


def _require_preparable(call: VendorCall, items, applies_at: datetime, answer_by: date) -> None:
    if call.announcements.open().exists():
        raise RuleBroken("รอบนี้มีประกาศที่เตรียมไว้แล้ว อนุมัติหรือยกเลิกฉบับนั้นก่อน")
    if not items:
        raise RuleBroken("ยังไม่ได้เลือกใบสมัครที่จะประกาศ")
    if answer_by < today_in_thailand():
        raise RuleBroken("วันที่ให้ยืนยันต้องไม่ใช่วันที่ผ่านมาแล้ว", field="answer_by")
    if answer_by < timezone.localdate(applies_at):
        raise RuleBroken("วันที่ให้ยืนยันต้องไม่มาก่อนเวลาที่ประกาศ", field="answer_by")


def _take_in(announcement: Announcement, application_id: int, version: int | None) -> None:
    application = lock(BoothApplication(pk=application_id))
    if application.call_id != announcement.call_id:
        raise RuleBroken(f"{application.reference_no} เป็นของรอบอื่น")
    require_seen(application, version)
    if not application.decisions.pending().update(announcement=announcement):
        raise RuleBroken(f"{application.reference_no} ไม่มีผลที่รอประกาศแล้ว โหลดหน้าใหม่")


def _require_sendable(announcement: Announcement) -> None:
    """Before anything goes out: no letter is longer than a message can be."""
    rows = BoothApplication.objects.filter(pk__in=_waiting(announcement))
    letters = Letters(announcement.call)
    letters.require_sendable(with_decision(rows), end_of(announcement.answer_by))


def seen_by_approver(announcement: Announcement) -> str:
    """The fingerprint of all that is approved: who is told what, when, and in which words."""
    decisions = announcement.decisions.pending().order_by("pk")
    own = decisions.values_list("pk", "own_subject", "own_body")
    letters = Letters(announcement.call)
    shown = {
        "own": [str(row) for row in own],
        "letters": sorted(map(str, letters.own.items())),
        "numbers": sorted(letters.numbers.items()),
        "applies_at": announcement.applies_at,
        "answer_by": announcement.answer_by,
        "opening": announcement.opening,
    }
    return seen_of(shown)


def approve_announcement(
    announcement: Announcement, *, by, seen: str | None = None
) -> Announcement:
    """The second officer approves; from its time on the worker tells all. Twice is once.

    Raises RuleBroken when it is approved by who prepared it and the office has others; StalePage
    when what it says has changed since the page was shown.
    """
    with transaction.atomic():
        announcement = _hold(announcement)
        if announcement.approved_by_id == by.pk and announcement.is_open:
            return announcement
        _require_open(announcement, unapproved=True)
        if seen not in (None, now_seen := seen_by_approver(announcement)):
            raise StalePage(f"{who_changed(announcement)} ตรวจแล้วกดอีกครั้ง", seen_now=now_seen)
        _require_sendable(announcement)
        announcement.alone_because = _why_alone(announcement, by)
        announcement.approved_by, announcement.approved_at = by, timezone.now()
        announcement.save()
        summary = f"อนุมัติ{announcement} เวลา {format_datetime(announcement.applies_at)}"
        record(announcement, "approve", summary, by=by, reason=announcement.alone_because)
    return announcement


def _why_alone(announcement: Announcement, by) -> str:
    if by.pk != announcement.prepared_by_id:
        return ""
    lone = lone_office_in(announcement.call.fair_event.home_province_id)
    if lone is None:
        raise RuleBroken(
            "คุณเป็นผู้เตรียมประกาศนี้ ให้เจ้าหน้าที่อีกคนตรวจและอนุมัติ ถ้าสำนักงานมีคนเดียว ให้ผู้ดูแลระบบบันทึกไว้ก่อน"
        )
    return lone.reason


def withdraw_approval(announcement: Announcement, *, reason: str, by) -> Announcement:
    """Open it for changes again, before its time has come. Twice is once."""
    with transaction.atomic():
        announcement = _hold(announcement)
        _require_open(announcement)
        if announcement.approved_at is None:
            return announcement
        if announcement.applies_at <= timezone.now():
            raise RuleBroken("ถึงเวลาประกาศแล้ว ระบบกำลังแจ้งผล ถอนการอนุมัติไม่ได้")
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ถอนการอนุมัติ", field="reason")
        announcement.approved_by = announcement.approved_at = None
        announcement.alone_because = ""
        announcement.save()
        record(announcement, "unapprove", f"ถอนการอนุมัติ{announcement}", by=by, reason=reason)
    return announcement


def call_off_announcement(announcement: Announcement, *, reason: str, by) -> Announcement:
    """Give it up before it is approved; what was decided waits for another. Twice is once."""
    with transaction.atomic():
        announcement = _hold(announcement)
        if announcement.called_off_at:
            return announcement
        _require_open(announcement, unapproved=True)
        announcement.called_off_at = timezone.now()
        announcement.save()
        announcement.decisions.pending().update(announcement=None)
        record(announcement, "call_off", f"ยกเลิก{announcement}", by=by, reason=reason)
    return announcement


def _hold(announcement: Announcement) -> Announcement:
    hold_fair(announcement.call.fair_event, what=NOTHING_ANNOUNCED)
    lock(announcement.call)
    return lock(announcement)


def _require_open(announcement: Announcement, *, unapproved=False) -> None:
    if announcement.applied_at:
        raise RuleBroken("ประกาศนี้แจ้งผลไปแล้ว")
    if announcement.called_off_at:
        raise RuleBroken("ประกาศนี้ยกเลิกไปแล้ว")
    if unapproved and announcement.approved_at:
        raise RuleBroken(f"ประกาศนี้{announcement.approved_by}อนุมัติแล้ว ถอนการอนุมัติก่อน")


# --- At its time ------------------------------------------------------------------------------


def apply_due_announcements() -> int:
    """Tell what is approved and whose time has come; how many announcements that were."""
    due = Announcement.objects.due().filter(call__fair_event__state=FairState.PUBLISHED)
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        _apply(Announcement.objects.select_related("call__fair_event").get(pk=key))
    return len(keys)


def _apply(announcement: Announcement) -> None:
    for application_id in _waiting(announcement):
        _tell(announcement, application_id)
    _publish(announcement)


def _waiting(announcement: Announcement) -> list[int]:
    rows = announcement.decisions.pending().order_by("application__reference_number", "pk")
    return list(dict.fromkeys(rows.values_list("application", flat=True)))


def _tell(announcement: Announcement, application_id: int) -> None:
    """One application. What cannot be told waits for another announcement, and says why."""
    application = BoothApplication.objects.get(pk=application_id)
    today = today_in_thailand()
    named = announcement.answer_by if announcement.answer_by >= today else None
    day = named or day_to_answer(announcement.call)
    try:
        with transaction.atomic():
            announcement = _hold(announcement)
            if announcement.approved_at is None:  # withdrawn since it was found due
                return
            announce_decisions(application, by=announcement.approved_by, answer_by=day)
    except (RuleBroken, IntegrityError) as error:
        why = str(error) if isinstance(error, RuleBroken) else "ร้านนี้มีใบสมัครใหม่ของงานนี้แล้ว"
        logger.warning("announcement=%s application=%s left out", announcement.pk, application_id)
        _leave_out(announcement, application, why)


def _leave_out(announcement: Announcement, application: BoothApplication, why: str) -> None:
    with transaction.atomic():
        Decision.objects.pending().filter(application=application).update(announcement=None)
        summary = f"ไม่ได้ประกาศ {application.reference_no}"
        record(announcement, "leave_out", summary, by=None, reason=why)


def _publish(announcement: Announcement) -> None:
    """The list as everybody reads it, once: kept with the announcement."""
    with transaction.atomic():
        announcement = lock(announcement)
        if announcement.applied_at or announcement.approved_at is None:
            return
        announcement.published = list_of(announcement)
        announcement.applied_at = timezone.now()
        announcement.save()
        record(announcement, "publish", f"{announcement} แจ้งผลและเผยแพร่แล้ว", by=None)
