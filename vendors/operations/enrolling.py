"""An officer enters a vendor whom the committee has chosen on paper."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import FairEvent, VendorCall
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, entry_of, record_all
from otopfair.locking import lock
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    Decision,
    DecisionPhase,
    Outcome,
    PhaseKind,
    Vendor,
)
from vendors.notifications import tell_applicant
from vendors.operations.confirming import what_comes_next
from vendors.operations.interests import require_no_interest
from vendors.operations.nevertheless import reasons_kept
from vendors.operations.penalties import require_no_ban
from vendors.operations.phases import require_phase
from vendors.operations.sending import give_number

Status = ApplicationStatus
ON_PAPER = "คณะทำงานเลือกไว้แล้ว"
HAS_A_DRAFT = "ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน"
ASKED = ("share", "beyond")  # what is asked of who is entered beside the rules of the call


def enrol_vendor(
    fair_event: FairEvent,
    vendor: Vendor,
    *,
    category: int,
    form_key: UUID,
    why: str = ON_PAPER,
    beside_reason: str = "",
    has_booth: bool = False,
    by,
) -> BoothApplication:
    """Enter a vendor whom the committee has already chosen on paper: a confirmed application, with
    the decision and `why`. The vendor is told; with `has_booth` by what tells of its booth.

    Returns the vendor's live application when there is one. The committee's choice stands above
    the conditions of the call; a ban stands above both: Banned. Raises OutOfPhase when it is not
    the time to choose or not for this person, Asked when it passes the maximum of the call or what
    one person gets, and `beside_reason` does not say why.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงลงชื่อร้านไม่ได้")
        vendor = lock(vendor)
        if application := _live(fair_event, vendor):
            return application
        require_no_ban(vendor, fair_event)
        call = fair_event.newest_call()
        require_phase(call, PhaseKind.MEETING, by=by)
        now = timezone.now()
        application = application_on_paper(fair_event, call, vendor, category, form_key, now, by)
        require_no_interest(application, by)
        beside = dict.fromkeys((f"{question}_reason" for question in ASKED), beside_reason)
        kept = reasons_kept(call, application, Outcome.SELECT, beside, asks=ASKED)
        give_number(application, fair_event)
        _insert(application)
        decision = decision_on_paper(application, why, kept, by)
        decision.save(force_insert=True)
        record_all(acts_of(application, decision, why, by))
        # The list of a fair that is over is entered for the record: nobody is told.
        if not has_booth and not fair_event.has_ended:
            subject, body, _what_comes = letter_of(application, why)
            tell_applicant(application, subject, body)
    return application


def application_on_paper(
    fair_event: FairEvent,
    call: VendorCall | None,
    vendor: Vendor,
    category: int,
    form_key: UUID,
    now: datetime,
    by,
) -> BoothApplication:
    """The confirmed application of who was chosen on paper, not written yet."""
    return BoothApplication(
        fair_event=fair_event,
        call=call,
        vendor=vendor,
        category=category,
        status=Status.CONFIRMED,
        form_key=form_key,
        started_by=by,
        submitted_at=now,
        checked_at=now,
        selected_at=now,
        confirmed_at=now,
    )


def _live(fair_event: FairEvent, vendor: Vendor) -> BoothApplication | None:
    rows = BoothApplication.objects.filter(fair_event=fair_event, vendor=vendor)
    return rows.exclude(status__in=[*ENDED_STATUSES, Status.DRAFT]).first()


def _insert(application: BoothApplication) -> None:
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken(HAS_A_DRAFT) from error


def decision_on_paper(
    application: BoothApplication, why: str, kept: dict[str, str], by
) -> Decision:
    """The decision that was taken elsewhere, not written yet."""
    return Decision(
        application=application,
        phase=DecisionPhase.SELECTION,
        outcome=Outcome.SELECT,
        note=why,
        decided_by=by,
        announced_at=application.selected_at,
        announced_by=by,
        **kept,
    )


def acts_of(application: BoothApplication, decision: Decision, why: str, by) -> list[HistoryEntry]:
    """What the history of an application and of its decision say."""
    enrolled = "เจ้าหน้าที่ลงชื่อร้านตามบัญชีที่คัดเลือกแล้ว"
    decided = "ตัดสิน: คัดเลือก ตามบัญชีที่คัดเลือกแล้ว"
    return [
        entry_of(application, "enrol", enrolled, by=by, reason=why),
        entry_of(decision, "decide", decided, by=by, reason=decision.why),
    ]


def letter_of(
    application: BoothApplication, why: str, what_comes: str = ""
) -> tuple[str, str, str]:
    """Subject and text of what the vendor reads, and what comes next, where that is known."""
    what_comes = what_comes or what_comes_next(application)
    return (
        f"ร้านได้รับคัดเลือก ใบสมัคร {application.reference_no}",
        f"เจ้าหน้าที่ลงชื่อร้านเข้าร่วม{application.fair_event.called} ไว้แล้ว ไม่ต้องกดยืนยัน\n"
        f"เหตุผล: {why}\n"
        f"{what_comes}\n"
        "ถ้าไปไม่ได้ ให้ถอนในหน้าใบสมัคร หรือบอกเจ้าหน้าที่",
        what_comes,
    )
