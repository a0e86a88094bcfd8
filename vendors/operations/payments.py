"""Money is charged when a vendor confirms; officers write down what comes in and goes out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.ledger import Account, account_of, pay_day
from vendors.models import BankStatement, BoothApplication, LedgerLine, MoneyKind, MoneyPart
from vendors.notifications import tell_applicant
from vendors.operations.rules import bump_version, save

ENTERED = {
    MoneyKind.PAYMENT,
    MoneyKind.WAIVER,
    MoneyKind.REFUND,
    MoneyKind.RETURNED,
    MoneyKind.KEPT,
}

UNIQUE_AT_A_FAIR = {
    "reference": "เลขอ้างอิง {}",
    "receipt_number": "ใบเสร็จเลขที่ {}",
    "fingerprint": "รายการเดินบัญชีนี้",
}


@dataclass(frozen=True)
class BankRow:
    """The row of a bank's statement that a payment was found in; at a fair it pays once."""

    statement: BankStatement
    fingerprint: str


def charge_application(application: BoothApplication) -> str:
    """Charge what was agreed to, once; the caller holds and saves the application.

    Returns what the vendor is told of it, "" where there is nothing to pay. Who confirms a second
    time gets a new day and no second charge.
    """
    agreed = {
        MoneyPart.FEE: application.fee_baht or Decimal(0),
        MoneyPart.DEPOSIT: application.deposit_baht or Decimal(0),
    }
    if not any(agreed.values()):
        return ""
    charged = set(application.ledger.filter(kind=MoneyKind.CHARGE).values_list("part", flat=True))
    for part, amount in agreed.items():
        if amount and part not in charged:
            LedgerLine.objects.create(
                application=application,
                fair_event_id=application.fair_event_id,
                kind=MoneyKind.CHARGE,
                part=part,
                amount_baht=amount,
            )
    application.pay_until = pay_day(application, timezone.localdate(application.confirmed_at))
    return account_of(application).to_pay


def enter_line(
    application: BoothApplication,
    kind: MoneyKind,
    *,
    amount_baht: Decimal,
    form_key: UUID,
    by,
    part: str = "",
    moved_on: date | None = None,
    how: str = "",
    reference: str = "",
    receipt_number: str = "",
    rule: str = "",
    reason: str = "",
    beyond: bool = False,
    found: BankRow | None = None,
) -> LedgerLine:
    """Write down a payment, a waiver, a refund, or what became of the deposit; the vendor is told.

    The same form again is the first. `beyond` says that a payment of more than is open is meant,
    `found` where the bank says so. Raises RuleBroken for a sum that the account does not bear, for
    a reference, a receipt or a row of the bank that the fair has already, and for a day to come.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="", even_cancelled=True)
        application = lock(application)
        if repeated := LedgerLine.objects.filter(made_by=by, form_key=form_key).first():
            return repeated
        line = LedgerLine(
            application=application,
            fair_event_id=application.fair_event_id,
            kind=_enterable(kind),
            part=part,
            amount_baht=amount_baht,
            moved_on=moved_on,
            how=how,
            reference=plain_reference(reference),
            receipt_number=receipt_number.strip(),
            rule=rule.strip(),
            reason=reason.strip(),
            made_by=by,
            form_key=form_key,
            statement=found.statement if found else None,
            fingerprint=found.fingerprint if found else "",
        )
        _require_sensible(line, account_of(application), beyond)
        _keep(line)
        bump_version(application)
        record(application, "money", _in_words(line), by=by, reason=line.reason)
        _tell(line)
    return line


def correct_line(line: LedgerLine, *, reason: str, form_key: UUID, by) -> LedgerLine:
    """Take a wrong line back as a whole; the line stays, and the right one is written anew.

    Raises RuleBroken for a charge, which comes from what was agreed, and where later lines build on
    this one.
    """
    with transaction.atomic():
        hold_fair(line.fair_event, what="", even_cancelled=True)
        application = lock(line.application)
        line = lock(line)
        if line.is_corrected:
            return line.corrected_by
        _require_correctable(line, reason)
        line.is_corrected = True
        line.save(update_fields=["is_corrected"])
        if problem := account_of(application).problem:
            raise RuleBroken(problem)
        correction = LedgerLine.objects.create(
            application=application,
            fair_event_id=application.fair_event_id,
            kind=MoneyKind.CORRECTION,
            amount_baht=line.amount_baht,
            corrects=line,
            reason=reason.strip(),
            made_by=by,
            form_key=form_key,
        )
        bump_version(application)
        record(application, "money", f"ยกเลิกรายการ: {_in_words(line)}", by=by, reason=reason)
        _tell(correction)
    return correction


def move_pay_day(application: BoothApplication, until: date, *, reason: str, by) -> None:
    """Give a vendor until another day to pay; the vendor is told. The same day again is nothing."""
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงเลื่อนกำหนดชำระไม่ได้")
        application = lock(application)
        if application.pay_until == until:
            return
        if not account_of(application).open:
            raise RuleBroken("ใบสมัครนี้ไม่มียอดที่รอชำระ")
        if until < today_in_thailand():
            raise RuleBroken("กำหนดชำระต้องเป็นวันนี้หรือหลังจากนี้", field="until")
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่เลื่อน", field="reason")
        application.pay_until = until
        save(application)
        day = format_date(until)
        record(application, "pay_day", f"เลื่อนกำหนดชำระเป็น {day}", by=by, reason=reason)
        tell_applicant(
            application,
            f"กำหนดชำระเงินเปลี่ยนเป็น {day}",
            f"ใบสมัคร {application.reference_no} {application.fair_event.called}\n"
            f"ยอดรอชำระ {format_baht(account_of(application).open)}\nเหตุผล: {reason.strip()}",
            kind="money",
        )


def plain_reference(text: str) -> str:
    """A reference as it is compared: capitals and digits, however it was typed."""
    return "".join(text.split()).upper()


def _enterable(kind: MoneyKind) -> MoneyKind:
    if kind not in ENTERED:
        raise RuleBroken("บันทึกรายการนี้ด้วยมือไม่ได้")
    return kind


def _require_sensible(line: LedgerLine, account: Account, beyond: bool) -> None:
    """Raise RuleBroken unless the account bears this line."""
    if not account.sums.charged:
        raise RuleBroken("ใบสมัครนี้ไม่มีค่าบูธหรือเงินประกัน")
    if line.amount_baht <= 0:
        raise RuleBroken("จำนวนเงินต้องมากกว่า 0", field="amount_baht")
    if line.moved_on and line.moved_on > today_in_thailand():
        raise RuleBroken("วันที่นี้ยังมาไม่ถึง ตรวจวันที่อีกครั้ง", field="moved_on")
    most, of_what = most_of(account, MoneyKind(line.kind), line.part)
    if line.amount_baht > most and not (beyond and line.kind == MoneyKind.PAYMENT):
        raise RuleBroken(f"{of_what} {format_baht(most)}", field="amount_baht")


def most_of(account: Account, kind: MoneyKind, part: str = "") -> tuple[Decimal, str]:
    """The largest sum that a line of `kind` may have, and what the refusal of more says first."""
    settled = account.sums.returned + account.sums.kept
    return {
        MoneyKind.PAYMENT: (account.open, "เกินยอดรอชำระ ซึ่งมี"),
        MoneyKind.WAIVER: (
            account.fee if part == MoneyPart.FEE else account.deposit - settled,
            "ยกเว้นได้ไม่เกิน",
        ),
        MoneyKind.REFUND: (account.refundable, "คืนได้ไม่เกินที่รับไว้เกิน คือ"),
        MoneyKind.RETURNED: (account.deposit_held, "เงินประกันที่ถือไว้มี"),
        MoneyKind.KEPT: (account.deposit_held, "เงินประกันที่ถือไว้มี"),
    }[kind]


def _keep(line: LedgerLine) -> None:
    """Save it. What is unique at a fair, two officers may write at once: the database decides."""
    try:
        with transaction.atomic():
            line.save(force_insert=True)
    except IntegrityError as error:
        raise _taken_by_another(line) from error


def _taken_by_another(line: LedgerLine) -> RuleBroken:
    standing = LedgerLine.objects.standing().filter(fair_event=line.fair_event_id)
    for name, label in UNIQUE_AT_A_FAIR.items():
        value = getattr(line, name)
        other = standing.filter(**{name: value}).select_related("application").first()
        if value and other:
            what = label.format(value)
            return RuleBroken(f"{what} บันทึกไว้แล้วกับใบสมัคร {other.application}", field=name)
    return RuleBroken("บันทึกรายการนี้ไม่ได้ ตรวจช่องที่กรอกแล้วบันทึกอีกครั้ง")


def _require_correctable(line: LedgerLine, reason: str) -> None:
    if line.kind not in ENTERED:
        raise RuleBroken("รายการนี้ยกเลิกไม่ได้ ยอดที่ตั้งมาจากที่ร้านตกลงไว้ ใช้การยกเว้นแทน")
    if not reason.strip():
        raise RuleBroken("บอกเหตุที่ยกเลิก", field="reason")


def _in_words(line: LedgerLine) -> str:
    parts = [str(line), format_baht(line.amount_baht)]
    parts += [f"วันที่ {format_date(line.moved_on)}" if line.moved_on else ""]
    parts += [line.get_how_display(), f"อ้างอิง {line.reference}" if line.reference else ""]
    parts += [f"ตาม{line.rule}" if line.rule else ""]
    return " ".join(filter(None, parts))


def _tell(line: LedgerLine) -> None:
    """The vendor reads every line that an officer writes, and what is open after it."""
    application = line.application
    to_pay = account_of(application).to_pay
    tell_applicant(
        application,
        f"{line} {format_baht(line.amount_baht)} ใบสมัคร {application.reference_no}",
        "\n".join(
            filter(
                None,
                (
                    _in_words(line.corrects or line),
                    line.reason and f"เหตุผล: {line.reason}",
                    f"ยังต้อง{to_pay}" if to_pay else "ไม่มียอดที่ต้องชำระ",
                ),
            )
        ),
        kind="money",
    )
