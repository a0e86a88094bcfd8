"""A vendor objects in time; a second officer upholds what was decided, or changes it."""

from datetime import date, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from fairs.operations.officers import tell_officers
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_shared
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.arrows import UndrawnArrow
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    Decision,
    Objection,
    ObjectionOutcome,
    Outcome,
    Penalty,
)
from vendors.notifications import tell_applicant, tell_vendor
from vendors.operations.announcing import announce_decisions
from vendors.operations.deciding import decide
from vendors.operations.nevertheless import QUESTIONS
from vendors.operations.penalties import lift_penalty
from vendors.operations.people import require_owner
from vendors.second_hand import lone_office_in

DAYS_TO_OBJECT, DAYS_TO_REPLY = 15, 30
OPEN_TO = {ApplicationStatus.REFUSED}


def refusal_of(application: BoothApplication) -> Decision | None:
    """The refusal that an application stands on: what its vendor may object to."""
    if application.status not in OPEN_TO:
        return None
    told = application.decisions.filter(announced_at__isnull=False).order_by("-pk").first()
    return told if told and told.outcome == Outcome.REFUSE else None


def last_day_to_object(subject: Decision | Penalty) -> date:
    if isinstance(subject, Penalty):
        return timezone.localdate(subject.decided_at) + timedelta(days=subject.days_to_object)
    call = subject.application.call
    days = call.days_to_object if call else DAYS_TO_OBJECT
    return timezone.localdate(subject.announced_at) + timedelta(days=days)


def object_to_refusal(application: BoothApplication, *, text: str, by) -> Objection:
    """Object to the refusal that was announced. A second press finds the objection made.

    Raises UndrawnArrow when nothing was refused, RuleBroken when it is too late or says nothing.
    """
    with transaction.atomic():
        application = lock(application)
        require_owner(application.vendor, by)
        decision = refusal_of(application)
        if decision is None:
            now = application.get_status_display()
            raise UndrawnArrow(f"โต้แย้งได้เฉพาะใบสมัครที่ประกาศว่าไม่ผ่าน (ตอนนี้: {now})")
        call, fair_event = application.call, application.fair_event
        days = call.days_to_reply if call else DAYS_TO_REPLY
        if made := Objection.objects.filter(decision=decision).first():
            return made
        objection = _file(decision, text, days, by, decision=decision)
        record(application, "object", "โต้แย้งผล", by=by, reason=text)
        _tell_both(objection, fair_event.home_province_id, application=application)
    return objection


def object_to_penalty(penalty: Penalty, *, text: str, by) -> Objection:
    """Object to a warning or a ban that is in force."""
    with transaction.atomic():
        penalty = lock(penalty)
        require_owner(penalty.vendor, by)
        if penalty.lifted_at is not None:
            raise UndrawnArrow("โทษนี้ยกไปแล้ว ไม่ต้องโต้แย้ง")
        if made := Objection.objects.filter(penalty=penalty).first():
            return made
        objection = _file(penalty, text, DAYS_TO_REPLY, by, penalty=penalty)
        record(penalty.vendor, "object", f"โต้แย้ง{penalty.get_kind_display()}", by=by, reason=text)
        _tell_both(objection, penalty.province_id)
    return objection


def _file(subject, text: str, days: int, by, **to) -> Objection:
    last = last_day_to_object(subject)
    if last < today_in_thailand():
        raise RuleBroken(f"หมดเวลาโต้แย้งแล้วเมื่อวันที่ {format_date(last)} มีข้อสงสัย โทรหาเจ้าหน้าที่")
    if not text.strip():
        raise RuleBroken("เขียนว่าไม่เห็นด้วยเพราะอะไร", field="text")
    answer_by = today_in_thailand() + timedelta(days=days)
    return Objection.objects.create(text=text.strip(), filed_by=by, answer_by=answer_by, **to)


def _tell_both(objection: Objection, province_id: str, application=None) -> None:
    until = format_date(objection.answer_by)
    subject, body = "ได้รับคำโต้แย้งแล้ว", f"เจ้าหน้าที่อีกคนจะพิจารณาและตอบภายในวันที่ {until} ไม่ต้องทำอะไรเพิ่ม"
    if application:
        tell_applicant(application, f"{subject} {application.reference_no}", body)
    else:
        tell_vendor(objection.vendor, subject, body, kind="objection", link="/my/penalties/")
    tell_officers(
        province_id,
        f"คำโต้แย้งจาก {objection.vendor}",
        f"ต้องตอบภายในวันที่ {until} โดยเจ้าหน้าที่ที่ไม่ได้เป็นผู้ตัดสิน",
        kind="objection",
        link=f"/staff/objections/{objection.pk}/",
    )


def answer_objection(
    objection: Objection,
    outcome: ObjectionOutcome,
    *,
    answer: str,
    new_outcome: Outcome | None = None,
    beyond_reason: str = "",
    by,
) -> Objection:
    """A second officer answers, once. A change makes a new decision, told at once, or lifts the
    penalty; `new_outcome` says what the application becomes.

    Raises RuleBroken for who has decided, and without an answer; UndrawnArrow when it is answered.
    """
    with transaction.atomic():
        _lock_subject(objection)
        objection = lock(objection)
        if objection.answered_at is not None:
            raise UndrawnArrow(f"ตอบคำโต้แย้งนี้แล้ว ({objection.get_outcome_display()})")
        _require_second(objection, by)
        if not answer.strip():
            raise RuleBroken("บอกเหตุผลของคำตอบ ร้านจะอ่านข้อความนี้", field="answer")
        objection.outcome, objection.answer = outcome, answer.strip()
        objection.answered_by, objection.answered_at = by, timezone.now()
        objection.save()
        if outcome == ObjectionOutcome.CHANGED:
            _change(objection, new_outcome, beyond_reason, by)
        _tell_answer(objection, by)
    return objection


def _lock_subject(objection: Objection) -> None:
    """Lock order: fair, call, application, before the objection itself."""
    if objection.decision:
        application = objection.decision.application
        lock_shared(application.fair_event)
        if application.call:
            lock(application.call)
        lock(application)
    elif objection.penalty:
        lock(objection.penalty)


def _require_second(objection: Objection, by) -> None:
    if by.pk != objection.decided_by_id:
        return
    if objection.penalty:
        province = objection.penalty.province_id
    else:
        province = _application_of(objection).fair_event.home_province_id
    if lone_office_in(province) is None:
        raise RuleBroken("คุณเป็นผู้ตัดสินเรื่องนี้ ให้เจ้าหน้าที่อีกคนตอบคำโต้แย้ง")


def _application_of(objection: Objection) -> BoothApplication:
    """Of an objection to a refusal: what is not to a penalty is to a decision."""
    return cast(Decision, objection.decision).application


def _change(objection: Objection, new_outcome, beyond_reason: str, by) -> None:
    if objection.penalty:
        lift_penalty(objection.penalty, by=by, reason=objection.answer)
        return
    if new_outcome not in (Outcome.SELECT, Outcome.RESERVE):
        raise RuleBroken("เลือกผลใหม่ของใบสมัคร", field="new_outcome")
    application = _application_of(objection)
    why = f"พิจารณาคำโต้แย้งแล้ว {objection.answer}"
    beside: Any = {f"{question.key}_reason": beyond_reason for question in QUESTIONS}
    decide(application, new_outcome, change_reason=why, by=by, **beside)
    announce_decisions(application, by=by)


def _tell_answer(objection: Objection, by) -> None:
    subject = f"คำตอบของคำโต้แย้ง: {objection.get_outcome_display()}"
    body = f"เหตุผล: {objection.answer}"
    if objection.penalty:
        record(objection.vendor, "answer", subject, by=by, reason=objection.answer)
        tell_vendor(objection.vendor, subject, body, kind="objection", link="/my/penalties/")
        return
    application = _application_of(objection)
    record(application, "answer", subject, by=by, reason=objection.answer)
    tell_applicant(application, subject, body, kind="objection")
