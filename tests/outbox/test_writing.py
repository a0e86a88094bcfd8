"""One message, one delivery for each way in which it reaches its recipient."""

import pytest

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.handling import send_again, tick_off_call
from otopfair.outbox.models import Delivery, Message
from otopfair.outbox.writing import Letter, Recipient, mark_read, write
from tests.factories import make_fair_event, make_officer, make_user, make_vendor

pytestmark = pytest.mark.django_db


def write_to(vendor, *users, phone="", about=None):
    letter = Letter(Recipient(vendor, str(vendor), users, phone), "ได้บูธ", "บูธ A12", "/my/")
    [message] = write([letter], kind="booth", about=about)
    return message


def ways_of(message):
    rows = message.deliveries.order_by("pk")
    return [(row.channel, row.user, row.address, row.state) for row in rows]


def test_every_account_has_it_in_its_inbox_and_by_email():
    one = make_user(email="a@example.invalid")
    other = make_user(email=None, phone="0811111111")

    message = write_to(make_vendor(), one, other, phone="0899999999")

    assert ways_of(message) == [
        ("inbox", one, str(one.pk), "sent"),
        ("inbox", other, str(other.pk), "sent"),
        ("email", None, "a@example.invalid", "waiting"),
    ]


@pytest.mark.parametrize("is_gone", [False, True], ids=["no account", "closed account"])
def test_who_cannot_be_reached_is_to_be_called(is_gone):
    users = [make_user(is_active=False)] if is_gone else []

    message = write_to(make_vendor(), *users, phone="0899999999")

    assert ways_of(message) == [("telephone", None, "0899999999", "waiting")]
    assert list(Delivery.objects.to_call()) == [message.deliveries.get()]
    assert message.deliveries.get().state_text == "ต้องโทรบอก"


def test_messages_are_found_by_recipient_and_by_what_they_are_about():
    fair, vendor = make_fair_event(), make_vendor("กลุ่มทอผ้า")
    message = write_to(vendor, about=fair)
    write_to(make_vendor("อีกร้าน"))

    assert list(Message.objects.about(fair)) == [message]
    assert list(Message.objects.to(vendor)) == [message]
    assert message.recipient_name == "กลุ่มทอผ้า"


def test_a_call_is_ticked_off_once_with_who_and_when():
    officer = make_officer()
    message = write_to(make_vendor("กลุ่มทอผ้า"), phone="0899999999")

    for _ in range(2):
        call = tick_off_call(message.deliveries.get(), by=officer, note="ฝากบอกลูกสาว")

    assert (call.state, call.state_text, call.done_by) == ("sent", "โทรแล้ว", officer)
    [entry] = HistoryEntry.objects.of(message)
    assert (entry.summary, entry.actor, entry.reason) == (
        "โทรแล้ว กลุ่มทอผ้า",
        officer,
        "ฝากบอกลูกสาว",
    )
    assert list(Delivery.objects.to_call()) == []


def test_an_email_is_no_call():
    message = write_to(make_vendor(), make_user())

    with pytest.raises(RuleBroken, match="ไม่ต้องโทรบอก"):
        tick_off_call(message.deliveries.get(channel="email"), by=make_officer())


def test_what_failed_is_sent_again_from_the_first_try():
    message = write_to(make_vendor(), make_user(email="a@example.invalid"))
    emails = message.deliveries.filter(channel="email")
    emails.update(state="failed", attempts=5, last_error="ConnectionRefusedError")

    again = send_again(emails.get(), by=make_officer())

    assert (again.state, again.attempts, again.last_error) == (
        "waiting",
        0,
        "ConnectionRefusedError",
    )
    assert [entry.summary for entry in HistoryEntry.objects.of(message)] == [
        "ส่งอีกครั้ง อีเมล a@example.invalid"
    ]


def test_what_was_sent_is_not_sent_again():
    message = write_to(make_vendor(), make_user())
    inbox = message.deliveries.get(channel="inbox")

    assert send_again(inbox, by=make_officer()).state == "sent"
    assert HistoryEntry.objects.of(message).count() == 0


def test_what_was_read_stays_read_at_its_time():
    user = make_user()
    write_to(make_vendor(), user)
    mark_read(Delivery.objects.inbox_of(user))
    first = Delivery.objects.inbox_of(user).get().read_at

    mark_read(Delivery.objects.inbox_of(user))

    assert Delivery.objects.inbox_of(user).get().read_at == first
