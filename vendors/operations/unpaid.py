"""An officer lets go of a place whose vendor has not paid in time; the next in line gets it."""

from django.db import transaction

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import today_in_thailand
from vendors.arrows import require_arrow
from vendors.ledger import account_of
from vendors.models import ApplicationStatus, BoothApplication, OfferAnswer
from vendors.notifications import tell_applicant
from vendors.operations.allocations import release_allocation
from vendors.operations.offers import end_offer, offer_freed_places
from vendors.operations.rules import save

Status = ApplicationStatus
UNPAID = "ไม่ชำระเงินในกำหนด"


def release_unpaid(application: BoothApplication, *, by) -> BoothApplication:
    """Take the place and the booths back, and offer them to the next of the reserve list.

    The vendor is told. Twice is once. Raises RuleBroken while it is not late, while a slip waits to
    be looked at, and once the fair has begun.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงไม่ต้องปล่อยที่")
        call = lock(application.call) if application.call else None
        application = lock(application)
        if application.status == Status.LAPSED:
            return application
        require_arrow(application, "release_unpaid")
        if problem := why_not_released(application):
            raise RuleBroken(problem)
        open_baht = account_of(application).open
        for allocation in application.allocations.live().select_related("booth"):
            release_allocation(allocation, by=by, reason=UNPAID, told=False)
        end_offer(application, OfferAnswer.UNPAID)
        application.status = Status.LAPSED
        save(application)
        record(application, "release_unpaid", f"{UNPAID} ปล่อยที่ให้รายอื่น", by=by)
        _tell(application, format_baht(open_baht))
        offer_freed_places(call, by=by)
    return application


def why_not_released(application: BoothApplication) -> str:
    """Why its place is not let go of now; "" when it may be."""
    opens_on = application.fair_event.opens_on
    if not account_of(application).is_late:
        return "ปล่อยที่ได้เฉพาะร้านที่เลยกำหนดชำระแล้ว"
    if application.slips.waiting().exists():
        return "ร้านส่งสลิปไว้ ตรวจสลิปก่อน"
    if opens_on and opens_on <= today_in_thailand():
        return "งานเริ่มแล้ว จึงปล่อยที่ไม่ได้ ติดตามยอดค้างกับร้าน"
    return ""


def _tell(application: BoothApplication, open_words: str) -> None:
    paid = account_of(application).refundable
    tell_applicant(
        application,
        f"ใบสมัคร {application.reference_no} ไม่ได้ชำระในกำหนด",
        f"ยอดที่ค้างคือ {open_words} ที่ของร้านจึงไปที่รายอื่น และไม่ต้องชำระแล้ว"
        + (f"\nเงินที่ชำระไว้ {format_baht(paid)} เจ้าหน้าที่จะติดต่อเรื่องการคืน" if paid else "")
        + "\nถ้าชำระแล้วหรือยังอยากออกงานนี้ โทรหาเจ้าหน้าที่",
        kind="money",
    )
