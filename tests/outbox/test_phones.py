"""SMS and LINE go out by HTTP, once, with a token from the settings; nothing else is told."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from otopfair.outbox.models import Channel, Delivery, DeliveryState
from otopfair.outbox.sending import send_due_deliveries
from otopfair.outbox.writing import tell
from otopfair.thai.folding import _CLUSTER
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class Gateway:
    """A local server that keeps what it is sent and answers as it is told."""

    def __init__(self) -> None:
        self.taken, self.answer = [], 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                outer.taken.append((self.path, dict(self.headers), body))
                self.send_response(outer.answer)
                if outer.answer == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def gateway(settings):
    gateway = Gateway()
    settings.SMS_URL = settings.LINE_URL = gateway.url
    settings.SMS_TOKEN, settings.LINE_TOKEN = "sms-secret", "line-secret"
    settings.OUTBOX_SENDERS = settings.OUTBOX_SENDERS | {
        "sms": "otopfair.outbox.phones.SmsSender",
        "line": "otopfair.outbox.phones.LineSender",
    }
    yield gateway
    gateway.server.shutdown()
    gateway.server.server_close()


def phone_user(**fields):
    return make_user(email=None, phone="0812345678", **fields)


def test_a_verified_phone_without_email_gets_an_sms(gateway, settings):
    settings.SITE_URL = "https://otopfair.example"
    tell(phone_user(phone_verified_at=timezone.now()), "ได้บูธแล้ว", "บูธ A12", link="/my/")
    assert [send_due_deliveries(), send_due_deliveries()] == [1, 0]
    [(path, headers, body)] = gateway.taken
    delivery = Delivery.objects.get(channel=Channel.SMS)
    assert (path, headers["Authorization"]) == ("/send", "Bearer sms-secret")
    assert body == {
        "id": f"outbox-{delivery.pk}",
        "to": "+66812345678",
        "from": "OTOPFAIR",
        "text": "ได้บูธแล้ว\nบูธ A12\nhttps://otopfair.example/my/",
    }
    assert delivery.state == DeliveryState.SENT


def test_a_phone_that_is_not_verified_gets_none(gateway):
    tell(phone_user(), "ได้บูธแล้ว", "บูธ A12")
    assert send_due_deliveries() == 0


def test_who_has_an_email_costs_no_sms(gateway):
    tell(make_user(phone="0812345678", phone_verified_at=timezone.now()), "เรื่อง", "ข้อความ")
    channels = set(Delivery.objects.values_list("channel", flat=True))
    assert channels == {Channel.INBOX, Channel.EMAIL}


def test_a_linked_line_account_gets_a_push_with_the_same_key_in_every_try(gateway):
    tell(phone_user(line_user_id="U123"), "ได้บูธแล้ว", "บูธ A12")
    gateway.answer = 500
    send_due_deliveries()
    Delivery.objects.update(due_at=timezone.now())
    gateway.answer = 409  # LINE has taken it in the first try after all
    send_due_deliveries()
    first, second = gateway.taken
    assert first[2] == {"to": "U123", "messages": [{"type": "text", "text": "ได้บูธแล้ว\nบูธ A12"}]}
    assert first[1]["X-Line-Retry-Key"] == second[1]["X-Line-Retry-Key"]
    assert first[1]["Authorization"] == "Bearer line-secret"
    assert Delivery.objects.get(channel=Channel.LINE).state == DeliveryState.SENT


@pytest.mark.parametrize("answer", [302, 400, 401, 429, 500, 503])
def test_what_is_not_taken_is_tried_again_and_the_token_follows_nobody(gateway, answer, caplog):
    tell(phone_user(phone_verified_at=timezone.now()), "ได้บูธแล้ว", "บูธ A12")
    gateway.answer = answer
    send_due_deliveries()
    delivery = Delivery.objects.get(channel=Channel.SMS)
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    assert [path for path, _headers, _body in gateway.taken] == ["/send"]
    assert "0812345678" not in caplog.text
    assert "sms-secret" not in caplog.text + delivery.last_error


def test_a_gateway_that_is_away_costs_a_try(gateway):
    tell(phone_user(phone_verified_at=timezone.now()), "ได้บูธแล้ว", "บูธ A12")
    gateway.server.shutdown()
    gateway.server.server_close()
    send_due_deliveries()
    assert Delivery.objects.get(channel=Channel.SMS).attempts == 1


def test_a_long_text_is_cut_before_its_link(gateway):
    tell(phone_user(phone_verified_at=timezone.now()), "เรื่อง", "ก" * 900, link="/my/")
    send_due_deliveries()
    text = gateway.taken[0][2]["text"]
    assert len(_CLUSTER.findall(text)) <= 300
    assert text.endswith("/my/")


@pytest.mark.parametrize("channel", ["sms", "line"])
def test_in_development_the_words_stand_on_the_console(settings, capsys, channel):
    sender = "otopfair.outbox.phones.ConsoleSender"
    settings.OUTBOX_SENDERS = settings.OUTBOX_SENDERS | {channel: sender}
    tell(phone_user(phone_verified_at=timezone.now(), line_user_id="U1"), "ได้บูธแล้ว", "บูธ A12")
    send_due_deliveries()
    assert "บูธ A12" in capsys.readouterr().out


@pytest.mark.once
@pytest.mark.parametrize(
    ("env", "senders"),
    [
        ({}, {"email": "EmailSender"}),
        ({"DEBUG": "1"}, {"email": "EmailSender", "sms": "ConsoleSender", "line": "ConsoleSender"}),
        ({"DEBUG": "1", "LINE_TOKEN": "x"}, {"sms": "ConsoleSender", "line": "LineSender"}),
    ],
    ids=["service", "development", "with a token"],
)
def test_what_sends_is_said_by_the_environment(env, senders):
    asks = "import json, otopfair.settings as of; print(json.dumps(of.OUTBOX_SENDERS))"
    own = {"SECRET_KEY": "x" * 50, "PATH": os.environ["PATH"], "SITE_URL": "http://localhost"}
    told = subprocess.run(
        [sys.executable, "-c", asks], env=own | env, capture_output=True, check=True
    )
    named = {channel: path.rpartition(".")[2] for channel, path in json.loads(told.stdout).items()}
    assert named == {"email": "EmailSender"} | senders
