"""A booth is kept back, offered to a vendor, closed, and opened again here."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.prepared import NUMBERS, Prepared
from otopfair.thai.formatting import format_datetime, format_deadline
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, BoothHold
from vendors.notifications import tell_applicant
from vendors.operations.giving_rules import require_not_frozen


def _standing(application_id: int):
    return BoothAllocation.objects.live().filter(application=application_id).order_by().values("pk")


STANDING = Prepared(_standing, NUMBERS[0])
LONGEST_HOLD = 120  # of what officers write; the column holds the whole name of a shop, too
LONGEST_CLOSED = cast(int, Booth._meta.get_field("why_closed").max_length)


def hold_booth(booth: Booth, *, reason: str, by, until: datetime | None = None) -> BoothHold:
    """Keep a free booth for somebody or something; nobody can be given it until it is opened.

    The hold ends by itself at `until`. Raises RuleBroken without a reason, when `until` is past,
    and when the booth is closed, held already, or has a vendor.
    """
    with transaction.atomic():
        booth = lock(booth)
        reason = reason.strip()
        _require_reason(reason, "กันไว้สำหรับใคร", LONGEST_HOLD)
        _require_to_come(until)
        _require_holdable(booth)
        close_past_holds(booth)
        hold = BoothHold.objects.create(booth=booth, reason=reason, until=until, by=by)
        end = f" ถึง {format_datetime(until)}" if until else ""
        record(booth, "hold", f"กันบูธไว้{end}", by=by, reason=reason)
    return hold


def offer_booth(application: BoothApplication, booth: Booth, *, until: datetime, by) -> BoothHold:
    """Offer a free booth to a confirmed vendor, who is told and has until `until` to take it.

    Raises RuleBroken when the vendor has all its booths or considers another one, when `until` is
    past, and when the booth is not free.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงเสนอบูธไม่ได้")
        application, booth = lock(application), lock(booth)
        _require_to_come(until)
        require_waiting(application, booth)
        if (other := live_hold_of(application)) is not None:
            raise RuleBroken(f"ร้านนี้มีบูธ {other.booth.code} ที่รอยืนยันอยู่แล้ว", field="application")
        _require_holdable(booth)
        hold = keep_for(application, booth, until=until, by=by)
        _tell_offered(hold)
    return hold


def release_hold(booth: Booth, *, by) -> BoothHold:
    """End the hold of a booth: it can be given again. Returns the hold that ended.

    A vendor whose booth it was to be is told. Raises RuleBroken when it is not held.
    """
    with transaction.atomic():
        booth = lock(booth)
        hold = live_hold_on(booth)
        if hold is None:
            raise RuleBroken(f"บูธ {booth.code} ไม่ได้กันไว้")
        require_not_frozen(booth)
        end_hold(hold, by=by)
        if hold.application:
            tell_applicant(
                hold.application,
                f"บูธ {booth.code} ไม่ได้รอคุณแล้ว",
                f"เจ้าหน้าที่เลิกกันบูธ {booth.code} ของ{booth.fair_event.called} เลือกบูธอื่นได้",
            )
    return hold


def close_booth(booth: Booth, *, reason: str, by) -> Booth:
    """Take a booth out of use: nobody can be given it. Closed twice is closed.

    Raises RuleBroken without a reason, and while it is held or a vendor stands in it.
    """
    with transaction.atomic():
        booth = lock(booth)
        reason = reason.strip()
        _require_reason(reason, "ปิดใช้เพราะอะไร", LONGEST_CLOSED)
        if not booth.is_usable:
            return booth
        if booth.allocations.live().exists():
            raise RuleBroken(f"บูธ {booth.code} มีร้านอยู่ ย้ายร้านหรือคืนบูธก่อน จึงปิดใช้ได้")
        _require_no_hold(booth, "จึงปิดใช้ได้")
        booth.is_usable, booth.why_closed = False, reason
        booth.save()
        record(booth, "close", f"ปิดใช้บูธ {booth.code}", by=by, reason=reason)
    return booth


def reopen_booth(booth: Booth, *, by) -> Booth:
    """Take a closed booth into use again; one that is in use stays so."""
    with transaction.atomic():
        booth = lock(booth)
        if booth.is_usable:
            return booth
        booth.is_usable, booth.why_closed = True, ""
        booth.save()
        record(booth, "reopen", f"เปิดใช้บูธ {booth.code}", by=by)
    return booth


# --- What picking a booth does, too. The caller has locked the application and the booth.


def keep_for(
    application: BoothApplication, booth: Booth, *, until: datetime, by, past=True
) -> BoothHold:
    """The booth waits for the application until `until`; `past` when old holds may be open."""
    if past:
        close_past_holds(booth, application)
    hold = BoothHold.objects.create(
        booth=booth,
        application=application,
        reason=application.vendor.name_th,
        until=until,
        by=by,
    )
    summary = f"รอ {application.vendor} ยืนยันถึง {format_datetime(until)}"
    record(booth, "offer", summary, by=by)
    return hold


def end_hold(hold: BoothHold, *, by) -> None:
    hold.released_at, hold.released_by = timezone.now(), by
    hold.save()
    record(hold.booth, "open", f"เลิกกันบูธ (เดิมกันไว้สำหรับ{hold.reason})", by=by)


def close_past_holds(booth: Booth, application: BoothApplication | None = None) -> None:
    """Holds whose time was over counted no more; now their rows are closed, for the constraints."""
    past = BoothHold.objects.filter(released_at=None, until__lte=timezone.now())
    of_both = Q(booth=booth) | Q(application=application) if application else Q(booth=booth)
    past.filter(of_both).update(released_at=F("until"))


def live_hold_on(booth: Booth) -> BoothHold | None:
    rows = BoothHold.objects.live().filter(booth=booth)
    return rows.select_related("booth__fair_event", "application__vendor").first()


def live_hold_of(application: BoothApplication) -> BoothHold | None:
    """The booth that waits for the application's word."""
    rows = BoothHold.objects.live().filter(application=application)
    return rows.select_related("booth__zone").first()


def require_waiting(application: BoothApplication, booth: Booth) -> None:
    """Raise RuleBroken unless a booth of this fair can still be given to the application."""
    if application.status != ApplicationStatus.CONFIRMED:
        now = application.get_status_display()
        raise RuleBroken(f"เลือกบูธได้เมื่อร้านยืนยันเข้าร่วมงานแล้ว (ตอนนี้: {now})")
    if booth.fair_event_id != application.fair_event_id:
        raise RuleBroken("บูธนี้อยู่คนละงานกับใบสมัคร เลือกบูธของงานนี้", field="booth")
    if len(STANDING.rows(application.pk)) >= application.booths_wanted:
        raise RuleBroken("ใบสมัครนี้ได้บูธครบแล้ว", field="application")


# --- Refusals


def _require_reason(reason: str, what: str, most: int) -> None:
    if not reason:
        raise RuleBroken(f"บอกว่า{what}", field="reason")
    if len(reason) > most:
        raise RuleBroken(f"{what} บอกได้ไม่เกิน {most} ตัวอักษร", field="reason")


def _require_to_come(until: datetime | None) -> None:
    if until is not None and until <= timezone.now():
        raise RuleBroken("เวลาที่กันบูธถึงต้องยังมาไม่ถึง", field="until")


def _require_holdable(booth: Booth) -> None:
    if booth.allocations.live().exists():
        raise RuleBroken(f"บูธ {booth.code} มีร้านแล้ว คืนบูธก่อนจึงกันไว้ได้")
    if not booth.is_usable:
        raise RuleBroken(f"บูธ {booth.code} ปิดใช้ เปิดใช้ก่อนจึงกันไว้ได้")
    _require_no_hold(booth, "จึงกันใหม่ได้")


def _require_no_hold(booth: Booth, then: str) -> None:
    if held := live_hold_on(booth):
        raise RuleBroken(f"บูธ {booth.code} กันไว้สำหรับ{held.reason}อยู่แล้ว เลิกกันก่อน{then}")


def _tell_offered(hold: BoothHold) -> None:
    application, booth = cast(BoothApplication, hold.application), hold.booth
    until = format_deadline(cast(datetime, hold.until))
    tell_applicant(
        application,
        f"มีบูธ {booth.code} ให้คุณ ตอบ{until}",
        f"{application.fair_event.called} บูธ {booth.code} โซน {booth.zone.name_th} กดยืนยัน{until}",
        kind="offer",
        link=f"/my/applications/{application.pk}/booth/",
    )
