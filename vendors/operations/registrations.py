"""A producer asks to be registered in a round; the officers of its district decide."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import StalePage, seen_of, who_changed
from otopfair.thai.calendar import today_in_thailand
from vendors.models import (
    RegistrationRound,
    RegistrationState,
    Vendor,
    VendorRegistration,
)
from vendors.notifications import tell_vendor
from vendors.operations.people import require_owner

LINKS = ("by_labour", "by_management", "by_benefit")
LINK = "/my/registration/"


def ask_registration(
    vendor: Vendor, in_round: RegistrationRound, *, form_key: UUID, by, **links
) -> VendorRegistration:
    """Ask in an open round. `links` are LINKS and link_text: how the community has part in it.

    The same form again is the same request. Raises RuleBroken when the round is closed, the vendor
    has asked already, or no link is named.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        asked = vendor.registrations.filter(round=in_round)
        if earlier := asked.filter(asked_by=by, form_key=form_key).first():
            return earlier
        if asked.exclude(state=RegistrationState.REFUSED).exists():
            raise RuleBroken("ร้านนี้ยื่นในรอบนี้แล้ว ดูผลได้ในหน้านี้")
        _require_open(vendor, in_round)
        if not vendor.district_id:
            raise RuleBroken("กรอกอำเภอที่ตั้งในข้อมูลร้านก่อน อำเภอนั้นเป็นผู้พิจารณา")
        if not any(links.get(name) for name in LINKS):
            raise RuleBroken("เลือกอย่างน้อยหนึ่งข้อว่าชุมชนมีส่วนร่วมอย่างไร", field="by_labour")
        row = VendorRegistration.objects.create(
            vendor=vendor,
            round=in_round,
            state=RegistrationState.ASKED,
            asked_by=by,
            asked_at=timezone.now(),
            form_key=form_key,
            **links,
        )
        record(row, "ask", f"ยื่นขอขึ้นทะเบียนรอบ {in_round}", by=by)
    return row


def decide_registration(
    row: VendorRegistration,
    state: RegistrationState,
    *,
    number: str = "",
    reason: str = "",
    seen: str | None = None,
    by,
) -> VendorRegistration:
    """Register a producer under a number, or say why not; it is told. The same twice is done.

    Raises StalePage when somebody else has decided since the page was opened.
    """
    number, reason = number.strip(), reason.strip()
    with transaction.atomic():
        row = lock(row)
        if (row.state, row.number, row.reason) == (state, number, reason):
            return row
        if seen not in (None, now := seen_of_registration(row)):
            raise StalePage(f"{who_changed(row)} ดูอีกครั้งก่อนกด", seen_now=now)
        if row.state != RegistrationState.ASKED:
            raise RuleBroken("พิจารณาคำขอนี้ไปแล้ว")
        if state == RegistrationState.REFUSED:
            _refuse(row, reason, by)
        else:
            _approve(row, number, by)
    return row


def seen_of_registration(row: VendorRegistration) -> str:
    return seen_of({"state": row.state, "number": row.number})


def _require_open(vendor: Vendor, in_round: RegistrationRound) -> None:
    if not RegistrationRound.objects.open_for(vendor).filter(pk=in_round.pk).exists():
        raise RuleBroken("รอบนี้ปิดรับแล้ว หรือไม่ได้เปิดในจังหวัดของร้าน รอรอบถัดไป")


def _refuse(row: VendorRegistration, reason: str, by) -> None:
    if not reason:
        raise RuleBroken("บอกร้านว่าเพราะอะไร", field="reason")
    row.state, row.reason = RegistrationState.REFUSED, reason
    _keep(row, by, f"ไม่ขึ้นทะเบียนรอบ {row.round}")
    words = f"{reason}\nยื่นใหม่ได้ในรอบที่เปิดรับ"
    tell_vendor(row.vendor, "ยังไม่ได้ขึ้นทะเบียนผู้ผลิต OTOP", words, kind="vendor", link=LINK)


def _approve(row: VendorRegistration, number: str, by) -> None:
    if not number:
        raise RuleBroken("กรอกเลขทะเบียนผู้ผลิต", field="number")
    row.state, row.number = RegistrationState.APPROVED, number
    row.valid_from = today_in_thailand()
    row.valid_until = row.round.holds_until if row.round else None
    try:
        with transaction.atomic():
            _keep(row, by, f"ขึ้นทะเบียนเลขที่ {number}")
    except IntegrityError as taken:
        raise RuleBroken("เลขทะเบียนนี้เป็นของร้านอื่นแล้ว ตรวจเลขอีกครั้ง", field="number") from taken
    words = f"เลขทะเบียน {number} ใช้สมัครออกงานได้แล้ว"
    tell_vendor(row.vendor, "ขึ้นทะเบียนผู้ผลิต OTOP แล้ว", words, kind="vendor", link=LINK)


def _keep(row: VendorRegistration, by, summary: str) -> None:
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    record(row, "decide", summary, by=by, reason=row.reason)
