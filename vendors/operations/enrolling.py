"""An officer enters a vendor whom the committee has chosen on paper."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import ENDED_STATUSES, ApplicationStatus, BoothApplication, Vendor
from vendors.operations.penalties import require_no_ban
from vendors.operations.sending import give_number

Status = ApplicationStatus


def enrol_vendor(
    fair_event: FairEvent, vendor: Vendor, *, category: int, form_key: UUID, by
) -> BoothApplication:
    """Enter a vendor whom the committee has already chosen on paper: a confirmed application.

    Returns the vendor's live application when there is one. The committee's choice stands above
    the conditions of the call; a ban stands above both: Banned.
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
        give_number(application, fair_event)
        try:
            with transaction.atomic():
                application.save(force_insert=True)
        except IntegrityError as error:
            raise RuleBroken("ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน") from error
        record(application, "enrol", "เจ้าหน้าที่ลงชื่อร้านตามบัญชีที่คัดเลือกแล้ว", by=by)
    return application
