"""Where the money of an application stands: everything is added up from the lines, to the satang.

What came in pays the fee first, then the deposit. Whoever takes part no longer owes nothing more;
what of the money goes back is then an officer's decision.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices

from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, format_deadline, no_break
from vendors.models import ApplicationStatus, BoothApplication, LedgerLine, MoneyKind, MoneyPart

NOTHING = Decimal(0)
SOON = timedelta(days=7)  # so long before its day a sum counts as waited for


class MoneyState(TextChoices):
    OVERDUE = "overdue", "ค้างชำระ"
    DUE = "due", "รอชำระ"
    LATER = "later", "ยังไม่ถึงกำหนด"
    REFUND = "refund", "รอคืนเงิน"
    PAID = "paid", "ชำระแล้ว"
    WAIVED = "waived", "ยกเว้น"
    DROPPED = "dropped", "ไม่ต้องชำระแล้ว"


BADGES = {
    MoneyState.OVERDUE: "wrong",
    MoneyState.DUE: "waiting",
    MoneyState.LATER: "off",
    MoneyState.REFUND: "waiting",
    MoneyState.PAID: "done",
    MoneyState.WAIVED: "done",
    MoneyState.DROPPED: "off",
}


@dataclass(frozen=True)
class Sums:
    """Sums of lines that count, in baht: what an account is computed from."""

    charged_fee: Decimal = NOTHING
    charged_deposit: Decimal = NOTHING
    waived_fee: Decimal = NOTHING
    waived_deposit: Decimal = NOTHING
    received: Decimal = NOTHING
    refunded: Decimal = NOTHING
    returned: Decimal = NOTHING
    kept: Decimal = NOTHING

    @classmethod
    def of(cls, lines: Iterable[LedgerLine]) -> "Sums":
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for line in lines:
            if not line.is_corrected and line.kind != MoneyKind.CORRECTION:
                sign = -1 if line.kind == MoneyKind.LOWERED else 1
                sums[_COLUMNS[line.kind, line.part]] += sign * line.amount_baht
        return cls(**sums)

    @property
    def charged(self) -> Decimal:
        return self.charged_fee + self.charged_deposit

    @property
    def waived(self) -> Decimal:
        return self.waived_fee + self.waived_deposit


_COLUMNS = {
    (MoneyKind.CHARGE, MoneyPart.FEE): "charged_fee",
    (MoneyKind.CHARGE, MoneyPart.DEPOSIT): "charged_deposit",
    (MoneyKind.RAISED, MoneyPart.FEE): "charged_fee",
    (MoneyKind.RAISED, MoneyPart.DEPOSIT): "charged_deposit",
    (MoneyKind.LOWERED, MoneyPart.FEE): "charged_fee",
    (MoneyKind.LOWERED, MoneyPart.DEPOSIT): "charged_deposit",
    (MoneyKind.WAIVER, MoneyPart.FEE): "waived_fee",
    (MoneyKind.WAIVER, MoneyPart.DEPOSIT): "waived_deposit",
    (MoneyKind.PAYMENT, ""): "received",
    (MoneyKind.REFUND, ""): "refunded",
    (MoneyKind.RETURNED, ""): "returned",
    (MoneyKind.KEPT, ""): "kept",
}


@dataclass(frozen=True)
class Account:
    """The money of one application, as it stands."""

    application: BoothApplication
    sums: Sums = field(default_factory=Sums)

    @property
    def is_live(self) -> bool:
        return self.application.status == ApplicationStatus.CONFIRMED

    @property
    def fee(self) -> Decimal:
        """What is owed of it, after waivers."""
        return self.sums.charged_fee - self.sums.waived_fee

    @property
    def deposit(self) -> Decimal:
        return self.sums.charged_deposit - self.sums.waived_deposit

    @property
    def owed(self) -> Decimal:
        return self.fee + self.deposit

    @property
    def taken(self) -> Decimal:
        """What came in, without what was refunded."""
        return self.sums.received - self.sums.refunded

    @property
    def covered(self) -> Decimal:
        """What of the debt is paid."""
        return min(self.owed, self.taken)

    @property
    def open(self) -> Decimal:
        return self.owed - self.covered if self.is_live else NOTHING

    @property
    def dropped(self) -> Decimal:
        """What is not asked for any more, since the vendor takes no part."""
        return NOTHING if self.is_live else self.owed - self.covered

    @property
    def beyond(self) -> Decimal:
        """What came in beyond the debt."""
        return self.taken - self.covered

    @property
    def deposit_paid(self) -> Decimal:
        settled = self.sums.returned + self.sums.kept
        return max(self.covered - min(self.fee, self.covered), settled)

    @property
    def fee_paid(self) -> Decimal:
        return self.covered - self.deposit_paid

    @property
    def deposit_held(self) -> Decimal:
        """What of the deposit is neither returned nor kept."""
        return self.deposit_paid - self.sums.returned - self.sums.kept

    @property
    def refundable(self) -> Decimal:
        """What was paid beyond the debt; all that is still here once the vendor takes no part."""
        if self.is_live:
            return self.beyond
        return self.taken - self.sums.returned - self.sums.kept

    @property
    def in_hand(self) -> Decimal:
        return self.taken - self.sums.returned

    @property
    def state(self) -> MoneyState | None:
        """None where nothing was ever charged."""
        if not self.sums.charged and not self.beyond:
            return None
        if self.is_live and self.beyond:
            return MoneyState.REFUND
        if not self.owed:
            return MoneyState.WAIVED
        if self.dropped:
            return MoneyState.DROPPED
        return self._by_day() if self.open else MoneyState.PAID

    @property
    def is_late(self) -> bool:
        return self.state == MoneyState.OVERDUE

    def _by_day(self) -> MoneyState:
        until, today = self.application.pay_until, today_in_thailand()
        if until is None or until - SOON > today:
            return MoneyState.LATER
        return MoneyState.OVERDUE if until < today else MoneyState.DUE

    @property
    def badge(self) -> tuple[str, str]:
        state = self.state
        return (BADGES[state], state.label) if state else ("off", "ไม่มีค่าใช้จ่าย")

    @property
    def title(self) -> str:
        """What it is about: the parts that were charged."""
        sums = (
            (MoneyPart.FEE, self.sums.charged_fee),
            (MoneyPart.DEPOSIT, self.sums.charged_deposit),
        )
        return "และ".join(str(part.label) for part, charged in sums if charged)

    @property
    def by_when(self) -> str:
        until = self.application.pay_until
        return no_break(format_deadline(until)) if until else "โดยเร็ว"

    @property
    def when(self) -> str:
        """By when what is open is to be paid, or which day of it has passed."""
        if not self.is_late:
            return self.by_when
        return f"เลยกำหนดวันที่ {no_break(format_date_short(self.application.pay_until))} แล้ว"

    @property
    def to_pay(self) -> str:
        """What is still to be paid and by when, in words; "" for nothing."""
        return f"ชำระ {format_baht(self.open)} {self.when}" if self.open else ""

    @property
    def problem(self) -> str:
        """Why these lines cannot stand together; "" when they can."""
        settled = self.sums.returned + self.sums.kept
        if self.fee < 0 or self.deposit < 0:
            return "ยกเว้นเกินยอดที่ตั้งไว้"
        if self.taken < 0 or settled > self.covered:
            return "เงินที่รับไว้ไม่พอกับที่คืนหรือหักไปแล้ว ยกเลิกรายการคืนหรือหักก่อน"
        if settled > self.deposit:
            return "คืนหรือหักเงินประกันได้ไม่เกินเงินประกันที่รับไว้"
        return ""


def account_of(application: BoothApplication) -> Account:
    return Account(application, Sums.of(application.ledger.all()))


def accounts_of(applications) -> list[Account]:
    """Those of `applications` (a queryset) that were ever charged, in its order; in two queries."""
    charged = LedgerLine.objects.filter(application__in=applications.values("pk"))
    lines: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in charged.order_by("pk"):
        lines[line.application_id].append(line)
    rows = applications.filter(ledger__kind__in=[MoneyKind.CHARGE, MoneyKind.RAISED]).distinct()
    return [Account(row, Sums.of(lines[row.pk])) for row in rows]


def settled_references(applications) -> set[str] | None:
    """Reference numbers of those of `applications` that owe nothing any more, as everybody may
    read; None when none was ever charged."""
    accounts = accounts_of(applications)
    if not accounts:
        return None
    return {one.application.reference_no for one in accounts if one.is_live and not one.open}


@dataclass(frozen=True)
class Totals:
    """Sums over accounts; `charged` is `waived` + `covered` + `open` + `dropped`."""

    charged: Decimal = NOTHING
    waived: Decimal = NOTHING
    covered: Decimal = NOTHING
    open: Decimal = NOTHING
    dropped: Decimal = NOTHING
    received: Decimal = NOTHING
    refunded: Decimal = NOTHING
    returned: Decimal = NOTHING
    kept: Decimal = NOTHING
    beyond: Decimal = NOTHING
    deposit_held: Decimal = NOTHING
    in_hand: Decimal = NOTHING

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> "Totals":
        accounts = list(accounts)
        return cls(
            **{
                one.name: sum((_figure(account, one.name) for account in accounts), NOTHING)
                for one in fields(cls)
            }
        )


def _figure(account: Account, name: str) -> Decimal:
    return getattr(account.sums if hasattr(account.sums, name) else account, name)


def pay_day(application: BoothApplication, confirmed_on: date) -> date:
    """By when a vendor who confirms on that day pays: the day of the call, or days after."""
    call = application.call
    if call is None:
        return confirmed_on + timedelta(days=DAYS_TO_PAY)
    if call.pay_until and call.pay_until >= confirmed_on:
        return call.pay_until
    return confirmed_on + timedelta(days=call.days_to_pay)


DAYS_TO_PAY = 7
