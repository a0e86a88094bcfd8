"""A session that ends while somebody types costs no word: for every form, for its owner alone."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts.models import Session
from otopfair.drafts.keeping import DRAFTS
from otopfair.drafts.refill import refill
from tests.factories import (
    make_administrator,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)
from tests.products.test_portal_products import picture

PASSWORD = "มะม่วง-หนองขาม-12"
NOTE = "ยังไม่ได้บันทึก"

PAGE = """<body><main id="main"><h1>หน้า</h1>
<form method="post" action="/out/"><input name="name"></form>
<form method="post" id="f"><input type="hidden" name="csrfmiddlewaretoken" value="new">
<input type="hidden" name="version" value="3"><input name="name" value="เดิม" required>
<input name="phone" value="1"><input name="phone" value="2"><input type="password" name="secret">
<input type="file" name="photo"><textarea name="story" rows="3">เรื่อง &amp; เดิม</textarea>
<select name="kind"><option value="a" selected>ก<option value="b">ข</option></select>
<select name="tags" multiple><option value="x" selected>1</option><option value="y">2</option>
</select><input type="checkbox" name="open" checked><input type="checkbox" name="days" value="1">
<input type="checkbox" name="days" value="2" checked>
<input type="radio" name="way" value="p" checked>
<input type="radio" name="way" value="q"><button name="act" value="save">บันทึก</button></form>
<input name="late" form="f"></main></body>"""
TYPED = [
    ("csrfmiddlewaretoken", "old"),
    ("version", "2"),
    ("name", 'ผ้า "ไหม" <b>'),
    ("phone", "081"),
    ("phone", "082"),
    ("story", "บรรทัด\nสอง </textarea><script>"),
    ("kind", "c"),
    ("tags", "y"),
    ("days", "1"),
    ("way", "q"),
    ("late", "ท้าย"),
    ("rows-1-name", "แถวใหม่"),
    ("act", "save"),
]


def refilled(text=PAGE, fields=TYPED, path="/page/"):
    return refill(text, fields, page="/page/", path=path, note="<p>NOTE</p>")


@pytest.mark.parametrize(
    "expected",
    [
        '<main id="main"><p>NOTE</p><h1>',
        '<input type="hidden" name="csrfmiddlewaretoken" value="new">',
        '<input type="hidden" name="version" value="2">',
        '<input name="name" value="ผ้า &quot;ไหม&quot; &lt;b&gt;" required>',
        '<input name="phone" value="081"><input name="phone" value="082">',
        '<input type="password" name="secret">',
        "\nบรรทัด\nสอง &lt;/textarea&gt;&lt;script&gt;</textarea>",
        '<option value="a">ก<option value="b">ข</option><option value="c" selected>c</option>',
        '<option value="x">1</option><option value="y" selected>2</option>',
        '<input type="checkbox" name="open"><input type="checkbox" name="days" value="1" checked>',
        '<input type="checkbox" name="days" value="2">',
        '<input type="radio" name="way" value="p">',
        '<input type="radio" name="way" value="q" checked>',
        '<input name="late" form="f" value="ท้าย">',
        '<input type="hidden" name="rows-1-name" value="แถวใหม่"></form>',
    ],
)
def test_every_kind_of_control_is_filled(expected):
    assert expected in refilled().text


def test_another_form_of_the_page_stays_as_it_is():
    assert '<form method="post" action="/out/"><input name="name"></form>' in refilled().text


def test_what_has_no_control_is_named_and_sent():
    assert refilled().left == [("rows-1-name", "แถวใหม่")]


def test_of_many_forms_alike_the_one_with_the_same_hidden_values_is_meant():
    rows = "".join(
        f'<form method="post"><input type="hidden" name="row" value="{row}">'
        f'<input name="note" value=""></form>'
        for row in range(3)
    )
    text = refilled(rows, [("row", "1"), ("note", "ก")]).text
    assert re.findall(r'name="note" value="(.*?)"', text) == ["", "ก", ""]


def test_a_row_that_saves_itself_is_found_by_its_names():
    grid = '<form method="post" action="?zone=1"><input name="sold-7" value=""></form>'
    text = refilled(grid, [("sold-7", "500")], path="/row/7/").text
    assert 'name="sold-7" value="500"' in text


def test_a_page_without_such_a_form_says_so():
    assert not refilled('<form method="post" action="/out/"><input name="q"></form>').found


# --- The whole way ------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = make_user(email=None, phone="0812345678", password=PASSWORD)
    make_vendor(user=user)
    return user


def sign_in(client, phone="0812345678", **more):
    answers = {"login": phone, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), answers)


def typed(name="ผ้าที่พิมพ์ไว้"):
    return {"form_key": str(uuid4()), "name_th": name, "category": "3", "story": "เรื่อง\nยาว"}


def lose_session(client):
    """As after some hours, or when a table was cleared: the browser knows nothing of it."""
    Session.objects.all().delete()


def type_and_lose(client, url, answers, **headers):
    """Open the form, lose the session, send; the sign-in page that follows."""
    client.get(url)
    lose_session(client)
    return client.post(url, answers, headers={"Referer": f"http://testserver{url}", **headers})


def value_of(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1])


def test_what_was_typed_is_there_after_signing_in_again(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    answer = type_and_lose(client, url, typed() | {"password": "ลับ"})
    assert answer["Location"] == f"{reverse('account_login')}?next={url}"
    assert "เข้าสู่ระบบด้วยบัญชีเดิม" in client.get(answer["Location"]).content.decode()
    assert sign_in(client, next=url)["Location"] == url

    page = client.get(url).content.decode()
    assert NOTE in page
    assert value_of(page, "name_th") == "ผ้าที่พิมพ์ไว้"
    assert ">\nเรื่อง\nยาว</textarea>" in page
    assert "ลับ" not in str(client.session[DRAFTS])

    key = value_of(page, "form_key")
    assert client.post(url, typed() | {"form_key": key}).status_code == 302
    assert NOTE not in client.get(url).content.decode()


def test_places_that_hang_on_the_province_are_offered_again_by_name(client, owner):
    """Seen: the district came back as "4001", and no subdistrict could be chosen."""
    client.force_login(owner)
    url = reverse("my-register")
    place = {"province": "40", "district": "4001", "subdistrict": ""}
    type_and_lose(client, url, {"form_key": str(uuid4()), "name_th": "ร้านใหม่", **place})
    sign_in(client, next=url)

    page = client.get(url)
    text, form = page.content.decode(), page.context["form"]
    assert value_of(text, "name_th") == "ร้านใหม่"
    assert ">4001</option>" not in text
    assert form.fields["district"].queryset.filter(pk="4001").exists()
    assert {row.district_id for row in form.fields["subdistrict"].queryset} == {"4001"}


def test_another_person_never_sees_it(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    type_and_lose(client, url, typed())
    other = make_user(email=None, phone="0898765432", password=PASSWORD)
    make_vendor("ร้านอื่น", user=other)
    sign_in(client, "0898765432", next=url)
    page = client.get(url).content.decode()
    assert NOTE not in page
    assert "ผ้าที่พิมพ์ไว้" not in page
    assert client.session.get(DRAFTS) == []


def test_it_is_dropped_with_signing_out(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    type_and_lose(client, url, typed())
    sign_in(client, next=url)
    client.post(reverse("account_logout"))
    assert "who" not in {name for name, morsel in client.cookies.items() if morsel.value}
    sign_in(client, next=url)
    assert NOTE not in client.get(url).content.decode()


def test_after_signing_out_nothing_more_is_kept(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    client.get(url)
    client.post(reverse("account_logout"))
    client.post(url, typed())
    assert DRAFTS not in client.session


def test_it_can_be_thrown_away(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    type_and_lose(client, url, typed())
    sign_in(client)
    client.get(url)
    assert client.post(reverse("draft-drop"), {"page": url})["Location"] == url
    assert NOTE not in client.get(url).content.decode()


def test_a_part_of_a_page_is_sent_to_sign_in_whole(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{url}?a=1"}
    answer = type_and_lose(client, url, typed(), **headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"{reverse('account_login')}?next={url}%3Fa%3D1"
    sign_in(client)
    assert NOTE in client.get(f"{url}?a=1").content.decode()


def test_a_row_that_its_page_keeps_never_takes_the_place_of_the_whole_form(client, owner):
    """Seen: a row of the grid, sent by itself, was answered after the form it stands in."""
    client.force_login(owner)
    url = reverse("my-product-add")
    type_and_lose(client, url, typed())
    row = {
        "HX-Request": "true",
        "X-Kept-By-Page": "1",
        "HX-Current-URL": f"http://testserver{url}",
        "Sec-Fetch-Dest": "empty",
    }
    for path in (url, reverse("my-profile")):
        answer = client.post(path, {"name_th": "แถวเดียว"}, headers=row)
        assert answer["HX-Redirect"] == f"{reverse('account_login')}?next={url}"
    sign_in(client, next=url)
    assert value_of(client.get(url).content.decode(), "name_th") == "ผ้าที่พิมพ์ไว้"


def test_a_form_that_its_page_sends_whole_is_led_on_and_kept_like_any_other(client, owner):
    client.force_login(owner)
    url = reverse("my-product-add")
    by_page = {
        "X-Sent-By-Page": "1",
        "Sec-Fetch-Dest": "empty",
        "Referer": f"http://testserver{url}",
    }
    answer = type_and_lose(client, url, typed(), **by_page)
    assert (answer.status_code, "Location" in answer) == (204, False)
    assert answer["X-Leads-To"] == f"{reverse('account_login')}?next={url}"
    sign_in(client, next=url)
    assert value_of(client.get(url).content.decode(), "name_th") == "ผ้าที่พิมพ์ไว้"


def test_files_are_named_to_be_chosen_again(client, owner):
    product = make_product(make_vendor("ร้านที่สอง", user=owner))
    client.force_login(owner)
    url = reverse("my-product-photos", args=[product.pk])
    type_and_lose(client, url, {"photo": picture(), "licence": "on"})
    sign_in(client)
    page = client.get(url).content.decode()
    assert "เลือกไฟล์ใหม่" in page


def test_an_officers_register_keeps_it_too(client):
    officer = make_administrator()
    officer.phone, officer.email = "0812345678", None
    officer.set_password(PASSWORD)
    officer.save()
    fair = make_fair_event()
    client.force_login(officer)
    url = reverse("staff:fairs_zone_add")
    answers = {"fair_event": fair.pk, "code": "ฮ", "name_th": "โซนที่พิมพ์ไว้"}
    type_and_lose(client, url, answers)
    sign_in(client)
    page = client.get(url).content.decode()
    assert NOTE in page
    assert value_of(page, "name_th") == "โซนที่พิมพ์ไว้"


def test_an_officer_who_was_away_too_long_loses_no_word(client):
    officer = make_administrator()
    officer.set_password(PASSWORD)
    officer.save()
    client.force_login(officer)
    url = reverse("staff:fairs_fairseries_add")
    client.get(url)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        headers = {"Referer": f"http://testserver{url}"}
        answer = client.post(url, {"name_th": "ชุดงานที่พิมพ์ไว้"}, headers=headers)
        assert answer["Location"] == f"{reverse('account_login')}?next={url}"
        sign_in(client, officer.email)
        page = client.get(url).content.decode()
    assert value_of(page, "name_th") == "ชุดงานที่พิมพ์ไว้"


def test_a_form_that_is_gone_shows_the_words_once(client, owner):
    product = make_product(make_vendor("ร้านที่สอง", user=owner))
    client.force_login(owner)
    url = reverse("my-product-edit", args=[product.pk])
    type_and_lose(client, url, typed())
    product.delete()
    sign_in(client)
    page = client.get(url).content.decode()
    assert "แบบฟอร์มที่คุณพิมพ์ไว้เปิดไม่ได้แล้ว" in page
    assert "ผ้าที่พิมพ์ไว้" in page
    assert client.get(url).status_code == 404


# --- A token that is too old --------------------------------------------------------------------


def test_a_token_that_is_too_old_costs_no_word(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    url = reverse("my-product-add")
    client.get(url)
    headers = {"Referer": f"http://testserver{url}", "Sec-Fetch-Site": "same-origin"}
    answer = client.post(url, typed() | {"csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert answer.status_code == 403
    assert f'href="{url}"' in answer.content.decode()
    page = client.get(url).content.decode()
    assert NOTE in page
    assert value_of(page, "name_th") == "ผ้าที่พิมพ์ไว้"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/"},
        {},
    ],
)
def test_what_another_site_sends_is_not_kept(owner, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    url = reverse("my-product-add")
    client.get(url)
    assert client.post(url, typed(), headers=headers).status_code == 403
    assert NOTE not in client.get(url).content.decode()
