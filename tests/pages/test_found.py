"""Public pages as search engines and LINE read them: one address, words, a picture, facts."""

import gzip
import json
import re
from io import BytesIO

import pytest
from PIL import Image

from fairs.models import Agency, AgencyKind, EventOrganiser, FairState
from tests.factories import make_fair_event, make_product, make_vendor

pytestmark = pytest.mark.django_db
SITE = "https://otopfair.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def said_by(client, path: str) -> dict[str, str]:
    """Description, canonical address and OpenGraph of a page, each of them once."""
    page = client.get(path).content.decode()
    found = re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', page)
    found += re.findall(r'<link rel="(canonical)" href="([^"]*)">', page)
    assert len(found) == len(dict(found))
    return dict(found)


def facts_of(client, path: str) -> dict[str, dict]:
    page = client.get(path).content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {one["@type"]: one for one in map(json.loads, scripts)}


@pytest.fixture
def fair():
    return make_fair_event("งานไหม", slug="silk", edition_no=3, description="มาชมผ้าไหมมัดหมี่")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/", "/"),
        ("/fairs/?when=coming&province=40", "/fairs/"),
        ("/products/?q=ไหม&category=3", "/products/"),
        ("/vendors/?province=40", "/vendors/"),
        ("/provinces/", "/provinces/"),
        ("/provinces/khon-kaen/", "/provinces/khon-kaen/"),
        ("/help/", "/help/"),
        ("/privacy/", "/privacy/"),
        ("/fairs/silk/", "/fairs/silk/"),
        ("/fairs/silk/plan/?booth=A1", "/fairs/silk/plan/"),
        ("/fairs/silk/vendors/?category=3", "/fairs/silk/vendors/"),
        ("/fairs/silk/products/", "/fairs/silk/products/"),
    ],
)
def test_every_page_has_one_address_words_and_a_picture(client, fair, asked, canonical):
    said = said_by(client, asked)
    assert said["canonical"] == said["og:url"] == f"{SITE}{canonical}"
    assert said["description"] == said["og:description"] != ""
    assert said["og:image"].startswith(f"{SITE}/")


def test_no_two_pages_say_the_same_of_themselves(client, fair):
    pages = ["/", "/fairs/", "/products/", "/vendors/", "/provinces/", "/help/", "/privacy/"]
    pages += ["/fairs/silk/", "/fairs/silk/plan/", "/fairs/silk/vendors/", "/fairs/silk/products/"]
    words = [said_by(client, path)["description"] for path in pages]
    assert len(set(words)) == len(pages)


def test_a_fair_is_an_event_with_days_place_and_picture(client, fair):
    event = facts_of(client, "/fairs/silk/")["Event"]
    assert event.pop("description").endswith("มาชมผ้าไหมมัดหมี่")
    assert event.pop("image") == [said_by(client, "/fairs/silk/")["og:image"]]
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(fair),
        "url": f"{SITE}/fairs/silk/",
        "startDate": fair.opens_on.isoformat(),
        "endDate": fair.closes_on.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": fair.venue_name or fair.venue_province.name_th,
            "address": {
                "@type": "PostalAddress",
                **({"addressLocality": fair.venue_district.name_th} if fair.venue_district else {}),
                "addressRegion": fair.venue_province.name_th,
                "addressCountry": "TH",
            },
        },
    }


def test_a_cancelled_fair_says_so_in_words_facts_and_picture(client, fair):
    before = said_by(client, "/fairs/silk/")["og:image"]
    fair.state = FairState.CANCELLED
    fair.save()
    said = said_by(client, "/fairs/silk/")
    assert said["description"].startswith("ยกเลิกงานนี้แล้ว")
    assert said["og:image"] != before
    event = facts_of(client, "/fairs/silk/")["Event"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_fair_names_each_of_its_organisers(client, fair):
    for name, role in (("สำนักงานก", "lead"), ("บริษัทข", "co"), ("ธนาคารค", "support")):
        agency = Agency.objects.create(name_th=name, kind=AgencyKind.OTHER)
        EventOrganiser.objects.create(fair_event=fair, agency=agency, role=role)

    assert facts_of(client, "/fairs/silk/")["Event"]["organizer"] == [
        {"@type": "Organization", "name": "สำนักงานก"},
        {"@type": "Organization", "name": "บริษัทข"},
    ]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/products/", ["หน้าแรก", "สินค้า OTOP"]),
        ("/vendors/", ["หน้าแรก", "ผู้ผลิตและร้าน OTOP"]),
        ("/fairs/", ["หน้าแรก", "งานแฟร์ OTOP"]),
        ("/news/", ["หน้าแรก", "ข่าว OTOP"]),
        ("/provinces/", ["หน้าแรก", "OTOP 77 จังหวัด"]),
        ("/notices/", ["หน้าแรก", "ประกาศ"]),
        ("/data/", ["หน้าแรก", "ข้อมูลเปิด"]),
        ("/fairs/silk/plan/", ["หน้าแรก", "งานแฟร์", "งานไหม ครั้งที่ 3", "ผังบูธ งานไหม ครั้งที่ 3"]),
        ("/en/products/", ["Home", "OTOP products"]),
    ],
)
def test_every_list_and_part_of_a_fair_says_the_way_to_it(client, fair, path, names):
    way = facts_of(client, path)["BreadcrumbList"]["itemListElement"]

    assert [step["name"] for step in way] == names
    assert way[-1]["item"] == f"{SITE}{path}"


def test_a_fair_known_to_the_month_is_no_event_yet(client):
    make_fair_event("งานเดือนหน้า", slug="some-day", date_precision="month")
    assert facts_of(client, "/fairs/some-day/").keys() == {"BreadcrumbList"}


def test_a_product_says_its_price_and_who_makes_it(client):
    vendor = make_vendor("กลุ่มทอผ้า")
    product = make_product(vendor, name="ผ้าไหม", price_baht=2500, category=3)
    path = f"/products/{product.pk}/"
    facts = facts_of(client, path)["Product"]
    assert facts["name"] == "ผ้าไหม"
    assert facts["manufacturer"]["url"] == f"{SITE}/vendors/{vendor.pk}/"
    assert facts["offers"] == {
        "@type": "Offer",
        "price": "2500.00",
        "priceCurrency": "THB",
        "availability": "https://schema.org/InStoreOnly",
        "url": f"{SITE}{path}",
        "seller": {"@type": "Organization", "name": "กลุ่มทอผ้า"},
    }


def test_a_product_without_a_price_offers_nothing(client):
    product = make_product(name="ผ้าไหม", price_baht=None)
    assert "offers" not in facts_of(client, f"/products/{product.pk}/")["Product"]


def test_a_shop_says_no_telephone_that_visitors_do_not_see(client):
    vendor = make_vendor("กลุ่มทอผ้า")
    vendor.phones.create(number="0812345678")
    path = f"/vendors/{vendor.pk}/"
    assert "telephone" not in facts_of(client, path)["Organization"]
    vendor.phone_is_public = True
    vendor.save()
    assert facts_of(client, path)["Organization"]["telephone"] == ["+66812345678"]


def test_a_product_has_one_address(client):
    product = make_product(name="ผ้าไหม")
    answer = client.get(f"/products/{product.pk}-silk/")
    assert (answer.status_code, answer["Location"]) == (301, f"/products/{product.pk}/")


def test_the_picture_of_a_fair_is_as_large_as_its_page_says(client, fair):
    said = said_by(client, "/fairs/silk/")
    answer = client.get(said["og:image"].removeprefix(SITE))
    assert answer["Content-Type"] == "image/png"
    size = Image.open(BytesIO(answer.content)).size
    assert size == (int(said["og:image:width"]), int(said["og:image:height"]))


def test_the_site_has_a_picture_for_pages_without_one(client):
    answer = client.get(said_by(client, "/help/")["og:image"].removeprefix(SITE))
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)


def test_a_draft_has_no_picture(client, fair):
    fair.state = FairState.DRAFT
    fair.save()
    assert client.get("/fairs/silk/card.png").status_code == 404


def test_pages_leave_compressed_for_whoever_takes_it(client, fair):
    plain = client.get("/fairs/silk/")
    small = client.get("/fairs/silk/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 3


def test_a_picture_is_not_compressed_twice(client, fair):
    answer = client.get("/fairs/silk/card.png", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_what_has_not_changed_is_not_sent_again_compressed_or_not(client, fair):
    first = client.get("/fairs/silk/", headers={"accept-encoding": "gzip"})
    again = client.get(
        "/fairs/silk/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
