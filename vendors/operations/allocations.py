"""Booths are given, changed and given back here, and nowhere else."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import Booth
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.formatting import format_time
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication
from vendors.notifications import tell_applicant


def allocate_booth(application: BoothApplication, booth: Booth, *, by) -> BoothAllocation:
    """Give a place in `booth` to a confirmed `application`; the vendor is told.

    Raises RuleBroken when the application is not confirmed or has all its booths, or when the
    booth belongs to another fair, is closed, held for somebody, or taken.
    """
    with transaction.atomic():
        # Lock order, everywhere: application, then booth. Check only what is locked.
        application, booth = lock(application), lock(booth)
        _require_allocatable(application, booth)
        allocation = _give(application, booth, by)
        _tell(application, booth)
        record(application, "allocate", f"ได้บูธ {booth.code}", by=by)
        record(booth, "allocate", f"จัดให้ {application.vendor}", by=by)
    return allocation


def move_allocation(allocation: BoothAllocation, booth: Booth, *, by, reason="") -> BoothAllocation:
    """Move a vendor to another booth: the old place is free and the new one taken, or neither."""
    with transaction.atomic():
        application = lock(allocation.application)
        # Two booths are locked by id, so that two officers who swap never wait for each other.
        first, second = sorted([allocation.booth, booth], key=lambda row: row.pk)
        locked = {row.pk: row for row in (lock(first), lock(second))}
        old_booth, booth = locked[allocation.booth_id], locked[booth.pk]
        allocation = lock(allocation)
        if booth.pk == old_booth.pk:
            raise RuleBroken(f"ร้านนี้อยู่บูธ {booth.code} อยู่แล้ว เลือกบูธอื่น", field="booth")
        _close(allocation, by, f"ย้ายไปบูธ {booth.code}")
        _require_allocatable(application, booth)
        moved = _give(application, booth, by)
        _tell(application, booth)
        summary = f"ย้ายจากบูธ {old_booth.code} ไปบูธ {booth.code}"
        record(application, "move", summary, by=by, reason=reason)
        record(old_booth, "release", f"คืนจาก {application.vendor}", by=by, reason=reason)
        record(booth, "allocate", f"จัดให้ {application.vendor}", by=by, reason=reason)
    return moved


def release_allocation(allocation: BoothAllocation, *, by, reason: str) -> BoothAllocation:
    """Take a booth back. The row stays, with who, when and why."""
    with transaction.atomic():
        application = lock(allocation.application)
        booth = lock(allocation.booth)
        allocation = lock(allocation)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่คืนบูธ", field="reason")
        _close(allocation, by, reason)
        record(application, "release", f"คืนบูธ {booth.code}", by=by, reason=reason)
        record(booth, "release", f"คืนจาก {application.vendor}", by=by, reason=reason)
        tell_applicant(application, f"คืนบูธ {booth.code}", f"เหตุผล: {reason}")
    return allocation


def hold_booth(booth: Booth, *, reason: str, by) -> Booth:
    """Keep a free booth for somebody or something; nobody can be given it until it is opened.

    Raises RuleBroken without a reason, and when a vendor stands in the booth.
    """
    with transaction.atomic():
        booth = lock(booth)
        reason = reason.strip()
        if not reason:
            raise RuleBroken("บอกว่ากันบูธไว้สำหรับใคร", field="reason")
        if booth.allocations.live().exists():
            raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว คืนบูธก่อนจึงกันไว้ได้")
        booth.held_for = reason[:120]
        booth.save(update_fields=["held_for"])
        record(booth, "hold", "กันบูธไว้", by=by, reason=reason)
    return booth


def open_booth(booth: Booth, *, by) -> Booth:
    """End the hold of a booth: it can be given again. Raises RuleBroken when it is not held."""
    with transaction.atomic():
        booth = lock(booth)
        if not booth.held_for:
            raise RuleBroken(f"บูธ {booth.code} ไม่ได้กันไว้")
        was_for, booth.held_for = booth.held_for, ""
        booth.save(update_fields=["held_for"])
        record(booth, "open", f"เลิกกันบูธ (เดิมกันไว้สำหรับ{was_for})", by=by)
    return booth


def _require_allocatable(application: BoothApplication, booth: Booth) -> None:
    if application.status != ApplicationStatus.CONFIRMED:
        raise RuleBroken(f"จัดบูธได้เฉพาะใบสมัครที่ยืนยันแล้ว (ตอนนี้: {application.get_status_display()})")
    if booth.fair_event_id != application.fair_event_id:
        raise RuleBroken("บูธนี้อยู่คนละงานกับใบสมัคร เลือกบูธของงานนี้", field="booth")
    if not booth.is_usable:
        raise RuleBroken(f"บูธ {booth.code} ปิดใช้ เลือกบูธอื่น", field="booth")
    if booth.held_for:
        raise RuleBroken(f"บูธ {booth.code} กันไว้สำหรับ{booth.held_for} เลือกบูธอื่น", field="booth")


def _give(application: BoothApplication, booth: Booth, by) -> BoothAllocation:
    """The first free place for the first unserved request; the constraints guard both."""
    in_booth = list(booth.allocations.live())
    served = set(application.allocations.live().values_list("request_no", flat=True))
    place_no = _first_free(booth.places, {row.place_no for row in in_booth})
    request_no = _first_free(application.booths_wanted, served)
    if place_no is None:
        since = format_time(timezone.localtime(in_booth[-1].allocated_at).time())
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้วเมื่อ {since} เลือกบูธอื่น", field="booth")
    if request_no is None:
        raise RuleBroken("ใบสมัครนี้ได้บูธครบแล้ว", field="booth")
    try:
        with transaction.atomic():
            return BoothAllocation.objects.create(
                application=application,
                booth=booth,
                place_no=place_no,
                request_no=request_no,
                allocated_by=by,
            )
    except IntegrityError as error:
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว เลือกบูธอื่น", field="booth") from error


def _first_free(count: int, taken: set[int]) -> int | None:
    return next((number for number in range(1, count + 1) if number not in taken), None)


def _close(allocation: BoothAllocation, by, reason: str) -> None:
    if allocation.released_at is not None:
        raise RuleBroken("บูธนี้คืนไปแล้ว โหลดหน้าใหม่เพื่อดูผังล่าสุด")
    allocation.released_at = timezone.now()
    allocation.released_by = by
    allocation.release_reason = reason[:255]
    allocation.save()


def _tell(application: BoothApplication, booth: Booth) -> None:
    tell_applicant(
        application,
        f"ได้บูธ {booth.code}",
        f"งาน {application.fair_event} บูธ {booth.code} โซน {booth.zone.name_th}",
    )
