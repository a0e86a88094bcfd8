"""Whom vendors pay: named by one officer, approved by another; and what vendors read."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from otopfair.documents.pdf import PDF_TYPE
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from pages.waiting import tasks_for
from tests.factories import (
    make_administrator,
    make_application,
    make_fair_event,
    make_officer,
    make_owing,
    make_user,
    make_vendor,
    pay,
)
from tests.filled_forms import filled_form
from vendors.ledger import account_of
from vendors.models import FairPayee, MoneyKind
from vendors.operations.payees import (
    NotTheSecond,
    approve_payee,
    propose_payee,
    set_payee_aside,
)
from vendors.operations.payments import enter_line
from vendors.proofs import money_moved, proof_of

pytestmark = pytest.mark.django_db
PASSWORD = "มะม่วง-หนองขาม-12"
ACCOUNT = {"name": "กองทุนงานไหม", "bank": "ออมสิน", "account_number": "020-1-23456-7"}


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


@pytest.fixture
def first():
    return make_officer(full_name="น.ส.มาลี ใจดี")


@pytest.fixture
def second():
    return make_officer(full_name="นายเอก ขยัน")


@pytest.fixture
def owner(client):
    owner = make_user()
    client.force_login(owner)
    return owner


@pytest.fixture
def owing(fair, owner):
    return make_owing(fair, make_vendor(user=owner), fee_baht="1500.50", deposit_baht=1000)


def named(fair, by, **more):
    return propose_payee(fair, by=by, **{**ACCOUNT, **more})


def page_of(application):
    return reverse("my-application", args=[application.pk])


# --- Two people ---------------------------------------------------------------------------------


def test_what_one_officer_names_nobody_reads_until_another_approves(
    client, fair, first, second, owing
):
    payee = named(fair, first)
    assert "020-1-23456-7" not in client.get(page_of(owing)).content.decode()
    with pytest.raises(NotTheSecond):
        approve_payee(payee, by=first)

    approve_payee(payee, by=second)

    page = client.get(page_of(owing)).content.decode()
    assert "กองทุนงานไหม" in page
    assert "020-1-23456-7" in page


def test_the_database_knows_that_two_are_two(fair, first):
    payee = named(fair, first)
    columns = {"approved_by": first, "approved_at": payee.proposed_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        FairPayee.objects.filter(pk=payee.pk).update(**columns)


def test_everybody_whom_it_concerns_is_told(fair, first, second, owing):
    administrator = make_administrator()
    make_application(fair, make_vendor(user=make_user()))  # owes nothing
    paid = make_owing(fair, make_vendor(user=make_user()))
    pay(paid, 2500, by=first)
    Message.objects.all().delete()

    approve_payee(named(fair, first), by=second)

    told = Message.objects.filter(kind="payee").values_list("recipient_id", flat=True)
    assert sorted(told) == sorted(
        [second.pk, administrator.pk, administrator.pk, first.pk, second.pk]
    )
    [to_pay] = Message.objects.filter(kind="money")
    assert to_pay.recipient_id == owing.vendor_id
    assert "020-1-23456-7" in to_pay.body


def test_a_new_one_takes_the_place_and_the_old_stays_to_be_read(fair, first, second):
    old = approve_payee(named(fair, first), by=second)
    new = approve_payee(named(fair, second, account_number="9-99"), by=first)

    assert list(fair.payees.current()) == [new]
    old.refresh_from_db()
    assert old.ended_at is not None


def test_one_waits_at_a_time_and_may_be_taken_back(fair, first, second):
    payee = named(fair, first)
    with pytest.raises(RuleBroken, match="รออนุมัติอยู่แล้ว"):
        named(fair, second)

    set_payee_aside(payee, by=first)
    with pytest.raises(RuleBroken, match="ถูกยกเลิกไปแล้ว"):
        approve_payee(payee, by=second)
    approve_payee(named(fair, first), by=second)


def test_the_page_names_approves_and_refuses(client, fair, first, second):
    second.set_password(PASSWORD)
    second.save()
    address = reverse("staff:money-payee", args=[fair.pk])
    client.force_login(first)
    page = client.get(address)
    typed = {**filled_form(page, holds="bank"), **ACCOUNT}
    assert client.post(address, typed).status_code == 302
    payee = FairPayee.objects.get()
    press = {"act": "approve", "payee": payee.pk}
    assert client.post(address, press).status_code == 403

    client.force_login(second)
    assert [task.what for task in tasks_for(second) if "ผู้รับเงิน" in task.what] == ["ผู้รับเงินรออนุมัติ"]
    assert client.post(address, {**press, "payee": payee.pk + 1}).status_code == 422
    for wrong in ("", "ไม่ใช่"):
        refused = client.post(address, {**press, "password": wrong})
        assert (refused.status_code, "รหัสผ่านไม่ถูก" in refused.context["refusal"]) == (422, True)
    assert client.post(address, {**press, "password": PASSWORD}).status_code == 302
    payee.refresh_from_db()
    assert payee.approved_by == second


def test_who_comes_in_without_a_password_approves_just_after_the_sign_in(
    client, fair, first, second
):
    press = {"act": "approve", "payee": named(fair, first).pk}
    address = reverse("staff:money-payee", args=[fair.pk])
    client.force_login(second)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert client.post(address, press).status_code == 422
    assert client.post(address, press).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"bank": "", "account_number": ""}, "account_number", "หรือพร้อมเพย์"),
        ({"bank": ""}, "account_number", "กรอกทั้งธนาคารและเลขบัญชี"),
        ({"account_number": "12a"}, "account_number", "มีแต่ตัวเลข"),
        (
            {"promptpay_kind": "phone", "promptpay_number": "043123456"},
            "promptpay_number",
            "10 หลัก",
        ),
        ({"promptpay_kind": "tax_id", "promptpay_number": "1"}, "promptpay_number", "13 หลัก"),
        ({"promptpay_kind": "biller", "promptpay_number": "1"}, "promptpay_number", "15 หลัก"),
        ({"promptpay_number": "0801234567"}, "promptpay_kind", "เลือกชนิด"),
    ],
)
def test_what_cannot_be_paid_to_is_said_at_its_box(client, fair, first, typed, field, words):
    client.force_login(first)
    answer = client.post(reverse("staff:money-payee", args=[fair.pk]), {**ACCOUNT, **typed})
    assert answer.status_code == 422
    assert words in answer.context["form"].errors[field][0]


# --- What the vendor reads ------------------------------------------------------------------------


def test_a_vendor_reads_what_is_due_until_when_and_what_was_paid(client, owing, first):
    page = client.get(page_of(owing)).content.decode()
    for words in ("ชำระ 2,500.50 บาท", "ค่าบูธ", "1,500.50 บาท", "ยังไม่ต้องโอน"):
        assert words in page
    assert "ชำระ 2,500.50 บาท" in client.get(reverse("my-applications")).content.decode()

    pay(owing, "2500.50", by=first, reference="A1")
    page = client.get(page_of(owing)).content.decode()
    assert "ชำระแล้ว" in page
    assert "อ้างอิง A1" in page
    assert "จ่ายที่ไหน" not in page


def test_who_owes_nothing_reads_nothing_of_money(client, fair, owner):
    page = client.get(page_of(make_application(fair, make_vendor(user=owner)))).content.decode()
    assert 'id="money"' not in page


def test_the_proof_is_no_official_receipt(client, owing, first):
    address = reverse("my-application-payment-proof", args=[owing.pk])
    assert client.get(address).status_code == 404
    paid = pay(owing, "2500.50", by=first, receipt_number="เล่มที่ 12 เลขที่ 34")
    key = uuid4()
    kept = {"amount_baht": 100, "reason": "โต๊ะหัก", "form_key": key, "by": first}
    enter_line(owing, MoneyKind.KEPT, **kept)

    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, PDF_TYPE)
    moved = money_moved(account_of(owing))
    assert moved == [paid]
    printed = proof_of(account_of(owing), moved)
    assert printed["warning"] == "ไม่ใช่ใบเสร็จรับเงินของทางราชการ"
    assert printed["lines"][0][1:] == ["รับเงิน โอนเงิน", "", "เล่มที่ 12 เลขที่ 34", "2,500.50"]
    facts = dict(printed["facts"])
    assert facts["เป็นตัวอักษร"] == "สองพันห้าร้อยบาทห้าสิบสตางค์"
    assert facts["หักเงินประกัน"] == "100 บาท โต๊ะหัก"
