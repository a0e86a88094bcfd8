"""Places are offered until a moment; what is not taken goes to the next of the reserve list."""

from datetime import date, timedelta
from typing import cast

from django.db import transaction
from django.utils import timezone

from fairs.models import DatePrecision, FairState, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_deadline
from vendors.arrows import require_arrow
from vendors.due import end_of
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    FreedPlace,
    Offer,
    OfferAnswer,
    ReservePlace,
)
from vendors.notifications import tell_applicant
from vendors.operations.reserves import leave_reserve
from vendors.operations.rules import save
from vendors.persons import passes_the_share
from vendors.places import Room
from vendors.signed_links import answer_link

Status = ApplicationStatus
DAYS_TO_ANSWER = 3


def day_to_answer(call: VendorCall | None, named: date | None = None) -> date:
    """The day that is named, or one far enough from today: always to come."""
    today = today_in_thailand()
    days = call.days_to_answer if call else DAYS_TO_ANSWER
    return named if named and named > today else today + timedelta(days=days)


def make_offer(
    application: BoothApplication, day: date, *, place: ReservePlace | None = None
) -> Offer:
    """Offer its places until the end of `day`; the caller holds and saves the application."""
    now = timezone.now()
    application.status, application.selected_at = Status.SELECTED, now
    application.checked_at = application.checked_at or now
    application.answer_by = day
    return Offer.objects.create(
        application=application, reserve_place=place, offered_at=now, expires_at=end_of(day)
    )


def answer_offer(application: BoothApplication, answer: OfferAnswer) -> Offer:
    """Write the answer to the offer that stands. Who was entered without one gets it now."""
    now = timezone.now()
    offer = application.offers.standing().first()
    if offer is None:
        offered_at = application.selected_at or application.created_at
        offer = Offer(
            application=application,
            offered_at=offered_at,
            expires_at=max(now, offered_at + timedelta(minutes=1)),
        )
    offer.answer, offer.answered_at = answer, now
    offer.save()
    return offer


def free_places(application: BoothApplication, offer: Offer, count: int | None = None) -> None:
    """What `offer` held is free again: all of it, or `count` booths. The call is locked."""
    if application.call is None:
        return
    category = cast(int, application.category)
    first = offer.places_left.count() + 1
    FreedPlace.objects.bulk_create(
        FreedPlace(call=application.call, category=category, left_by=offer, number=number)
        for number in range(first, first + (count or application.booths_wanted))
    )


def end_offer(application: BoothApplication, answer: OfferAnswer) -> None:
    """The offer that stands ends, and its places are free. The call is locked."""
    free_places(application, answer_offer(application, answer))


def offer_freed_places(call: VendorCall | None, *, by=None) -> list[Offer]:
    """Offer what is free to the next of the reserve list whom it is enough for.

    The caller holds the call's lock. Whom the places are too few for, or kept for another origin,
    keeps the number and waits on; so does a person who has as many booths as one gets. From the day
    before the fair on, officers call themselves.
    """
    if call is None or not _leaves_time(call):
        return []
    offers = []
    for place in _next_in_line(call):
        application = lock(place.application)
        places = _places_for(application, call)
        if application.status != Status.RESERVED or len(places) < application.booths_wanted:
            continue
        if application.decisions.pending().exists() or Room(call).problem(application):
            continue
        if passes_the_share(application, call):
            continue
        offers.append(_offer(application, place, places, by))
    return offers


def offer_free_places_now(call: VendorCall, *, by) -> list[Offer]:
    """An officer has what is free offered: after places were added, or the order was changed."""
    with transaction.atomic():
        hold_fair(call.fair_event, what="จึงเสนอที่ไม่ได้")
        return offer_freed_places(lock(call), by=by)


def _places_for(application: BoothApplication, call: VendorCall) -> list[FreedPlace]:
    if application.category is None:
        return []
    free = FreedPlace.objects.filter(call=call, category=application.category, taken_by=None)
    return list(free.order_by("pk")[: application.booths_wanted])


def _next_in_line(call: VendorCall):
    categories = FreedPlace.objects.filter(call=call, taken_by=None).values("category")
    waiting = ReservePlace.objects.filter(call=call, category__in=categories).waiting()
    return waiting.filter(application__status=Status.RESERVED).select_related("application")


def _leaves_time(call: VendorCall) -> bool:
    """Whether a vendor can still answer and come: a day is left before the fair opens."""
    fair_event = call.fair_event
    if fair_event.state != FairState.PUBLISHED or fair_event.opens_on is None:
        return fair_event.state == FairState.PUBLISHED
    if fair_event.date_precision != DatePrecision.DAY:
        return True
    return fair_event.opens_on - today_in_thailand() > timedelta(days=1)


def _offer(application: BoothApplication, place, places: list[FreedPlace], by) -> Offer:
    require_arrow(application, "offer")
    leave_reserve(application)
    offer = make_offer(application, _day_for(application), place=place)
    FreedPlace.objects.filter(pk__in=[one.pk for one in places]).update(taken_by=offer)
    application.decision_reason = ""
    save(application)
    until = format_deadline(offer.expires_at)
    record(application, "offer", f"เลื่อนจากสำรองลำดับที่ {place.number} ให้ตอบ{until}", by=by)
    tell_applicant(
        application,
        f"ใบสมัคร {application.reference_no} ได้เลื่อนจากบัญชีสำรอง",
        f"มีที่ว่างใน{application.fair_event.called} กดยืนยัน{until}\nถ้าไม่ตอบ สิทธิ์จะไปที่สำรองลำดับถัดไป",
        kind="offer",
        link=answer_link(offer),
    )
    return offer


def _day_for(application: BoothApplication) -> date:
    """As many days as the call gives; the last evening before the fair when that is sooner."""
    day, opens_on = day_to_answer(application.call), application.fair_event.opens_on
    eve = opens_on - timedelta(days=1) if opens_on else None
    return min(day, eve) if eve and eve > today_in_thailand() else day


def lapse_overdue_offers() -> int:
    """Whoever has not answered in time loses the place to the next; how many that were."""
    overdue = Offer.objects.overdue().filter(
        application__fair_event__state=FairState.PUBLISHED,
        application__status=Status.SELECTED,
    )
    keys = list(overdue.order_by("pk").values_list("pk", flat=True))
    return sum(_lapse(Offer.objects.get(pk=key)) for key in keys)


def _lapse(offer: Offer) -> bool:
    """One of them, unless it was answered meanwhile."""
    with transaction.atomic():
        application = offer.application
        hold_fair(application.fair_event, what="จึงไม่มีอะไรต้องยืนยัน")
        call = lock(application.call) if application.call else None
        application = lock(application)
        standing = Offer.objects.overdue().filter(pk=offer.pk).exists()
        if not standing or application.status != Status.SELECTED:
            return False
        until = format_deadline(offer.expires_at)
        end_offer(application, OfferAnswer.LAPSED)
        application.status, application.answer_by = Status.LAPSED, None
        save(application)
        record(application, "lapse", f"ไม่ยืนยัน{until}", by=None)
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} เลยกำหนดยืนยันแล้ว",
            f"ไม่ได้ยืนยัน{until} สิทธิ์จึงไปที่รายอื่น ถ้ายังอยากออกงานนี้ โทรหาเจ้าหน้าที่",
        )
        offer_freed_places(call)
    return True
