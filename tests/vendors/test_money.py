"""Fee and deposit: charged from what was agreed, written down line by line, exact to the satang."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_owing,
    make_user,
    make_vendor,
    pay,
)
from vendors.ledger import Account, MoneyState, Sums, Totals, account_of, accounts_of
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    LedgerLine,
    MoneyKind,
    MoneyPart,
)
from vendors.models.money import overdue_among
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.payments import correct_line, enter_line, most_of, move_pay_day

TODAY = today_in_thailand()
DAY = timedelta(days=1)
db = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_officer()


@pytest.fixture
def owing(db):
    """Owes a fee of 2,500 and a deposit of 1,000 baht."""
    return make_owing(vendor=make_vendor(user=make_user()), deposit_baht=1000)


def enter(application, kind, amount, by, **fields):
    if kind in {MoneyKind.REFUND, MoneyKind.RETURNED, MoneyKind.PAYMENT}:
        fields = {"moved_on": TODAY, "how": "transfer", **fields}
    return enter_line(
        application, kind, amount_baht=Decimal(amount), form_key=uuid4(), by=by, **fields
    )


def waive(application, amount, by, part=MoneyPart.FEE):
    said = {"rule": "ประกาศ ข้อ 7", "reason": "ร้านประสบอุทกภัย"}
    return enter(application, MoneyKind.WAIVER, amount, by, part=part, **said)


# --- What is owed -------------------------------------------------------------------------------


def selected(**fields):
    owner = make_user()
    call = make_call(make_fair_event(), **fields.pop("call", {}))
    return make_application(
        call.fair_event, make_vendor(user=owner), status="selected", started_by=owner, **fields
    )


@db
def test_who_confirms_owes_what_was_agreed_within_the_days_of_the_call():
    application = selected(fee_baht=3000, deposit_baht=1000, call={"days_to_pay": 5})

    confirmed = confirm_application(application, by=application.started_by)

    lines = LedgerLine.objects.values_list("kind", "part", "amount_baht")
    assert list(lines) == [("charge", "fee", 3000), ("charge", "deposit", 1000)]
    assert confirmed.pay_until == TODAY + 5 * DAY
    assert account_of(confirmed).open == 4000
    [told] = Message.objects.all()
    assert "ชำระ 4,000 บาท" in told.body


@db
def test_the_day_of_the_call_counts_while_it_is_to_come():
    day = TODAY + 30 * DAY
    for until, expected in ((day, day), (TODAY - DAY, TODAY + 7 * DAY)):
        application = selected(fee_baht=100, deposit_baht=0, call={"pay_until": until})
        assert confirm_application(application, by=application.started_by).pay_until == expected


@db
@pytest.mark.parametrize("agreed", [None, 0])
def test_where_nothing_was_agreed_nothing_is_owed(agreed):
    application = selected(fee_baht=agreed, deposit_baht=agreed)

    confirmed = confirm_application(application, by=application.started_by)

    assert (confirmed.pay_until, account_of(confirmed).state) == (None, None)
    assert LedgerLine.objects.count() == 0


@db
def test_nobody_is_charged_twice(owing):
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerLine.objects.create(
            application=owing,
            fair_event=owing.fair_event,
            kind="charge",
            part="fee",
            amount_baht=1,
        )


@db
def test_who_takes_no_part_any_more_owes_nothing(owing):
    pay(owing, 1500)

    gone = withdraw_application(owing, by=owing.vendor.members.get().user)

    account = account_of(gone)
    assert (account.state, account.open, account.dropped) == (MoneyState.DROPPED, 0, 2000)
    assert account.refundable == 1500


# --- Words ---------------------------------------------------------------------------------------


@db
@pytest.mark.parametrize(
    ("days", "state"),
    [
        (8, MoneyState.LATER),
        (7, MoneyState.DUE),
        (0, MoneyState.DUE),
        (-1, MoneyState.OVERDUE),
    ],
)
def test_a_day_says_how_near_it_is(days, state):
    application = make_owing(pay_until=TODAY + days * DAY)
    assert account_of(application).state == state


@db
def test_the_words_of_the_states(owing, officer):
    pay(owing, 3500)
    waived = make_owing(fee_baht=100)
    waive(waived, 100, officer)

    assert account_of(owing).badge == ("done", "ชำระแล้ว")
    assert account_of(waived).badge == ("done", "ยกเว้น")


@db
def test_overdue_is_asked_of_the_database_to_the_satang(officer):
    yesterday = {"pay_until": TODAY - DAY}
    late, paid, in_time = (
        make_owing(fee_baht="0.30", **yesterday),
        make_owing(fee_baht="0.30", **yesterday),
        make_owing(fee_baht="0.30"),
    )
    for part in ("0.10", "0.20"):
        pay(paid, part, by=officer)
    pay(late, "0.29", by=officer)

    assert list(overdue_among(BoothApplication.objects.all())) == [late]
    assert account_of(in_time).open == Decimal("0.30")


# --- What officers write down ---------------------------------------------------------------------


@db
def test_a_payment_pays_the_fee_first(owing, officer):
    pay(owing, "2600.50", by=officer, reference=" 2025 ab 17 ", receipt_number="12/34")

    account = account_of(owing)
    assert (account.fee_paid, account.deposit_paid) == (2500, Decimal("100.50"))
    assert account.open == Decimal("899.50")
    line = LedgerLine.objects.get(kind="payment")
    assert (line.reference, line.receipt_number) == ("2025AB17", "12/34")
    assert HistoryEntry.objects.of(owing).first().verb == "money"
    assert "ยังต้องชำระ 899.50 บาท" in Message.objects.latest("pk").body


@db
def test_the_same_form_twice_is_one_payment(owing, officer):
    key = uuid4()
    first = pay(owing, 1000, by=officer, form_key=key)
    assert pay(owing, 1000, by=officer, form_key=key) == first
    assert account_of(owing).sums.received == 1000


@db
@pytest.mark.parametrize(("field", "words"), [("reference", "อ้างอิง"), ("receipt_number", "ใบเสร็จ")])
def test_a_reference_pays_once_at_a_fair_and_says_where(owing, officer, field, words):
    pay(owing, 1000, **{field: "A1"})
    other = make_owing(owing.fair_event)

    with pytest.raises(RuleBroken, match=f"{words}.* A1 .*{owing.reference_no}"):
        pay(other, 1000, **{field: "a1" if field == "reference" else "A1"})

    pay(make_owing(), 1000, **{field: "A1"})  # at another fair it is another one


@db
def test_more_than_is_open_is_asked_before_it_is_written_down(owing):
    with pytest.raises(RuleBroken, match="เกินยอดรอชำระ ซึ่งมี 3,500 บาท"):
        pay(owing, 35000)
    pay(owing, 3600, beyond=True)
    assert account_of(owing).refundable == 100


@db
@pytest.mark.parametrize(
    ("kind", "amount", "fields"),
    [
        (MoneyKind.PAYMENT, 0, {}),
        (MoneyKind.PAYMENT, -5, {}),
        (MoneyKind.PAYMENT, 5, {"moved_on": TODAY + DAY}),
        (MoneyKind.WAIVER, 2501, {"part": "fee", "rule": "ข้อ 7", "reason": "ก"}),
        (MoneyKind.REFUND, 1, {"reason": "ก"}),
        (MoneyKind.RETURNED, 1, {}),
        (MoneyKind.KEPT, 1, {"reason": "ก"}),
        (MoneyKind.CHARGE, 1, {"part": "fee"}),
    ],
)
def test_what_the_account_does_not_bear_is_refused(owing, officer, kind, amount, fields):
    with pytest.raises(RuleBroken):
        enter(owing, kind, amount, officer, **fields)
    assert account_of(owing).sums == Sums(charged_fee=2500, charged_deposit=1000)


@db
def test_the_deposit_goes_back_in_part_and_the_rest_is_kept_with_a_reason(owing, officer):
    pay(owing, 3500)
    enter(owing, MoneyKind.KEPT, 300, officer, reason="โต๊ะหัก 1 ตัว")
    enter(owing, MoneyKind.RETURNED, 700, officer, reference="R1")

    account = account_of(owing)
    assert (account.deposit_held, account.in_hand, account.state) == (0, 2800, MoneyState.PAID)
    with pytest.raises(RuleBroken, match="เงินประกันที่ถือไว้มี 0"):
        enter(owing, MoneyKind.RETURNED, 1, officer)


@db
def test_a_fee_that_was_waived_after_it_was_paid_is_refunded(owing, officer):
    pay(owing, 3500)
    waive(owing, 2500, officer)
    enter(owing, MoneyKind.REFUND, 2500, officer, reason="ยกเว้นภายหลัง")

    account = account_of(owing)
    assert (account.in_hand, account.open, account.deposit_held) == (1000, 0, 1000)


@db
def test_a_wrong_line_stays_and_its_reference_is_free_again(owing, officer):
    wrong = pay(owing, 1000, reference="A1")

    correct_line(wrong, reason="ผิดร้าน", form_key=uuid4(), by=officer)
    pay(owing, 100, reference="A1")

    kinds = LedgerLine.objects.exclude(kind="charge").values_list("kind", "is_corrected")
    assert list(kinds) == [("payment", True), ("correction", False), ("payment", False)]
    assert account_of(owing).sums.received == 100
    assert HistoryEntry.objects.filter(verb="money", reason="ผิดร้าน").count() == 1


@db
def test_a_line_on_which_others_build_is_not_taken_back(owing, officer):
    paid = pay(owing, 3500)
    enter(owing, MoneyKind.RETURNED, 1000, officer)

    with pytest.raises(RuleBroken, match="ยกเลิกรายการคืนหรือหักก่อน"):
        correct_line(paid, reason="ผิดร้าน", form_key=uuid4(), by=officer)
    with pytest.raises(RuleBroken, match="ใช้การยกเว้นแทน"):
        correct_line(LedgerLine.objects.first(), reason="ก", form_key=uuid4(), by=officer)
    assert LedgerLine.objects.filter(is_corrected=True).count() == 0


@db
@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "payment", "amount_baht": 0, "moved_on": TODAY, "how": "cash"},
        {"kind": "payment", "amount_baht": -1, "moved_on": TODAY, "how": "cash"},
        {"kind": "payment", "amount_baht": 1},
        {"kind": "waiver", "amount_baht": 1, "part": "fee", "reason": "ก"},
        {"kind": "waiver", "amount_baht": 1, "rule": "ก", "reason": "ก"},
        {"kind": "kept", "amount_baht": 1},
        {"kind": "correction", "amount_baht": 1, "reason": "ก"},
    ],
)
def test_the_database_keeps_no_line_that_says_too_little(owing, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerLine.objects.create(application=owing, fair_event=owing.fair_event, **columns)


@db
def test_a_vendor_gets_another_day_and_reads_why(owing, officer):
    move_pay_day(owing, TODAY + 30 * DAY, reason="รอเงินกลุ่ม", by=officer)

    owing.refresh_from_db()
    assert owing.pay_until == TODAY + 30 * DAY
    assert "เหตุผล: รอเงินกลุ่ม" in Message.objects.latest("pk").body
    with pytest.raises(RuleBroken, match="วันนี้หรือหลังจากนี้"):
        move_pay_day(owing, TODAY - DAY, reason="ก", by=officer)


# --- Sums ----------------------------------------------------------------------------------------

WAYS = [
    (MoneyKind.PAYMENT, ""),
    (MoneyKind.WAIVER, "fee"),
    (MoneyKind.WAIVER, "deposit"),
    (MoneyKind.REFUND, ""),
    (MoneyKind.RETURNED, ""),
    (MoneyKind.KEPT, ""),
]
SATANG = some.integers(0, 500_000).map(lambda number: Decimal(number) / 100)
ACTS = some.lists(some.tuples(some.sampled_from(WAYS), SATANG, some.booleans()), max_size=25)


def walk(fee, deposit, acts, leaves_after) -> Account:
    """An account after every act that it bears; a correction takes the last line back."""
    lines = [
        LedgerLine(kind="charge", part=part, amount_baht=amount)
        for part, amount in (("fee", fee), ("deposit", deposit))
    ]
    status = ApplicationStatus.CONFIRMED
    for number, ((kind, part), amount, wrong) in enumerate(acts):
        status = ApplicationStatus.DECLINED if number >= leaves_after else status
        account = Account(BoothApplication(status=status), Sums.of(lines))
        if amount <= most_of(account, kind, part)[0]:
            lines.append(LedgerLine(kind=kind, part=part, amount_baht=amount))
        if wrong and len(lines) > 2:
            lines[-1].is_corrected = True
            if Account(account.application, Sums.of(lines)).problem:
                lines[-1].is_corrected = False
    return Account(BoothApplication(status=status), Sums.of(lines))


@given(fee=SATANG, deposit=SATANG, acts=ACTS, leaves_after=some.integers(0, 30))
def test_whatever_officers_write_down_the_sums_agree(fee, deposit, acts, leaves_after):
    account = walk(fee, deposit, acts, leaves_after)
    totals = Totals.of([account, account])

    assert account.problem == ""
    assert totals.charged == totals.waived + totals.covered + totals.open + totals.dropped
    assert totals.received == totals.refunded + totals.covered + totals.beyond
    assert totals.in_hand == totals.received - totals.refunded - totals.returned
    assert min(account.fee_paid, account.deposit_held, account.beyond, account.in_hand) >= 0
    assert account.deposit_paid == account.deposit_held + totals.returned / 2 + totals.kept / 2


@db
def test_the_accounts_of_a_fair_take_two_queries(django_assert_num_queries, officer):
    fair = make_fair_event()
    owing = [make_owing(fair) for _ in range(3)]
    make_application(fair)
    pay(owing[0], 2500, by=officer)

    with django_assert_num_queries(2):
        accounts = accounts_of(BoothApplication.objects.filter(fair_event=fair))

    assert [account.application for account in accounts] == owing
    assert [account.open for account in accounts] == [0, 2500, 2500]
