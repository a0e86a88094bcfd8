"""A booth is kept back and opened again here."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from fairs.models import Booth
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.formatting import format_datetime
from vendors.models import BoothHold

LONGEST_HOLD = cast(int, BoothHold._meta.get_field("reason").max_length)


def hold_booth(booth: Booth, *, reason: str, by, until: datetime | None = None) -> BoothHold:
    """Keep a free booth for somebody or something; nobody can be given it until it is opened.

    The hold ends by itself at `until`. Raises RuleBroken without a reason, when `until` is past,
    and when the booth is closed, held already, or has a vendor.
    """
    with transaction.atomic():
        booth = lock(booth)
        reason = reason.strip()
        _require_holdable(booth, reason, until)
        _close_old(booth)
        hold = BoothHold.objects.create(booth=booth, reason=reason, until=until, by=by)
        end = f" ถึง {format_datetime(until)}" if until else ""
        record(booth, "hold", f"กันบูธไว้{end}", by=by, reason=reason)
    return hold


def open_booth(booth: Booth, *, by) -> BoothHold:
    """End the hold of a booth: it can be given again. Returns the hold that ended.

    Raises RuleBroken when it is not held.
    """
    with transaction.atomic():
        booth = lock(booth)
        hold = _live_hold(booth)
        if hold is None:
            raise RuleBroken(f"บูธ {booth.code} ไม่ได้กันไว้")
        hold.released_at, hold.released_by = timezone.now(), by
        hold.save()
        record(booth, "open", f"เลิกกันบูธ (เดิมกันไว้สำหรับ{hold.reason})", by=by)
    return hold


def _require_holdable(booth: Booth, reason: str, until: datetime | None) -> None:
    if not reason:
        raise RuleBroken("บอกว่ากันบูธไว้สำหรับใคร", field="reason")
    if len(reason) > LONGEST_HOLD:
        raise RuleBroken(f"กันไว้สำหรับใคร บอกได้ไม่เกิน {LONGEST_HOLD} ตัวอักษร", field="reason")
    if until is not None and until <= timezone.now():
        raise RuleBroken("เวลาที่กันบูธถึงต้องยังมาไม่ถึง", field="until")
    if booth.allocations.live().exists():
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว คืนบูธก่อนจึงกันไว้ได้")
    if not booth.is_usable:
        raise RuleBroken(f"บูธ {booth.code} ปิดใช้ เปิดใช้ก่อนจึงกันไว้ได้")
    if held := _live_hold(booth):
        raise RuleBroken(f"บูธ {booth.code} กันไว้สำหรับ{held.reason}อยู่แล้ว เลิกกันก่อนจึงกันใหม่ได้")


def _live_hold(booth: Booth) -> BoothHold | None:
    return BoothHold.objects.live().filter(booth=booth).first()


def _close_old(booth: Booth) -> None:
    """A hold whose time was over counted no more; now its row is closed, for the constraint."""
    booth.holds.filter(released_at=None).update(released_at=timezone.now())
