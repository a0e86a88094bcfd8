"""One-time codes: they come by message or on a slip, work once, bear few tries, tell nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts.codes import LETTERS, code_of, issue_code, spaced, use_code
from otopfair.accounts.models import CodeUse, OneTimeCode, User
from otopfair.accounts.slips import let_in_again, open_for
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Channel, Delivery, Message
from otopfair.outbox.phones import short_text
from otopfair.outbox.sending import send_due_deliveries
from tests.factories import make_officer, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "มะม่วง-หนองขาม-12"


@pytest.fixture(autouse=True)
def sms(settings, monkeypatch):
    """What goes out by SMS: (number, words)."""
    sent = []
    monkeypatch.setattr(
        "otopfair.outbox.phones.ConsoleSender.send",
        lambda self, delivery: sent.append((delivery.address, short_text(delivery))),
    )
    sender = "otopfair.outbox.phones.ConsoleSender"
    settings.OUTBOX_SENDERS = settings.OUTBOX_SENDERS | {"sms": sender}
    return sent


def code_in(words: str) -> str:
    return re.search(r"\b\d{6}\b", words)[0]


def phone_user(**fields):
    return make_user(email=None, phone="0812345678", password=PASSWORD, **fields)


def ask(client, login="081-234-5678"):
    response = client.post(reverse("account_code"), {"login": login})
    send_due_deliveries()
    return response


def enter(client, code):
    return client.post(reverse("account_code_enter"), {"code": code})


def test_a_phone_signs_in_with_the_code_that_came(client, sms):
    user = phone_user(phone_verified_at=timezone.now())
    assert ask(client)["Location"] == reverse("account_code_enter")
    [(number, words)] = sms
    assert number == "0812345678"
    assert enter(client, code_in(words)).status_code == 302
    assert get_user(client) == user
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_email_gets_its_code_by_email(client, sms):
    user = make_user(email="a@example.invalid")
    ask(client, "A@example.invalid")
    assert sms == []
    enter(client, code_in(mail.outbox[0].body))
    assert get_user(client) == user
    user.refresh_from_db()
    assert user.email_verified_at


def test_who_proves_a_phone_takes_the_account_from_whoever_typed_it_in(client, sms):
    """A stranger opens an account with my number and waits: what they set holds no more."""
    user = phone_user()
    ask(client)
    enter(client, code_in(sms[0][1]))
    user.refresh_from_db()
    assert user.phone_verified_at
    assert not user.has_usable_password()


def test_the_answer_is_the_same_for_who_has_no_account(client, sms):
    phone_user()
    known = ask(client)
    page = client.get(known["Location"]).content.decode()
    other = ask(client, "0899999999")
    unknown = client.get(other["Location"]).content.decode()
    mask = re.compile(r'value="[^"]*"|08\d-\d{3}-\d{4}')
    assert (known.status_code, known["Location"]) == (other.status_code, other["Location"])
    assert mask.sub("", page) == mask.sub("", unknown)
    assert len(sms) == 1
    ask(client)
    wrong = enter(client, "000000").context["form"].errors
    ask(client, "0899999999")
    assert enter(client, "000000").context["form"].errors == wrong


def test_no_address_carries_the_phone(client):
    phone_user()
    assert "081" not in ask(client)["Location"]


def test_officers_get_no_code(client, sms):
    make_officer(phone="0812345678", email=None)
    ask(client)
    assert sms == []


def test_a_code_works_once_for_ten_minutes_and_five_tries(client, sms):
    user = phone_user()
    _row, code = issue_code(user, CodeUse.SIGN_IN)
    use_code(user, CodeUse.SIGN_IN, code)
    with pytest.raises(RuleBroken):
        use_code(user, CodeUse.SIGN_IN, code)

    _row, code = issue_code(user, CodeUse.SIGN_IN)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)), pytest.raises(RuleBroken):
        use_code(user, CodeUse.SIGN_IN, code)

    row, code = issue_code(user, CodeUse.SIGN_IN)
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(5):
        with pytest.raises(RuleBroken):
            use_code(user, CodeUse.SIGN_IN, wrong)
    row.refresh_from_db()
    assert row.tries == 5
    with pytest.raises(RuleBroken):
        use_code(user, CodeUse.SIGN_IN, code)


def test_a_new_code_ends_the_one_before():
    user = phone_user()
    _row, first = issue_code(user, CodeUse.SIGN_IN)
    _row, second = issue_code(user, CodeUse.SIGN_IN)
    if first != second:
        with pytest.raises(RuleBroken):
            use_code(user, CodeUse.SIGN_IN, first)
    assert use_code(user, CodeUse.SIGN_IN, second)


def test_the_database_holds_no_code(client, sms):
    user = phone_user()
    ask(client)
    code = code_in(sms[0][1])
    row = OneTimeCode.objects.get()
    kept = [row.digest, row.nonce, *Message.objects.values_list("subject", "body").first()]
    assert not any(code in text for text in kept)
    row, written = issue_code(user, CodeUse.FIRST)
    assert len(written) == 10
    assert set(written) <= set(LETTERS)
    assert written not in row.digest + row.nonce


def test_a_message_that_comes_too_late_is_not_sent(client, sms):
    phone_user()
    client.post(reverse("account_code"), {"login": "0812345678"})
    OneTimeCode.objects.update(expires_at=timezone.now())
    send_due_deliveries()
    assert sms == []
    assert Delivery.objects.get(channel=Channel.SMS).attempts == 1


def test_codes_are_asked_for_three_times_and_typed_ten_times(client, sms):
    phone_user()
    for _ in range(5):
        assert ask(client).status_code == 302
    assert len(sms) == 3
    codes = {code_in(words) for _number, words in sms}
    tries = [f"{number:06d}" for number in range(20) if f"{number:06d}" not in codes][:11]
    answers = [enter(client, code).status_code for code in tries]
    assert answers == [422] * 10 + [429]


def test_without_sms_a_phone_is_told_what_works(client, settings):
    settings.OUTBOX_SENDERS = {"email": settings.OUTBOX_SENDERS["email"]}
    refused = client.post(reverse("account_code"), {"login": "0812345678"})
    assert refused.status_code == 422
    assert "ทางอีเมลได้เท่านั้น" in refused.content.decode()


class TestContact:
    def change(self, client, user, **typed):
        client.force_login(user)
        typed = {"phone": "", "email": "", "oldpassword": PASSWORD, **typed}
        response = client.post(reverse("account_contact"), typed)
        send_due_deliveries()
        return response

    def confirm(self, client, code):
        return client.post(reverse("account_contact_code"), {"code": code})

    def test_the_number_that_stands_there_is_proven_by_one_press_and_a_code(self, client, sms):
        """Asked where messages matter; the way leads back there."""
        user = phone_user()
        client.force_login(user)
        pressed = client.post(reverse("account_contact"), {"prove": "phone", "next": "/my/"})
        send_due_deliveries()
        back = client.post(pressed["Location"], {"code": code_in(sms[0][1]), "next": "/my/"})
        assert back["Location"] == "/my/"
        user.refresh_from_db()
        assert user.phone_verified_at is not None
        assert user.check_password(PASSWORD)
        client.post(reverse("account_contact"), {"prove": "phone"})
        send_due_deliveries()
        assert len(sms) == 1

    def test_a_new_phone_is_proven_and_the_old_one_told(self, client, sms):
        user = phone_user(phone_verified_at=timezone.now())
        assert self.change(client, user, phone="0899999999").status_code == 302
        user.refresh_from_db()
        assert user.phone == "0812345678"
        [(number, words)] = sms
        assert number == "0899999999"
        assert self.confirm(client, code_in(words)).status_code == 302
        send_due_deliveries()
        user.refresh_from_db()
        assert user.phone == "0899999999"
        assert user.phone_verified_at
        assert sms[1][0] == "0812345678"
        assert "เปลี่ยนเบอร์โทรศัพท์" in sms[1][1]
        assert HistoryEntry.objects.of(user).first().summary == "ยืนยันเบอร์โทรศัพท์"

    def test_a_new_email_resets_passwords_and_the_old_one_does_not(self, client):
        user = make_user(email="old@example.invalid", password=PASSWORD)
        self.change(client, user, email="New@example.invalid")
        self.confirm(client, code_in(mail.outbox[0].body))
        send_due_deliveries()
        user.refresh_from_db()
        assert user.email == "new@example.invalid"
        assert {"old@example.invalid", "new@example.invalid"} <= {m.to[0] for m in mail.outbox}
        client.logout()
        mail.outbox.clear()
        client.post(reverse("account_reset_password"), {"email": "new@example.invalid"})
        assert len(mail.outbox) == 1

    def test_another_accounts_phone_gets_no_code_and_its_owner_is_told(self, client, sms):
        owner = make_user(phone="0899999999")
        user = phone_user()
        answer = self.change(client, user, phone="0899999999")
        assert answer["Location"] == reverse("account_contact_code")
        assert sms == []
        assert Message.objects.to(owner).count() == 1
        assert self.confirm(client, "123456").status_code == 422

    def test_it_needs_the_password(self, client):
        refused = self.change(client, phone_user(), phone="0899999999", oldpassword="x")
        assert refused.status_code == 422
        assert list(refused.context["form"].errors) == ["oldpassword"]

    def test_the_present_phone_is_proven_in_the_same_way(self, client, sms):
        user = phone_user()
        self.change(client, user, phone="0812345678")
        self.confirm(client, code_in(sms[0][1]))
        user.refresh_from_db()
        assert user.phone_verified_at
        assert user.check_password(PASSWORD)


class TestSlips:
    def use(self, client, code, login="081 234 5678", password=PASSWORD):
        typed = {"login": login, "code": code, "password1": password}
        return client.post(reverse("account_slip"), typed)

    def open(self, officer=None):
        return open_for(
            full_name="นางทองคำ", phone="0812345678", email="", by=officer or make_officer()
        )

    def test_a_slip_signs_in_once_and_sets_the_password(self, client):
        officer = make_officer()
        user, code = self.open(officer)
        assert self.use(client, spaced(code).lower()).status_code == 302
        assert get_user(client) == user
        user.refresh_from_db()
        assert user.check_password(PASSWORD)
        client.logout()
        assert self.use(client, code).status_code == 422
        made, used = HistoryEntry.objects.of(user).order_by("pk")
        assert (made.actor, used.actor) == (officer, user)

    def test_a_slip_ends_after_two_weeks(self, client):
        _user, code = self.open()
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            assert self.use(client, code).status_code == 422

    def test_a_wrong_slip_an_unknown_phone_and_an_old_slip_are_answered_alike(self, client):
        self.open()
        known = self.use(client, "CCCCCCCCCC").context["form"].errors
        unknown = self.use(client, "CCCCCCCCCC", login="0899999999").context["form"].errors
        assert known == unknown
        for _ in range(12):
            last = self.use(client, "CCCCCCCCCC")
        assert last.status_code == 429

    def test_a_weak_password_costs_no_code(self, client):
        _user, code = self.open()
        refused = self.use(client, code, password="12345678")
        assert list(refused.context["form"].errors) == ["password1"]
        assert self.use(client, code).status_code == 302

    def test_a_phone_with_an_account_is_not_opened_again(self):
        phone_user()
        with pytest.raises(RuleBroken, match="มีบัญชีแล้ว"):
            self.open()
        assert User.objects.filter(phone="0812345678").count() == 1

    def test_who_is_let_in_again_is_told_who_did_it(self, client):
        user = phone_user(last_login=timezone.now())
        officer = make_officer()
        code = let_in_again(user, by=officer, reason="ดูบัตรแล้ว")
        assert str(officer) in Message.objects.to(user).get().body
        assert HistoryEntry.objects.of(user).get().reason == "ดูบัตรแล้ว"
        assert self.use(client, code, password="คำใหม่-ที่จำได้-9").status_code == 302
        assert get_user(client) == user

    def test_officers_do_not_let_officers_in(self):
        with pytest.raises(RuleBroken, match="ผู้ดูแลระบบเท่านั้น"):
            let_in_again(make_officer(), by=make_officer(), reason="ดูบัตรแล้ว")

    def test_how_identity_was_checked_is_written_down(self):
        with pytest.raises(RuleBroken, match="ตรวจตัวตน"):
            let_in_again(phone_user(), by=make_officer(), reason=" ")


def test_the_code_of_a_row_is_the_same_when_it_is_sent():
    row, code = issue_code(phone_user(), CodeUse.SIGN_IN)
    assert code_of(OneTimeCode.objects.get(pk=row.pk)) == code


def test_who_came_by_a_code_and_has_no_email_sets_a_first_password(client, sms):
    user = phone_user()
    ask(client)
    enter(client, code_in(sms[0][1]))
    way = client.get(reverse("account_change_password"))
    assert way["Location"] == reverse("account_set_password")
    assert client.post(way["Location"], {"password1": "12345678"}).status_code == 422
    assert client.post(way["Location"], {"password1": "คำใหม่-ที่จำได้-9"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("คำใหม่-ที่จำได้-9")
    assert get_user(client) == user
