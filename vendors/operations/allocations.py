"""Booths are given, moved and given back here, and nowhere else."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_shared
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_range_short, format_time
from vendors.ground.booths import why_not_given
from vendors.models import (
    AllocationDay,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    BoothHold,
)
from vendors.notifications import tell_applicant
from vendors.operations.days import days_between, give_days_back, lay_days

NO_BOOTHS = "จึงจัดบูธไม่ได้"


def allocate_booth(
    application: BoothApplication,
    booth: Booth,
    *,
    by,
    first_on: date | None = None,
    last_on: date | None = None,
) -> BoothAllocation:
    """Give a place in `booth` to a confirmed `application`; the vendor is told.

    For the whole fair, or from `first_on` to `last_on`: then others may have the same place on
    the other days. Raises RuleBroken when the application is not confirmed or has all its booths,
    when the days are not days of the fair, or when the booth belongs to another fair, is closed,
    held for somebody, or taken.
    """
    with transaction.atomic():
        # Lock order, everywhere: fair, application, booth. Check only what is locked.
        hold_fair(application.fair_event, what=NO_BOOTHS)
        application, booth = lock(application), lock(booth)
        _require_allocatable(application, booth)
        allocation = _give(application, booth, first_on, last_on, by)
        _require_a_day(allocation)
        _tell(allocation)
        record(application, "allocate", f"ได้บูธ {allocation.place_text}", by=by)
        summary = f"จัดให้ {application.vendor} {allocation.days_text}".strip()
        record(booth, "allocate", summary, by=by)
    return allocation


def move_allocation(allocation: BoothAllocation, booth: Booth, *, by, reason="") -> BoothAllocation:
    """Move a vendor to another booth: the old place is free and the new one taken, or neither.

    The days stay the same; what is past of them stays in the old booth.
    """
    with transaction.atomic():
        hold_fair(allocation.application.fair_event, what=NO_BOOTHS)
        application = lock(allocation.application)
        # Two booths are locked by id, so that two officers who swap never wait for each other.
        first, second = sorted([allocation.booth, booth], key=lambda row: row.pk)
        locked = {row.pk: row for row in (lock(first), lock(second))}
        old_booth, booth = locked[allocation.booth_id], locked[booth.pk]
        allocation = lock(allocation)
        if booth.pk == old_booth.pk:
            raise RuleBroken(f"ร้านนี้อยู่บูธ {booth.code} อยู่แล้ว เลือกบูธอื่น", field="booth")
        _close(allocation, by, f"ย้ายไปบูธ {booth.code}", today_in_thailand())
        _require_allocatable(application, booth)
        moved = _give(application, booth, allocation.first_on, allocation.last_on, by)
        _tell(moved)
        summary = f"ย้ายจากบูธ {old_booth.code} ไปบูธ {booth.code}"
        record(application, "move", summary, by=by, reason=reason)
        record(old_booth, "release", f"คืนจาก {application.vendor}", by=by, reason=reason)
        record(booth, "allocate", f"จัดให้ {application.vendor}", by=by, reason=reason)
    return moved


def release_allocation(
    allocation: BoothAllocation, *, by, reason: str, from_on: date | None = None, told=True
) -> BoothAllocation:
    """Take a booth back from `from_on` on, today unless told otherwise. The row stays.

    Where the vendor stood on earlier days stays known; `from_on` before the fair's first day
    takes all of it back, as after a mistake. The vendor is told, unless it is the vendor's own act.
    """
    with transaction.atomic():
        lock_shared(allocation.application.fair_event)
        application = lock(allocation.application)
        booth = lock(allocation.booth)
        allocation = lock(allocation)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่คืนบูธ", field="reason")
        _close(allocation, by, reason, from_on or today_in_thailand())
        record(application, "release", f"คืนบูธ {booth.code}", by=by, reason=reason)
        record(booth, "release", f"คืนจาก {application.vendor}", by=by, reason=reason)
        if told:
            tell_applicant(application, f"คืนบูธ {booth.code}", f"เหตุผล: {reason}")
    return allocation


def _require_allocatable(application: BoothApplication, booth: Booth) -> None:
    if application.status != ApplicationStatus.CONFIRMED:
        raise RuleBroken(f"จัดบูธได้เฉพาะใบสมัครที่ยืนยันแล้ว (ตอนนี้: {application.get_status_display()})")
    if booth.fair_event_id != application.fair_event_id:
        raise RuleBroken("บูธนี้อยู่คนละงานกับใบสมัคร เลือกบูธของงานนี้", field="booth")
    hold = BoothHold.objects.live().filter(booth=booth).first()
    why_not = why_not_given(
        booth.code, is_usable=booth.is_usable, hold=hold.reason if hold else None
    )
    if why_not:
        raise RuleBroken(f"{why_not} เลือกบูธอื่น", field="booth")


def _require_days_of_fair(booth: Booth, first_on: date | None, last_on: date | None) -> None:
    if first_on is None and last_on is None:
        return
    fair_event = booth.fair_event
    days = days_between(fair_event)
    if not days:
        raise RuleBroken("งานนี้ยังไม่กำหนดวัน จัดบูธได้เฉพาะทั้งงาน", field="first_on")
    if first_on is None or last_on is None or first_on > last_on:
        raise RuleBroken("เลือกวันแรกและวันสุดท้ายของร้าน วันแรกมาก่อน", field="first_on")
    if not days[0] <= first_on <= last_on <= days[-1]:
        all_days = format_range_short(days[0], days[-1])
        raise RuleBroken(f"เลือกวันที่อยู่ในวันจัดงาน ({all_days})", field="first_on")


def _give(
    application: BoothApplication,
    booth: Booth,
    first_on: date | None,
    last_on: date | None,
    by,
) -> BoothAllocation:
    """The first free place for the first unserved request; the constraints guard both."""
    _require_days_of_fair(booth, first_on, last_on)
    in_booth = list(booth.allocations.live().order_by("allocated_at", "pk"))
    served = set(application.allocations.live().values_list("request_no", flat=True))
    meeting = [row for row in in_booth if _share_a_day(row, first_on, last_on)]
    place_no = _first_free(booth.places, {row.place_no for row in meeting})
    request_no = _first_free(application.booths_wanted, served)
    if place_no is None:
        raise RuleBroken(_who_stands_there(booth, meeting[-1]), field="booth")
    if request_no is None:
        raise RuleBroken("ใบสมัครนี้ได้บูธครบแล้ว", field="booth")
    try:
        with transaction.atomic():
            allocation = BoothAllocation.objects.create(
                application=application,
                booth=booth,
                place_no=place_no,
                request_no=request_no,
                first_on=first_on,
                last_on=last_on,
                allocated_by=by,
            )
            lay_days([allocation])
            return allocation
    except IntegrityError as error:
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว เลือกบูธอื่น", field="booth") from error


def _share_a_day(row: BoothAllocation, first_on: date | None, last_on: date | None) -> bool:
    if row.first_on is None or row.last_on is None or first_on is None or last_on is None:
        return True
    return row.first_on <= last_on and first_on <= row.last_on


def _who_stands_there(booth: Booth, row: BoothAllocation) -> str:
    if row.first_on is not None:
        return f"บูธ {booth.code} มีร้านแล้ววันที่ {row.days_text} เลือกวันหรือบูธอื่น"
    since = format_time(timezone.localtime(row.allocated_at).time())
    return f"บูธ {booth.code} มีร้านแล้วเมื่อ {since} เลือกบูธอื่น"


def _require_a_day(allocation: BoothAllocation) -> None:
    """Others who have left stood there on every day that was asked for: nothing is left."""
    booth, application = allocation.booth, allocation.application
    own = AllocationDay.objects.filter(booth=booth, allocation__application=application)
    if days_between(booth.fair_event) and not own.exists():
        raise RuleBroken(
            f"บูธ {booth.code} มีร้านอื่นอยู่ครบทุกวันแล้ว ถ้าลงผิดร้าน คืนบูธของร้านนั้นตั้งแต่วันแรกก่อน",
            field="booth",
        )


def _first_free(count: int, taken: set[int]) -> int | None:
    return next((number for number in range(1, count + 1) if number not in taken), None)


def _close(allocation: BoothAllocation, by, reason: str, from_on: date) -> None:
    if allocation.released_at is not None:
        raise RuleBroken("บูธนี้คืนไปแล้ว โหลดหน้าใหม่เพื่อดูผังล่าสุด")
    allocation.released_at = timezone.now()
    allocation.released_by = by
    allocation.release_reason = reason
    allocation.save()
    give_days_back(allocation, from_on)


def _tell(allocation: BoothAllocation) -> None:
    application, booth = allocation.application, allocation.booth
    tell_applicant(
        application,
        f"ได้บูธ {allocation.place_text}",
        f"{application.fair_event.called} บูธ {allocation.place_text} โซน {booth.zone.name_th}",
    )
