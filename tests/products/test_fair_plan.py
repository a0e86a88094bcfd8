"""The plan of a fair: one map, one list that says what is sold, one search, one booth at a time."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import Booth
from otopfair.documents.qr import qr_drawing
from products.models import OfferedProduct, Product, ProductGroup
from tests import factories as make
from tests.visitors import queries_of, text_of, visit
from vendors.ground.plan import plan_of
from vendors.models import BoothAllocation, BoothApplication, Vendor

pytestmark = pytest.mark.django_db
PLAN = "/fairs/fair/plan/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def fair():
    """Three booths: C01 taken and selling two cloths, C02 held, C03 free; A01 free elsewhere."""
    fair = make.make_fair_event("งานทดสอบ", slug="fair")
    make.make_zone(fair, "C", name_th="ผ้า", sequence=1)
    make.make_zone(fair, "A", name_th="อาหาร", sequence=2)
    stand = make.make_allocation(make.make_booth(fair, "C01"), make.make_vendor("กลุ่มทอผ้าดอนข่า"))
    silk = ProductGroup.objects.create(category=3, name_th="ผ้าไหม")
    make.make_offer(stand.application, name="มัดหมี่ลายต้นสน", group=silk)
    make.make_offer(stand.application, name="ผ้าขาวม้า")
    make.make_booth(fair, "C02", held_for="ผู้สนับสนุน")
    make.make_booth(fair, "C03")
    make.make_booth(fair, "A01")
    return fair


def rows_of(client, query="") -> dict[str, str]:
    """Code → the words of its row, as the list has them."""
    text = text_of(client, PLAN + query)
    rows = re.findall(r"<li[^>]*><a href=.\?booth=\w+.>(\w+)</a> (.*?)(?=<li|</ul)", text, re.S)
    return {code: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for code, words in rows}


def marked(client, query) -> list[str]:
    return re.findall(r'<a href="\?booth=(\w+)"[^>]* aria-current="true">', text_of(client, query))


# --- Map and list


def test_the_list_says_who_sells_what_and_what_is_free(client, fair):
    assert rows_of(client) == {
        "C01": "กลุ่มทอผ้าดอนข่า ผ้าไหม, ผ้าขาวม้า",
        "C02": "จองไว้",
        "C03": "ว่าง 3 × 3 เมตร มีไฟฟ้า",
        "A01": "ว่าง 3 × 3 เมตร มีไฟฟ้า",
    }


def test_every_booth_is_a_link_on_the_map(client, fair):
    text = text_of(client, PLAN)

    assert re.findall(r'<a href="\?booth=(\w+)"><use ', text) == ["C01", "C02", "C03", "A01"]
    assert "ผู้สนับสนุน" not in text


def test_the_plan_counts_its_booths(client, fair):
    text = text_of(client, PLAN)

    assert re.findall(r"<b>(.*?)</b> (\d+)", text) == [
        ("มีร้านแล้ว", "1"),
        ("จองไว้", "1"),
        ("ว่าง", "2"),
    ]


def test_zones_are_folded_until_one_is_asked_for(client, fair):
    def opened(query):
        return re.findall(r'<details[^>]*id="zone-(\w+)" open>', text_of(client, PLAN + query))

    assert [opened(q) for q in ("", "?zone=A", "?booth=C03", "?free=1", "?zone=Z")] == [
        [],
        ["A"],
        ["C"],
        ["C", "A"],
        [],
    ]


def test_what_is_not_public_is_not_said(client, fair):
    stand = make.make_allocation(make.make_booth(fair, "C04"), make.make_vendor(is_published=False))
    make.make_offer(stand.application, name="ผ้าลับ")
    hidden = make.make_offer(BoothApplication.objects.earliest("pk"), name="ผ้าเก็บ").product
    Product.objects.filter(pk=hidden.pk).update(is_public=False)

    rows = rows_of(client)
    assert (rows["C04"], rows["C01"]) == ("มีร้านแล้ว", "กลุ่มทอผ้าดอนข่า ผ้าไหม, ผ้าขาวม้า")
    assert rows_of(client, "?q=ผ้าลับ") == rows_of(client, "?q=ผ้าเก็บ") == {}


def test_who_named_no_product_sells_its_official_type(client, fair):
    make.make_allocation(make.make_booth(fair, "A02"), make.make_vendor("ครัวแม่"), category=1)

    assert rows_of(client)["A02"] == "ครัวแม่ อาหาร"


def test_booths_that_nobody_placed_are_laid_out_in_rows(fair):
    drawing = plan_of(fair).drawn_for()
    places = {b.code: (b.box.x, b.box.y) for zone in drawing.zones for b in zone.booths}

    assert places == {"C01": (0, 0), "C02": (3, 0), "C03": (6, 0), "A01": (14, 0)}


# --- Searching


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ดอนขา", {"C01": "กลุ่มทอผ้าดอนข่า ผ้าไหม, ผ้าขาวม้า"}),
        ("?q=ขาวมา", {"C01": "กลุ่มทอผ้าดอนข่า ผ้าขาวม้า"}),
        ("?q=c๐๒", {"C02": "จองไว้"}),
        ("?q=ผู้สนับสนุน", {}),
        ("?q=ดอนข่า+ผ้าไทย", {}),
        ("?free=1", {"C03": "ว่าง 3 × 3 เมตร มีไฟฟ้า", "A01": "ว่าง 3 × 3 เมตร มีไฟฟ้า"}),
    ],
)
def test_a_vendor_a_product_or_a_booth_is_found(client, fair, query, found):
    assert rows_of(client, query) == found
    text = text_of(client, PLAN + query)
    assert f"พบ {len(found)} บูธ" in text
    assert text.count("h0") == len(found)
    assert len(re.findall(r'<use href="#s\d', text)) == 4
    assert text.count("<title>") - 1 == 4 - len(found)
    assert ("ไม่มีบูธที่ตรงกับที่ค้น" in text) == (not found)


def test_a_zone_counts_as_free_what_was_found(client, fair):
    assert "ว่าง 1" in re.sub(r"\s+", " ", text_of(client, f"{PLAN}?free=1"))
    found = text_of(client, f"{PLAN}?q=ดอนข่า").partition('class="plan-zone-list"')[2]
    assert "ว่าง" not in found.partition("</summary>")[0]


# --- One booth


@pytest.mark.parametrize("typed", ["C01", "c01", "%20C01"])
def test_a_booth_of_the_address_is_marked_and_told(client, fair, typed):
    text = text_of(client, f"{PLAN}?booth={typed}")

    assert marked(client, f"{PLAN}?booth={typed}") == ["C01"]
    assert "<title>บูธ C01 ผังบูธ งานทดสอบ" in text
    card = re.search(r'<section class="plan-card".*?</section>', text, re.S).group()
    vendor = Vendor.objects.get(name_th="กลุ่มทอผ้าดอนข่า")
    products = Product.objects.filter(vendor=vendor).order_by("pk")
    assert re.findall(r'href="(/\w+/\d+/)"', card) == [
        f"/vendors/{vendor.pk}/",
        *(f"/products/{row.pk}/" for row in products),
    ]


def test_a_booth_that_is_not_there_is_said_to_be_missing(client, fair):
    assert "ไม่มีบูธ Z9 ในงานนี้" in text_of(client, f"{PLAN}?booth=Z9")
    assert marked(client, f"{PLAN}?booth=Z9") == []


def test_a_tap_brings_the_card_alone(client, fair):
    answer = client.get(f"{PLAN}?booth=C03", headers=HTMX)

    assert answer.content.decode().strip().startswith('<section class="plan-card"')
    assert "HX-Request" in answer.headers["Vary"]
    assert client.get(PLAN, headers=HTMX).content.strip() == b""


def test_vendor_and_product_lead_back_to_their_booth(client, fair):
    offer = OfferedProduct.objects.earliest("pk")
    pages = (
        f"/products/{offer.product_id}/",
        f"/vendors/{offer.product.vendor_id}/",
        "/fairs/fair/vendors/",
    )
    assert [f'href="{PLAN}?booth=C01"' in text_of(client, page) for page in pages] == [True] * 3


# --- Four hundred booths


def fill(fair, number: int) -> None:
    """Zones of 50 with a shop of three products in each booth, written at once."""
    user = make.make_user()
    province = make.make_vendor().province
    zones = [make.make_zone(fair, chr(65 + n), name_th="ผ้า เครื่องแต่งกาย") for n in range(8)]
    zones = [zones[n % 8] for n in range(number)]
    booths = Booth.objects.bulk_create(
        Booth(zone=zone, code=f"{zone.code}{n // 8 + 10:02d}") for n, zone in enumerate(zones)
    )
    vendors = Vendor.objects.bulk_create(
        Vendor(
            name_th=f"กลุ่มสตรีทอผ้าบ้านหนองบัว {n}",
            kind="group",
            province=province,
            is_published=True,
            show_state="shown",
        )
        for n in range(number)
    )
    applications = BoothApplication.objects.bulk_create(
        BoothApplication(
            fair_event=fair,
            vendor=vendor,
            status="confirmed",
            category=3,
            form_key=uuid4(),
            started_by=user,
            submitted_at=timezone.now(),
            reference_prefix="X",
            reference_number=number,
        )
        for number, vendor in enumerate(vendors, start=1000)
    )
    BoothAllocation.objects.bulk_create(
        BoothAllocation(application=application, booth=booth, allocated_by=user)
        for application, booth in zip(applications, booths, strict=True)
    )
    kinds = ("ผ้าไหมมัดหมี่ลายโบราณ", "ผ้าขาวม้า", "กระเป๋าผ้า")
    products = Product.objects.bulk_create(
        Product(vendor=vendor, province=province, name_th=name, category=3, is_public=True)
        for vendor in vendors
        for name in kinds
    )
    OfferedProduct.objects.bulk_create(
        OfferedProduct(application=application, product=product)
        for application, product in zip(
            (one for one in applications for _kind in kinds), products, strict=True
        )
    )


def test_four_hundred_booths_are_a_light_page_and_cost_as_many_queries_as_four(client, fair):
    visit(client, PLAN)
    few = [queries_of(client, PLAN + query) for query in ("", "?q=ผ้า", "?booth=C01")]
    fill(fair, 396)

    assert [queries_of(client, PLAN + query) for query in ("", "?q=ผ้า", "?booth=C01")] == few
    assert visit(client, PLAN).content.count(b'<a href="?booth=') == 2 * 400
    asked = ("", "?q=ผ้า", "?q=1", "?q=ไม่มี", "?free=1", "?booth=C20", "?q=ผ้า&booth=C20")
    heavy = [query for query in asked if len(visit(client, PLAN + query).content) >= 150_000]
    BoothAllocation.objects.all().delete()
    Booth.objects.filter(code__endswith="0").update(has_water=True, allows_smoke=True)
    heavy += [query for query in asked if len(visit(client, PLAN + query).content) >= 150_000]
    assert heavy == []


def test_what_the_free_booths_of_a_zone_share_is_said_once(client, fair):
    for code in ("C05", "C06"):
        make.make_booth(fair, code)
    Booth.objects.filter(code="C06").update(has_water=True)

    rows = rows_of(client)

    said = ("ว่าง", "ว่าง", "ว่าง 3 × 3 เมตร มีไฟฟ้า มีน้ำประปา")
    assert (rows["C03"], rows["C05"], rows["C06"]) == said
    assert "บูธว่างที่ไม่ได้บอกขนาด 3 × 3 เมตร มีไฟฟ้า" in " ".join(text_of(client, PLAN).split())


# --- Signs


def test_a_sign_leads_to_its_booth_and_names_who_may_be_named(client, fair, settings):
    settings.SITE_URL = "https://otop.test"
    make.make_allocation(
        make.make_booth(fair, "C04"), make.make_vendor("เก็บตัว", is_published=False)
    )
    client.force_login(make.make_officer())

    text = client.get(f"/staff/fairs/{fair.pk}/booths/signs/?zone=C").content.decode()

    assert re.findall(r'<h2 class="code">(\w+)</h2>', text) == ["C01", "C02", "C03", "C04"]
    assert qr_drawing(f"https://otop.test{PLAN}?booth=C03", title="ผังบูธ C03") in text
    assert ("กลุ่มทอผ้าดอนข่า" in text, "เก็บตัว" in text) == (True, False)
