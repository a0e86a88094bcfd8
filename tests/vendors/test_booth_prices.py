"""What is owed follows the booths: given back, moved, swapped; nothing is deleted, all adds up."""

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairs.models import BoothClass
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from pages.waiting import tasks_for
from tests.factories import (
    charge,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
    pay,
)
from vendors.ledger import MoneyState, Totals, account_of, accounts_of
from vendors.models import BoothApplication, MoneyKind, MoneyPart
from vendors.operations.allocations import (
    allocate_booth,
    move_allocation,
    release_allocation,
    swap_allocations,
)
from vendors.operations.giving_back import give_back_booth
from vendors.operations.payments import enter_line

pytestmark = pytest.mark.django_db


class Ground:
    """A fair with a plain and a corner class, booths of both, and a vendor with two booths."""

    def __init__(self):
        self.fair = make_fair_event()
        self.call = make_call(self.fair)
        self.by, self.owner = make_officer(), make_user()
        self.plain = self._class("ธรรมดา", 1000, 500)
        self.corner = self._class("มุม", "1750.50", 600)
        kinds = [self.plain, self.plain, self.corner, None, self.corner]
        self.booths = [self._booth(f"A{n:02}", one) for n, one in enumerate(kinds, 1)]
        self.vendor = make_vendor(user=self.owner)
        self.application = self.confirmed(self.vendor, booths=2)

    def _class(self, name, fee, deposit):
        return BoothClass.objects.create(
            call=self.call, name=name, fee_baht=fee, deposit_baht=deposit
        )

    def _booth(self, code, booth_class):
        booth = make_booth(self.fair, code)
        booth.booth_class = booth_class
        booth.save()
        return booth

    def confirmed(self, vendor, *, booths=1) -> BoothApplication:
        application = make_application(
            self.fair, vendor, call=self.call, booth_class=self.plain, booths_wanted=booths
        )
        return charge(application, fee_baht=1000 * booths, deposit_baht=500 * booths)

    def stands(self, code_no):
        return allocate_booth(self.application, self.booths[code_no], by=self.by)


@pytest.fixture
def ground():
    return Ground()


def lines(application, *kinds):
    rows = application.ledger.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.part, row.amount_baht) for row in rows]


def test_one_of_two_booths_given_back_is_owed_no_more_and_what_was_paid_waits(ground):
    first, _second = ground.stands(0), ground.stands(1)
    pay(ground.application, 3000, by=ground.by)

    give_back_booth(first, reason="คนไม่พอ", by=ground.owner)

    account = account_of(BoothApplication.objects.get())
    assert (account.owed, account.open, account.refundable) == (1500, 0, 1500)
    assert account.state == MoneyState.REFUND
    waits = [(one.number, one.what) for one in tasks_for(ground.by)]
    assert (1, "ร้านชำระเกิน รอคืนเงิน") in waits
    assert lines(ground.application, MoneyKind.LOWERED) == [
        ("lowered", "fee", 1000),
        ("lowered", "deposit", 500),
    ]
    assert Message.objects.filter(kind="money", body__contains="ชำระเกินไว้ 1,500").count() == 1
    with pytest.raises(RuleBroken, match="ครบแล้ว"):  # the other booth is request 2 of 1
        allocate_booth(ground.application, ground.booths[0], by=ground.by)


def test_a_booth_of_a_dearer_class_is_owed_and_back_again_is_not(ground):
    allocation = ground.stands(0)
    pay(ground.application, 3000, by=ground.by)

    moved = move_allocation(allocation, ground.booths[2], reason="เสาบัง", by=ground.by)
    account = account_of(BoothApplication.objects.get())
    assert account.open == Decimal("850.50")
    assert (moved.fee_baht, moved.deposit_baht) == (Decimal("1750.50"), 600)
    assert account.application.pay_until is not None

    move_allocation(moved, ground.booths[1], by=ground.by)
    assert account_of(BoothApplication.objects.get()).open == 0
    assert len(lines(ground.application, MoneyKind.RAISED, MoneyKind.LOWERED)) == 4


def test_a_booth_that_has_no_class_or_the_same_costs_what_it_did(ground):
    moved = move_allocation(ground.stands(2), ground.booths[4], by=ground.by)
    move_allocation(moved, ground.booths[3], by=ground.by)
    assert lines(ground.application, MoneyKind.RAISED, MoneyKind.LOWERED) == []


def test_who_swaps_classes_swaps_what_is_owed(ground):
    other = ground.confirmed(make_vendor())
    mine = move_allocation(ground.stands(0), ground.booths[2], by=ground.by)
    theirs = allocate_booth(other, ground.booths[1], by=ground.by)

    swap_allocations(mine, theirs, by=ground.by)

    assert account_of(ground.application).owed == 3000
    assert account_of(other).owed == Decimal("2350.50")


def test_a_waived_fee_is_not_lowered_below_nothing(ground):
    allocation, _other = ground.stands(0), ground.stands(1)
    waived = {"part": MoneyPart.FEE, "rule": "ข้อ 7", "reason": "ผู้พิการ", "by": ground.by}
    enter_line(
        ground.application, MoneyKind.WAIVER, amount_baht=Decimal(1500), form_key=uuid4(), **waived
    )
    give_back_booth(allocation, by=ground.owner)

    account = account_of(BoothApplication.objects.get())
    assert (account.fee, account.deposit, account.problem) == (0, 500, "")


STEPS = st.lists(
    st.tuples(st.sampled_from(["give", "move", "release", "back", "pay"]), st.integers(0, 4)),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_whatever_happens_the_charges_are_the_sum_of_the_booths(steps):
    ground = Ground()
    for step, number in steps:
        try:
            _take(ground, step, number)
        except RuleBroken:
            continue
        application = BoothApplication.objects.get(pk=ground.application.pk)
        _adds_up(ground, application)


def _take(ground, step, number):
    live = list(ground.application.allocations.live().order_by("pk"))
    if step == "give":
        ground.stands(number)
    elif step == "pay":
        pay(ground.application, "333.33", by=ground.by)
    elif live and step == "move":
        move_allocation(live[number % len(live)], ground.booths[number], by=ground.by)
    elif live and step == "release":
        release_allocation(live[number % len(live)], reason="ผัง", by=ground.by)
    elif live and step == "back" and len(live) == 2:
        give_back_booth(live[number % 2], by=ground.owner)


def _adds_up(ground, application):
    account = account_of(application)
    own = list(application.allocations.live().exclude(fee_baht=None))
    plain = application.booths_wanted - len(own)
    costs = sum((row.fee_baht + row.deposit_baht for row in own), Decimal(1500) * plain)
    assert account.sums.charged == costs
    assert account.problem == ""
    totals = Totals.of(accounts_of(BoothApplication.objects.filter(fair_event=ground.fair)))
    assert totals.charged == totals.waived + totals.covered + totals.open + totals.dropped
    assert totals.received == totals.covered + totals.beyond
