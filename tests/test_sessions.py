"""Officers' sessions end; what is personal is kept by no browser."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts.models import Session
from otopfair.rights.roles import Role
from tests.factories import assign, make_fair_event, make_officer, make_user, make_vendor

pytestmark = pytest.mark.django_db
DESK = "/staff/"


def statuses(client, url, *minutes) -> list[int]:
    """What a page answers at each of `minutes` after now."""
    start = timezone.now()
    answers = []
    for minute in minutes:
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            answers.append(client.get(url).status_code)
    return answers


def test_an_officer_who_is_away_for_half_an_hour_signs_in_again(client):
    client.force_login(make_officer())
    assert statuses(client, DESK, 0, 29, 58, 87) == [200] * 4
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=87 + 30, seconds=1), tick=False):
        response = client.get(DESK)
        assert response["Location"] == f"{reverse('account_login')}?next=/staff/"
        assert not get_user(client).is_authenticated


@pytest.mark.once
def test_an_officer_signs_in_again_after_twelve_hours(client):
    client.force_login(make_officer())
    at_work = range(0, 12 * 60, 20)
    assert statuses(client, DESK, *at_work, 12 * 60) == [200] * len(at_work) + [302]


def test_an_officers_session_ends_on_pages_outside_the_staff_site_too(client):
    client.force_login(make_officer(password="มะม่วง-หนองขาม-12"))
    assert statuses(client, reverse("account_change_password"), 0, 31) == [200, 302]


def test_a_vendor_stays_signed_in(client):
    user = make_user()
    make_vendor(user=user)
    client.force_login(user)
    assert statuses(client, reverse("my-home"), 0, 31, 13 * 60, 29 * 24 * 60) == [200] * 4


def test_one_who_became_an_officer_meanwhile_is_treated_as_one(client):
    user = make_user()
    client.force_login(user)
    assign(user, Role.PROVINCIAL_OFFICER, province="40")
    assert statuses(client, DESK, 0, 31) == [200, 302]


def test_a_session_is_written_once_a_minute_at_most(client, django_assert_num_queries):
    client.force_login(make_officer())
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        before = client.session["officer"]
        client.get(DESK)
        assert client.session["officer"] == before
    with time_machine.travel(start + timedelta(seconds=61), tick=False):
        client.get(DESK)
        assert client.session["officer"]["seen"] > before["seen"]


@pytest.mark.parametrize("url", ["/my/", "/my/products/", "/my/nothing/", "/accounts/login/"])
def test_personal_pages_are_kept_by_no_browser(client, url):
    user = make_user()
    make_vendor(user=user)
    client.force_login(user)
    assert client.get(url)["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("url", ["/staff/", "/staff/fairs/fairevent/", "/staff/nothing/"])
def test_pages_of_the_staff_site_are_kept_by_no_browser(client, url):
    client.force_login(make_officer())
    assert client.get(url)["Cache-Control"] == "no-store, private"


def test_public_pages_may_be_kept(client):
    make_fair_event()
    client.force_login(make_user())
    for url in ("/", "/fairs/", "/products/"):
        assert "no-store" not in client.get(url).headers.get("Cache-Control", "")


def test_a_page_that_asks_how_long_a_session_lasts_does_not_prolong_it(client):
    url = reverse("account_session")
    client.force_login(make_officer())
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        left = int(client.get(url, headers={"X-Only-Asks": "1"}).content)
        assert 590 <= left <= 600
        assert int(client.get(url, headers={"X-Only-Asks": "1"}).content) == left
        assert int(client.get(url).content) == 1800
    with time_machine.travel(start + timedelta(minutes=51), tick=False):
        assert client.get(url, headers={"X-Only-Asks": "1"}).status_code == 302


def test_nobody_elses_session_is_counted(client):
    user = make_user()
    make_vendor(user=user)
    client.force_login(user)
    assert client.get(reverse("account_session")).status_code == 404


def test_session_and_account_are_read_at_once(client, django_assert_num_queries):
    client.force_login(make_user())
    with django_assert_num_queries(1):
        client.get(reverse("account_session"))


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "another"}])
def test_a_session_ends_with_what_it_was_opened_for(client, change):
    user = make_user()
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(**change)
    assert not get_user(client).is_authenticated
    assert client.get("/my/")["Location"] == f"{reverse('account_login')}?next=/my/"


def test_with_the_account_its_sessions_go(client):
    user = make_user()
    client.force_login(user)
    session = Session.objects.get()
    assert session.session_key not in str(session)

    user.delete()

    assert not Session.objects.exists()
