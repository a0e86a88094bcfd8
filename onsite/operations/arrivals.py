"""Who came is noted here, and taken back; and what was said on the telephone."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fairs.operations.holding import hold_fair
from onsite.models import Absence, Arrival, PhoneNote
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range, format_time
from vendors.models import BoothAllocation

NOT_NOTED = "จึงบันทึกการมาไม่ได้"


def note_arrival(
    allocation: BoothAllocation,
    day: date,
    *,
    form_key: UUID,
    came_at: datetime | None = None,
    by,
) -> Arrival:
    """The vendor was seen at its booth on `day`. Two who note it at once have noted one arrival.

    `came_at` is when it was tapped, if the tap waited for a signal. The same tap again, after
    somebody took it back, changes nothing. An absence noted for that day is taken back.
    Raises RuleBroken when the fair is cancelled, when `day` is none of its days or is to come, and
    when the vendor does not stand there that day.
    """
    with transaction.atomic():
        allocation = hold_place(allocation, day, what=NOT_NOTED)
        arrival = arrival_of(allocation, day)
        if arrival and (arrival.taken_back_at is None or arrival.form_key == form_key):
            return arrival
        now = timezone.now()
        arrival = arrival or Arrival(allocation=allocation, on=day)
        arrival.form_key, arrival.noted_by, arrival.noted_at = form_key, by, now
        arrival.came_at = _tapped_at(came_at, day, now)
        arrival.taken_back_by = arrival.taken_back_at = None
        arrival.save()
        for absence in Absence.objects.standing().filter(allocation=allocation, on=day):
            take_back(absence, by)
        _remember(allocation, "arrive", "มาถึงบูธ", day, by)
    return arrival


def take_arrival_back(
    allocation: BoothAllocation, day: date, *, seen_key: UUID, by
) -> Arrival | None:
    """It was a mistake. Twice is once.

    Raises RuleBroken when another tap stands than the one that was seen.
    """
    with transaction.atomic():
        hold_fair(allocation.booth.fair_event, what=NOT_NOTED)
        allocation = lock(allocation)
        arrival = arrival_of(allocation, day)
        if arrival is None or arrival.taken_back_at is not None:
            return arrival
        if arrival.form_key != seen_key:
            when = format_time(timezone.localtime(arrival.noted_at))
            raise RuleBroken(f"{arrival.noted_by} บันทึกว่ามาแล้วอีกครั้งเมื่อ {when} ดูก่อนยกเลิก")
        take_back(arrival, by)
        _remember(allocation, "not_arrive", "ยกเลิกบันทึกว่ามาแล้ว", day, by)
    return arrival


def note_call(
    allocation: BoothAllocation, day: date, text: str, *, form_key: UUID, by
) -> PhoneNote:
    """Keep what came of a call. The same form again is the first."""
    if not text.strip():
        raise RuleBroken("กรอกว่าโทรแล้วได้ความว่าอย่างไร", field="text")
    note, _is_new = PhoneNote.objects.get_or_create(
        noted_by=by,
        form_key=form_key,
        defaults={"allocation": allocation, "on": day, "text": text.strip()},
    )
    return note


def hold_place(allocation: BoothAllocation, day: date, *, what: str) -> BoothAllocation:
    """Lock an allocation for what is noted of it on `day`; RuleBroken when it has no place then."""
    fair_event = hold_fair(allocation.booth.fair_event, what=what)
    require_day(fair_event, day)
    allocation = lock(allocation)
    if not allocation.days.filter(on=day).exists():
        code = allocation.booth.code
        raise RuleBroken(f"วันที่ {format_date(day)} ร้านนี้ไม่อยู่บูธ {code} แล้ว โหลดหน้าใหม่เพื่อดูบูธล่าสุด")
    return allocation


def require_day(fair_event, day: date) -> None:
    """Raise RuleBroken unless `day` is a day of the fair that has come."""
    if fair_event.day_number(day) is None:
        if not fair_event.days:
            raise RuleBroken("งานนี้ยังไม่กำหนดวัน จึงยังบันทึกการมาไม่ได้")
        if fair_event.is_closed_on(day):
            raise RuleBroken(f"วันที่ {format_date(day)} งานปิด ไม่ต้องบันทึกการมา")
        days = format_range(fair_event.opens_on, fair_event.closes_on)
        raise RuleBroken(f"วันที่ {format_date(day)} ไม่อยู่ในวันจัดงาน ({days})")
    if day > today_in_thailand():
        raise RuleBroken(f"วันที่ {format_date(day)} ยังมาไม่ถึง บันทึกได้ตั้งแต่วันนั้น")


def arrival_of(allocation: BoothAllocation, day: date) -> Arrival | None:
    """What is noted of the vendor that day, also in the booth from which it was moved since; one
    that stands before one that was taken back."""
    rows = Arrival.objects.filter(
        allocation__application=allocation.application_id,
        allocation__request_no=allocation.request_no,
        on=day,
    )
    return rows.order_by(F("taken_back_at").asc(nulls_first=True), "pk").first()


def take_back(noted: Arrival | Absence, by) -> None:
    noted.taken_back_by, noted.taken_back_at = by, timezone.now()
    noted.save()


def _tapped_at(came_at: datetime | None, day: date, now: datetime) -> datetime:
    """The moment of the tap, if it can be true: on that day, and not to come."""
    if came_at and came_at <= now and timezone.localdate(came_at) == day:
        return came_at
    return now


def _remember(allocation: BoothAllocation, verb: str, what: str, day: date, by) -> None:
    where = f"บูธ {allocation.booth.code} วันที่ {format_date(day)}"
    record(allocation.application, verb, f"{what} {where}", by=by)
