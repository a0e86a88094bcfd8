"""Two vendors in one booth: by halves, each with a place of its own, or by days in one place."""

from datetime import date

from django.db import IntegrityError, transaction

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from vendors.models import BoothAllocation
from vendors.notifications import tell_applicant
from vendors.operations.allocations import NO_BOOTHS, require_days_of_fair
from vendors.operations.days import give_days_back, lay_days
from vendors.operations.ground import require_may_change

MOST_PLACES = 6


def share_booth(booth: Booth, *, places: int, by, reason: str = "") -> Booth:
    """Make a booth one for `places` vendors side by side, or for a single one again.

    Raises RuleBroken when more vendors stand in it, or when it cannot be divided so often.
    """
    with transaction.atomic():
        booth = lock(booth)
        if not 1 <= places <= MOST_PLACES:
            raise RuleBroken(f"แบ่งบูธได้ 1–{MOST_PLACES} ร้าน", field="places")
        if places == booth.places:
            return booth
        require_may_change(booth, zone=None, places=places, is_usable=booth.is_usable)
        before, booth.places = booth.places, places
        booth.save()
        record(booth, "share", _in_words(before, places), by=by, reason=reason)
    return booth


def _in_words(before: int, places: int) -> str:
    if places == 1:
        return f"ใช้ร้านเดียวทั้งบูธ (เดิมแบ่ง {before} ร้าน)"
    return f"แบ่งบูธให้ {places} ร้านใช้ร่วมกัน"


def change_days(
    allocation: BoothAllocation,
    *,
    first_on: date | None,
    last_on: date | None,
    by,
    reason: str,
) -> BoothAllocation:
    """Let a vendor keep its place on some days only, or for the whole fair again (None, None).

    The other days are free for another vendor. The vendor is told. Raises RuleBroken without a
    reason, when the days are none of the fair's, or when another stands there on one of them.
    """
    with transaction.atomic():
        hold_fair(allocation.application.fair_event, what=NO_BOOTHS)
        application, booth = lock(allocation.application), lock(allocation.booth)
        allocation = lock(allocation)
        if allocation.released_at is not None:
            raise RuleBroken("บูธนี้คืนไปแล้ว โหลดหน้าใหม่เพื่อดูผังล่าสุด")
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่เปลี่ยนวัน", field="reason")
        require_days_of_fair(booth, first_on, last_on)
        if (allocation.first_on, allocation.last_on) == (first_on, last_on):
            return allocation
        _lay_anew(allocation, booth, first_on, last_on)
        summary = f"อยู่บูธ {booth.code} {allocation.days_text or 'ทั้งงาน'}"
        record(application, "change_days", summary, by=by, reason=reason)
        record(booth, "change_days", f"{application.vendor} {summary}", by=by, reason=reason)
        body = f"{application.fair_event.called} {summary}\nเหตุผล: {reason}"
        tell_applicant(application, f"เปลี่ยนวันที่อยู่บูธ {booth.code}", body)
    return allocation


def _lay_anew(
    allocation: BoothAllocation, booth: Booth, first_on: date | None, last_on: date | None
) -> None:
    """The same place on other days; the constraints know whether somebody else is there."""
    others = booth.allocations.live().filter(place_no=allocation.place_no)
    others = others.exclude(pk=allocation.pk)
    allocation.booth, allocation.first_on, allocation.last_on = booth, first_on, last_on
    if met := next((row for row in others if row.meets(first_on, last_on)), None):
        raise RuleBroken(f"บูธ {booth.code} มีร้านอื่นแล้ว {met.days_text} เลือกวันอื่น", field="first_on")
    try:
        with transaction.atomic():
            give_days_back(allocation, today_in_thailand())
            allocation.save()
            lay_days([allocation])
    except IntegrityError as error:
        raise RuleBroken(f"บูธ {booth.code} มีร้านในวันนั้นแล้ว เลือกวันอื่น", field="first_on") from error
