"""A fair is published, moved and cancelled here; its texts are edited in the register."""

from copy import copy
from datetime import date

from django.db import transaction
from django.utils import timezone

from fairs.acts import Consequence, fair_cancelled, fair_is_to_change, fair_moved, fair_resumed
from fairs.fair_steps import missing
from fairs.models import DatePrecision, FairEvent, FairState
from fairs.operations.days import keep_own_days
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import AGAIN, Difference, StalePage, seen_of, who_changed
from otopfair.thai.periods import Period


def check_fair(fair_event: FairEvent, *, by) -> FairEvent:
    """Say that a draft has been looked through and may be shown. A second check is a newer one.

    Raises RuleBroken when something is missing that a fair has to have, or it is shown already.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        if not fair_event.is_hidden:
            raise RuleBroken(f"{fair_event} เผยแพร่แล้ว ไม่ต้องตรวจก่อนเผยแพร่อีก")
        if lacking := missing(fair_event):
            words = ", ".join(step.label for step in lacking)
            raise RuleBroken(f"ยังตรวจไม่ผ่าน ขาด: {words}")
        fair_event.state = FairState.CHECKED
        fair_event.checked_by, fair_event.checked_at = by, timezone.now()
        fair_event.save()
        record(fair_event, "check", "ตรวจแล้ว พร้อมเผยแพร่", by=by)
    return fair_event


def publish_fair(fair_event: FairEvent, *, by) -> FairEvent:
    """Show a checked fair to everybody. Also takes back a cancellation, and then the vendors are
    told.

    Raises RuleBroken when nobody has checked it, or visitors could not find it: no venue, or a day
    without hours.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.state == FairState.PUBLISHED:
            return fair_event
        require_publishable(fair_event)
        if fair_event.state == FairState.DRAFT:
            raise RuleBroken("ยังไม่มีผู้ตรวจงานนี้ ตรวจตามรายการด้านบน กดว่าตรวจแล้ว แล้วจึงเผยแพร่")
        was_cancelled = fair_event.is_cancelled
        fair_event.state = FairState.PUBLISHED
        fair_event.save()
        record(fair_event, "publish", "เผยแพร่งาน", by=by)
        if was_cancelled:
            fair_resumed.happened(fair_event=fair_event)
    return fair_event


def require_publishable(fair_event: FairEvent) -> None:
    """Raises RuleBroken when visitors could not find the fair."""
    if not fair_event.venue_name.strip():
        raise RuleBroken("กรอกสถานที่จัดงานก่อนเผยแพร่", field="venue_name")
    if fair_event.date_precision == DatePrecision.DAY and not fair_event.opens_time:
        raise RuleBroken("กรอกเวลาเปิดและปิดก่อนเผยแพร่", field="opens_time")


def unpublish_fair(fair_event: FairEvent, *, by) -> FairEvent:
    """Back to a draft, as long as nobody has applied.

    Raises RuleBroken when there are applications: such a fair is cancelled, not hidden.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.state == FairState.DRAFT:
            return fair_event
        _require_nobody_applied(fair_event)
        fair_event.state = FairState.DRAFT
        fair_event.checked_by = fair_event.checked_at = None
        fair_event.save()
        record(fair_event, "unpublish", "เลิกเผยแพร่ กลับเป็นร่าง", by=by)
    return fair_event


def _require_nobody_applied(fair_event: FairEvent) -> None:
    if fair_event.applications.exists():
        raise RuleBroken(f"{fair_event} มีใบสมัครแล้ว จึงซ่อนไม่ได้ ให้ยกเลิกงานแทน")


def cancel_fair(fair_event: FairEvent, *, reason: str, by) -> FairEvent:
    """Call the fair off. Its page stays and says so; applicants and vendors are told the reason."""
    with transaction.atomic():
        fair_event = lock(fair_event)
        if fair_event.is_cancelled:
            return fair_event
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกเลิกงาน", field="reason")
        fair_event.state = FairState.CANCELLED
        fair_event.save()
        record(fair_event, "cancel", "ยกเลิกงาน", by=by, reason=reason)
        fair_cancelled.happened(fair_event=fair_event, reason=reason)
    return fair_event


def move_fair(
    fair_event: FairEvent,
    period: Period | None,
    *,
    by,
    accepts_outside: bool = False,
    seen: str | None = None,
) -> FairEvent:
    """Give the fair other dates; None while they are not known. Applicants and vendors are told.

    Takings on days that are then outside the fair stay. Raises RuleBroken (field
    "accepts_outside") when there are such and the officer has not agreed, and when the fair is
    cancelled; StalePage when somebody else has moved it since the page that carried `seen`.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงย้ายวันไม่ได้")
        before = fair_event.period
        if period == before:
            return fair_event
        _require_seen(fair_event, seen, period)
        to_agree = [one.text for one in if_moved(fair_event, period) if one.needs_agreement]
        if to_agree and not accepts_outside:
            raise RuleBroken("\n".join(to_agree), field="accepts_outside")
        fair_event.period = period
        fair_event.save()
        fair_event = keep_own_days(fair_event)
        changes = {"วันที่จัด": [_text(before), _text(period)]}
        record(fair_event, "move", f"ย้ายวันจัดเป็น {_text(period)}", by=by, changes=changes)
        fair_moved.happened(fair_event=fair_event, before=before)
    return fair_event


def dates_shown(fair_event: FairEvent) -> dict:
    """What a page shows of a fair's dates, for its fingerprint."""
    return {"period": fair_event.period}


def _require_seen(fair_event: FairEvent, seen: str | None, period: Period | None) -> None:
    seen_now = seen_of(dates_shown(fair_event))
    if seen not in (None, seen_now):
        difference = Difference("วันที่จัด", _text(fair_event.period), _text(period))
        sentence = f"{who_changed(fair_event, [difference])} {AGAIN}"
        raise StalePage(sentence, differences=[difference], seen_now=seen_now)


def if_cancelled(fair_event: FairEvent) -> list[Consequence]:
    """What cancelling would mean, app by app."""
    return _answers(fair_is_to_change.happened(fair_event=fair_event, days=None))


def if_moved(fair_event: FairEvent, period: Period | None) -> list[Consequence]:
    """What other dates would mean, app by app."""
    days = with_dates(fair_event, period).days
    return _answers(fair_is_to_change.happened(fair_event=fair_event, days=days))


def if_closed_on(fair_event: FairEvent, closed: set[date]) -> list[Consequence]:
    """What it would mean if the fair had these closed days, and no others."""
    whole = copy(fair_event)
    whole.kept_days = {}
    days = [day for day in whole.days if day not in closed]
    return _answers(fair_is_to_change.happened(fair_event=fair_event, days=days))


def with_dates(fair_event: FairEvent, period: Period | None) -> FairEvent:
    """The fair as it would be, to look at; not to be saved."""
    moved = copy(fair_event)
    moved.period = period
    return moved


def _answers(heard: list[list[Consequence]]) -> list[Consequence]:
    return [consequence for answer in heard for consequence in answer]


def _text(period: Period | None) -> str:
    return str(period) if period else "ยังไม่ทราบวัน"
