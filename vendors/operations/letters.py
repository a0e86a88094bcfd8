"""Officers word the letters of a call, and one letter for one application."""

from django.db import transaction

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from vendors.due import end_of
from vendors.letters import USUAL, Letters, require_known_placeholders
from vendors.models import Announcement, BoothApplication, Decision, LetterTemplate, Outcome
from vendors.operations.offers import day_to_answer
from vendors.waiting import with_decision

APPROVED = "ประกาศนี้อนุมัติแล้ว ถอนการอนุมัติก่อนจึงแก้จดหมายได้"


def save_letter(
    call: VendorCall, outcome: Outcome, *, subject: str, body: str, by, seen: str | None = None
) -> LetterTemplate:
    """Word the letter of one outcome for all of a call.

    Raises RuleBroken for a placeholder that we do not know, for a letter that becomes too long
    when it is filled in, and while an announcement of the call is approved; StalePage when
    somebody has worded it since the page was shown.
    """
    with transaction.atomic():
        call = lock(call)
        require_known_placeholders(outcome, subject, body)
        if Announcement.objects.open().filter(call=call, approved_at__isnull=False).exists():
            raise RuleBroken(APPROVED)
        letter = LetterTemplate.objects.filter(call=call, outcome=outcome).first()
        letter = letter or _usual(call, outcome)
        now, mine = _words(letter), {"subject": subject, "body": body}
        if is_same(now, mine):
            return letter
        require_seen(letter, seen, now=now, mine=mine)
        letter.subject, letter.body = subject, body
        letter.save()
        _require_sendable(call, call.applications.with_standing().filter(standing=outcome))
        record(letter, "word", f"แก้จดหมายแจ้งผล{letter}", by=by)
    return letter


def _require_sendable(call: VendorCall | None, rows) -> None:
    """What stands in the rows now, filled in for everybody who waits: refused, never cut."""
    until = end_of(day_to_answer(call, call.confirm_until if call else None))
    Letters(call).require_sendable(with_decision(rows), until)


def _usual(call: VendorCall, outcome: Outcome) -> LetterTemplate:
    subject, body = USUAL[outcome]
    return LetterTemplate(call=call, outcome=outcome, subject=subject, body=body)


def _words(letter: LetterTemplate) -> dict[str, str]:
    return {"subject": letter.subject, "body": letter.body}


def save_own_letter(
    application: BoothApplication, *, subject: str, body: str, by, seen: str | None = None
) -> Decision:
    """Word the letter of one application, for what is decided and not told yet; empty words
    bring back the letter of all."""
    with transaction.atomic():
        if application.call:  # whoever approves its announcement holds it, too
            lock(application.call)
        application = lock(application)
        decision = application.decisions.pending().order_by("-pk").first()
        if decision is None:
            raise RuleBroken("ใบนี้ไม่มีผลที่รอประกาศ จดหมายส่งไปแล้วหรือยังไม่ได้ตัดสิน")
        if decision.announcement_id and decision.announcement.approved_at:
            raise RuleBroken(APPROVED)
        if subject or body:
            require_known_placeholders(Outcome(decision.outcome), subject, body)
        now = {"own_subject": decision.own_subject, "own_body": decision.own_body}
        mine = {"own_subject": subject, "own_body": body}
        if is_same(now, mine):
            return decision
        require_seen(decision, seen, now=now, mine=mine)
        decision.own_subject, decision.own_body = subject, body
        decision.save()
        if body:
            _require_sendable(application.call, BoothApplication.objects.filter(pk=application.pk))
        summary = "แก้จดหมายเฉพาะรายนี้" if body else "กลับไปใช้จดหมายของทุกราย"
        record(decision, "word", summary, by=by)
    return decision
