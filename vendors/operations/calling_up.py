"""While a fair is on, an officer calls the next of the reserve list, who comes at once."""

from datetime import date
from typing import cast

from django.utils import timezone

from fairs.models import Booth
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from vendors.arrows import require_arrow
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    FreedPlace,
    Offer,
    OfferAnswer,
    ReservePlace,
)
from vendors.operations.allocations import allocate_booth, words_of
from vendors.operations.offers import answer_offer, make_offer
from vendors.operations.payments import charge_application
from vendors.operations.penalties import require_no_ban
from vendors.operations.reserves import leave_reserve
from vendors.operations.rules import save
from vendors.persons import passes_the_share

Status = ApplicationStatus


def call_up(
    place: ReservePlace, booth: Booth, first_on: date, last_on: date, *, passed_over: str = "", by
) -> tuple[int, str, str]:
    """The vendor of a reserve place has said yes on the telephone: it is confirmed and gets `booth`
    for those days. Returns what it is to be told, as tell_each() takes it.

    The caller holds the fair and the call; `passed_over` says why not somebody who waits before.
    Raises RuleBroken when the vendor waits no longer, wants several booths, may not have this one,
    or others are passed over without a word.
    """
    application = lock(place.application)
    place = lock(place)
    if problem := _why_not(place, application):
        raise RuleBroken(f"{problem} เลือกลำดับถัดไป", field="place")
    if not passed_over.strip() and (before := _first_before(place)):
        words = f"ลำดับที่ {before.number} รออยู่ก่อน บอกว่าข้ามเพราะอะไร"
        raise RuleBroken(words, field="passed_over")
    require_arrow(application, "offer")
    require_no_ban(application.vendor, application.fair_event)
    leave_reserve(application)
    _take_freed(place, make_offer(application, today_in_thailand(), place=place))
    require_arrow(application, "confirm")
    answer_offer(application, OfferAnswer.ACCEPTED)
    application.status, application.confirmed_at = Status.CONFIRMED, timezone.now()
    application.answer_by, application.decision_reason = None, ""
    to_pay = charge_application(application)
    save(application)
    called = f"เรียกจากสำรองลำดับที่ {place.number} ร้านรับทางโทรศัพท์"
    record(application, "call_up", called, by=by, reason=passed_over)
    allocation = allocate_booth(
        application, booth, first_on=first_on, last_on=last_on, told=False, by=by
    )
    subject, where = words_of(allocation)
    lines = (where, "เลื่อนจากบัญชีสำรอง ตามที่ตอบรับทางโทรศัพท์", to_pay)
    return application.pk, subject, "\n".join(filter(None, lines))


def _why_not(place: ReservePlace, application: BoothApplication) -> str:
    if place.left_at is not None or application.status != Status.RESERVED:
        return f"{application} ออกจากบัญชีสำรองแล้ว"
    if application.decisions.pending().exists():
        return f"{application} มีผลใหม่ที่รอประกาศ"
    if application.booths_wanted > 1:
        return f"{application} ขอ {application.booths_wanted} บูธ ว่างบูธเดียว"
    return passes_the_share(application, place.call)


def _first_before(place: ReservePlace) -> ReservePlace | None:
    """Who waits before and wants no more than one booth."""
    waiting = ReservePlace.objects.waiting().filter(call=place.call, category=place.category)
    return waiting.filter(
        number__lt=place.number,
        application__status=Status.RESERVED,
        application__booths_wanted=1,
    ).first()


def _take_freed(place: ReservePlace, offer: Offer) -> None:
    """A place that is counted as free is taken by whoever gets the booth."""
    category = cast(int, place.category)
    free = FreedPlace.objects.filter(call=place.call, category=category, taken_by=None)
    if first := free.order_by("pk").first():
        first.taken_by = offer
        first.save()
