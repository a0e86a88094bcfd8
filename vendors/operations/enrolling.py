"""An officer enters a vendor whom the committee has chosen on paper."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    Decision,
    DecisionPhase,
    Outcome,
    Vendor,
)
from vendors.operations.nevertheless import reasons_kept
from vendors.operations.penalties import require_no_ban
from vendors.operations.sending import give_number

Status = ApplicationStatus
ON_PAPER = "คณะทำงานเลือกไว้แล้ว"


def enrol_vendor(
    fair_event: FairEvent,
    vendor: Vendor,
    *,
    category: int,
    form_key: UUID,
    why: str = ON_PAPER,
    beside_reason: str = "",
    by,
) -> BoothApplication:
    """Enter a vendor whom the committee has already chosen on paper: a confirmed application, with
    the decision and `why`.

    Returns the vendor's live application when there is one. The committee's choice stands above
    the conditions of the call; a ban stands above both: Banned. Raises Asked when it passes the
    maximum of the call or what one person gets, and `beside_reason` does not say why.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงลงชื่อร้านไม่ได้")
        vendor = lock(vendor)
        application = (
            BoothApplication.objects.filter(fair_event=fair_event, vendor=vendor)
            .exclude(status__in=[*ENDED_STATUSES, Status.DRAFT])
            .first()
        )
        if application is not None:
            return application
        require_no_ban(vendor, fair_event)
        now = timezone.now()
        application = BoothApplication(
            fair_event=fair_event,
            call=fair_event.newest_call(),
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
        beside = dict.fromkeys(("share_reason", "beyond_reason"), beside_reason)
        kept = reasons_kept(
            application.call, application, Outcome.SELECT, beside, asks=("share", "beyond")
        )
        give_number(application, fair_event)
        try:
            with transaction.atomic():
                application.save(force_insert=True)
        except IntegrityError as error:
            raise RuleBroken("ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน") from error
        decision = Decision.objects.create(
            application=application,
            phase=DecisionPhase.SELECTION,
            outcome=Outcome.SELECT,
            note=why,
            decided_by=by,
            announced_at=now,
            announced_by=by,
            **kept,
        )
        summary = "เจ้าหน้าที่ลงชื่อร้านตามบัญชีที่คัดเลือกแล้ว"
        record(application, "enrol", summary, by=by, reason=why)
        record(decision, "decide", "ตัดสิน: คัดเลือก ตามบัญชีที่คัดเลือกแล้ว", by=by, reason=decision.why)
    return application
