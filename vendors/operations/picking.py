"""Vendors choose their booths: one is held for some minutes, then taken, or free again."""

from datetime import timedelta
from functools import partial
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from fairs.models import Booth, CallCell, FairEvent, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, there
from otopfair.prepared import NUMBERS, Prepared
from vendors.models import BoothAllocation, BoothApplication, BoothHold, PickTurn
from vendors.operations.allocations import NO_BOOTHS, allocate_booth
from vendors.operations.giving_rules import require_quota
from vendors.operations.holds import end_hold, keep_for, live_hold_of, require_waiting
from vendors.picking import (
    Chooser,
    Seen,
    booth_now,
    note_seen,
    seen_lately,
    why_not_in,
    why_not_now,
)
from vendors.scoring import scored


def _locked_with_call(application_id: int):
    rows = BoothApplication.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(pk=application_id).order_by().select_related("call", "vendor")


def _open_holds(booth_id: int, application_id: int):
    """Holds of the booth or of the application whose rows are not closed, live or past."""
    rows = BoothHold.objects.filter(released_at=None).select_related("booth")
    return rows.filter(Q(booth=booth_id) | Q(application=application_id))


def _cells(call_id: int):
    return CallCell.objects.filter(call=call_id)


LOCKED_WITH_CALL = Prepared(_locked_with_call, NUMBERS[0])
CELLS = Prepared(_cells, NUMBERS[0])
OPEN_HOLDS = Prepared(_open_holds, *NUMBERS[:2])


class BoothGone(RuleBroken):
    """Somebody else was quicker. `booth` is the one that was wanted."""

    def __init__(self, message: str, booth: Seen) -> None:
        super().__init__(message, field="booth")
        self.booth = booth


def pick_booth(chooser: Chooser | BoothApplication, booth_id: int, *, by) -> BoothHold:
    """Hold a free booth for the vendor, for as long as its call says; another one is let go.

    `booth_id` is looked for at the fair of the application. Raises BoothGone when somebody else
    has or holds it, RuleBroken when it is not the vendor's time or not its booth.
    """
    # Who comes late is told here, without a lock that those who come in time wait for.
    _require_free(seen_lately(chooser.fair_event_id).get(booth_id), chooser)
    seen = booth_now(booth_id)
    _require_free(seen, chooser)
    if seen is None or seen.fair_event_id != chooser.fair_event_id:
        raise RuleBroken("ไม่มีบูธนี้ในงานแล้ว เลือกบูธอื่น", field="booth")
    try:
        with transaction.atomic():
            return _move_hold(_locked(chooser), booth_id, by)
    except IntegrityError as error:
        gone = cast(Seen, booth_now(booth_id))
        raise BoothGone(f"บูธ {gone.code} มีร้านอื่นถืออยู่ เลือกบูธอื่น", gone) from error


def _locked(chooser: Chooser | BoothApplication) -> BoothApplication:
    """The application with its call and vendor, when it is its time; the fair is held, too."""
    fair_event = hold_fair(FairEvent(pk=chooser.fair_event_id), what="จึงเลือกบูธไม่ได้")
    cells = CELLS.records(chooser.call_id)
    call = VendorCall(pk=chooser.call_id)
    call.every_cell = cells
    if call.has_places_by_zone:
        lock(call)
    application = there(LOCKED_WITH_CALL.one(chooser.pk))
    if problem := why_not_now(application):
        raise RuleBroken(problem)
    application.call.fair_event, application.call.every_cell = fair_event, cells
    return application


def _move_hold(application: BoothApplication, booth_id: int, by) -> BoothHold:
    """The booth is held, and what was held before is not. The application is locked."""
    before = OPEN_HOLDS.records(booth_id, application.pk)
    held = next((row for row in before if row.application_id == application.pk), None)
    if held and held.booth_id == booth_id and held.is_live:
        return held
    both = {booth_id, held.booth_id} if held else {booth_id}
    booth = {key: lock(Booth(pk=key)) for key in sorted(both)}[booth_id]
    seen = cast(Seen, booth_now(booth_id))
    _require_free(seen, application)
    require_waiting(application, booth)
    if problem := why_not_in(seen.in_zone, application):
        raise RuleBroken(problem, field="booth")
    require_quota(application, booth)
    if held and held.is_live:
        end_hold(held, by=by)
    until = timezone.now() + timedelta(minutes=cast(VendorCall, application.call).hold_minutes)
    mine = seen._replace(is_held=True, held_for=application.pk, held_until=until)
    transaction.on_commit(partial(note_seen, application.fair_event_id, mine))
    return keep_for(application, booth, until=until, by=by, past=bool(before))


def take_booth(
    application: BoothApplication, *, by, booth_id: int | None = None
) -> BoothAllocation:
    """The vendor takes the booth that waits for its word: it is given, and cannot be lost.

    `booth_id` is the booth that the page named. Raises RuleBroken when another waits by now.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what=NO_BOOTHS)
        application = lock(application)
        hold = live_hold_of(application)
        if hold is None:
            raise RuleBroken("ไม่มีบูธที่ถือไว้ หรือเลยเวลาแล้ว เลือกบูธอีกครั้ง")
        _require_the_same(hold, booth_id)
        return allocate_booth(application, hold.booth, by=by)


def let_booth_go(
    application: BoothApplication, *, by, booth_id: int | None = None
) -> BoothHold | None:
    """The vendor does not want the booth that waits for it. Twice is once.

    `booth_id` is the booth that the page named. Raises RuleBroken when another waits by now.
    """
    with transaction.atomic():
        application = lock(application)
        hold = live_hold_of(application)
        if hold is not None:
            _require_the_same(hold, booth_id)
            end_hold(hold, by=by)
    return hold


def _require_the_same(hold: BoothHold, booth_id: int | None) -> None:
    """Another page of the vendor, or an officer, may have put another booth in its place."""
    if booth_id not in (None, hold.booth_id):
        raise RuleBroken(f"ตอนนี้คุณถือบูธ {hold.booth.code} ดูบนผัง แล้วตอบอีกครั้ง")


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


def _require_free(seen: Seen | None, chooser: Chooser | BoothApplication) -> None:
    if seen and (why := seen.why_gone(chooser.pk)):
        note_seen(chooser.fair_event_id, seen)
        raise BoothGone(f"{why} เลือกบูธอื่น", seen)
