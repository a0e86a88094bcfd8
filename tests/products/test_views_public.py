"""Visitors' pages of products: the catalogue, one product, one vendor, one fair's products."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache

from fairs.models import Province
from otopfair.thai.calendar import today_in_thailand
from products.models import OfferedProduct, ProductPhoto
from tests.factories import make_allocation, make_booth, make_fair_event, make_product, make_vendor
from tests.visitors import queries_of, text_of, visit
from vendors.models import VendorPhone

pytestmark = pytest.mark.django_db
LIST = "/products/"


def sell(product, code="C01", **fair):
    """`product` stands in a booth of a fair that runs today unless told otherwise."""
    event = make_fair_event("งานวันนี้", **fair)
    stand = make_allocation(make_booth(event, code), product.vendor)
    OfferedProduct.objects.create(application=stand.application, product=product)
    return event


def names(client, query=""):
    return [hit["name"] for hit in visit(client, LIST + query).context["hits"]]


def test_a_card_of_the_catalogue_says_what_who_and_where(client):
    product = make_product(
        make_vendor("กลุ่มทอผ้าบ้านหนองขาม"),
        "ผ้าไหมแคนแก่นคูน",
        price_baht=Decimal(2500),
        price_unit="ผืน",
        stars=5,
        story="ทอมือ 2 ตะกอ",
    )
    ProductPhoto.objects.create(
        product=product, name="a" * 32, state="ready", width=4, height=4, sequence=2
    )
    ProductPhoto.objects.create(product=product, name="b" * 32, state="waiting")
    sell(product)
    [hit] = visit(client, LIST).context["hits"]

    assert hit == {
        "id": product.pk,
        "url": f"/products/{product.pk}/",
        "name": "ผ้าไหมแคนแก่นคูน",
        "photo": "a" * 32,
        "price": "2,500\u00a0บาท ต่อผืน",
        "stars": 5,
        "year": "",
        "vendor": "กลุ่มทอผ้าบ้านหนองขาม",
        "where": None,
        "maker": "กลุ่มทอผ้าบ้านหนองขาม จ.ขอนแก่น",
        "text": "ทอมือ 2 ตะกอ",
        "booth": "C01",
    }
    text = text_of(client, LIST)
    assert "พบ 1 รายการ" in text
    assert "อยู่ที่งาน บูธ C01" in text


def test_what_was_searched_is_marked_and_near_spellings_are_said_aloud(client):
    make_product(name="ผ้าไหมมัดหมี่", story=f"{'คำนำ ' * 30}ทอจากผ้าไหมแท้")

    text = text_of(client, f"{LIST}?q=ผาไหม")
    assert "<mark>ผ้าไหม</mark>มัดหมี่" in text
    assert "ทอจาก<mark>ผ้าไหม</mark>แท้" in text
    assert "สะกดใกล้กัน" not in text
    assert "แสดงสิ่งที่ใกล้เคียงที่สุดให้แล้ว" in text_of(client, f"{LIST}?q=ผ้าไหมมัดหมิ่น")


def test_markup_in_names_and_queries_stays_text(client):
    make_product(name="<b>ไหม</b>")
    text = text_of(client, f"{LIST}?q=<b>ไหม")

    assert "<b>ไหม" not in text
    assert "&lt;b&gt;" in text


def test_filters_are_chips_that_can_be_taken_off_one_by_one(client):
    make_product(name="ผ้าไหม")
    response = visit(client, f"{LIST}?category=3&category=1&province=40&q=ไหม&page=2")

    silk = "q=%E0%B9%84%E0%B8%AB%E0%B8%A1"

    assert [(chip["label"], chip["url"]) for chip in response.context["chips"]] == [
        ("ผ้า เครื่องแต่งกาย", f"?category=1&province=40&{silk}"),
        ("อาหาร", f"?category=3&province=40&{silk}"),
        ("ขอนแก่น", f"?category=3&category=1&{silk}"),
    ]
    assert response.context["clear_url"] == f"?{silk}"
    assert "ใช้อยู่ 3 ข้อ" in response.content.decode()


def test_filters_and_sorting_in_the_address_choose_what_is_shown(client):
    loei = make_vendor("ร้านเลย", province=Province.objects.get(pk="42"))
    make_product(name="ผ้า", stars=5, price_baht=Decimal(900))
    make_product(loei, "ข้าว", category=1, price_baht=Decimal(50))

    assert names(client) == ["ข้าว", "ผ้า"]
    assert names(client, "?category=3") == ["ผ้า"]
    assert names(client, "?category=1&category=3&sort=price-desc") == ["ผ้า", "ข้าว"]
    assert names(client, "?province=42") == ["ข้าว"]
    assert names(client, "?stars=5") == ["ผ้า"]
    assert names(client, "?on_sale=1") == []
    assert names(client, "?sort=nonsense") == ["ข้าว", "ผ้า"]


def test_the_catalogue_is_paged_with_its_filters_in_the_address(client):
    vendor = make_vendor()
    for number in range(31):
        make_product(vendor, f"ผ้า {number}")

    text = text_of(client, f"{LIST}?category=3")
    assert "1–30 จาก 31" in text
    assert 'rel="next" href="?category=3&amp;page=2"' in text
    assert "31–31 จาก 31" in text_of(client, f"{LIST}?category=3&page=2")
    assert "31–31 จาก 31" in text_of(client, f"{LIST}?q=ผ้า&page=99")


def test_empty_catalogues_say_why_and_what_to_do(client):
    assert "ยังไม่มีสินค้า" in text_of(client, LIST)
    assert "ไม่มีสินค้าที่ตรงตัวกรอง" in text_of(client, f"{LIST}?category=1")
    assert "ไม่พบ “zzz”" in text_of(client, f"{LIST}?q=zzz")


def test_a_search_takes_three_queries_while_nothing_is_sold(client):
    make_product(name="ผ้าไหม")
    queries_of(client, LIST)  # what is kept is kept now

    assert queries_of(client, f"{LIST}?q=ผ้าไหม") == 3


@pytest.mark.parametrize("query", ["", "?q=ผ้าไหม", "?category=3&province=40", "?q=ผ้าไหมมัดหมิ่น"])
def test_the_catalogue_costs_the_same_with_1_10_and_40_products(client, query):
    vendor = make_vendor()
    costs = []
    for wanted in (1, 10, 40):
        for _number in range(vendor.products.count(), wanted):
            make_product(vendor, "ผ้าไหมมัดหมี่")
        costs.append(queries_of(client, LIST + query))
        cache.clear()

    assert costs[0] == costs[1] == costs[2]


def test_an_unchanged_catalogue_answers_304(client):
    make_product()
    etag = visit(client, LIST)["ETag"]

    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304


def test_a_product_tells_its_price_story_maker_and_where_to_buy_it(client):
    vendor = make_vendor("กลุ่มย้อมคราม", phone_is_public=True)
    VendorPhone.objects.create(vendor=vendor, number="0812345678")
    product = make_product(vendor, "ผ้าคราม", price_unit="ผืน", story="ย้อมเย็น", care="ซักมือ")
    make_product(vendor, "เสื้อคราม")
    make_product(vendor, "ครามลับ", is_public=False)
    sell(product)
    text = text_of(client, f"/products/{product.pk}/")

    for words in ("2,500\u00a0บาท", "ต่อผืน", "ย้อมเย็น", "ซักมือ", "หาซื้อได้วันนี้", "C01"):
        assert words in text
    assert 'href="tel:+66812345678"' in text
    assert "เสื้อคราม" in text
    assert "ครามลับ" not in text


def test_a_coming_fair_stands_under_next_and_a_past_one_nowhere(client):
    product = make_product()
    today = today_in_thailand()
    day = timedelta(days=1)
    sell(product, opens_on=today + 9 * day, closes_on=today + 10 * day)
    sell(product, opens_on=today - 9 * day, closes_on=today - 8 * day)
    response = visit(client, f"/products/{product.pk}/")

    assert response.context["now"] == []
    assert [stand.codes for stand in response.context["next"]] == [["C01"]]


def test_a_phone_stays_private_until_the_vendor_opens_it(client):
    vendor = make_vendor()
    VendorPhone.objects.create(vendor=vendor, number="0812345678")
    product = make_product(vendor)

    for page in (f"/products/{product.pk}/", f"/vendors/{vendor.pk}/"):
        assert "081" not in text_of(client, page)


def test_hidden_products_and_vendors_do_not_exist(client):
    hidden = make_product(is_public=False)
    closed = make_vendor(is_published=False)

    visit(client, f"/products/{hidden.pk}/", status=404)
    visit(client, f"/vendors/{closed.pk}/", status=404)


def test_a_vendor_shows_its_story_products_and_booths(client):
    vendor = make_vendor("กลุ่มย้อมคราม", story="รวมกลุ่มปี 2545")
    product = make_product(vendor, "ผ้าคราม")
    sell(product, "C07")
    text = text_of(client, f"/vendors/{vendor.pk}/")

    for words in ("รวมกลุ่มปี 2545", "ผ้าคราม", "C07", "สินค้า 1 รายการ"):
        assert words in text


def test_a_fair_lists_the_public_products_of_its_booths(client):
    product = make_product(name="ผ้าคราม")
    fair = sell(product)
    OfferedProduct.objects.create(
        application=fair.applications.get(),
        product=make_product(product.vendor, "ลับ", is_public=False),
    )
    response = visit(client, f"/fairs/{fair.slug}/products/")

    assert [tile["name"] for tile in response.context["tiles"]] == ["ผ้าคราม"]
    assert visit(client, f"/fairs/{fair.slug}/products/?category=1").context["tiles"] == []


def test_pages_of_one_product_and_vendor_cost_the_same_with_many_rows(client):
    vendor = make_vendor(phone_is_public=True)
    product = make_product(vendor)
    sell(product)
    pages = [f"/products/{product.pk}/", f"/vendors/{vendor.pk}/"]
    visit(client, pages[0])
    few = [queries_of(client, page) for page in pages]
    for number in range(10):
        make_product(vendor, f"สินค้า {number}")
        sell(product, f"C{number + 10}")

    assert [queries_of(client, page) for page in pages] == few
