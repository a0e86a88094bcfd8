"""Opening an account: one answer, whether or not there is one already; the owner is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.urls import reverse

from otopfair.accounts import opening
from otopfair.accounts.models import User
from otopfair.accounts.opening import BODY, SUBJECT, open_account
from otopfair.outbox.models import Message
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "มะม่วง-หนองขาม-12"
NAME = "นางบุญเรือง แสนสุข"


def sign_up(client, **answers):
    filled = {"full_name": NAME, "phone": "", "email": "", "password1": PASSWORD}
    filled["form_key"] = str(uuid4())
    return client.post(reverse("account_signup"), {**filled, **answers})


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_a_phone_alone_opens_an_account(client):
    assert sign_up(client, phone="081-234-5678")["Location"] == reverse("account_opened")
    user = User.objects.get()
    assert (user.full_name, user.phone, user.email) == (NAME, "0812345678", None)
    sign_in(client, "0812345678")
    assert get_user(client) == user


def test_an_email_alone_opens_an_account(client):
    assert sign_up(client, email="Boon@example.com").status_code == 302
    user = User.objects.get()
    assert (user.email, user.phone) == ("boon@example.com", None)


def test_the_page_after_it_has_the_login_filled_in_and_goes_on(client):
    done = sign_up(client, phone="081-234-5678", next="/my/sales/")
    assert done["Location"] == f"{reverse('account_opened')}?next=/my/sales/"
    page = client.get(done["Location"])
    assert page.context["form"]["login"].value() == "0812345678"
    assert sign_in(client, "0812345678", next="/my/sales/")["Location"] == "/my/sales/"


def test_a_stranger_who_opened_nothing_is_sent_to_sign_in(client):
    assert client.get(reverse("account_opened"))["Location"] == reverse("account_login")


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"phone": ["กรอกโทรศัพท์หรืออีเมล อย่างน้อยหนึ่งอย่าง"]}),
        ({"phone": "0812345678", "full_name": " "}, {"full_name": ["กรอกชื่อและนามสกุล"]}),
    ],
    ids=["no address", "no name"],
)
def test_sign_up_says_what_is_wrong_and_keeps_what_was_typed(client, answers, errors):
    response = sign_up(client, **answers)
    assert (response.status_code, response.context["form"].errors) == (422, errors)
    assert User.objects.count() == 0


def test_a_password_needs_eight_characters_of_any_kind(client):
    refused = sign_up(client, phone="0812345678", password1="สั้นไป")
    assert refused.status_code == 422
    assert "password1" in refused.context["form"].errors
    assert sign_up(client, phone="0812345678", password1="หนองขามทอผ้า").status_code == 302


@pytest.mark.parametrize(
    "answers", [{"phone": "0811111111"}, {"email": "boon@example.invalid"}], ids=["phone", "email"]
)
def test_the_answer_does_not_tell_whether_there_was_an_account(client, answers):
    pages = []
    for _ in ("opened", "there already"):
        first = sign_up(client, **answers)
        page = client.get(first["Location"])
        token = str(page.context["csrf_token"])
        pages.append((first.status_code, first["Location"], page.content.decode()))
        pages[-1] = (*pages[-1][:2], pages[-1][2].replace(token, "TOKEN"))
        client.cookies.clear()
    assert pages[0] == pages[1]
    assert User.objects.count() == 1


def test_the_owner_is_told_and_keeps_the_password(client):
    owner = make_user(email="boon@example.invalid", phone="0811111111", password="รหัสเดิมของฉัน")
    sign_up(client, phone="0811111111")
    message = Message.objects.get()
    sent_to = message.deliveries.order_by("pk").values_list("channel", "user", "address")
    assert list(sent_to) == [
        ("inbox", owner.pk, str(owner.pk)),
        ("email", None, "boon@example.invalid"),
    ]
    assert (message.subject, message.body) == (SUBJECT, BODY)
    owner.refresh_from_db()
    assert owner.check_password("รหัสเดิมของฉัน")


def test_both_owners_are_told_once_an_hour_at_most(client):
    one = make_user(email=None, phone="0811111111")
    other = make_user(email="boon@example.invalid")
    for _ in range(3):
        sign_up(client, phone="0811111111", email="boon@example.invalid")
    told = list(Message.objects.order_by("pk").values_list("recipient_id", flat=True))
    assert sorted(told) == sorted([one.pk, other.pk])


def test_a_form_sent_twice_opens_one_account_and_tells_nobody(client):
    key = str(uuid4())
    answers = [sign_up(client, phone="0812345678", form_key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (User.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_opens_one_account(monkeypatch):
    both_there = Barrier(2)
    original = User.set_password

    def slowly(user, password):
        original(user, password)
        both_there.wait(5)

    monkeypatch.setattr(opening.User, "set_password", slowly)
    answers = {"full_name": NAME, "phone": "0812345678", "email": "", "password": PASSWORD}

    def press(key):
        try:
            return open_account(**answers, form_key=key)
        finally:
            connection.close()

    key = uuid4()
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(press, [key, key])) == [None, None]
    assert (User.objects.count(), Message.objects.count()) == (1, 0)


def test_sign_up_shows_the_privacy_notice_in_five_lines(client):
    page = client.get(reverse("account_signup")).content.decode()
    notice = page[
        page.index("privacy-title") : page.index("</section>", page.index("privacy-title"))
    ]
    assert notice.count("<li>") == 5


def test_who_is_signed_in_needs_no_account(client):
    client.force_login(make_user())
    assert client.get(reverse("account_signup"))["Location"] == reverse("after-sign-in")


def test_neither_phone_nor_email_says_optional_and_both_say_that_one_is_needed(client):
    """Seen: both said "(ไม่บังคับ)" although one is needed."""
    page = client.get(reverse("account_signup")).content.decode()
    assert "ไม่บังคับ" not in page
    assert page.count("(อย่างน้อยหนึ่งอย่าง)") == 2
    refused = sign_up(client)
    assert set(refused.context["form"].errors) == {"phone"}  # said once
