"""What is owed follows the booths that a vendor has: lines of their own, with the reason."""

from decimal import Decimal

from django.utils import timezone

from otopfair.history.models import record
from otopfair.thai.baht import format_baht
from vendors.ledger import Account, account_of, pay_day
from vendors.models import BoothAllocation, BoothApplication, LedgerLine, MoneyKind, MoneyPart
from vendors.notifications import tell_applicant
from vendors.operations.rules import save

SATANG = Decimal("0.01")
AGREED = {MoneyPart.FEE: "fee_baht", MoneyPart.DEPOSIT: "deposit_baht"}


def keep_price(old: BoothAllocation, new: BoothAllocation) -> None:
    """What the booth costs to which a vendor was moved: as before in the same class, else as its
    own class says; nothing stands there where it is the class that the vendor had agreed to."""
    application, booth_class = new.application, new.booth.booth_class
    if application.booth_class_id is None or application.fee_baht is None:
        return
    new.fee_baht, new.deposit_baht = old.fee_baht, old.deposit_baht
    if booth_class and booth_class.call_id == application.call_id:
        if booth_class.pk == application.booth_class_id:
            new.fee_baht = new.deposit_baht = None
        elif booth_class.pk != old.booth.booth_class_id:
            new.fee_baht, new.deposit_baht = booth_class.fee_baht, booth_class.deposit_baht
    new.save(update_fields=["fee_baht", "deposit_baht"])


def lower_agreed(application: BoothApplication) -> None:
    """One booth less is agreed to; the caller takes it from `booths_wanted` and saves."""
    for name in AGREED.values():
        if getattr(application, name) is not None:
            setattr(application, name, getattr(application, name) - _for_one(application, name))


def charge_by_booths(application: BoothApplication, why: str, *, by) -> None:
    """Raise or lower what is charged to what the booths cost now; the vendor is told.

    The caller holds the application. What came in beyond it waits to be refunded. Where a part was
    waived or settled, no more is lowered than is still owed of it.
    """
    agreed = [getattr(application, name) for name in AGREED.values()]
    if application.fee_baht is None or (any(agreed) and not application.ledger.exists()):
        return
    before = account_of(application)
    lines = [line for part in MoneyPart if (line := _difference(before, part, why, by))]
    for line in lines:
        line.save(force_insert=True)
    if not lines:
        return
    account = account_of(application)
    if account.open and any(line.kind == MoneyKind.RAISED for line in lines):
        days = [application.pay_until, pay_day(application, timezone.localdate())]
        application.pay_until = max(filter(None, days))
    save(application)
    changes = [f"{line} {format_baht(line.amount_baht)}" for line in lines]
    record(application, "money", " ".join(changes), by=by, reason=why)
    _tell(application, changes, why, account)


def _difference(account: Account, part: MoneyPart, why: str, by) -> LedgerLine | None:
    """The line that brings one part to what the booths cost; None where it is that already."""
    application = account.application
    charged = {
        MoneyPart.FEE: account.sums.charged_fee,
        MoneyPart.DEPOSIT: account.sums.charged_deposit,
    }[part]
    more = _cost_of(application, AGREED[part]) - charged
    amount = more if more > 0 else min(-more, _most_lowered(account, part))
    if amount <= 0:
        return None
    return LedgerLine(
        application=application,
        fair_event_id=application.fair_event_id,
        kind=MoneyKind.RAISED if more > 0 else MoneyKind.LOWERED,
        part=part,
        amount_baht=amount,
        reason=why,
        made_by=by,
    )


def _cost_of(application: BoothApplication, name: str) -> Decimal:
    """What all booths cost now: as agreed, and those of another class as they stand."""
    one = _for_one(application, name)
    own = application.allocations.live().exclude(fee_baht=None)
    differing = sum((getattr(row, name) - one for row in own), Decimal(0))
    return (getattr(application, name) or Decimal(0)) + differing


def _for_one(application: BoothApplication, name: str) -> Decimal:
    agreed = getattr(application, name) or Decimal(0)
    return (agreed / application.booths_wanted).quantize(SATANG)


def _most_lowered(account: Account, part: MoneyPart) -> Decimal:
    if part == MoneyPart.FEE:
        return account.fee
    return account.deposit - account.sums.returned - account.sums.kept


def _tell(application, changes: list[str], why: str, account: Account) -> None:
    beyond = f"ชำระเกินไว้ {format_baht(account.beyond)} เจ้าหน้าที่จะคืนให้" if account.beyond else ""
    left = f"ยังต้อง{account.to_pay}" if account.open else "ไม่มียอดที่ต้องชำระ"
    tell_applicant(
        application,
        f"ยอดเงินของใบสมัคร {application.reference_no} เปลี่ยน",
        "\n".join(filter(None, (*changes, f"เหตุผล: {why}", left, beyond))),
        kind="money",
    )
