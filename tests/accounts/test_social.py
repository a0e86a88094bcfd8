"""Sign-in with LINE or ThaID: off by default; on, it signs in only who linked it while signed in.

What is switched on at start has a run of its own: `make test-social`.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.urls import reverse

from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from tests.factories import make_officer, make_user

pytestmark = pytest.mark.django_db


def test_without_keys_there_is_no_button_and_no_address(client):
    page = client.get(reverse("account_login")).content.decode()
    assert "ThaID" not in page
    assert "ไลน์" not in page
    assert client.get("/accounts/line/login/").status_code == 404
    assert client.get("/accounts/linked/").status_code == 404


class Identity:
    """A provider of OpenID Connect on this machine, which knows one person."""

    def __init__(self, port: int) -> None:
        self.sub, self.asked = "thaid-1", []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answer(self, urlsplit(self.path).path, "")

            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                outer.answer(self, urlsplit(self.path).path, self.rfile.read(length).decode())

            def log_message(self, *args):
                pass

        self.base = f"http://127.0.0.1:{port}"
        self.server = HTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler, path: str, body: str) -> None:
        self.asked.append((path, parse_qs(body)))
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(self._says(path)).encode())

    def _says(self, path: str) -> dict:
        if path.endswith("openid-configuration"):
            names = ("authorization", "token", "userinfo")
            return {"issuer": self.base, **{f"{n}_endpoint": f"{self.base}/{n}" for n in names}}
        if path == "/token":
            return {"access_token": "access", "token_type": "Bearer", "expires_in": 60}
        return {"sub": self.sub, "name": "นางบุญเรือง", "email": "owner@example.invalid"}


@pytest.fixture(scope="module")
def identity():
    identity = Identity(urlsplit(settings.THAID_URL).port)
    yield identity
    identity.server.shutdown()
    identity.server.server_close()


def go(client, **more):
    """Press the button; the query with which the other side is asked."""
    away = client.post(reverse("openid_connect_login", args=["thaid"]), more)
    assert away["Location"].startswith(f"{settings.THAID_URL}/authorization?")
    return parse_qs(urlsplit(away["Location"]).query)


def come_back(client, state: str):
    way = reverse("openid_connect_callback", args=["thaid"])
    return client.get(way, {"code": "code", "state": state})


@pytest.mark.social
class TestThaid:
    def link(self, client, user):
        client.force_login(user)
        come_back(client, go(client, process="connect")["state"][0])
        client.logout()

    def test_the_buttons_stand_there_and_the_policy_lets_them_lead_away(self, client):
        response = client.get(reverse("account_login"))
        page = response.content.decode()
        assert "เข้าด้วยThaID" in page
        assert "ThaID ใช้ได้เมื่อผูกกับบัญชีไว้แล้ว" in page
        assert "เข้าด้วยไลน์" in response.content.decode()
        policy = response["Content-Security-Policy"]
        assert "https://access.line.me" in policy
        assert settings.THAID_URL in policy

    def test_the_other_side_is_asked_with_state_and_pkce(self, client, identity):
        query = go(client)
        assert query["state"]
        assert query["code_challenge_method"] == ["S256"]
        come_back(client, query["state"][0])
        token = next(body for path, body in reversed(identity.asked) if path == "/token")
        assert token["code_verifier"]

    def test_a_stranger_is_not_signed_in_even_with_the_email_of_an_account(self, client, identity):
        make_user(email="owner@example.invalid")
        back = come_back(client, go(client)["state"][0])
        assert back["Location"] == reverse("account_login")
        assert not get_user(client).is_authenticated
        assert User.objects.count() == 1

    def test_who_linked_it_while_signed_in_comes_in_by_it(self, client, identity):
        user = make_user()
        self.link(client, user)
        assert HistoryEntry.objects.of(user).first().verb == "link"
        come_back(client, go(client)["state"][0])
        assert get_user(client) == user
        page = client.get(reverse("socialaccount_connections"))
        assert "เลิกผูกThaID" in page.content.decode()
        client.post(reverse("account_unlink", args=[user.socialaccount_set.get().pk]))
        assert not user.socialaccount_set.exists()

    def test_a_wrong_state_signs_nobody_in(self, client, identity):
        self.link(client, make_user())
        go(client)
        come_back(client, "forged")
        assert not get_user(client).is_authenticated

    def test_a_link_of_somebody_else_cannot_be_undone(self, client, identity):
        user = make_user()
        self.link(client, user)
        client.force_login(make_user())
        way = reverse("account_unlink", args=[user.socialaccount_set.get().pk])
        assert client.post(way).status_code == 404

    def test_officers_come_in_by_thaid(self, client, identity):
        officer = make_officer()
        self.link(client, officer)
        come_back(client, go(client)["state"][0])
        assert get_user(client) == officer


@pytest.mark.social
class TestLine:
    @pytest.fixture(autouse=True)
    def line(self, identity, monkeypatch):
        from allauth.socialaccount.providers.line.views import LineOAuth2Adapter

        monkeypatch.setattr(LineOAuth2Adapter, "access_token_url", f"{identity.base}/token")
        monkeypatch.setattr(LineOAuth2Adapter, "profile_url", f"{identity.base}/profile")
        monkeypatch.setattr(identity, "_says", self.says)

    def says(self, path):
        if path == "/token":
            return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": "x"}
        return {"userId": "U123", "displayName": "บุญเรือง"}

    def go(self, client, **more):
        away = client.post(reverse("line_login"), more)["Location"]
        query = parse_qs(urlsplit(away).query)
        assert away.startswith("https://access.line.me/")
        assert query["code_challenge_method"] == ["S256"]
        return client.get(reverse("line_callback"), {"code": "c", "state": query["state"][0]})

    def test_linking_line_gives_its_messages_an_address(self, client):
        user = make_user()
        client.force_login(user)
        self.go(client, process="connect")
        user.refresh_from_db()
        assert user.line_user_id == "U123"
        client.logout()
        self.go(client)
        assert get_user(client) == user
        client.post(reverse("account_unlink", args=[user.socialaccount_set.get().pk]))
        user.refresh_from_db()
        assert user.line_user_id == ""

    def test_officers_do_not_come_in_by_line(self, client):
        officer = make_officer()
        client.force_login(officer)
        self.go(client, process="connect")
        client.logout()
        self.go(client)
        assert not get_user(client).is_authenticated
