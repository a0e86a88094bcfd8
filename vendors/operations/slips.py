"""A vendor sends the slip of a transfer; an officer finds the money, or says why not.

Nothing is accepted by itself: a slip shows what somebody says, and only the bank knows.
"""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.alike import look_alike, print_of
from otopfair.media.images import largest_made
from otopfair.media.storing import new_files
from otopfair.thai.baht import format_baht
from otopfair.thai.formatting import format_date
from vendors.ledger import account_of
from vendors.models import (
    BoothApplication,
    MoneyHow,
    MoneyKind,
    PaymentSlip,
    SlipState,
)
from vendors.notifications import tell_applicant
from vendors.operations.payments import BankRow, enter_line

NOT_MADE = "อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง"
LEAST_SIDE = 160  # pixels; a preview in a chat has fewer
SENT_ALREADY = "มีผู้ส่งรูปนี้แล้ว ถ้าโอนอีกครั้ง ให้ส่งสลิปของครั้งใหม่"


def send_slip(application: BoothApplication, upload, *, form_key: UUID, by) -> PaymentSlip:
    """Keep the picture, made anew, for an officer. The same form again is the same slip.

    Raises RuleBroken when nothing is open, when one waits already, or when anybody has sent the
    same file at this fair.
    """
    picture, digest = _made_anew(upload)
    with new_files() as files, transaction.atomic():
        hold_fair(application.fair_event, what="จึงไม่ต้องชำระแล้ว")
        application = lock(application)
        if earlier := PaymentSlip.objects.filter(sent_by=by, form_key=form_key).first():
            return earlier
        open_baht = _require_awaited(application)
        slip = PaymentSlip(
            application=application,
            fair_event_id=application.fair_event_id,
            digest=digest,
            print=print_of(picture),
            expected_baht=open_baht,
            sent_by=by,
            form_key=form_key,
        )
        files.save(slip.file, ContentFile(picture))
        _keep(slip)
        record(application, "send_slip", "ส่งสลิปโอนเงิน", by=by)
    return slip


def accept_slip(
    slip: PaymentSlip,
    *,
    amount_baht: Decimal,
    moved_on: date,
    reference: str,
    receipt_number: str = "",
    beyond: bool = False,
    sure: bool = False,
    found: BankRow | None = None,
    form_key: UUID,
    by,
) -> PaymentSlip:
    """Write the money down that the officer has found at the bank. Twice is once.

    The reference of the transfer pays once at a fair; a row of the bank's statement (`found`) need
    not have one. A picture that looks like another one, or a sum that came in on that day already,
    is accepted only by who is `sure` that they are two transfers.
    """
    with transaction.atomic():
        hold_fair(slip.fair_event, what="", even_cancelled=True)
        lock(slip.application)
        slip = lock(slip)
        if slip.state == SlipState.ACCEPTED:
            return slip
        _require_waiting(slip)
        if not reference.strip() and found is None:
            raise RuleBroken("กรอกเลขอ้างอิงการโอนจากบัญชีธนาคาร", field="reference")
        if not sure:
            _require_another_transfer(slip, amount_baht, moved_on)
        slip.line = enter_line(
            slip.application,
            MoneyKind.PAYMENT,
            amount_baht=amount_baht,
            moved_on=moved_on,
            how=MoneyHow.TRANSFER,
            reference=reference,
            receipt_number=receipt_number,
            beyond=beyond,
            found=found,
            form_key=form_key,
            by=by,
        )
        _judge(slip, SlipState.ACCEPTED, by)
    return slip


def refuse_slip(slip: PaymentSlip, *, reason: str, by) -> PaymentSlip:
    """Say why the slip pays nothing; the vendor reads it and may send another. Twice is once."""
    with transaction.atomic():
        hold_fair(slip.fair_event, what="", even_cancelled=True)
        application = lock(slip.application)
        slip = lock(slip)
        if slip.state == SlipState.REFUSED:
            return slip
        _require_waiting(slip)
        if not reason.strip():
            raise RuleBroken("บอกร้านว่าไม่รับเพราะอะไร", field="reason")
        slip.reason = reason.strip()
        _judge(slip, SlipState.REFUSED, by)
        record(application, "refuse_slip", "ไม่รับสลิปโอนเงิน", by=by, reason=slip.reason)
        to_pay = account_of(application).to_pay
        tell_applicant(
            application,
            f"สลิปของใบสมัคร {application.reference_no} ยังใช้ไม่ได้",
            f"เหตุผล: {slip.reason}\n{f'ยังต้อง{to_pay}' if to_pay else 'ไม่มียอดที่ต้องชำระ'}",
            kind="money",
        )
    return slip


def slips_alike(slip: PaymentSlip) -> list[PaymentSlip]:
    """Other slips of the fair whose picture looks like this one, whatever became of them."""
    others = PaymentSlip.objects.filter(fair_event=slip.fair_event_id).exclude(pk=slip.pk)
    rows = others.select_related("application__vendor").order_by("pk")
    return [other for other in rows if look_alike(slip.print, other.print)]


def _made_anew(upload) -> tuple[bytes, str]:
    """The picture as we keep it, without whatever else the file had, and the digest of the file."""
    made = largest_made(upload, not_made=NOT_MADE)
    if min(made.width, made.height) < LEAST_SIDE:
        raise RuleBroken("รูปนี้เล็กเกินไป อ่านสลิปไม่ออก เลือกรูปที่จับจากหน้าจอหรือถ่ายใหม่", field="file")
    upload.seek(0)
    return made.content, sha256(upload.read()).hexdigest()


def _require_awaited(application: BoothApplication) -> Decimal:
    open_baht = account_of(application).open
    if not open_baht:
        raise RuleBroken("ใบสมัครนี้ไม่มียอดที่ต้องชำระ")
    if application.slips.waiting().exists():
        raise RuleBroken("มีสลิปที่ส่งไว้รอเจ้าหน้าที่ตรวจอยู่แล้ว")
    return open_baht


def _require_another_transfer(slip: PaymentSlip, amount_baht: Decimal, moved_on: date) -> None:
    if alike := slips_alike(slip):
        raise RuleBroken(f"รูปคล้าย{alike[0]} ดูทั้งสองรูปก่อน แล้วติ๊กว่าเป็นคนละครั้ง", field="sure")
    paid = slip.application.ledger.standing().filter(kind=MoneyKind.PAYMENT)
    if paid.filter(amount_baht=amount_baht, moved_on=moved_on).exists():
        day, sum_in = format_date(moved_on), format_baht(amount_baht)
        raise RuleBroken(f"วันที่ {day} บันทึกรับ {sum_in} ไว้แล้ว ถ้าเป็นคนละครั้ง ให้ติ๊ก", field="sure")


def _require_waiting(slip: PaymentSlip) -> None:
    if slip.state != SlipState.WAITING:
        raise RuleBroken(f"ตรวจสลิปนี้แล้ว ({slip.get_state_display()})")


def _keep(slip: PaymentSlip) -> None:
    """Two may send one picture at once: the database decides."""
    try:
        with transaction.atomic():
            slip.save(force_insert=True)
    except IntegrityError as error:
        raise RuleBroken(SENT_ALREADY, field="file") from error


def _judge(slip: PaymentSlip, state: SlipState, by) -> None:
    slip.state, slip.judged_by, slip.judged_at = state, by, timezone.now()
    slip.save()
