"""Who did not come is noted here, loses the booth, and the next of the reserve list gets it, in
the same moment or later that day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from onsite.arrivals import is_due
from onsite.models import Absence, rules_of
from onsite.operations.arrivals import arrival_of, hold_place, require_day, take_back
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_time
from vendors.models import BoothAllocation, ReservePlace
from vendors.notifications import tell_each
from vendors.operations.absences import end_place_of_absent
from vendors.operations.calling_up import call_up

NOT_NOTED = "จึงบันทึกว่าไม่มาไม่ได้"


def mark_absent(allocation: BoothAllocation, day: date, *, by) -> Absence:
    """The vendor did not come on `day`; its booth stays its own. Twice is once.

    Raises RuleBroken before the hour by which vendors are there, when it has come, and where
    nothing can be noted of the day.
    """
    with transaction.atomic():
        allocation = hold_place(allocation, day, what=NOT_NOTED)
        if noted := _absence_of(allocation, day):
            return noted
        _require_missing(allocation, day)
        absence = _keep(allocation, day, by)
        _remember(absence, "absent_day", "ไม่มา", by)
    return absence


def take_absence_back(absence: Absence, *, by) -> Absence:
    """It was a mistake. Twice is once; RuleBroken when the booth is gone with it."""
    with transaction.atomic():
        hold_fair(absence.allocation.booth.fair_event, what=NOT_NOTED)
        lock(absence.allocation)
        absence = lock(absence)
        if absence.taken_back_at is None:
            if absence.ends_place:
                raise RuleBroken("ร้านนี้เสียบูธไปแล้ว ยกเลิกไม่ได้ จัดบูธใหม่ที่ผังบูธ")
            take_back(absence, by)
            _remember(absence, "not_absent_day", "ยกเลิกบันทึกว่าไม่มา", by)
    return absence


def end_absent(
    allocation: BoothAllocation,
    day: date,
    *,
    place: ReservePlace | None = None,
    passed_over: str = "",
    reason: str,
    by,
) -> Absence:
    """The vendor did not come and loses the booth from today on; `place` of the reserve list gets
    it for the days that are left, in the same moment; `passed_over` is why not who waits before.
    Both are told. Twice is once.

    Raises RuleBroken when it came meanwhile, when `day` is not today, without a reason, and when
    the reserve may not have the booth.
    """
    with transaction.atomic():
        application = allocation.application
        fair_event = hold_fair(application.fair_event, what=NOT_NOTED)
        _require_today(fair_event, day)
        _lock_both(application, place)
        lock(allocation.booth)
        allocation = lock(allocation)
        noted = _absence_of(allocation, day)
        if noted and noted.ends_place:
            return noted
        allocation = hold_place(allocation, day, what=NOT_NOTED)
        _require_missing(allocation, day)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ตัดสิทธิ์ ร้านจะอ่านข้อความนี้", field="reason")
        until = allocation.days.order_by("-on")[0].on
        absence = noted or _keep(allocation, day, by)
        absence.until, absence.ends_place, absence.reason = until, True, reason.strip()
        absence.save()
        said = [end_place_of_absent(allocation, from_on=day, reason=reason, by=by)]
        if place:
            booth = allocation.booth
            said.append(call_up(place, booth, day, until, passed_over=passed_over, by=by))
        tell_each(fair_event, said)
    return absence


def give_to_reserve(
    absence: Absence, place: ReservePlace, *, passed_over: str = "", by
) -> BoothAllocation:
    """The booth that an absent vendor has lost goes to `place` of the reserve list, who has said
    yes on the telephone since, from today on; it is told. Twice is once.

    Raises RuleBroken when nobody lost the booth, its days are over, somebody stands there, and
    when the reserve may not have it.
    """
    with transaction.atomic():
        lost, today = absence.allocation, today_in_thailand()
        fair_event = hold_fair(lost.application.fair_event, what="จึงให้บูธไม่ได้")
        _lock_both(lost.application, place)
        booth, absence = lock(lost.booth), lock(absence)
        if given := _given_already(booth, place):
            return given
        _require_lost(absence, today)
        said = call_up(place, booth, today, absence.until, passed_over=passed_over, by=by)
        tell_each(fair_event, [said])
        return BoothAllocation.objects.live().get(booth=booth, application=place.application_id)


def _given_already(booth: Booth, place: ReservePlace) -> BoothAllocation | None:
    rows = BoothAllocation.objects.live().filter(booth=booth, application=place.application_id)
    return rows.first()


def _require_lost(absence: Absence, today: date) -> None:
    if not absence.ends_place or absence.taken_back_at is not None:
        raise RuleBroken("ร้านที่บูธนี้ยังไม่เสียบูธ ดูรายการล่าสุดที่หน้าร้านที่ยังไม่มา")
    if absence.until < today:
        raise RuleBroken(f"บูธนี้ใช้ได้ถึง {format_date(absence.until)} ให้ร้านสำรองไม่ได้แล้ว")


def _lock_both(application, place: ReservePlace | None) -> None:
    """The call, then both applications by their keys."""
    if place and place.call_id != application.call_id:
        raise RuleBroken("ร้านสำรองนี้อยู่คนละประกาศ เลือกจากบัญชีสำรองของร้านที่ไม่มา", field="place")
    if application.call:
        lock(application.call)
    rows = {application.pk: application} | (
        {place.application_id: place.application} if place else {}
    )
    for key in sorted(rows):
        lock(rows[key])


def _require_today(fair_event, day: date) -> None:
    require_day(fair_event, day)
    if day != today_in_thailand():
        raise RuleBroken("ตัดสิทธิ์และให้ร้านสำรองได้เฉพาะวันนี้ เปิดรายการของวันนี้")


def _require_missing(allocation: BoothAllocation, day: date) -> None:
    fair_event = allocation.booth.fair_event
    arrival = arrival_of(allocation, day)
    if arrival and arrival.taken_back_at is None:
        when = format_time(timezone.localtime(arrival.came_at))
        raise RuleBroken(f"ร้านนี้มาแล้วเมื่อ {when} บันทึกโดย {arrival.noted_by}")
    if not is_due(fair_event, day):
        hour = format_time(rules_of(fair_event).arrive_by_time)
        raise RuleBroken(f"ยังไม่ถึง {hour} บันทึกว่าไม่มาได้ตั้งแต่เวลานั้น")


def _absence_of(allocation: BoothAllocation, day: date) -> Absence | None:
    return Absence.objects.standing().filter(allocation=allocation, on=day).first()


def _keep(allocation: BoothAllocation, day: date, by) -> Absence:
    return Absence.objects.create(
        allocation=allocation,
        on=day,
        until=day,
        noted_by=by,
        noted_at=timezone.now(),
    )


def _remember(absence: Absence, verb: str, what: str, by) -> None:
    where = f"บูธ {absence.allocation.booth.code} วันที่ {format_date(absence.on)}"
    record(absence.allocation.application, verb, f"{what} {where}", by=by)
