"""An officer who has to do with an applicant says so, and then neither scores nor decides."""

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import BoothApplication, InterestConflict

HAS_TO_DO = "คุณแจ้งส่วนได้เสียกับร้านนี้ไว้ จึงให้คะแนนหรือตัดสินไม่ได้ ให้เจ้าหน้าที่คนอื่นทำ"


def declare_interest(application: BoothApplication, *, reason: str, by) -> InterestConflict:
    """Say that `by` has to do with the applicant. It is kept, printed and not taken back; what
    `by` has scored does not count any more. Twice is once."""
    with transaction.atomic():
        application = lock(application)
        if not reason.strip():
            raise RuleBroken("บอกว่าเกี่ยวข้องกับผู้สมัครอย่างไร", field="reason")
        conflict, is_new = InterestConflict.objects.get_or_create(
            application=application, officer=by, defaults={"reason": reason.strip()}
        )
        if is_new:
            application.scoring_tasks.filter(scorer=by).delete()
            # Not on the application itself: its vendor reads that history.
            record(conflict, "declare_interest", "แจ้งส่วนได้เสีย", by=by, reason=reason.strip())
    return conflict


def require_no_interest(application: BoothApplication, by) -> None:
    conflicts = InterestConflict.objects.about(application.vendor_id, application.fair_event_id)
    if conflicts.filter(officer=by).exists():
        raise RuleBroken(HAS_TO_DO)
