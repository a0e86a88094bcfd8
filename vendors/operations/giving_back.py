"""A vendor gives back a booth: all of it, or the days from some day on."""

from datetime import date

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_shared
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range_short
from vendors.arrows import require_arrow
from vendors.models import BoothAllocation, BoothApplication, Offer, OfferAnswer
from vendors.operations.allocations import release_allocation
from vendors.operations.booth_prices import lower_agreed
from vendors.operations.confirming import tell_officers_of, withdraw_application
from vendors.operations.days import days_between, shorten
from vendors.operations.offers import answer_offer, free_places, offer_freed_places
from vendors.operations.people import require_owner
from vendors.operations.rules import save


def give_back_booth(
    allocation: BoothAllocation,
    *,
    from_on: date | None = None,
    reason: str = "",
    wanted: int | None = None,
    by,
) -> BoothApplication:
    """Give a booth back for the whole fair, or from `from_on` on; the officers are told.

    The last booth for the whole fair gives up the place, too; one of several leaves the others.
    `wanted` is how many booths the page counted: the last is not given up by who read of two.
    Raises UndrawnArrow when the application is not confirmed, RuleBroken when the booth is given
    back already or the day is none of those to come.
    """
    with transaction.atomic():
        application = allocation.application
        lock_shared(application.fair_event)
        call = lock(application.call) if application.call else None
        application = lock(application)
        require_arrow(application, "give_back")
        require_owner(application.vendor, by)
        allocation = BoothAllocation.objects.select_related("booth").get(pk=allocation.pk)
        if allocation.released_at is not None:
            raise RuleBroken("คืนบูธนี้ไปแล้ว โหลดหน้าใหม่เพื่อดูบูธที่เหลือ")
        if wanted not in (None, application.booths_wanted):
            raise RuleBroken("จำนวนบูธของใบสมัครเปลี่ยนหลังจากเปิดหน้านี้ อ่านผลของการคืนอีกครั้ง แล้วกดใหม่")
        if from_on is not None:
            _shorten(application, allocation, from_on, reason, by)
        elif application.booths_wanted == 1:
            return withdraw_application(application, reason=reason, by=by)
        else:
            _give_one_of_several(application, allocation, reason, by)
            offer_freed_places(call)
    return application


def days_left_to_give_back(allocation: BoothAllocation) -> list[date]:
    """The days from which on a booth may be given back in part: to come, and not its first."""
    days = days_between(allocation.booth.fair_event, allocation.first_on, allocation.last_on)
    return [day for day in days[1:] if day > today_in_thailand()]


def _shorten(application, allocation: BoothAllocation, from_on: date, reason: str, by) -> None:
    days = days_left_to_give_back(allocation)
    if from_on not in days:
        raise RuleBroken("เลือกวันที่ยังมาไม่ถึง และเป็นวันที่ร้านได้บูธ", field="from_on")
    lock(allocation.booth)
    shorten(allocation, from_on)
    given = f"คืนบูธ {allocation.booth.code} วันที่ {format_range_short(from_on, days[-1])}"
    record(application, "give_back_days", given, by=by, reason=reason)
    record(allocation.booth, "release", f"{application.vendor} {given}", by=by, reason=reason)
    tell_officers_of(application, given, reason)


def _give_one_of_several(application, allocation: BoothAllocation, reason: str, by) -> None:
    lower_agreed(application)
    application.booths_wanted -= 1
    save(application)
    release_allocation(allocation, by=by, reason=reason or "ร้านคืนบูธ", told=False)
    offer = Offer.objects.standing().filter(application=application).first()
    free_places(application, offer or answer_offer(application, OfferAnswer.ACCEPTED), 1)
    given = f"คืนบูธ {allocation.booth.code} เหลือ {application.booths_wanted} บูธ"
    record(application, "give_back", given, by=by, reason=reason)
    tell_officers_of(application, given, reason)


def said_of_giving_back(application: BoothApplication) -> list[str]:
    """What it means, as the vendor reads it before."""
    call = application.call
    waiting = call.reserve_places.waiting().filter(category=application.category) if call else None
    following = (
        "ที่ของคุณจะเสนอให้ร้านในบัญชีสำรองลำดับถัดไปทันที และเอาคืนไม่ได้"
        if waiting is not None and waiting.exists()
        else "เจ้าหน้าที่จะจัดบูธนี้ให้รายอื่น และเอาคืนไม่ได้"
    )
    owes_less = application.booths_wanted > 1 and application.ledger.exists()
    money = "ยอดที่ต้องชำระลดลงตามบูธที่คืน ที่ชำระเกินเจ้าหน้าที่จะคืนให้" if owes_less else ""
    rule = call.give_back_rule if call else ""
    opens_on = application.fair_event.opens_on
    days = f"งานเริ่มวันที่ {format_date(opens_on)}" if opens_on else ""
    is_last = application.booths_wanted == 1
    whole = "ใบสมัครนี้มีบูธเดียว คืนทั้งงานเท่ากับสละสิทธิ์เข้าร่วมงาน" if is_last else ""
    return [line for line in (whole, following, money, rule, days) if line]
