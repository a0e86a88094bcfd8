"""Limits: an account stops first, an address is generous, and all processes count together."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts import limits
from otopfair.accounts.limits import Limit, TooManyTries, count_try, forget_tries
from otopfair.accounts.models import Attempt
from otopfair.proxies import client_address
from tests.factories import make_user

PASSWORD = "มะม่วง-หนองขาม-12"
WRONG = "ผิดผิดผิดผิด"


def sign_in(client, login, password=PASSWORD, **headers):
    answers = {"login": login, "password": password}
    return client.post(reverse("account_login"), answers, headers=headers)


def wait_sentence(minutes: int) -> str:
    return f"ลองผิดหลายครั้งเกินไป รอ {minutes} นาทีแล้วลองใหม่ หรือตั้งรหัสผ่านใหม่"


@pytest.mark.django_db
def test_wrong_passwords_of_one_phone_do_not_lock_out_another(client):
    make_user(email=None, phone="0812345678", password=PASSWORD)
    make_user(email=None, phone="0898765432", password=PASSWORD)
    answers = [sign_in(client, "0812345678", WRONG) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1].context["form"].non_field_errors() == [wait_sentence(5)]
    assert sign_in(client, "0812345678").status_code == 429
    assert sign_in(client, "0898765432").status_code == 302


@pytest.mark.django_db
def test_an_account_is_one_account_by_phone_and_by_email(client):
    make_user(email="boon@example.invalid", phone="0812345678", password=PASSWORD)
    logins = ["0812345678", "boon@example.invalid"] * 3
    answers = [sign_in(client, login, WRONG).status_code for login in logins]
    assert answers == [422] * 5 + [429]


@pytest.mark.django_db
def test_five_in_five_minutes_and_ten_in_fifteen(client):
    make_user(email=None, phone="0812345678", password=PASSWORD)
    start = timezone.now()
    statuses = []
    for minutes in (0, 6, 12):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            statuses += [sign_in(client, "0812345678", WRONG).status_code for _ in range(5)]
    assert statuses == [422] * 10 + [429] * 5
    with time_machine.travel(start + timedelta(minutes=12), tick=False):
        refused = sign_in(client, "0812345678")
    assert refused.context["form"].non_field_errors() == [wait_sentence(3)]
    with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
        assert sign_in(client, "0812345678").status_code == 302


@pytest.mark.django_db
def test_an_office_behind_one_proxy_gets_in_with_right_passwords():
    """Twelve people, four times each, from one address, whatever the header says."""
    people = [make_user(email=None, phone=f"08123456{n:02}", password=PASSWORD) for n in range(12)]
    for turn in range(4):
        for person in people:
            client = Client(REMOTE_ADDR="203.0.113.7")
            headers = {"X-Forwarded-For": f"10.0.0.{turn}"}
            assert sign_in(client, person.phone, **headers).status_code == 302
            assert get_user(client) == person
    assert Attempt.objects.count() == 0


@pytest.mark.django_db
def test_somebody_who_tries_many_accounts_is_stopped_by_address(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS["sign-in"], "address", [Limit(20, 5)])
    statuses = [sign_in(client, f"08123456{n:02}", WRONG).status_code for n in range(21)]
    assert statuses == [422] * 20 + [429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(elsewhere, "0812345600", WRONG).status_code == 422


@pytest.mark.django_db
def test_a_new_password_opens_the_account_again():
    for _ in range(5):
        count_try("sign-in", account="7", address="203.0.113.7")
    with pytest.raises(TooManyTries):
        count_try("sign-in", account="7", address="203.0.113.7")
    forget_tries("sign-in", account="7")
    count_try("sign-in", account="7", address="203.0.113.7")


@pytest.mark.django_db
def test_what_is_refused_does_not_count():
    for _ in range(5):
        count_try("change-password", account="7")
    for _ in range(3):
        with pytest.raises(TooManyTries):
            count_try("change-password", account="7")
    assert Attempt.objects.count() == 5


@pytest.mark.django_db
def test_the_table_holds_no_phone_and_forgets_within_the_hour():
    count_try("sign-in", account="0812345678", address="203.0.113.7")
    assert "0812345678" not in "".join(Attempt.objects.values_list("key", flat=True))
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        count_try("sign-up", address="203.0.113.7")
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_another_process_counts_together_with_this_one(tmp_path):
    """In the set-up that comes with the portal: no CACHE_URL, several web processes."""
    for _ in range(4):
        count_try("sign-in", account="7", address="203.0.113.7")
    elsewhere = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {str(connection.settings_dict['NAME'])!r}\n"
        "from otopfair.accounts.limits import count_try\n"
        "count_try('sign-in', account='7', address='203.0.113.7')\n"
    )
    subprocess.run(
        [sys.executable, "-c", elsewhere],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", **_database_url()},
        check=True,
        capture_output=True,
    )
    with pytest.raises(TooManyTries):
        count_try("sign-in", account="7", address="203.0.113.7")


def _database_url() -> dict[str, str]:
    return {name: os.environ[name] for name in ("DATABASE_URL", "SECRET_KEY") if name in os.environ}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "act", "answers"),
    [
        ("account_signup", "sign-up", {"full_name": "ก", "phone": "0812345678"}),
        ("account_reset_password", "reset", {"email": "boon@example.invalid"}),
    ],
)
def test_the_other_forms_answer_with_a_page_that_says_how_long(
    client, monkeypatch, url, act, answers
):
    monkeypatch.setitem(limits.LIMITS[act], "address", [Limit(0, 15)])
    answers = {**answers, "password1": PASSWORD, "form_key": "0" * 32}
    response = client.post(reverse(url), answers)
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    page = response.content.decode()
    assert "ลองหลายครั้งเกินไป" in page
    assert "พักสัก 15 นาที แล้วลองอีกครั้ง" in page


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.8, 10.0.0.9", "10.0.0.8"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("", "198.51.100.1", "198.51.100.1"),
        ("::ffff:127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
    ids=[
        *("direct", "a stranger's header", "behind our proxy", "a forged first hop"),
        *("two proxies", "inside the house", "nonsense", "a local socket", "IPv6 by network"),
    ],
)
def test_forwarded_addresses_are_read_from_trusted_proxies_only(settings, peer, forwarded, client):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8"]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == client
