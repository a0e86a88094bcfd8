"""What was decided is told: only now the application moves and its vendor learns of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from vendors.due import end_of
from vendors.letters import Letters
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    Decision,
    Offer,
    OfferAnswer,
    Outcome,
)
from vendors.notifications import tell_applicant
from vendors.operations.offers import (
    day_to_answer,
    end_offer,
    make_offer,
    offer_freed_places,
)
from vendors.operations.reserves import leave_reserve
from vendors.operations.rules import require_seen, save
from vendors.signed_links import answer_link

Status = ApplicationStatus
HOLDS_PLACES = {Status.SELECTED, Status.CONFIRMED}
DONE = {
    Outcome.PASS: ("pass", "ผ่านการตรวจเอกสาร"),
    Outcome.SELECT: ("select", "ได้รับคัดเลือก รอร้านยืนยัน"),
    Outcome.RESERVE: ("reserve", "อยู่ในบัญชีสำรอง"),
    Outcome.REFUSE: ("refuse", "ไม่ผ่านการพิจารณา"),
}


def announce_decisions(
    application: BoothApplication,
    *,
    by,
    answer_by: date | None = None,
    seen_version: int | None = None,
) -> BoothApplication:
    """Tell what was decided about an application and let it move. A second press tells nothing.

    `answer_by` is the day until which a chosen vendor confirms (the call's day unless told).
    Raises StalePage when the application has changed since its page was shown, and
    RuleBroken when the day to confirm is over or the letter is too long to be sent.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงประกาศผลไม่ได้")
        call = lock(application.call) if application.call else None
        application = lock(application)
        pending = list(application.decisions.pending().select_related("reason").order_by("pk"))
        if not pending:
            return application
        require_seen(application, seen_version)
        if answer_by and answer_by < today_in_thailand():
            raise RuleBroken("วันที่ให้ยืนยันต้องไม่ใช่วันที่ผ่านมาแล้ว", field="answer_by")
        day = answer_by or day_to_answer(call, call.confirm_until if call else None)
        # The letter first: a number on the reserve list is read before it is left.
        subject, body = Letters(call).sendable(pending[-1], application, end_of(day))
        offer = None
        for decision in pending:
            offer = _apply(decision, application, day)
            verb, summary = DONE[Outcome(decision.outcome)]
            record(application, verb, summary, by=by, reason=decision.told)
        application.decisions.pending().update(announced_at=timezone.now(), announced_by=by)
        save(application)
        link = answer_link(offer) if offer else ""
        tell_applicant(application, subject, body, link=link)
        offer_freed_places(call, by=by)
    return application


def _apply(decision: Decision, application: BoothApplication, day: date) -> Offer | None:
    application.decision_reason = decision.told
    application.answer_by = None
    _leave(decision, application)
    if decision.outcome == Outcome.SELECT:
        return make_offer(application, day)
    application.status = {
        Outcome.PASS: Status.ELIGIBLE,
        Outcome.RESERVE: Status.RESERVED,
        Outcome.REFUSE: Status.REFUSED,
    }[Outcome(decision.outcome)]
    if decision.outcome != Outcome.REFUSE:
        application.checked_at = application.checked_at or timezone.now()
    return None


def _leave(decision: Decision, application: BoothApplication) -> None:
    """What was told before ends: the place that was offered, the number on the reserve list."""
    if application.status in HOLDS_PLACES:
        end_offer(application, OfferAnswer.REVOKED)
    if application.status == Status.RESERVED and decision.outcome != Outcome.RESERVE:
        leave_reserve(application)
