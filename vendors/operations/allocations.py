"""Booths are given, moved, swapped and given back here, and nowhere else."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, entry_of, record, record_all
from otopfair.locking import lock, lock_shared
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_range_short, format_time
from vendors.ground.booths import why_not_given
from vendors.models import (
    AllocationDay,
    AllocationOverride,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    BoothHold,
    Draw,
)
from vendors.notifications import tell_applicant
from vendors.operations.booth_prices import charge_by_booths, keep_price
from vendors.operations.days import days_between, give_days_back, lay_days
from vendors.operations.giving_rules import hold_quotas, require_giveable, require_quota

NO_BOOTHS = "จึงจัดบูธไม่ได้"
Row = TypeVar("Row", bound=models.Model)


def allocate_booth(
    application: BoothApplication,
    booth: Booth,
    *,
    by,
    first_on: date | None = None,
    last_on: date | None = None,
    follows: Draw | AllocationOverride | None = None,
    told: bool = True,
) -> BoothAllocation:
    """Give a place in `booth` to a confirmed `application`; the vendor is told, unless the caller
    does.

    For the whole fair, or from `first_on` to `last_on`: then others may have the same place on
    the other days. Raises RuleBroken when the application is not confirmed or has all its booths,
    when the days are not days of the fair, or when the booth belongs to another fair, is closed,
    held for somebody, taken, beyond a quota, or somebody else's by a draw; `follows` is the draw
    by which it is given, or what two officers have agreed beside the rules.
    """
    with transaction.atomic():
        # Lock order, everywhere: fair, call, application, booth. Check only what is locked.
        hold_fair(application.fair_event, what=NO_BOOTHS)
        hold_quotas((application, booth))
        application, booth = lock(application), lock(booth)
        _require_allocatable(application, booth)
        require_giveable(application, booth, follows=follows)
        allocation = _give(application, booth, first_on, last_on, by)
        _require_a_day(allocation)
        _end_own_hold(application, by)
        if told:
            tell_applicant(application, *words_of(allocation))
        record_all(acts_of(allocation, by))
    return allocation


def acts_of(allocation: BoothAllocation, by) -> list[HistoryEntry]:
    """What the history of the application and of the booth say."""
    application, booth = allocation.application, allocation.booth
    given_to = f"จัดให้ {application.vendor} {allocation.days_text}".strip()
    return [
        entry_of(application, "allocate", f"ได้บูธ {allocation.place_text}", by=by),
        entry_of(booth, "allocate", given_to, by=by),
    ]


def move_allocation(allocation: BoothAllocation, booth: Booth, *, by, reason="") -> BoothAllocation:
    """Move a vendor to another booth: the old place is free and the new one taken, or neither.

    The days stay the same; what is past of them stays in the old booth.
    """
    with transaction.atomic():
        hold_fair(allocation.application.fair_event, what=NO_BOOTHS)
        hold_quotas((allocation.application, booth))
        application = lock(allocation.application)
        booths = _lock_by_key([allocation.booth, booth])
        old_booth, booth = booths[allocation.booth_id], booths[booth.pk]
        allocation = lock(allocation)
        if booth.pk == old_booth.pk:
            raise RuleBroken(f"ร้านนี้อยู่บูธ {booth.code} อยู่แล้ว เลือกบูธอื่น", field="booth")
        _close(allocation, by, f"ย้ายไปบูธ {booth.code}", today_in_thailand())
        _require_allocatable(application, booth)
        require_giveable(application, booth)
        moved = _give(application, booth, allocation.first_on, allocation.last_on, by)
        _end_own_hold(application, by)
        keep_price(allocation, moved)
        charge_by_booths(application, _why_moved(allocation, moved), by=by)
        _tell_moved(allocation, moved, reason)
        _record_move(allocation, moved, "move", by, reason)
    return moved


def swap_allocations(
    first: BoothAllocation, second: BoothAllocation, *, by, reason=""
) -> tuple[BoothAllocation, BoothAllocation]:
    """Two vendors exchange their booths, both or neither; each keeps its own days.

    Raises RuleBroken when they are at different fairs or in one booth, when either has left
    meanwhile, and when a third vendor stands there on a day of the one who comes.
    """
    with transaction.atomic():
        hold_fair(first.application.fair_event, what=NO_BOOTHS)
        hold_quotas((first.application, second.booth), (second.application, first.booth))
        applications = _lock_by_key([first.application, second.application])
        booths = _lock_by_key([first.booth, second.booth])
        rows = _lock_by_key([first, second])
        first, second = rows[first.pk], rows[second.pk]
        _require_swappable(*booths.values())
        for one, other in ((first, second), (second, first)):
            why = f"สลับกับบูธ {booths[other.booth_id].code}"
            _close(one, by, why, today_in_thailand())
        swapped = []
        for one, other in ((first, second), (second, first)):
            application, booth = applications[one.application_id], booths[other.booth_id]
            _require_allocatable(application, booth)
            require_quota(application, booth)
            new = _give(application, booth, one.first_on, one.last_on, by)
            keep_price(one, new)
            charge_by_booths(application, _why_moved(one, new), by=by)
            _tell_moved(one, new, reason)
            _record_move(one, new, "swap", by, reason)
            swapped.append(new)
    return swapped[0], swapped[1]


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
        charge_by_booths(application, f"คืนบูธ {booth.code}", by=by)
        if told:
            tell_applicant(application, f"คืนบูธ {booth.code}", f"เหตุผล: {reason}")
    return allocation


def _lock_by_key(rows: Iterable[Row]) -> dict[int, Row]:
    """Rows of one kind are locked by id, so that two who want both never wait for each other."""
    return {row.pk: lock(row) for row in sorted(rows, key=lambda row: row.pk)}


def _require_swappable(*booths: Booth) -> None:
    if len(booths) < 2:
        raise RuleBroken("สองร้านนี้อยู่บูธเดียวกัน เลือกร้านที่อยู่บูธอื่น", field="other")
    if len({booth.fair_event_id for booth in booths}) > 1:
        raise RuleBroken("สองร้านนี้อยู่คนละงาน เลือกร้านในงานเดียวกัน", field="other")


def _require_allocatable(application: BoothApplication, booth: Booth) -> None:
    require_confirmed_there(application, booth)
    hold = BoothHold.objects.live().filter(booth=booth).exclude(application=application).first()
    require_usable(booth, hold)


def require_confirmed_there(application: BoothApplication, booth: Booth) -> None:
    """Refuse who has not confirmed, or is of another fair than the booth."""
    if application.status != ApplicationStatus.CONFIRMED:
        raise RuleBroken(f"จัดบูธได้เฉพาะใบสมัครที่ยืนยันแล้ว (ตอนนี้: {application.get_status_display()})")
    if booth.fair_event_id != application.fair_event_id:
        raise RuleBroken("บูธนี้อยู่คนละงานกับใบสมัคร เลือกบูธของงานนี้", field="booth")


def require_usable(booth: Booth, hold: BoothHold | None) -> None:
    """Refuse a booth that is closed, or held for somebody else."""
    why_not = why_not_given(
        booth.code, is_usable=booth.is_usable, hold=hold.reason if hold else None
    )
    if why_not:
        raise RuleBroken(f"{why_not} เลือกบูธอื่น", field="booth")


def require_days_of_fair(booth: Booth, first_on: date | None, last_on: date | None) -> None:
    """Raise RuleBroken unless these are days of the booth's fair, or none for all of them."""
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
    require_days_of_fair(booth, first_on, last_on)
    in_booth = list(booth.allocations.live().order_by("allocated_at", "pk"))
    served = set(application.allocations.live().values_list("request_no", flat=True))
    allocation = placed(application, booth, in_booth, served, by=by, days=(first_on, last_on))
    try:
        with transaction.atomic():
            allocation.save(force_insert=True)
            lay_days([allocation])
            return allocation
    except IntegrityError as error:
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว เลือกบูธอื่น", field="booth") from error


def placed(
    application: BoothApplication,
    booth: Booth,
    in_booth: list[BoothAllocation],
    served: set[int],
    *,
    by,
    days: tuple[date | None, date | None] = (None, None),
) -> BoothAllocation:
    """The first place that those `in_booth` leave free, for the first request that is not among
    the `served`: not written yet. Raises RuleBroken when there is none."""
    meeting = [row for row in in_booth if row.meets(*days)]
    place_no = _first_free(booth.places, {row.place_no for row in meeting})
    request_no = _first_free(application.booths_wanted, served)
    if place_no is None:
        raise RuleBroken(_who_stands_there(booth, meeting[-1]), field="booth")
    if request_no is None:
        raise RuleBroken("ใบสมัครนี้ได้บูธครบแล้ว", field="booth")
    return BoothAllocation(
        application=application,
        booth=booth,
        place_no=place_no,
        request_no=request_no,
        first_on=days[0],
        last_on=days[1],
        allocated_by=by,
        allocated_at=timezone.now(),
    )


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
        raise RuleBroken(no_day_left(booth), field="booth")


def no_day_left(booth: Booth) -> str:
    return f"บูธ {booth.code} มีร้านอื่นอยู่ครบทุกวันแล้ว ถ้าลงผิดร้าน คืนบูธของร้านนั้นตั้งแต่วันแรกก่อน"


def _first_free(count: int, taken: set[int]) -> int | None:
    """None when so many are taken, whatever their numbers: the first of two may have been given
    back."""
    if len(taken) >= count:
        return None
    return next((number for number in range(1, count + 1) if number not in taken), None)


def _close(allocation: BoothAllocation, by, reason: str, from_on: date) -> None:
    if allocation.released_at is not None:
        raise RuleBroken("บูธนี้คืนไปแล้ว โหลดหน้าใหม่เพื่อดูผังล่าสุด")
    allocation.released_at = timezone.now()
    allocation.released_by = by
    allocation.release_reason = reason
    allocation.save()
    give_days_back(allocation, from_on)


def _end_own_hold(application: BoothApplication, by) -> None:
    """What was kept for a vendor is kept no more: it has its booth."""
    holds = BoothHold.objects.filter(application=application, released_at=None)
    holds.update(released_at=timezone.now(), released_by=by)


def _record_move(old: BoothAllocation, new: BoothAllocation, verb: str, by, reason: str) -> None:
    vendor = new.application.vendor
    moved = "สลับ" if verb == "swap" else "ย้าย"
    summary = f"{moved}จากบูธ {old.booth.code} ไปบูธ {new.booth.code}"
    record(new.application, verb, summary, by=by, reason=reason)
    record(old.booth, "release", f"คืนจาก {vendor}", by=by, reason=reason)
    record(new.booth, "allocate", f"จัดให้ {vendor}", by=by, reason=reason)


def _why_moved(old: BoothAllocation, new: BoothAllocation) -> str:
    return f"เปลี่ยนจากบูธ {old.booth.code} เป็น {new.place_text}"


def words_of(allocation: BoothAllocation) -> tuple[str, str]:
    """Subject and text of what a vendor reads that was given a booth."""
    return f"ได้บูธ {allocation.place_text}", _where(allocation)


def _tell_moved(old: BoothAllocation, new: BoothAllocation, reason: str) -> None:
    """The vendor knows the old number: the new one takes its place."""
    because = f"\nเหตุผล: {reason}" if reason else ""
    tell_applicant(
        new.application,
        f"เปลี่ยนบูธจาก {old.booth.code} เป็น {new.place_text}",
        f"{_where(new)} แทนบูธ {old.booth.code} ที่แจ้งไว้{because}",
    )


def _where(allocation: BoothAllocation) -> str:
    fair_event, zone = allocation.application.fair_event, allocation.booth.zone
    return f"{fair_event.called} บูธ {allocation.place_text} โซน {zone.name_th}"
