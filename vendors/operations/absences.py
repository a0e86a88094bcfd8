"""A vendor who does not come loses its booth: what is left of the days, or the place."""

from datetime import date

from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.formatting import format_date
from vendors.arrows import require_arrow
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, OfferAnswer
from vendors.operations.allocations import release_allocation
from vendors.operations.booth_prices import lower_agreed
from vendors.operations.days import shorten
from vendors.operations.offers import answer_offer, end_offer, free_places
from vendors.operations.rules import save

Status = ApplicationStatus


def end_place_of_absent(
    allocation: BoothAllocation, *, from_on: date, reason: str, by
) -> tuple[int, str, str]:
    """Take the booth from `from_on` on from a vendor that did not come. Returns what the vendor is
    to be told, as tell_each() takes it.

    Days before stay its own. Who stood there on none gives up the place, or of several booths this
    one. The caller holds the fair, the call and the application.
    """
    application = lock(allocation.application)
    require_arrow(application, "absent")
    booth, since = allocation.booth, format_date(from_on)
    if allocation.days.filter(on__lt=from_on).exists():
        shorten(allocation, from_on)
        record(booth, "release", f"{application.vendor} ไม่มา", by=by, reason=reason)
    else:
        _leave(application, allocation, from_on, reason, by)
    what = f"ไม่มาออกบูธ {booth.code} เสียบูธตั้งแต่วันที่ {since}"
    record(application, "absent", what, by=by, reason=reason)
    return application.pk, f"เสียบูธ {booth.code}", _letter(application, what, reason)


def _leave(application: BoothApplication, allocation, from_on: date, reason: str, by) -> None:
    is_last = application.booths_wanted == 1
    if not is_last:
        lower_agreed(application)
        application.booths_wanted -= 1
        save(application)
    release_allocation(allocation, by=by, reason=reason, told=False, from_on=from_on)
    if is_last:
        end_offer(application, OfferAnswer.ABSENT)
        application.status, application.answer_by = Status.DECLINED, None
        save(application)
    else:
        offer = application.offers.standing().first()
        free_places(application, offer or answer_offer(application, OfferAnswer.ACCEPTED), 1)


def _letter(application: BoothApplication, what: str, reason: str) -> str:
    left = {
        Status.DECLINED: "ถือว่าสละสิทธิ์งานนี้",
        Status.CONFIRMED: "วันที่ร้านมาแล้วและบูธอื่นยังเป็นของร้าน",
    }[Status(application.status)]
    return f"{what} {left}\nเหตุผล: {reason}\nถ้าไม่ถูกต้อง โทรหาเจ้าหน้าที่ของงานทันที"
