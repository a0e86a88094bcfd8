"""A fair is published and cancelled here; dates and texts are edited in the register."""

from django.db import transaction

from fairs.models import DatePrecision, FairEvent, FairState
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock


def publish_fair(fair_event: FairEvent, *, by) -> FairEvent:
    """Show the fair to everybody. Also takes back a cancellation.

    Raises RuleBroken when visitors could not find it: no venue, or a past month still unknown.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.state == FairState.PUBLISHED:
            return fair_event
        if not fair_event.venue_name.strip():
            raise RuleBroken("กรอกสถานที่จัดงานก่อนเผยแพร่", field="venue_name")
        if fair_event.date_precision == DatePrecision.DAY and not fair_event.opens_at:
            raise RuleBroken("กรอกเวลาเปิดและปิดก่อนเผยแพร่", field="opens_at")
        fair_event.state = FairState.PUBLISHED
        fair_event.save()
        record(fair_event, "publish", "เผยแพร่งาน", by=by)
    return fair_event


def unpublish_fair(fair_event: FairEvent, *, by) -> FairEvent:
    """Back to a draft, as long as nobody has applied.

    Raises RuleBroken when there are applications: such a fair is cancelled, not hidden.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.state == FairState.DRAFT:
            return fair_event
        if fair_event.applications.exists():
            raise RuleBroken(f"{fair_event} มีใบสมัครแล้ว จึงซ่อนไม่ได้ ให้ยกเลิกงานแทน")
        fair_event.state = FairState.DRAFT
        fair_event.save()
        record(fair_event, "unpublish", "เลิกเผยแพร่ กลับเป็นร่าง", by=by)
    return fair_event


def cancel_fair(fair_event: FairEvent, *, reason: str, by) -> FairEvent:
    """Call the fair off. Its page stays, and says so."""
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.state == FairState.CANCELLED:
            return fair_event
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกเลิกงาน", field="reason")
        fair_event.state = FairState.CANCELLED
        fair_event.save()
        record(fair_event, "cancel", "ยกเลิกงาน", by=by, reason=reason)
    return fair_event
