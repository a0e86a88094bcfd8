"""A producer asks to be registered in a round, or tells of a registration that it has; the officers
of its district decide."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import StalePage, is_same, seen_of, who_changed
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.thai.identity import IdentityError, IdKind, id_kind, parse_id
from vendors.models import (
    RegistrationKind,
    RegistrationRound,
    RegistrationState,
    Vendor,
    VendorRegistration,
)
from vendors.notifications import tell_vendor
from vendors.operations.people import require_owner

LINKS = ("by_labour", "by_management", "by_benefit")
LINK = "/my/registration/"
NOT_JURISTIC = "เลขนิติบุคคลขึ้นต้นด้วย 0 ดูเลขในหนังสือรับรองของกรมพัฒนาธุรกิจการค้า"


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


def tell_registration(
    vendor: Vendor,
    kind: RegistrationKind,
    *,
    number: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    form_key: UUID,
    by,
) -> VendorRegistration:
    """Tell of a registration that the vendor has; it counts when an officer has found it right.

    Until then another number of this kind takes its place. Raises RuleBroken when the number is
    none of its kind, is in the record already, or has run out.
    """
    number = read_number(kind, number)
    with transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        if earlier := _decided_before(vendor, by, form_key):
            return earlier
        _require_news(vendor, kind, number, valid_from, valid_until)
        row = _waiting(vendor, kind)
        told = {"number": number, "valid_from": valid_from, "valid_until": valid_until}
        if row.pk and is_same({name: getattr(row, name) for name in told}, told):
            return row
        for name, value in told.items():
            setattr(row, name, value)
        row.asked_by, row.asked_at, row.form_key = by, timezone.now(), form_key
        row.save()
        record(row, "tell", f"แจ้ง{row}", by=by)
    return row


def read_number(kind: RegistrationKind, typed: str) -> str:
    """The number as it is kept. Raises RuleBroken with a sentence for the vendor."""
    if kind != RegistrationKind.JURISTIC:
        return to_arabic_digits(normalise(typed))
    try:
        number = parse_id(typed, name="เลขนิติบุคคล")
    except IdentityError as wrong:
        raise RuleBroken(str(wrong), field="number") from wrong
    if id_kind(number) != IdKind.JURISTIC:
        raise RuleBroken(NOT_JURISTIC, field="number")
    return number


def decide_registration(
    row: VendorRegistration,
    state: RegistrationState,
    *,
    number: str = "",
    reason: str = "",
    received_by: str = "",
    received_position: str = "",
    seen: str | None = None,
    by,
) -> VendorRegistration:
    """Register a producer under a number, or say why not; it is told. The same twice is done.

    Who received the request is who decides, unless somebody else is named. Raises StalePage when
    somebody else has decided since the page was opened.
    """
    number, reason = number.strip(), reason.strip()
    with transaction.atomic():
        row = lock(row)
        if _is_decided(row, state, number, reason):
            return row
        if seen not in (None, now := seen_of_registration(row)):
            raise StalePage(f"{who_changed(row)} ดูอีกครั้งก่อนกด", seen_now=now)
        if row.state != RegistrationState.ASKED:
            raise RuleBroken("พิจารณาคำขอนี้ไปแล้ว")
        row.received_by = received_by or by.full_name
        row.received_position = received_position if received_by else by.position_title
        if state == RegistrationState.REFUSED:
            _refuse(row, reason, by)
        else:
            _approve(row, number, by)
    return row


def seen_of_registration(row: VendorRegistration) -> str:
    days = {"from": row.valid_from, "until": row.valid_until}
    return seen_of({"state": row.state, "number": row.number, **days})


def _is_decided(row: VendorRegistration, state: str, number: str, reason: str) -> bool:
    """Whether this was decided; a number that was told of stays with a refusal."""
    said = row.number if state == RegistrationState.APPROVED else ""
    return (row.state, said, row.reason) == (state, number, reason)


def _decided_before(vendor: Vendor, by, form_key: UUID) -> VendorRegistration | None:
    """What came of this very form, once an officer has looked: it is not told once more."""
    decided = vendor.registrations.exclude(state=RegistrationState.ASKED)
    return decided.filter(asked_by=by, form_key=form_key).first()


def _require_news(vendor: Vendor, kind: str, number: str, valid_from, valid_until) -> None:
    if valid_until and valid_until < today_in_thailand():
        raise RuleBroken("ทะเบียนนี้หมดอายุแล้ว แจ้งเมื่อต่ออายุแล้ว", field="valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise RuleBroken("วันหมดอายุต้องไม่มาก่อนวันที่ออกให้", field="valid_until")
    there = vendor.registrations.in_force().filter(kind=kind, number=number)
    if there.filter(valid_until=valid_until).exists():
        raise RuleBroken("เลขทะเบียนนี้อยู่ในข้อมูลร้านแล้ว ไม่ต้องแจ้งอีก", field="number")


def _waiting(vendor: Vendor, kind: str) -> VendorRegistration:
    """The row of this kind that no officer has decided yet, locked; or a new one."""
    told = vendor.registrations.filter(kind=kind, round=None, state=RegistrationState.ASKED)
    if (row := told.first()) is None:
        return VendorRegistration(vendor=vendor, kind=kind, state=RegistrationState.ASKED)
    row = lock(row)
    if row.state != RegistrationState.ASKED:
        raise RuleBroken("เจ้าหน้าที่เพิ่งดูเลขที่แจ้งไว้ก่อนนี้ กลับไปดูผลที่หน้าทะเบียนของร้านก่อน")
    return row


def _require_open(vendor: Vendor, in_round: RegistrationRound) -> None:
    if not RegistrationRound.objects.open_for(vendor).filter(pk=in_round.pk).exists():
        raise RuleBroken("รอบนี้ปิดรับแล้ว หรือไม่ได้เปิดในจังหวัดของร้าน รอรอบถัดไป")


def _refuse(row: VendorRegistration, reason: str, by) -> None:
    if not reason:
        raise RuleBroken("บอกร้านว่าเพราะอะไร", field="reason")
    row.state, row.reason = RegistrationState.REFUSED, reason
    if row.is_told:
        summary, subject = f"ขอให้แก้ {row}", f"ขอให้แก้เลข{row.get_kind_display()}"
        todo = "แก้แล้วแจ้งใหม่ในหน้าทะเบียนของร้าน"
    else:
        summary, subject = f"ไม่ขึ้นทะเบียนรอบ {row.round}", "ยังไม่ได้ขึ้นทะเบียนผู้ผลิต OTOP"
        todo = "ยื่นใหม่ได้ในรอบที่เปิดรับ"
    _keep(row, by, summary)
    tell_vendor(row.vendor, subject, f"{reason}\n{todo}", kind="vendor", link=LINK)


def _approve(row: VendorRegistration, number: str, by) -> None:
    if not number:
        raise RuleBroken("กรอกเลขทะเบียน", field="number")
    row.state, row.number = RegistrationState.APPROVED, number
    if row.is_told:
        summary, subject = f"ตรวจแล้ว {row}", f"ตรวจ{row.get_kind_display()}แล้ว"
    else:
        row.valid_from = today_in_thailand()
        row.valid_until = row.round.holds_until if row.round else None
        summary, subject = f"ขึ้นทะเบียนเลขที่ {row.shown_number}", "ขึ้นทะเบียนผู้ผลิต OTOP แล้ว"
    try:
        with transaction.atomic():
            _keep(row, by, summary)
    except IntegrityError as taken:
        raise RuleBroken("เลขทะเบียนนี้บันทึกไว้กับร้านอื่นแล้ว ตรวจเลขอีกครั้ง", field="number") from taken
    words = f"เลขทะเบียน {row.shown_number} ใช้สมัครออกงานได้แล้ว"
    tell_vendor(row.vendor, subject, words, kind="vendor", link=LINK)


def _keep(row: VendorRegistration, by, summary: str) -> None:
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    record(row, "decide", summary, by=by, reason=row.reason)
