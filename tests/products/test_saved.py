"""A visitor's own list without an account: kept by a cookie, read as one walks, sent by a link."""

from datetime import timedelta

import pytest
from django.test import Client

from otopfair.thai.calendar import today_in_thailand
from products.models import OfferedProduct
from products.saved import MOST_SAVED, changed, read_marks
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_product,
    make_vendor,
    make_zone,
)
from tests.visitors import queries_of, visit
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
DAY = timedelta(days=1)


def fair_in(days: int, name: str, **fields):
    opens = today_in_thailand() + days * DAY
    return make_fair_event(name, opens_on=opens, closes_on=opens + 2 * DAY, **fields)


def press(client, **answers):
    return client.post("/saved/", answers, **HERE)


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_what_is_kept_is_there_and_goes_and_comes_back(client):
    product = make_product(make_vendor("ร้านแพร"), "ผ้าไหม")
    mark = f"p{product.pk}"

    added = press(client, add=mark)
    assert added.status_code == 302
    assert "ผ้าไหม" in client.get(added["Location"]).content.decode()

    removed = press(client, remove=mark)
    page = client.get(removed["Location"]).content.decode()
    assert "เอากลับ" in page
    assert f'name="add" value="{mark}"' in page
    assert "ยังไม่ได้เก็บอะไรไว้" in page
    assert client.cookies["saved"].value == ""

    press(client, add=mark)
    assert "ผ้าไหม" in client.get("/saved/").content.decode()


def test_a_press_leads_back_to_where_it_came_from(client):
    answer = client.post(
        "/saved/", {"add": "v1"}, **HERE, HTTP_REFERER="http://testserver/products/?q=x"
    )
    assert "next=%2Fproducts%2F%3Fq%3Dx" in answer["Location"]

    elsewhere = client.post("/saved/", {"add": "v1"}, **HERE, HTTP_REFERER="http://evil.test/")
    assert "next" not in elsewhere["Location"]


def test_a_script_gets_no_page(client):
    answer = client.post("/saved/", {"add": "v1"}, **HERE, HTTP_HX_REQUEST="true")

    assert (answer.status_code, answer.content) == (204, b"")
    assert "saved" in answer.cookies


@pytest.mark.parametrize(
    "origin", [{}, {"HTTP_ORIGIN": "http://evil.test"}, {"HTTP_ORIGIN": "null"}]
)
def test_another_site_cannot_press(origin):
    client = Client(enforce_csrf_checks=True)

    assert client.post("/saved/", {"add": "v1"}, **origin).status_code == 403
    assert client.post("/saved/", {"add": "v1"}, **HERE).status_code == 302


def test_pages_are_the_same_for_all(client):
    vendor = make_vendor()
    product = make_product(vendor)
    pages = [f"/products/{product.pk}/", f"/vendors/{vendor.pk}/", "/products/"]
    before = [visit(client, page).content for page in pages]
    press(client, add=f"p{product.pk}.v{vendor.pk}")

    for page, content in zip(pages, before, strict=True):
        response = client.get(page)
        assert response.content == content
        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")


def test_the_own_list_is_kept_nowhere_and_names_nobody(client):
    press(client, add="v1")
    cookie = client.cookies["saved"]

    assert "no-store" in client.get("/saved/")["Cache-Control"]
    assert cookie.value.startswith("v1:")
    assert cookie["samesite"] == "Lax"
    assert "sessionid" not in client.cookies


def test_a_cookie_that_we_did_not_write_is_an_empty_list(client):
    make_product(make_vendor(), "ผ้าไหม")
    client.cookies["saved"] = "p1:forged:signature"

    assert "ยังไม่ได้เก็บอะไรไว้" in client.get("/saved/").content.decode()


def test_it_stands_as_one_walks(client):
    near, far = fair_in(0, "งานใกล้"), fair_in(20, "งานไกล")
    make_zone(near, "A", sequence=2, name_th="อาหาร")
    make_zone(near, "B", sequence=1, name_th="ผ้า")
    weaver, cook = make_vendor("ร้านทอ"), make_vendor("ร้านครัว")
    silk, rice = make_product(weaver, "ผ้าไหมงาม"), make_product(cook, "ข้าวแต๋นกรอบ")
    standing = make_allocation(make_booth(near, "A10"), cook)
    OfferedProduct.objects.create(application=standing.application, product=rice)
    make_allocation(make_booth(near, "B2"), weaver)
    empty = make_booth(near, "A2")
    make_allocation(make_booth(far, "C1"), weaver)

    press(client, add=f"p{rice.pk}.p{silk.pk}.v{weaver.pk}.b{empty.pk}")
    text = client.get("/saved/").content.decode().replace("\u200b", "")

    near_by = ("งานใกล้", "B2", "ร้านทอ", "A2", "A10", "ข้าวแต๋นกรอบ")
    assert in_order(text, *near_by, "งานไกล", "C1", "ยังไม่มีบูธ", "ผ้าไหมงาม")


def test_a_fair_that_is_over_stands_last_and_says_so(client):
    past, next_fair = fair_in(-30, "งานเก่า"), fair_in(5, "งานใหม่")
    booths = [make_booth(past, "A1"), make_booth(next_fair, "A1")]
    press(client, add=".".join(f"b{booth.pk}" for booth in booths))

    assert in_order(client.get("/saved/").content.decode(), "งานใหม่", "งานเก่า", "จบแล้ว")


def test_what_is_hidden_is_left_out(client):
    vendor, shown = make_vendor("ร้านลับ", is_published=False), make_vendor("ร้านเปิด")
    fair = fair_in(3, "งานร่าง", state="draft")
    booth = make_booth(fair, "A1")
    press(client, add=f"v{vendor.pk}.v{shown.pk}.b{booth.pk}.p999999")

    text = client.get("/saved/").content.decode()

    assert "ร้านเปิด" in text
    assert "ร้านลับ" not in text
    assert "งานร่าง" not in text
    assert f"items=v{shown.pk}" in text


def test_a_hidden_shop_in_a_saved_booth_is_not_named(client):
    booth = make_booth(fair_in(3, "งานเปิด"), "A1")
    vendor = make_vendor("ร้านลับ")
    make_allocation(booth, vendor)
    Vendor.objects.filter(pk=vendor.pk).update(is_published=False)
    press(client, add=f"b{booth.pk}")

    assert "ร้านลับ" not in client.get("/saved/").content.decode()


def test_a_list_is_sent_by_its_address(client):
    product = make_product(make_vendor(), "ผ้าไหม")
    page = visit(client, f"/saved/shared/?items=p{product.pk}.nonsense.p{product.pk}")

    text = page.content.decode()
    assert "ผ้าไหม" in text
    assert f'name="add" value="p{product.pk}"' in text
    assert "public" in page["Cache-Control"]
    assert "ไม่มีอะไรในรายการนี้แล้ว" in visit(client, "/saved/shared/").content.decode()


def test_it_costs_as_much_for_many_as_for_one(client):
    fair = fair_in(0, "งาน")
    marks = []
    for number in range(1, 6):
        vendor = make_vendor(f"ร้าน {number}")
        product = make_product(vendor)
        allocation = make_allocation(make_booth(fair, f"A{number}"), vendor)
        OfferedProduct.objects.create(application=allocation.application, product=product)
        marks += [f"p{product.pk}", f"v{vendor.pk}", f"b{allocation.booth_id}"]

    few = queries_of(client, f"/saved/shared/?items={'.'.join(marks[:3])}")
    assert queries_of(client, f"/saved/shared/?items={'.'.join(marks)}") == few <= 5


def test_marks():
    assert read_marks("p1.v2.b3.p1.x9.p0.p.p１") == ("p1", "v2", "b3")
    assert changed(("p1", "v2"), remove="p1") == ("v2",)
    assert changed(("p1", "v2"), add="p1") == ("v2", "p1")
    many = ".".join(f"p{number}" for number in range(1, 200))
    assert len(read_marks(many)) == MOST_SAVED
    assert changed(read_marks(many), add="v1")[-1] == "v1"


@pytest.mark.parametrize("page", ["/saved/", "/en/saved/"])
def test_an_empty_list_says_how_to_begin(client, page):
    text = client.get(page).content.decode()

    assert 'class="card empty"' in text
