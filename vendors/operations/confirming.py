"""A vendor takes the place it was given, gives it up, or takes its application back."""

from django.db import transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from fairs.operations.officers import tell_officers
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_shared
from otopfair.thai.formatting import format_datetime
from vendors.arrows import require_arrow
from vendors.due import due_of
from vendors.letters import moment_in_words
from vendors.models import ApplicationStatus, BoothApplication, Offer, OfferAnswer
from vendors.notifications import tell_applicant
from vendors.operations.allocations import release_allocation
from vendors.operations.deciding import set_pending_aside
from vendors.operations.offers import answer_offer, end_offer, offer_freed_places
from vendors.operations.payments import charge_application
from vendors.operations.people import require_owner
from vendors.operations.reserves import leave_reserve
from vendors.operations.rules import require_seen, save
from vendors.picking import begins_at

Status = ApplicationStatus
BOOTH_COMES_NEXT = "ขั้นต่อไปคือรับเลขบูธ เจ้าหน้าที่จะแจ้งเมื่อจัดบูธแล้ว"
CHOOSE_NEXT = "ขั้นต่อไปคือเลือกบูธเองบนผัง ตั้งแต่"
# What giving up means from where the application stands: the act, its word, the answer kept.
GIVING_UP = {
    Status.SELECTED: ("decline", "สละสิทธิ์", OfferAnswer.DECLINED),
    Status.CONFIRMED: ("give_back", "สละสิทธิ์และคืนบูธ", OfferAnswer.GIVEN_BACK),
}


def confirm_application(
    application: BoothApplication,
    *,
    by,
    on_behalf=False,
    by_link: Offer | None = None,
    seen_version: int | None = None,
) -> BoothApplication:
    """The vendor takes the place; `on_behalf` when an officer confirms by telephone, `by_link`
    is the offer whose link was pressed."""
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงยืนยันเข้าร่วมงานไม่ได้")
        application = lock(application)
        if not on_behalf and by_link is None:
            require_owner(application.vendor, by)
        if application.status == Status.CONFIRMED:
            return application
        require_seen(application, seen_version)
        require_arrow(application, "confirm")
        _require_standing(by_link)
        if not on_behalf and due_of(application).missed:
            raise RuleBroken(due_of(application).sentence)
        answer_offer(application, OfferAnswer.ACCEPTED)
        application.status = Status.CONFIRMED
        application.confirmed_at = timezone.now()
        application.answer_by = None
        to_pay = charge_application(application)
        save(application)
        summary = "เจ้าหน้าที่ยืนยันแทนร้าน" if on_behalf else "ยืนยันเข้าร่วมงาน"
        record(application, "confirm", _how(summary, by_link), by=by)
        tell_applicant(
            application,
            f"ยืนยันเข้าร่วมงานแล้ว {application.reference_no}",
            "\n".join(filter(None, (to_pay, what_comes_next(application)))),
        )
    return application


def what_comes_next(application: BoothApplication) -> str:
    starts = begins_at(application)
    return f"{CHOOSE_NEXT} {format_datetime(starts)}" if starts else BOOTH_COMES_NEXT


def withdraw_application(
    application: BoothApplication,
    *,
    reason: str = "",
    by,
    on_behalf=False,
    by_link: Offer | None = None,
    seen_version: int | None = None,
) -> BoothApplication:
    """Take an application back, give up the place it was offered, or give back the booths.

    A place that becomes free is offered to the next of the reserve list at once. A second press
    finds it done.
    """
    with transaction.atomic():
        lock_shared(application.fair_event)
        call = lock(application.call) if application.call else None
        application = lock(application)
        if not on_behalf and by_link is None:
            require_owner(application.vendor, by)
        if application.status in (Status.WITHDRAWN, Status.DECLINED):
            return application
        require_seen(application, seen_version)
        _require_standing(by_link)
        set_pending_aside(application)
        if application.status in GIVING_UP:
            _give_up(application, reason, by, by_link)
            offer_freed_places(call)
        else:
            _take_back(application, reason, by)
    return application


def _give_up(application: BoothApplication, reason: str, by, by_link) -> None:
    act, word, answer = GIVING_UP[Status(application.status)]
    require_arrow(application, act)
    for allocation in application.allocations.live().select_related("booth"):
        release_allocation(allocation, by=by, reason=reason or word, told=False)
    end_offer(application, answer)
    application.status = Status.DECLINED
    application.answer_by = None
    save(application)
    record(application, act, _how(word, by_link), by=by, reason=reason)
    tell_officers_of(application, word, reason)


def _take_back(application: BoothApplication, reason: str, by) -> None:
    require_arrow(application, "withdraw")
    leave_reserve(application)
    application.status = Status.WITHDRAWN
    application.answer_by = None
    save(application)
    record(application, "withdraw", "ถอนใบสมัคร", by=by, reason=reason)


def tell_officers_of(application: BoothApplication, what: str, reason: str) -> None:
    """The officers of the fair's province hear what a vendor has given up."""
    tell_officers(
        application.fair_event.home_province_id,
        f"{application.vendor} {what} {application.reference_no}",
        "\n".join(filter(None, (application.fair_event.called, reason and f"เหตุผล: {reason}"))),
        kind="given-up",
        link=f"/staff/applications/{application.pk}/",
    )


def _require_standing(by_link: Offer | None) -> None:
    """A link answers its own offer and no later one."""
    if by_link is None:
        return
    offer = lock(by_link)
    if offer.answer != OfferAnswer.OPEN:
        raise RuleBroken(f"ข้อเสนอนี้จบแล้ว ({offer.get_answer_display()})")
    if offer.expires_at < timezone.now():
        raise RuleBroken(f"เลยกำหนดตอบ {moment_in_words(offer.expires_at)} แล้ว โทรหาเจ้าหน้าที่")


def _how(summary: str, by_link: Offer | None) -> str:
    return f"{summary} ทางลิงก์ในข้อความ" if by_link else summary
