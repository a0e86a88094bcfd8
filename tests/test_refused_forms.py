"""Back onto a form that was refused finds the form, and what was typed; so does who lost all
cookies and signs in again."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otopfair.drafts.keeping import DRAFTS
from otopfair.drafts.refill import refill
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_administrator,
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)
from tests.test_drafts import NOTE, PASSWORD, sign_in, typed, value_of

PAGE = (
    '<form method="post"><input type="hidden" name="seen" value="1"><input name="a" value="ก">'
    '<textarea name="b">\nข&amp;\nค</textarea><select name="c"><option value="1"><option value="2">'
    '</select><input type="checkbox" name="d"></form>'
)
STANDS = {"seen": "0", "a": "ก", "b": "ข&\r\nค", "c": "1"}


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({}, False),
        ({"d": "on"}, False),
        ({"a": "ฮ"}, True),
        ({"b": ""}, True),
        ({"c": "2"}, True),
    ],
)
def test_only_words_and_choices_that_do_not_stand_there_are_brought_back(change, differs):
    fields = list({**STANDS, **change}.items())
    assert refill(PAGE, fields, page="/", path="/").differs == differs


pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = make_user(email=None, phone="0812345678", password=PASSWORD)
    make_vendor(user=user)
    return user


def refuse_product(client):
    """A new product without its kind; the address of the page."""
    url = reverse("my-product-add")
    assert client.post(url, typed() | {"category": ""}).status_code == 422
    return url


def test_back_onto_a_refused_form_finds_what_was_typed(client, owner):
    client.force_login(owner)
    url = refuse_product(client)
    page = client.get(url).content.decode()
    assert NOTE in page
    assert value_of(page, "name_th") == "ผ้าที่พิมพ์ไว้"


def test_it_is_gone_when_the_form_was_taken(client, owner):
    client.force_login(owner)
    url = refuse_product(client)
    assert client.post(url, typed()).status_code == 302
    assert NOTE not in client.get(url).content.decode()


def test_an_officers_register_brings_it_back_too(client):
    client.force_login(make_administrator())
    url = reverse("staff:fairs_zone_add")
    assert client.post(url, {"name_th": "โซนที่พิมพ์ไว้"}).status_code == 422
    assert value_of(client.get(url).content.decode(), "name_th") == "โซนที่พิมพ์ไว้"


def test_who_gave_a_refused_form_up_is_not_held_up_when_it_is_gone(client, owner):
    client.force_login(owner)
    product = make_product(owner.vendor_memberships.get().vendor)
    url = reverse("my-product-edit", args=[product.pk])
    assert client.post(url, {"name_th": ""}).status_code == 422
    product.delete()
    assert client.get(url).status_code == 404
    assert client.session[DRAFTS] == []


def refuse_signing_up(client):
    url = reverse("account_signup")
    answers = {"full_name": "นางบุญเรือง", "phone": "081", "password1": PASSWORD}
    assert client.post(url, answers).status_code == 422
    return url


def test_who_opens_an_account_finds_it_for_half_an_hour(client):
    url = refuse_signing_up(client)
    assert value_of(client.get(url).content.decode(), "full_name") == "นางบุญเรือง"
    assert NOTE not in client.get(reverse("account_login")).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert NOTE not in client.get(url).content.decode()


def test_a_refused_sign_in_keeps_no_name_for_the_next_person(client, owner):
    assert sign_in(client, password="ผิด").status_code == 422
    assert "0812345678" not in client.get(reverse("account_login")).content.decode()


def test_the_answer_to_a_press_says_where_it_can_be_opened(client, owner):
    """Of what is only pressed, the page of its form; of a page that was opened, nothing."""
    client.force_login(owner)
    add, people = reverse("my-product-add"), reverse("my-people")
    assert "data-answers-press" not in client.get(add).content.decode()
    page = client.post(f"{add}?a=1", typed() | {"category": ""}).content.decode()
    assert f'data-answers-press="{add}?a=1"' in page
    alone = reverse("my-member-remove", args=[owner.vendor_memberships.get().pk])
    headers = {"Referer": f"http://testserver{people}"}
    assert f'data-answers-press="{people}"' in client.post(alone, headers=headers).content.decode()


def test_every_view_that_is_only_pressed_says_so():
    """A plain require_POST would leave Back on an address that cannot be opened."""
    root = Path(__file__).parents[1]
    apps = ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages", "demo")
    plain = [
        path.relative_to(root).as_posix()
        for app in apps
        for path in (root / app).rglob("*.py")
        if "require_POST" in path.read_text()
    ]
    assert plain == ["otopfair/onward.py"]


# --- All cookies gone ---------------------------------------------------------------------------


def step_page(vendor):
    call = make_call(make_fair_event())
    make_application(call=call, vendor=vendor, status="draft")
    url = reverse("my-apply-note", args=[call.fair_event.slug])
    return url, url, {"note": "ขอใกล้ประตู", "seen": ""}, "ขอใกล้ประตู"


def profile_page(vendor):
    url = reverse("my-profile")
    return url, url, {"name_th": "ร้านชื่อใหม่", "seen": ""}, "ร้านชื่อใหม่"


def takings_page(vendor):
    stand = make_allocation(make_booth(make_fair_event()), vendor)
    day = today_in_thailand().isoformat()
    url = reverse("my-sales-day", args=[stand.booth.fair_event.slug, day])
    answers = {"allocation": stand.pk, "sold_baht": "1,512", "ordered_baht": "0", "seen": ""}
    return reverse("my-sales"), url, answers, 'value="1,512"'


def send_without_cookies(page, url, answers, **headers):
    """From a page of ours, whose browser has just lost every cookie."""
    client = Client(enforce_csrf_checks=True)
    sent = {"Referer": f"http://testserver{page}", "Sec-Fetch-Site": "same-origin", **headers}
    return client, client.post(url, answers, headers=sent)


def sign_in_from(client, page):
    """By hand, with the token of the sign-in page."""
    there = f"{reverse('account_login')}?next={page}"
    token = client.get(there).context["csrf_token"]
    return sign_in(client, next=page, csrfmiddlewaretoken=str(token))


@pytest.mark.parametrize(
    "of", [step_page, profile_page, takings_page], ids=["step", "profile", "takings"]
)
def test_who_lost_all_cookies_signs_in_and_goes_on(owner, of):
    page, url, answers, words = of(owner.vendor_memberships.get().vendor)
    client, answer = send_without_cookies(page, url, answers)
    assert answer.status_code == 403
    assert f'href="{page}">เข้าสู่ระบบแล้วทำต่อ' in answer.content.decode()
    sign_in_from(client, page)
    text = client.get(page).content.decode()
    assert NOTE in text
    assert words in text


def test_nobody_else_at_that_browser_finds_it(owner):
    page, url, answers, words = profile_page(owner.vendor_memberships.get().vendor)
    client, _answer = send_without_cookies(page, url, answers)
    sign_in_from(client, reverse("my-home"))
    assert words not in client.get(page).content.decode()


def test_a_part_that_saves_itself_is_led_to_the_page_with_all_that_was_typed(owner):
    page, url, answers, _words = step_page(owner.vendor_memberships.get().vendor)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    _client, answer = send_without_cookies(page, url, answers, **headers)
    assert answer["HX-Redirect"] == page
