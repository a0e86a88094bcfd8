"""A vendor sends an application, or sends it again corrected; its number."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fairs.models import FairEvent, FairState, VendorCall
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import seen_of
from vendors.acts import application_sent
from vendors.arrows import require_arrow
from vendors.asked import as_sent
from vendors.copies import as_shown
from vendors.costs import costs_mark, costs_of
from vendors.due import due_of, is_past
from vendors.models import ApplicationStatus, BoothApplication, SentCopy
from vendors.notifications import tell_applicant
from vendors.operations.conditions import require_eligible
from vendors.operations.deciding import set_pending_aside
from vendors.operations.penalties import require_no_ban
from vendors.operations.people import require_owner
from vendors.operations.returning import close_corrections
from vendors.operations.rules import save
from vendors.operations.starting import (
    NO_CALL,
    PART_OF,
    changeable,
    require_fits_call,
    require_open_call,
)
from vendors.steps import steps

Status = ApplicationStatus


def submit_application(
    application: BoothApplication,
    *,
    accepts_terms: bool,
    by,
    seen_terms: str | None = None,
    seen_costs: str | None = None,
) -> BoothApplication:
    """Send a draft, or send again what was returned. A second press finds it already sent.

    Everything that it remembers is held against the call and the ground as they are now.
    `seen_terms` and `seen_costs` are the fingerprints of the terms and costs that the page showed,
    None without a page.
    Raises RuleBroken when something is missing, uncorrected or has changed, or it is too late.
    """
    with transaction.atomic():
        fair_event = lock_fair(application.fair_event, what="จึงส่งใบสมัครไม่ได้")
        application = lock(application)
        require_owner(application.vendor, by)
        if application.status == Status.SUBMITTED:
            return application
        require_arrow(application, "submit")
        require_no_ban(application.vendor, fair_event)
        call = _call_for_sending(application)
        was_returned = application.status == Status.RETURNED
        if not was_returned:
            require_eligible(call, application.vendor)
        _require_complete(application, accepts_terms)
        if was_returned:
            close_corrections(application)
        if seen_terms not in (None, terms_mark(call)):
            raise RuleBroken(f"ข้อตกลงเปลี่ยนเป็น{call.terms}แล้ว อ่านแล้วกดส่งอีกครั้ง", field="terms")
        if seen_costs not in (None, costs_mark(application)):
            raise RuleBroken("ค่าบูธหรือเงินประกันเปลี่ยนไป อ่านแล้วกดส่งอีกครั้ง", field="costs")
        give_number(application, fair_event)
        set_pending_aside(application)
        _send(application, call, by)
        summary = "แก้แล้วส่งใบสมัครอีกครั้ง" if was_returned else "ส่งใบสมัคร"
        record(application, "submit", summary, by=by)
        tell_applicant(
            application,
            f"ส่งใบสมัคร {application.reference_no} แล้ว",
            f"{fair_event.called} ได้รับใบสมัครแล้ว ติดตามผลได้ที่หน้าใบสมัครของฉัน{_entered(application)}",
        )
    return application


def terms_mark(call: VendorCall) -> str:
    """The fingerprint of the terms of a call, as a page shows them."""
    return seen_of({"terms": call.terms_id, "summary": call.terms.summary, "body": call.terms.body})


def _entered(application: BoothApplication) -> str:
    """Who filled it in, when it was not the vendor."""
    officer = application.entered_by
    return f"\nกรอกโดยเจ้าหน้าที่ {officer} ถ้าข้อมูลไม่ตรง โทรแจ้งเจ้าหน้าที่" if officer else ""


def _require_complete(application: BoothApplication, accepts_terms: bool) -> None:
    """What the vendor cannot change now was accepted before, and is not asked again."""
    answers = {name: getattr(application, name) for name in PART_OF}
    require_fits_call(application, changeable(application, answers))
    for step in steps():
        if lacking := step.lacks(application):
            raise RuleBroken(lacking, field=step.field)
    if not accepts_terms:
        raise RuleBroken("ต้องยอมรับข้อตกลงก่อนส่งใบสมัคร", field="accepts_terms")


def _send(application: BoothApplication, call: VendorCall, by) -> None:
    """With the officers from now on; `submitted_at` stays the first moment."""
    now = timezone.now()
    application.status, application.call = Status.SUBMITTED, call
    application.terms, application.terms_accepted_at = call.terms, now
    application.submitted_at = application.submitted_at or now
    _agree_to_costs(application)
    application.decision_reason, application.answer_by = "", None
    save(application)
    _keep_copy(application, by, now)


def _agree_to_costs(application: BoothApplication) -> None:
    """Keep what the vendor agrees to pay: from the rows of the call, whatever was posted."""
    costs = costs_of(application)
    application.booth_class = costs.booth_class if costs else None
    application.fee_baht = costs.fee_baht if costs else None
    application.deposit_baht = costs.deposit_baht if costs else None


def _call_for_sending(application: BoothApplication) -> VendorCall:
    """An open call for a draft; what was returned may come back until its own date."""
    if application.status == Status.DRAFT and application.late_until:
        return _late_call(application, application.late_until)
    if application.status == Status.DRAFT:
        return require_open_call(application.fair_event)
    if application.answer_by and is_past(application.answer_by):
        raise RuleBroken(due_of(application).sentence)
    if application.call is None:
        raise RuleBroken(NO_CALL)
    return application.call


def _late_call(application: BoothApplication, until: datetime) -> VendorCall:
    """A code for late entry stands for an open call until it ends."""
    if is_past(until) or application.fair_event.state != FairState.PUBLISHED:
        return require_open_call(application.fair_event)
    return application.call_for_sending()


def _keep_copy(application: BoothApplication, by, now) -> None:
    """Keep what is sent now, with what the apps above add; the application is locked."""
    answers = {**as_shown(application), "questions": as_sent(application)}
    for part in application_sent.happened(application=application):
        answers |= part
    SentCopy.objects.create(
        application=application,
        revision=application.copies.count() + 1,
        answers=answers,
        sent_by=by,
        sent_at=now,
    )


def give_number(application: BoothApplication, fair_event: FairEvent) -> None:
    """The next number of the fair, unless it has one. The caller holds the fair's lock."""
    if application.reference_number is None:
        application.reference_prefix = fair_event.reference_code
        application.reference_number = next_number(fair_event)


def next_number(fair_event: FairEvent) -> int:
    """The number of the next application. The caller holds the fair's lock."""
    last = fair_event.applications.aggregate(last=Max("reference_number"))["last"]
    return max(last or 0, fair_event.highest_number) + 1
