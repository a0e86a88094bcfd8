"""Vendors choose their booths: one is held for some minutes, then taken, or free again."""

from datetime import timedelta
from typing import cast

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import Booth, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from vendors.models import BoothAllocation, BoothApplication, BoothHold, PickTurn
from vendors.operations.allocations import NO_BOOTHS, allocate_booth
from vendors.operations.holds import end_hold, keep_for, live_hold_of, require_waiting
from vendors.picking import seen_booths, why_gone, why_not_in, why_not_now
from vendors.scoring import scored


class BoothGone(RuleBroken):
    """Somebody else was quicker. `booth` is the one that was wanted."""

    status = 409

    def __init__(self, message: str, booth: Booth) -> None:
        super().__init__(message, field="booth")
        self.booth = booth


def pick_booth(application: BoothApplication, booth_id: int, *, by) -> BoothHold:
    """Hold a free booth for the vendor, for as long as its call says; another one is let go.

    `application` comes with its call; `booth_id` is looked for at its fair. Raises BoothGone when
    somebody else has or holds it, RuleBroken when it is not the vendor's time or not its booth.
    """
    if problem := why_not_now(application):
        raise RuleBroken(problem)
    # Most who come late are told here, without a lock that those who come in time wait for.
    _require_there(booth_id, application)
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงเลือกบูธไม่ได้")
        call = cast(VendorCall, application.call)
        if call.has_places_by_zone:
            lock(call)
        application = lock(application)
        application.call = call
        held = live_hold_of(application)
        if held and held.booth_id == booth_id:
            return held
        lock_all(Booth.objects.filter(pk__in={booth_id, held.booth_id if held else booth_id}))
        booth = _require_there(booth_id, application)
        require_waiting(application, booth)
        if problem := why_not_in(booth.zone, application):
            raise RuleBroken(problem, field="booth")
        if held:
            end_hold(held, by=by)
        until = timezone.now() + timedelta(minutes=call.hold_minutes)
        return _hold(application, booth, until, by)


def take_booth(application: BoothApplication, *, by) -> BoothAllocation:
    """The vendor takes the booth that waits for its word: it is given, and cannot be lost."""
    with transaction.atomic():
        hold_fair(application.fair_event, what=NO_BOOTHS)
        application = lock(application)
        hold = live_hold_of(application)
        if hold is None:
            raise RuleBroken("ไม่มีบูธที่ถือไว้ หรือเลยเวลาแล้ว เลือกบูธอีกครั้ง")
        return allocate_booth(application, hold.booth, by=by)


def let_booth_go(application: BoothApplication, *, by) -> BoothHold | None:
    """The vendor does not want the booth that waits for it. Twice is once."""
    with transaction.atomic():
        application = lock(application)
        hold = live_hold_of(application)
        if hold is not None:
            end_hold(hold, by=by)
    return hold


def set_turns(call: VendorCall, *, by) -> list[PickTurn]:
    """Number all who are to choose: by their scores, best first, then by who confirmed first.

    Raises RuleBroken once choosing has begun; numbers then change no more.
    """
    with transaction.atomic():
        hold_fair(call.fair_event, what="จึงจัดลำดับไม่ได้")
        call = lock(call)
        if call.picking_opens_at is None:
            raise RuleBroken("กำหนดเวลาเปิดให้ร้านเลือกบูธในประกาศรับสมัครก่อน")
        if call.picking_opens_at <= timezone.now():
            raise RuleBroken("เริ่มเลือกบูธแล้ว จึงเปลี่ยนลำดับไม่ได้")
        call.pick_turns.all().delete()
        turns = PickTurn.objects.bulk_create(
            PickTurn(call=call, application=row, number=number)
            for number, row in enumerate(_in_order(call), 1)
        )
        record(call, "turns", f"จัดลำดับเลือกบูธ {len(turns)} ร้าน", by=by)
    return turns


def _in_order(call: VendorCall) -> list[BoothApplication]:
    rows = list(BoothApplication.objects.waiting_for_booth().filter(call=call))
    scores = scored([call])

    def place(row: BoothApplication):
        score = scores[row.pk].total if row.pk in scores else None
        return (score is None, -(score or 0), row.confirmed_at or row.created_at, row.pk)

    return sorted(rows, key=place)


def _require_there(booth_id: int, application: BoothApplication) -> Booth:
    rows = seen_booths().filter(pk=booth_id, fair_event=application.fair_event_id)
    booth = rows.first()
    if booth is None:
        raise RuleBroken("ไม่มีบูธนี้ในงานแล้ว เลือกบูธอื่น", field="booth")
    if gone := why_gone(booth, application):
        raise BoothGone(f"{gone.words} เลือกบูธอื่น", booth)
    return booth


def _hold(application: BoothApplication, booth: Booth, until, by) -> BoothHold:
    try:
        with transaction.atomic():
            return keep_for(application, booth, until=until, by=by)
    except IntegrityError as error:
        raise BoothGone(f"บูธ {booth.code} มีร้านอื่นถืออยู่ เลือกบูธอื่น", booth) from error
