"""A vendor opens a draft and answers its questions."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from otopfair.thai.formatting import format_date
from vendors.arrows import require_arrow
from vendors.corrections import may_change
from vendors.costs import classes_of, lacks_class
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    Vendor,
)
from vendors.operations.conditions import require_eligible
from vendors.operations.late_entries import usable_late_entry, use_late_entry
from vendors.operations.penalties import require_no_ban
from vendors.operations.returning import require_may_change
from vendors.persons import passes_the_limit
from vendors.places import origin_of

Status = ApplicationStatus
NO_CALL = "ใบสมัครนี้ไม่ได้มาจากประกาศรับสมัคร เจ้าหน้าที่เป็นผู้แก้ โทรหาเจ้าหน้าที่"
# An answer of the application → the part that has to be open for it.
PART_OF = {
    "category": "category",
    "booths_wanted": "booths",
    "booth_class": "booths",
    "zone_wished": "wishes",
    "neighbours_wished": "wishes",
    "note": "note",
}


def start_application(
    fair_event: FairEvent, vendor: Vendor, *, form_key: UUID, by, for_vendor=False, late_code=""
) -> BoothApplication:
    """Open a draft for `vendor`, or return the one that is already open. A repeated form opens
    nothing, also when its application has ended since. `for_vendor` when an officer enters it.

    Raises RuleBroken when the fair takes no applications now, and no `late_code` lets it in.
    """
    with transaction.atomic():
        fair_event = hold_fair(fair_event, what="จึงสมัครไม่ได้")
        late = usable_late_entry(fair_event, vendor, late_code) if late_code.strip() else None
        call = fair_event.call_to_show() if late else require_open_call(fair_event)
        vendor = lock(vendor)
        require_no_ban(vendor, fair_event)
        application = _opened_before(fair_event, vendor, form_key, by)
        if application is None:
            require_eligible(call, vendor)
            application = BoothApplication.objects.create(
                fair_event=fair_event,
                call=call,
                vendor=vendor,
                form_key=form_key,
                started_by=by,
                entered_by=by if for_vendor else None,
            )
            record(application, "start", "เริ่มกรอกใบสมัคร", by=by)
        if late:
            use_late_entry(late, application, by=by)
    return application


def _opened_before(fair_event, vendor, form_key: UUID, by) -> BoothApplication | None:
    live = BoothApplication.objects.filter(fair_event=fair_event, vendor=vendor)
    same_form = BoothApplication.objects.filter(started_by=by, form_key=form_key)
    return live.exclude(status__in=ENDED_STATUSES).first() or same_form.first()


def answer_application(
    application: BoothApplication, *, by, seen: str | None = None, **answers
) -> BoothApplication:
    """Keep the answers of one step: those of PART_OF.

    Raises RuleBroken when the application is with the officers, a part was not sent back, or it
    asks for what the call has not; StalePage when somebody else of the shop has answered since
    the form was `seen`.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงสมัครไม่ได้")
        application = lock(application)
        require_arrow(application, "answer")
        now = {name: getattr(application, name) for name in answers}
        changed = [name for name in answers if not is_same(now, {name: answers[name]})]
        for name in changed:
            require_may_change(application, PART_OF[name])
        require_fits_call(application, changeable(application, answers))
        if not changed:
            return application
        require_seen(application, seen, now=now, mine=answers)
        for name, answer in answers.items():
            setattr(application, name, answer)
        application.save()
    return application


def changeable(application: BoothApplication, answers: dict) -> dict:
    """Those answers that the vendor may change now."""
    return {name: one for name, one in answers.items() if may_change(application, PART_OF[name])}


def require_fits_call(application: BoothApplication, answers: dict) -> None:
    """Raise RuleBroken when an answer asks for what the call, or the ground, has not (any more)."""
    call = application.call_for_sending()
    if call is None:
        raise RuleBroken(NO_CALL)
    category = answers.get("category")
    if category and not call.cells.filter(category=category).exists():
        raise RuleBroken("รอบนี้ไม่ได้เปิดรับประเภทนี้ เลือกประเภทอื่น", field="category")
    booth_class = answers.get("booth_class")
    if booth_class and (booth_class.call_id != call.pk or not booth_class.is_offered):
        raise RuleBroken("รอบนี้ไม่มีแบบบูธที่เลือกไว้แล้ว เลือกใหม่", field="booth_class")
    _require_class_for(application, call, answers)
    if answers.get("booths_wanted", 1) > call.max_booths:
        most = f"งานนี้ขอได้ไม่เกิน {call.max_booths} บูธต่อราย ลดจำนวนบูธ"
        raise RuleBroken(most, field="booths_wanted")
    if "booths_wanted" in answers:
        require_one_persons_share(application, call, answers["booths_wanted"])
    zone = answers.get("zone_wished")
    if zone and not application.fair_event.zones.filter(code=zone).exists():
        raise RuleBroken(f"งานนี้ไม่มีโซน {zone} แล้ว เลือกโซนอื่น หรือไม่ระบุ", field="zone_wished")


def _require_class_for(application: BoothApplication, call: VendorCall, answers: dict) -> None:
    """The class that is chosen, or the only one, is for this vendor, and for so many booths."""
    names = ("category", "booth_class", "booths_wanted")
    asked = {name: answers.get(name, getattr(application, name)) for name in names}
    offered = classes_of(call)
    booth_class = asked["booth_class"] or (offered[0] if len(offered) == 1 else None)
    if booth_class is None or not answers.keys() & set(names):
        return
    if asked["category"] and not booth_class.is_for(
        asked["category"], origin_of(application, call)
    ):
        raise RuleBroken(f"{booth_class} {booth_class.for_whom} เลือกแบบอื่น", field="booth_class")
    most = booth_class.most_booths
    if most and asked["booths_wanted"] > most:
        raise RuleBroken(f"{booth_class} ขอได้ร้านละไม่เกิน {most} บูธ ลดจำนวน", field="booths_wanted")


def lacks_category(application: BoothApplication) -> str:
    """What is missing of the first step; "" for nothing."""
    if not application.category:
        return "เลือกประเภทสินค้าก่อนส่งใบสมัคร"
    return "เลือกแบบบูธก่อนส่งใบสมัคร" if lacks_class(application) else ""


def require_one_persons_share(application: BoothApplication, call: VendorCall, booths: int) -> None:
    """One person under two names has no more booths than under one. Sure under the fair's lock."""
    if too_many := passes_the_limit(application, call, booths):
        raise RuleBroken(too_many, field="booths_wanted")


def require_open_call(fair_event: FairEvent) -> VendorCall:
    """The call that takes applications now; RuleBroken says when there was or will be one."""
    call = fair_event.call_to_show()
    if call is None or fair_event.state != "published":
        raise RuleBroken("งานนี้ยังไม่เปิดรับสมัคร")
    now = timezone.now()
    if now < call.opens_at:
        raise RuleBroken(f"งานนี้เปิดรับสมัคร {format_date(timezone.localdate(call.opens_at))}")
    if now >= call.closes_at:
        raise RuleBroken(f"งานนี้ปิดรับสมัครแล้วเมื่อ {format_date(timezone.localdate(call.closes_at))}")
    return call
