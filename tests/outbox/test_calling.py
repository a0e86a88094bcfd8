"""Whom nothing reaches is called: also who is reached only in part, and where nothing arrived."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.core.management import call_command
from django.utils import timezone

from otopfair.accounts.proving import ask_to_change, change_by_code
from otopfair.outbox.bounces import take_bounce
from otopfair.outbox.handling import send_again
from otopfair.outbox.models import DeadAddress, Delivery
from otopfair.outbox.sending import send_due_deliveries
from otopfair.outbox.writing import tell
from tests.factories import make_officer, make_user, make_vendor
from vendors.models import MemberRole
from vendors.notifications import recipient_of, tell_vendor, to_be_called
from vendors.told import told_to_shops

pytestmark = pytest.mark.django_db
OUTGOING = ["email", "sms", "line", "telephone"]


def tell_shop(vendor) -> list[tuple[str, str]]:
    tell_vendor(vendor, "เรื่อง", "ข้อความ", kind="vendor", link="/my/")
    return ways_to(vendor)


def ways_to(vendor) -> list[tuple[str, str]]:
    """(channel, address) of everything that is said to the shop outside of the portal."""
    rows = Delivery.objects.filter(message__recipient_id=vendor.pk, channel__in=OUTGOING)
    return list(rows.order_by("pk").values_list("channel", "address"))


def make_shop(*, owner, helper=None, **fields):
    vendor = make_vendor(user=owner, **fields)
    if helper is not None:
        vendor.members.create(user=helper, role=MemberRole.HELPER)
    return vendor


def on_the_phone(**fields):
    return make_user(email=None, phone="0812345678", **fields)


@pytest.fixture
def with_sms(settings):
    sender = "otopfair.outbox.phones.ConsoleSender"
    settings.OUTBOX_SENDERS = settings.OUTBOX_SENDERS | {"sms": sender}


def refuses(monkeypatch, error):
    def refuse(self, messages):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)


NO_SUCH_USER = SMTPRecipientsRefused({"a@example.invalid": (550, b"no such user")})


def test_an_account_whose_phone_is_not_proven_is_called(with_sms):
    vendor = make_shop(owner=on_the_phone())
    assert tell_shop(vendor) == [("telephone", "0812345678")]
    assert to_be_called([recipient_of(vendor)]) == 1


def test_an_owner_beside_a_helper_with_email_is_called():
    """Seen: the helper got an e-mail, the owner a line in an inbox, and nobody called."""
    vendor = make_shop(owner=on_the_phone(), helper=make_user(email="h@example.invalid"))
    assert tell_shop(vendor) == [("email", "h@example.invalid"), ("telephone", "0812345678")]


def test_an_owner_with_a_proven_phone_gets_an_sms_and_no_call(with_sms):
    owner = on_the_phone(phone_verified_at=timezone.now())
    vendor = make_shop(owner=owner, helper=make_user(email="h@example.invalid"))
    assert tell_shop(vendor) == [("sms", "0812345678"), ("email", "h@example.invalid")]


def test_one_of_two_owners_is_enough():
    vendor = make_shop(owner=on_the_phone())
    vendor.members.create(user=make_user(email="o@example.invalid"), role=MemberRole.OWNER)
    assert tell_shop(vendor) == [("email", "o@example.invalid")]


@pytest.mark.parametrize("has_owner", [False, True], ids=["no account", "owner on the phone"])
def test_the_email_of_the_shop_is_used_where_no_owner_has_one(has_owner):
    fields = {"email": "shop@example.invalid"}
    vendor = make_shop(owner=on_the_phone(), **fields) if has_owner else make_vendor(**fields)
    assert tell_shop(vendor) == [("email", "shop@example.invalid")]


@pytest.mark.parametrize("is_about_the_shop", [False, True])
def test_a_person_on_the_phone_is_called_by_the_officers_of_the_shop(is_about_the_shop):
    """Without a record that somebody looks after, nobody would ever see the call."""
    vendor, officer = make_vendor(), make_officer()
    tell(on_the_phone(), "คำขอไม่ผ่าน", "เหตุผล", about=vendor if is_about_the_shop else None)

    calls = [("telephone", "0812345678")] if is_about_the_shop else []
    rows = told_to_shops(officer).filter(channel="telephone").values_list("channel", "address")
    assert list(rows) == list(Delivery.objects.to_call().values_list("channel", "address")) == calls


def test_an_address_that_nobody_has_is_given_up_at_once_and_called(monkeypatch):
    vendor = make_shop(owner=make_user(email="a@example.invalid", phone="0812345678"))
    tell_shop(vendor)
    refuses(monkeypatch, NO_SUCH_USER)
    send_due_deliveries()

    email, call = Delivery.objects.exclude(channel="inbox").order_by("pk")
    assert (email.state, email.attempts) == ("failed", 1)
    assert (call.channel, call.address, call.state) == ("telephone", "0812345678", "waiting")
    assert call.trouble == "ที่อยู่อีเมลนี้ไม่มีผู้รับ"
    assert DeadAddress.objects.get().address == "a@example.invalid"


def test_the_next_message_to_such_an_address_is_called_from_the_start():
    DeadAddress.objects.create(address="a@example.invalid", error="Bounced: 5.1.1")
    vendor = make_shop(owner=make_user(email="a@example.invalid", phone="0812345678"))
    assert tell_shop(vendor) == [("email", "a@example.invalid"), ("telephone", "0812345678")]
    assert to_be_called([recipient_of(vendor)]) == 1


@pytest.mark.parametrize("is_proven", [False, True])
def test_a_server_that_is_away_leads_to_calls_only_where_the_address_is_not_proven(
    monkeypatch, is_proven
):
    proven = {"email_verified_at": timezone.now()} if is_proven else {}
    vendor = make_shop(owner=make_user(email="a@example.invalid", phone="0812345678", **proven))
    tell_shop(vendor)
    refuses(monkeypatch, ConnectionRefusedError("no route"))
    Delivery.objects.filter(channel="email").update(attempts=4)
    send_due_deliveries()

    calls = Delivery.objects.to_call().values_list("address", flat=True)
    assert list(calls) == ([] if is_proven else ["0812345678"])
    assert not DeadAddress.objects.exists()


def test_a_helper_whose_address_fails_is_no_call_while_the_owner_is_reached(monkeypatch):
    vendor = make_shop(
        owner=make_user(email="o@example.invalid", email_verified_at=timezone.now()),
        helper=make_user(email="a@example.invalid"),
    )
    tell_shop(vendor)
    Delivery.objects.filter(address="o@example.invalid").update(
        state="sent", sent_at=timezone.now()
    )
    refuses(monkeypatch, NO_SUCH_USER)
    send_due_deliveries()
    assert not Delivery.objects.to_call().exists()


def test_what_is_sent_again_is_not_called_meanwhile(monkeypatch):
    vendor = make_shop(owner=make_user(email="a@example.invalid", phone="0812345678"))
    tell_shop(vendor)
    with monkeypatch.context() as patch:
        refuses(patch, NO_SUCH_USER)
        send_due_deliveries()

    send_again(Delivery.objects.get(channel="email"), by=make_officer())

    assert ways_to(vendor) == [("email", "a@example.invalid")]
    assert not DeadAddress.objects.exists()


def test_a_code_that_does_not_arrive_is_nobodys_call(monkeypatch):
    ask_to_change(make_user(), email="a@example.invalid")
    refuses(monkeypatch, NO_SUCH_USER)
    send_due_deliveries()
    assert Delivery.objects.get().state == "failed"
    assert not Delivery.objects.to_call().exists()


def test_a_proof_takes_the_doubt_off_an_address(mailoutbox):
    user = make_user(email="a@example.invalid")
    DeadAddress.objects.create(address="a@example.invalid", error="Bounced: 5.1.1")
    ask_to_change(user, email="a@example.invalid")
    send_due_deliveries()
    code = next(word for word in mailoutbox[0].body.split() if word.isdigit())

    change_by_code(user, code)

    assert not DeadAddress.objects.exists()


# --- Mail that comes back -------------------------------------------------------------------------

REPORT = """From: MAILER-DAEMON@mx.example
To: noreply@otopfair.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <outbox-{number}@otopfair.example>
Subject: x

--b--
"""


def report(delivery, *, address="a@example.invalid", action="failed") -> bytes:
    return REPORT.format(number=delivery.pk, address=address, action=action).encode()


@pytest.fixture
def sent():
    tell_shop(make_shop(owner=make_user(email="a@example.invalid", phone="0812345678")))
    send_due_deliveries()
    return Delivery.objects.get(channel="email")


def test_a_mail_that_comes_back_is_called_once(sent):
    assert [take_bounce(report(sent)), take_bounce(report(sent))] == [sent, None]

    sent.refresh_from_db()
    assert (sent.state, sent.last_error) == ("failed", "Bounced: 5.1.1")
    assert [call.trouble for call in Delivery.objects.to_call()] == ["อีเมลตีกลับ ที่อยู่นี้ไม่มีผู้รับ"]


@pytest.mark.parametrize(
    "changes",
    [{"address": "other@example.invalid"}, {"action": "delayed"}],
    ids=["guessed number", "only late"],
)
def test_another_report_changes_nothing(sent, changes):
    assert take_bounce(report(sent, **changes)) is None
    assert not Delivery.objects.to_call().exists()


@pytest.mark.parametrize("data", [b"", b"\xff\x00", b"Subject: hello\n\n<outbox-1@x>"])
def test_what_is_no_report_changes_nothing(sent, data):
    assert take_bounce(data) is None


def test_the_mail_server_hands_it_over(sent, monkeypatch, capsys):
    class Input:
        class buffer:
            read = staticmethod(lambda: report(sent))

    monkeypatch.setattr("sys.stdin", Input)
    call_command("take_bounce")
    assert capsys.readouterr().out == f"delivery={sent.pk} bounced\n"
