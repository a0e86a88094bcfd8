"""Deliveries out of the outbox: sent once, tried again later, given up visibly after five tries."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from otopfair.history.models import HistoryEntry
from otopfair.outbox import sending
from otopfair.outbox.failures import in_words
from otopfair.outbox.handling import send_again
from otopfair.outbox.models import Channel, Delivery, DeliveryState, Message
from otopfair.outbox.sending import LEASE, send_due_deliveries
from otopfair.outbox.writing import tell
from otopfair.thai.calendar import THAILAND
from tests.factories import make_officer, make_user
from tests.races import race, refusals

pytestmark = pytest.mark.django_db
WHEN = datetime(2020, 10, 24, 10, 32, tzinfo=THAILAND)


def email_of(message) -> Delivery:
    return message.deliveries.get(channel=Channel.EMAIL)


def tell_somebody(subject="เรื่อง") -> Delivery:
    return email_of(tell(make_user(), subject, "ข้อความ"))


def make_due(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())


@pytest.fixture
def mail_server_is_down(monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("no route")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


def test_a_message_is_sent_once_with_its_link(settings):
    settings.SITE_URL = "https://otopfair.example"
    message = tell(make_user(email="a@example.invalid"), "ได้บูธแล้ว", "บูธ A12", link="/my/")
    assert [send_due_deliveries(), send_due_deliveries()] == [1, 0]
    (sent,) = mail.outbox
    delivery = email_of(message)
    assert (sent.to, sent.subject) == (["a@example.invalid"], "ได้บูธแล้ว")
    assert sent.body == "บูธ A12\n\nเปิดดูที่ https://otopfair.example/my/"
    assert sent.extra_headers["Message-ID"] == f"<outbox-{delivery.pk}@otopfair.example>"
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("sent", 1, "")
    assert delivery.sent_at is not None


def test_somebody_without_email_gets_it_in_the_inbox_only():
    user = make_user(email=None, phone="0812345678")
    message = tell(user, "ได้บูธแล้ว", "บูธ A12")
    assert send_due_deliveries() == 0
    assert [one.message for one in Delivery.objects.inbox_of(user)] == [message]
    assert message.deliveries.get().state == DeliveryState.SENT


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_was_undone_is_not_sent():
    user = make_user()

    def act_and_fail():
        with transaction.atomic():
            tell(user, "ได้บูธแล้ว", "บูธ A12")
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        act_and_fail()
    assert (send_due_deliveries(), Message.objects.count()) == (0, 0)


def test_a_failed_try_is_written_down_and_put_off(mail_server_is_down):
    delivery = tell_somebody()
    before = timezone.now()
    assert [send_due_deliveries(), send_due_deliveries()] == [1, 0]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.sent_at) == ("waiting", 1, None)
    assert delivery.last_error == "ConnectionRefusedError: no route"
    assert delivery.due_at >= before + timedelta(minutes=1)


def test_each_failed_try_waits_longer_and_the_last_is_a_failure(mail_server_is_down):
    delivery = tell_somebody()
    waits, states = [], []
    for _ in range(5):
        make_due(delivery)
        send_due_deliveries()
        delivery.refresh_from_db()
        waits.append(round((delivery.due_at - timezone.now()).total_seconds() / 60))
        states.append(delivery.state)
    assert waits == [1, 10, 60, 360, 360]
    assert states == ["waiting"] * 4 + ["failed"]
    assert list(Delivery.objects.failed()) == [delivery]


def test_a_poison_message_is_parked_after_five_tries_and_stops_nobody():
    poison, good = tell_somebody("สอง\nบรรทัด"), tell_somebody()
    for _ in range(7):
        make_due(poison)
        send_due_deliveries()
    poison.refresh_from_db()
    assert (poison.attempts, poison.state, poison.sent_at) == (5, "failed", None)
    assert poison.last_error.startswith("BadHeaderError")
    assert [message.subject for message in mail.outbox] == [good.message.subject]


def test_a_message_for_later_waits():
    delivery = tell_somebody()
    Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now() + timedelta(hours=1))
    assert send_due_deliveries() == 0


def test_a_round_has_a_limit():
    for number in range(3):
        tell_somebody(f"เรื่อง {number}")
    assert [send_due_deliveries(limit=2), send_due_deliveries(limit=2)] == [2, 1]
    assert [message.subject for message in mail.outbox] == ["เรื่อง 0", "เรื่อง 1", "เรื่อง 2"]


def test_a_channel_without_a_sender_fails_visibly():
    message = tell(make_user(email=None, phone="0812345678"), "เรื่อง", "ข้อความ")
    delivery = Delivery.objects.create(
        message=message, channel=Channel.SMS, address="0812345678", due_at=timezone.now()
    )
    for _ in range(5):
        make_due(delivery)
        send_due_deliveries()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "NotSetUp: no sender for sms")


class WorkerDied(BaseException):
    """Like kill -9: nothing catches it."""


def die_after_sending(monkeypatch):
    def die(delivery, **outcome):
        raise WorkerDied

    monkeypatch.setattr(sending, "_settle", die)


def test_a_worker_that_dies_leaves_a_lease_and_nobody_sends_meanwhile(monkeypatch):
    delivery = tell_somebody()
    with monkeypatch.context() as patch:
        die_after_sending(patch)
        with pytest.raises(WorkerDied):
            send_due_deliveries()
    assert (send_due_deliveries(), len(mail.outbox)) == (0, 1)

    over = timezone.now() - timedelta(seconds=1)
    Delivery.objects.filter(pk=delivery.pk).update(leased_until=over)
    assert [send_due_deliveries(), send_due_deliveries()] == [1, 0]
    # The second copy has the id of the first: the receiving side drops it.
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("sent", 2)


def test_what_kills_its_worker_every_time_is_given_up(monkeypatch):
    delivery = tell_somebody()
    over = timezone.now() - timedelta(seconds=1)
    with monkeypatch.context() as patch:
        die_after_sending(patch)
        for _ in range(5):
            Delivery.objects.filter(pk=delivery.pk).update(leased_until=over)
            with pytest.raises(WorkerDied):
                send_due_deliveries()
    Delivery.objects.filter(pk=delivery.pk).update(leased_until=over)
    assert send_due_deliveries() == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "the worker died in every try")


def test_a_worker_that_comes_back_late_does_not_undo_what_another_has_settled():
    delivery = tell_somebody()
    mine = sending._claim_next()
    later = timezone.now() + LEASE + timedelta(seconds=1)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=2, leased_until=later)

    sending._put_off(mine, "TimeoutError: late")

    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.last_error, delivery.leased_until) == (2, "", later)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(monkeypatch):
    for number in range(4):
        tell_somebody(f"เรื่อง {number}")

    outcomes = race(send_due_deliveries, send_due_deliveries)

    assert refusals(outcomes) == []
    assert sorted(message.subject for message in mail.outbox) == [f"เรื่อง {n}" for n in range(4)]


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lease_two_workers_send_the_same_message(monkeypatch):
    delivery, meeting = tell_somebody(), threading.Barrier(2)

    def claim():
        found = Delivery.objects.select_related("message").get(pk=delivery.pk)
        meeting.wait(timeout=10)
        return found

    monkeypatch.setattr(sending, "_claim_next", claim)

    race(lambda: send_due_deliveries(limit=1), lambda: send_due_deliveries(limit=1))

    assert len(mail.outbox) == 2


AWAY = "ConnectionRefusedError: no route"
WRONG_NUMBER = "HTTPError: HTTP Error 400: Bad Request"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"last_error": AWAY, "attempts": 2},
            "เครื่องส่งข้อความไม่ตอบ ลองแล้ว 2 ครั้ง ระบบจะส่งเองอีกครั้ง 24 ต.ค. 2563 เวลา 10.32 น.",
        ),
        (
            {"last_error": AWAY, "due_at": WHEN - timedelta(hours=2)},
            "เครื่องส่งข้อความไม่ตอบ ระบบจะส่งเองอีกครั้งในไม่กี่นาที",
        ),
        (
            {"last_error": AWAY, "attempts": 5, "state": "failed"},
            "เครื่องส่งข้อความไม่ตอบ ลองแล้ว 5 ครั้ง ระบบหยุดส่งแล้ว กดส่งอีกครั้ง ถ้ายังไม่ได้ โทรบอกร้าน",
        ),
        (
            {"last_error": WRONG_NUMBER, "attempts": 5, "state": "failed"},
            "เบอร์หรือบัญชีนี้รับข้อความไม่ได้ ลองแล้ว 5 ครั้ง ระบบหยุดส่งแล้ว ตรวจเบอร์ในทะเบียน แล้วโทรบอกร้าน",
        ),
        ({"last_error": AWAY, "state": "sent"}, ""),
        ({}, ""),
    ],
)
@time_machine.travel(WHEN - timedelta(hours=1), tick=False)
def test_an_officer_reads_why_and_what_comes_now(facts, said):
    assert Delivery(**{"due_at": WHEN, **facts}).trouble == said


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("HTTPError: HTTP Error 503: Unavailable", "เครื่องส่งข้อความไม่ตอบ"),
        ("HTTPError: HTTP Error 429: Too Many Requests", "เครื่องส่งข้อความไม่ตอบ"),
        ("HTTPError: HTTP Error 401: Unauthorized", "ผู้ให้บริการไม่รับรหัสของระบบ"),
        ("HTTPError: HTTP Error 404: Not Found", "เบอร์หรือบัญชีนี้รับข้อความไม่ได้"),
        ("SMTPRecipientsRefused: {}", "ที่อยู่อีเมลนี้ไม่มีผู้รับ"),
    ],
)
def test_only_what_the_number_is_to_blame_for_blames_the_number(error, why):
    assert in_words(error)[0] == why


def test_what_is_put_off_is_hurried_once_and_not_while_it_is_sent(mail_server_is_down):
    officer, delivery = make_officer(), tell_somebody()
    send_due_deliveries()
    delivery.refresh_from_db()

    hurried = [send_again(delivery, by=officer) for _ in range(2)]

    assert [(row.attempts, row.due_at <= timezone.now()) for row in hurried] == [(0, True)] * 2
    assert HistoryEntry.objects.of(delivery.message).count() == 1
    later = timezone.now() + timedelta(minutes=5)
    Delivery.objects.filter(pk=delivery.pk).update(due_at=later, leased_until=later)
    assert send_again(delivery, by=officer).due_at == later
