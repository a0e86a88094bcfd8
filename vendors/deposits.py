"""The deposits of a fair: taken when, returned when, kept why, and what is still held."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from vendors.ledger import NOTHING, Account, accounts_of
from vendors.models import LedgerLine, MoneyKind

TELL = (MoneyKind.PAYMENT, MoneyKind.RETURNED, MoneyKind.KEPT)


@dataclass(frozen=True)
class Deposit:
    """One application whose deposit came in, with the lines that tell of it."""

    account: Account
    taken: list[LedgerLine] = field(default_factory=list)
    returned: list[LedgerLine] = field(default_factory=list)
    kept: list[LedgerLine] = field(default_factory=list)


@dataclass(frozen=True)
class DepositTotals:
    """`paid` is `returned` + `kept` + `held`, in baht."""

    paid: Decimal
    returned: Decimal
    kept: Decimal
    held: Decimal


def deposits_of(applications) -> list[Deposit]:
    """Those of `applications` (a queryset) whose deposit was paid, in whole or in part; what is
    still held comes first. Three queries."""
    accounts = [one for one in accounts_of(applications) if one.deposit_paid]
    told: dict[int, dict[str, list[LedgerLine]]] = defaultdict(lambda: defaultdict(list))
    lines = LedgerLine.objects.standing().filter(
        kind__in=TELL, application__in=[one.application.pk for one in accounts]
    )
    for line in lines.order_by("moved_on", "pk"):
        told[line.application_id][line.kind].append(line)
    rows = [_deposit(one, told[one.application.pk]) for one in accounts]
    return sorted(rows, key=lambda row: not row.account.deposit_held)


def _deposit(account: Account, told: dict[str, list[LedgerLine]]) -> Deposit:
    return Deposit(account, *(told[kind] for kind in TELL))


def totals_of(deposits: list[Deposit]) -> DepositTotals:
    accounts = [row.account for row in deposits]
    return DepositTotals(
        paid=sum((one.deposit_paid for one in accounts), NOTHING),
        returned=sum((one.sums.returned for one in accounts), NOTHING),
        kept=sum((one.sums.kept for one in accounts), NOTHING),
        held=sum((one.deposit_held for one in accounts), NOTHING),
    )
