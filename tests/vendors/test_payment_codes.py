"""The code on a vendor's page pays our sum to our payee, whatever a browser sends."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.factories import (
    make_fair_event,
    make_officer,
    make_owing,
    make_slip,
    make_user,
    make_vendor,
    pay,
)
from tests.promptpay_reader import Read, read
from vendors.ledger import account_of
from vendors.models import LedgerLine, Offer
from vendors.operations.payees import approve_payee, propose_payee
from vendors.paying import paying_of
from vendors.signed_links import answer_link

pytestmark = pytest.mark.django_db
PHONE = {"promptpay_kind": "phone", "promptpay_number": "0801234567"}
TAX_ID = {"promptpay_kind": "tax_id", "promptpay_number": "0994000617721"}
BILLER = {"promptpay_kind": "biller", "promptpay_number": "099400061772100"}


@pytest.fixture
def owner(client):
    owner = make_user()
    client.force_login(owner)
    return owner


@pytest.fixture
def owing(owner):
    fair = make_fair_event("งานไหม")
    return make_owing(fair, make_vendor(user=owner), fee_baht="1500.50", deposit_baht=1000)


def is_paid_to(fair, **promptpay):
    account = {"bank": "ออมสิน", "account_number": "1-23"}
    named = propose_payee(fair, name="กองทุน", by=make_officer(), **account, **promptpay)
    return approve_payee(named, by=make_officer())


def picture_of(client, application, **query):
    return client.get(reverse("my-application-payment-qr", args=[application.pk]), query)


def scanned(answer) -> Read:
    """What a second library reads in the picture."""
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)).convert("L"))
    return read(code.text)


@pytest.mark.parametrize(
    ("promptpay", "kind", "payee"),
    [
        (PHONE, "transfer", "0066801234567"),
        (TAX_ID, "transfer", "0994000617721"),
        (BILLER, "bill", "099400061772100"),
    ],
)
def test_the_code_is_read_back_to_our_sum_and_our_payee(client, owing, promptpay, kind, payee):
    is_paid_to(owing.fair_event, **promptpay)

    found = scanned(picture_of(client, owing))

    assert (found.kind, found.payee, found.amount) == (kind, payee, Decimal("2500.50"))
    number = owing.reference_no.replace("-", "")
    assert found.references == ((number, str(owing.pk)) if kind == "bill" else ())


def test_nothing_that_is_sent_changes_the_sum(client, owing):
    is_paid_to(owing.fair_event, **PHONE)
    posted = {"amount": "1", "amount_baht": "1", "payee": "0899999999"}
    assert scanned(picture_of(client, owing, **posted)).amount == Decimal("2500.50")
    client.post(reverse("my-application", args=[owing.pk]), posted)
    assert LedgerLine.objects.exclude(kind="charge").count() == 0


def test_after_a_part_is_paid_the_code_asks_for_the_rest(client, owing):
    is_paid_to(owing.fair_event, **PHONE)
    pay(owing, "1500.25")
    assert scanned(picture_of(client, owing)).amount == Decimal("1000.25")
    pay(owing, "1000.25")
    assert picture_of(client, owing).status_code == 404


def test_after_the_payee_changed_no_page_has_the_old_code(client, owing):
    old = is_paid_to(owing.fair_event, **PHONE)
    assert paying_of(account_of(owing)).payee == old
    is_paid_to(owing.fair_event, **TAX_ID)
    assert scanned(picture_of(client, owing)).payee == "0994000617721"


@pytest.mark.parametrize("promptpay", [{}, None])
def test_without_promptpay_there_is_no_code_and_the_account_is_read(client, owing, promptpay):
    if promptpay is not None:
        is_paid_to(owing.fair_event)
    page = client.get(reverse("my-application", args=[owing.pk])).content.decode()
    assert 'class="pay-qr"' not in page
    assert ("1-23" in page) == (promptpay is not None)
    assert picture_of(client, owing).status_code == 404


@pytest.fixture
def accepted(client, owing):
    """Confirmed by the link of a letter, where nobody is signed in."""
    is_paid_to(owing.fair_event, **PHONE)
    now = timezone.now()
    client.logout()
    return Offer.objects.create(
        application=owing,
        offered_at=now,
        expires_at=now + timedelta(days=1),
        answer="accepted",
        answered_at=now,
    )


def test_who_confirmed_by_the_link_of_a_letter_finds_the_code_there(client, accepted):
    page = client.get(answer_link(accepted)).content.decode()

    assert 'class="pay-qr"' in page
    assert "ชำระ 2,500.50 บาท" in page


def test_there_nobody_is_asked_for_money_while_a_slip_waits(client, accepted):
    make_slip(accepted.application)

    page = client.get(answer_link(accepted)).content.decode()

    assert "ส่งสลิปแล้ว รอเจ้าหน้าที่เทียบกับเงินที่เข้าบัญชี แล้วแจ้งผล" in page
    assert "ชำระ 2,500.50 บาท" not in page
    assert 'class="pay-qr"' not in page
