"""E-mail out of the outbox: sent once, tried again later, parked after five tries."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from otopfair.outbox.models import OutboxMessage
from otopfair.outbox.sending import send_due_messages
from otopfair.outbox.writing import tell
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_due(message):
    OutboxMessage.objects.filter(pk=message.pk).update(send_after=timezone.now())


@pytest.fixture
def mail_server_is_down(monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("no route")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_a_message_is_sent_once_with_its_link(settings):
    settings.SITE_URL = "https://otopfair.example"
    message = tell(make_user(email="a@example.invalid"), "ได้บูธแล้ว", "บูธ A12", link="/my/")
    assert [send_due_messages(), send_due_messages()] == [1, 0]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["a@example.invalid"], "ได้บูธแล้ว")
    assert sent.body == "บูธ A12\n\nเปิดดูที่ https://otopfair.example/my/"
    assert sent.extra_headers["Message-ID"] == f"<outbox-{message.pk}@otopfair.example>"
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (1, "")
    assert message.sent_at is not None


def test_somebody_without_email_gets_it_in_the_inbox_only():
    user = make_user(email=None, phone="0812345678")
    message = tell(user, "ได้บูธแล้ว", "บูธ A12")
    assert send_due_messages() == 0
    assert list(OutboxMessage.objects.inbox_of(user)) == [message]


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_was_undone_is_not_sent():
    user = make_user()

    def act_and_fail():
        with transaction.atomic():
            tell(user, "ได้บูธแล้ว", "บูธ A12")
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        act_and_fail()
    assert send_due_messages() == 0


def test_a_failed_try_is_written_down_and_put_off(mail_server_is_down):
    message = tell(make_user(), "เรื่อง", "ข้อความ")
    before = timezone.now()
    assert [send_due_messages(), send_due_messages()] == [1, 0]
    message.refresh_from_db()
    assert (message.attempts, message.sent_at) == (1, None)
    assert message.last_error == "ConnectionRefusedError: no route"
    assert message.send_after >= before + timedelta(minutes=1)


def test_each_failed_try_waits_longer(mail_server_is_down):
    message = tell(make_user(), "เรื่อง", "ข้อความ")
    waits = []
    for _ in range(5):
        make_due(message)
        send_due_messages()
        message.refresh_from_db()
        waits.append(round((message.send_after - timezone.now()).total_seconds() / 60))
    assert waits == [1, 10, 60, 360, 360]


def test_a_poison_message_is_parked_after_five_tries_and_stops_nobody():
    poison = tell(make_user(), "สอง\nบรรทัด", "ข้อความ")
    good = tell(make_user(), "เรื่อง", "ข้อความ")
    for _ in range(7):
        make_due(poison)
        send_due_messages()
    poison.refresh_from_db()
    assert (poison.attempts, poison.sent_at) == (5, None)
    assert poison.last_error.startswith("BadHeaderError")
    assert [message.subject for message in mail.outbox] == [good.subject]


def test_a_message_for_later_waits():
    message = tell(make_user(), "เรื่อง", "ข้อความ")
    OutboxMessage.objects.filter(pk=message.pk).update(
        send_after=timezone.now() + timedelta(hours=1)
    )
    assert send_due_messages() == 0


def test_a_round_has_a_limit():
    user = make_user()
    for number in range(3):
        tell(user, f"เรื่อง {number}", "ข้อความ")
    assert [send_due_messages(limit=2), send_due_messages(limit=2)] == [2, 1]
    assert [message.subject for message in mail.outbox] == ["เรื่อง 0", "เรื่อง 1", "เรื่อง 2"]
