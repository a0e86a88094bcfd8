"""Officers decide about an application. Deciding tells nobody and moves nothing a vendor sees.

What was decided waits until it is announced (`announcing.py`). Only sending back for correction
is a question to the vendor, and is told at once (`returning.py`).
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from vendors.arrows import require_arrow
from vendors.models import (
    LIVE_STATUSES,
    Announcement,
    ApplicationStatus,
    BoothApplication,
    Decision,
    DecisionPhase,
    DecisionReason,
    Outcome,
    PhaseKind,
    told,
)
from vendors.operations.checking import require_no_failed_document
from vendors.operations.interests import require_no_interest
from vendors.operations.nevertheless import reasons_kept
from vendors.operations.phases import require_phase
from vendors.operations.reserves import leave_reserve, put_on_reserve
from vendors.operations.rules import bump_version, require_seen

Status = ApplicationStatus
NO_DECISIONS = "จึงพิจารณาใบสมัครไม่ได้"

# The work in which a decision is taken, and taken back.
DONE_IN = {
    DecisionPhase.DOCUMENTS: PhaseKind.DOCUMENTS,
    DecisionPhase.SELECTION: PhaseKind.MEETING,
}


def decide(
    application: BoothApplication,
    outcome: Outcome,
    *,
    reason: DecisionReason | None = None,
    note: str = "",
    change_reason: str = "",
    by,
    seen_version: int | None = None,
    **nevertheless: str,
) -> Decision:
    """Decide, in place of what was decided and not told yet. The same decision again is the first.

    `seen_version` is the version that the officer's page showed; None decides whatever is there.
    `change_reason` is needed for what was told already, and is told with the new decision.
    `nevertheless` says why it is decided beside a rule: the columns of BESIDE_RULES.
    Raises StalePage when it has changed since, OutOfPhase when it is not the time for it or not
    for this person, Asked when it is beside a rule and `nevertheless` does not say why.
    """
    with transaction.atomic():
        # Lock order: fair, calls, application. Places are counted under the call's lock, what one
        # person gets under the locks of all calls of the fair.
        fair_event = hold_fair(application.fair_event, what=NO_DECISIONS)
        calls = {call.pk: call for call in lock_all(fair_event.calls.order_by("pk"))}
        call = calls.get(application.call_id or 0)
        application = lock(application)
        pending = list(application.decisions.pending().order_by("-pk"))
        note = note.strip()
        if pending and _is_same(pending[0], outcome, reason, note):
            return pending[0]
        require_seen(application, seen_version)
        arrow = require_arrow(application, outcome.value)
        require_unapproved(pending)
        _require_why(outcome, reason, note)
        again = application.status in arrow.again
        change_reason = _why_changed(application, change_reason) if again else ""
        phase = _phase_of(application, outcome, pending)
        if again:  # the phases are over then
            require_no_interest(application, by)
        else:
            require_turn(application, outcome, pending, by)
        if outcome != Outcome.REFUSE and application.status == Status.SUBMITTED:
            require_no_failed_document(application)
        kept = reasons_kept(call, application, outcome, nevertheless)
        _set_aside(application, _replaced_by(phase, pending))
        decision = Decision.objects.create(
            application=application,
            phase=phase,
            outcome=outcome,
            reason=reason,
            note=note,
            change_reason=change_reason,
            decided_by=by,
            **kept,
        )
        if outcome == Outcome.RESERVE:
            put_on_reserve(application)
        bump_version(application)
        summary = f"ตัดสิน: {decision.get_outcome_display()} (ยังไม่ประกาศ)"
        record(decision, "decide", summary, by=by, reason=decision.why)
    return decision


def work_for(application: BoothApplication, act: str, pending: list[Decision]) -> PhaseKind:
    """In which work an officer does `act` to it: an outcome, "return" or "take_back"."""
    if act == "take_back":
        return DONE_IN[DecisionPhase(pending[0].phase)] if pending else PhaseKind.DOCUMENTS
    if act == "return":
        checked = application.status == Status.ELIGIBLE
        return PhaseKind.MEETING if checked else PhaseKind.DOCUMENTS
    return DONE_IN[_phase_of(application, Outcome(act), pending)]


def _is_same(decision: Decision, outcome: Outcome, reason, note: str) -> bool:
    return (decision.outcome, decision.reason, decision.note) == (outcome, reason, note)


def take_back_decision(
    application: BoothApplication, *, by, seen_version: int | None = None
) -> BoothApplication:
    """Undecide what was decided last and not told yet."""
    with transaction.atomic():
        hold_fair(application.fair_event, what=NO_DECISIONS)
        application = lock(application)
        require_seen(application, seen_version)
        decision = application.decisions.pending().order_by("-pk").first()
        if decision is None:
            raise RuleBroken("ใบนี้ไม่มีผลที่รอประกาศ")
        require_unapproved([decision])
        require_turn(application, "take_back", [decision], by)
        _set_aside(application, [decision])
        bump_version(application)
        summary = f"เลิกผลที่ตัดสิน: {decision.get_outcome_display()}"
        record(decision, "take_back", summary, by=by)
    return application


def require_turn(application, act: str, pending: list[Decision], by) -> None:
    """It is time for it, and `by` has nothing to do with the applicant."""
    require_phase(application.call, work_for(application, act, pending), by=by)
    require_no_interest(application, by)


def set_pending_aside(application: BoothApplication) -> None:
    """What was decided about an application that goes another way is told to nobody."""
    _set_aside(application, list(application.decisions.pending()))


def _set_aside(application: BoothApplication, decisions: list[Decision]) -> None:
    if any(decision.outcome == Outcome.RESERVE for decision in decisions):
        leave_reserve(application)
    rows = application.decisions.filter(pk__in=[decision.pk for decision in decisions])
    rows.update(set_aside_at=timezone.now())


def _replaced_by(phase: DecisionPhase, pending: list[Decision]) -> list[Decision]:
    """A new word on the documents undoes all; one on the selection keeps documents that passed."""
    if phase == DecisionPhase.DOCUMENTS:
        return pending
    return [decision for decision in pending if decision.outcome != Outcome.PASS]


def _phase_of(application, outcome: Outcome, pending: list[Decision]) -> DecisionPhase:
    if outcome == Outcome.PASS:
        return DecisionPhase.DOCUMENTS
    passed = any(decision.outcome == Outcome.PASS for decision in pending)
    in_documents = application.status in {Status.SUBMITTED, Status.RETURNED}
    if outcome in {Outcome.SELECT, Outcome.RESERVE} or passed or not in_documents:
        return DecisionPhase.SELECTION
    return DecisionPhase.DOCUMENTS


def require_unapproved(decisions: Iterable[Decision]) -> None:
    """What a second officer has approved is told as it was approved, or is opened again first."""
    keys = [decision.announcement_id for decision in decisions if decision.announcement_id]
    approved = Announcement.objects.open().filter(pk__in=keys, approved_at__isnull=False)
    if approved.exists():
        raise RuleBroken("ใบนี้อยู่ในประกาศที่อนุมัติแล้ว ถอนการอนุมัติก่อนจึงเปลี่ยนผลได้")


def _why_changed(application: BoothApplication, change_reason: str) -> str:
    if not change_reason.strip():
        raise RuleBroken("ผลเดิมแจ้งร้านไปแล้ว บอกเหตุที่เปลี่ยน", field="change_reason")
    if application.allocations.live().exists():
        raise RuleBroken("ร้านนี้ได้บูธแล้ว คืนบูธก่อนจึงเปลี่ยนผลได้")
    live = BoothApplication.objects.filter(
        fair_event=application.fair_event, vendor=application.vendor, status__in=LIVE_STATUSES
    )
    if live.exclude(pk=application.pk).exists():
        raise RuleBroken("ร้านนี้มีใบสมัครใหม่ของงานนี้แล้ว พิจารณาใบใหม่แทน")
    return change_reason.strip()[:255]


def _require_why(outcome: Outcome, reason: DecisionReason | None, note: str) -> None:
    if outcome == Outcome.REFUSE and not told(reason, note):
        hidden = "เหตุผลนี้ผู้สมัครไม่เห็น " if reason else ""
        raise RuleBroken(f"{hidden}บอกผู้สมัครว่าไม่ผ่านเพราะอะไร", field="note")
