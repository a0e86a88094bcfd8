"""A place that nobody has paid for is let go of by one press, and goes to the next in line."""

from datetime import timedelta

import pytest
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_application,
    make_booth,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_slip,
    make_user,
    make_vendor,
    pay,
)
from vendors.ledger import account_of
from vendors.models import BoothApplication, FreedPlace, OfferAnswer
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application
from vendors.operations.unpaid import release_unpaid

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
OPENS = TODAY + timedelta(days=30)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", opens_on=OPENS, closes_on=OPENS), places=1)


def told(call, officer, outcome, **fields):
    vendor = make_vendor(user=make_user())
    application = make_application(call.fair_event, vendor, status="submitted", call=call, **fields)
    make_decision(application, outcome, by=officer)
    return announce_decisions(application, by=officer)


@pytest.fixture
def late(call, officer):
    """Chosen, confirmed, with a booth, and a day late with 1,500 of 2,500 baht."""
    late = told(call, officer, "select", fee_baht=2500, deposit_baht=0)
    late = confirm_application(late, by=late.vendor.members.get().user)
    allocate_booth(late, make_booth(call.fair_event, "C01"), by=officer)
    pay(late, 1000, by=officer)
    BoothApplication.objects.filter(pk=late.pk).update(pay_until=TODAY - timedelta(days=1))
    late.refresh_from_db()
    return late


def test_the_place_the_booth_and_the_debt_go_and_the_next_is_offered_it(call, officer, late):
    following = told(call, officer, "reserve")
    Message.objects.all().delete()

    gone = release_unpaid(late, by=officer)

    following.refresh_from_db()
    assert (gone.status, following.status) == ("lapsed", "selected")
    assert gone.offers.get().answer == OfferAnswer.UNPAID
    assert FreedPlace.objects.get().taken_by.application == following
    assert not gone.allocations.live().exists()
    account = account_of(gone)
    assert (account.open, account.dropped, account.refundable) == (0, 1500, 1000)
    told_gone = Message.objects.get(kind="money")
    assert "1,500 บาท" in told_gone.body
    assert "เงินที่ชำระไว้ 1,000 บาท" in told_gone.body


def in_time(late):
    BoothApplication.objects.filter(pk=late.pk).update(pay_until=TODAY)


def is_paid(late):
    pay(late, 1500)


def has_begun(late):
    late.fair_event.opens_on = late.fair_event.closes_on = TODAY
    late.fair_event.save()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (in_time, "เลยกำหนดชำระแล้ว"),
        (is_paid, "เลยกำหนดชำระแล้ว"),
        (make_slip, "ตรวจสลิปก่อน"),
        (has_begun, "งานเริ่มแล้ว"),
    ],
)
def test_whose_money_may_be_on_its_way_keeps_the_place(officer, late, change, words):
    change(late)
    with pytest.raises(RuleBroken, match=words):
        release_unpaid(late, by=officer)
    late.refresh_from_db()
    assert (late.status, late.allocations.live().count()) == ("confirmed", 1)


def test_the_page_asks_and_one_press_does_it(client, officer, late):
    client.force_login(officer)
    address = reverse("staff:money-release", args=[late.pk])
    page = client.get(address).content.decode()
    for words in ("บูธ C01 ว่าง", "1,500 บาท", "เงินที่รับไว้ 1,000 บาท"):
        assert words in page
    late.refresh_from_db()
    assert late.status == "confirmed"

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302

    client.force_login(late.vendor.members.get().user)
    page = client.get(reverse("my-application", args=[late.pk])).content.decode()
    assert "ไม่ได้ชำระในกำหนด" in page
    assert "ไม่ได้ยืนยันในกำหนด" not in page
