"""The site search beyond products, and lists that are filtered: chips, and ways out of nothing."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from fairs.models import Province
from fairs.search import search_fairs
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_news,
    make_product,
    make_series,
    make_vendor,
)
from tests.shared_rows import written_once
from tests.visitors import text_of, visit

DAY = timedelta(days=1)
SILK = "งานเทศกาลไหม"

# What is typed, and the fairs that are found, the first first.
FAIRS = """
ครั้งที่ 20: OTOP CITY ครั้งที่ 20
ครั้งที่20: OTOP CITY ครั้งที่ 20
20: OTOP CITY ครั้งที่ 20
OTOP CITY ครั้งที่ 20: OTOP CITY ครั้งที่ 20
otop city: OTOP CITY ครั้งที่ 20
งาน OTOP CITY: OTOP CITY ครั้งที่ 20
ธันวาคม 2563: OTOP CITY ครั้งที่ 20
ธ.ค. 2563: OTOP CITY ครั้งที่ 20
ธ.ค. 63: OTOP CITY ครั้งที่ 20
๒๕๖๓: OTOP CITY ครั้งที่ 20
2563: OTOP CITY ครั้งที่ 20
ปี 2563: OTOP CITY ครั้งที่ 20
ปี 63: OTOP CITY ครั้งที่ 20
2020: OTOP CITY ครั้งที่ 20
20 ธันวาคม 2563: OTOP CITY ครั้งที่ 20
20/12/2563: OTOP CITY ครั้งที่ 20
18-26 ธันวาคม 2563: OTOP CITY ครั้งที่ 20
18 ถึง 26 ธ.ค. 63: OTOP CITY ครั้งที่ 20
วันนี้มีงานไหม: งานเทศกาลไหม
วันนี้มีงานรึเปล่า: งานเทศกาลไหม
ขอนแก่น 2563: OTOP CITY ครั้งที่ 20
งานขอนแก่นปี 2563: OTOP CITY ครั้งที่ 20
กุมภาพันธ์ 2562: งานเซรามิกลำปาง
งานเดือนกุมภาพันธ์ 2562: งานเซรามิกลำปาง
ลำปาง: งานเซรามิกลำปาง
งานลำปาง: งานเซรามิกลำปาง
Lampang: งานเซรามิกลำปาง
งานเซรามิค: งานเซรามิกลำปาง
เกาะคา: งานเซรามิกลำปาง
เทศกาลไหม: งานเทศกาลไหม
เทศกาลใหม: งานเทศกาลไหม
วันนี้: งานเทศกาลไหม
งานวันนี้: งานเทศกาลไหม
วันนี้มีงานที่ไหน: งานเทศกาลไหม
today: งานเทศกาลไหม
พรุ่งนี้มีงานอะไรบ้าง: ตลาดนัดพรุ่งนี้
หาดใหญ่: ตลาดนัดพรุ่งนี้
1 มกราคม 2560:
ครั้งที่ 99:
"""


@pytest.fixture(scope="module", autouse=True)
def fairs(django_db_setup, django_db_blocker):
    today = today_in_thailand()
    with written_once(django_db_blocker):
        make_fair_event(
            "OTOP CITY",
            series=make_series(),
            edition_no=20,
            opens_on=date(2020, 12, 18),
            closes_on=date(2020, 12, 26),
        )
        make_fair_event(
            "งานเซรามิกลำปาง",
            province="52",
            venue_district_id="5203",
            opens_on=date(2019, 2, 1),
            closes_on=date(2019, 2, 9),
        )
        silk = make_fair_event("งานเทศกาลไหม", slug="silk", opens_on=today, closes_on=today)
        make_fair_event(
            "ตลาดนัดพรุ่งนี้",
            province="90",
            venue_name="หาดใหญ่ฮอลล์",
            opens_on=today + DAY,
            closes_on=today + DAY,
        )
        weaver = make_vendor("กลุ่มทอผ้าโนนสูง")
        make_allocation(make_booth(silk, "C01"), weaver)
        make_product(weaver, "ผ้าไหมหางกระรอก", stars=5)
        yield


@pytest.fixture(autouse=True)
def _database(db):
    """Every test asks the database, inside the rows of the module."""


def found(client, typed: str) -> dict:
    return visit(client, f"/search/?{urlencode({'q': typed})}").context


def test_a_fair_is_found_by_number_day_month_year_and_place():
    today, wrong = today_in_thailand(), []
    for line in FAIRS.strip().splitlines():
        typed, _, name = line.partition(":")
        names = [str(fair) for fair in search_fairs(Query(typed), today)]
        if names != ([name.strip()] if name else []):
            wrong.append((typed, names))

    assert wrong == []


@pytest.mark.parametrize("typed", ["C01", "c1", "บูธ C01", "บูท c01", "บูธ c-1", "booth C01"])
def test_a_booth_is_found_by_its_code_with_who_stands_there(client, typed):
    assert found(client, typed)["booths"] == [
        {"code": "C01", "slug": "silk", "fair": SILK, "vendors": "กลุ่มทอผ้าโนนสูง"}
    ]


def test_a_booth_of_a_fair_that_is_over_is_not_offered(client):
    assert found(client, "C02")["booths"] == []
    assert "/fairs/silk/plan/?booth=C01" in text_of(client, "/search/?q=C01")


def test_what_says_when_is_about_fairs_and_the_rest_about_everything(client):
    both = found(client, "ผ้าไหมวันนี้")

    assert [hit["name"] for hit in both["hits"]] == ["ผ้าไหมหางกระรอก"]
    assert found(client, "วันนี้")["hits"] == []


def test_a_place_finds_its_vendors_and_its_province(client):
    here = found(client, "Khon Kaen")

    assert [row["name"] for row in here["provinces"]] == ["ขอนแก่น"]
    assert [row["name"] for row in here["vendors"]] == ["กลุ่มทอผ้าโนนสูง"]


def test_nothing_is_blamed_on_the_words_when_filters_keep_the_hits_away(client):
    address = "/products/?q=ผ้าไหม&province=52&stars=5"
    page = visit(client, address)
    text = page.content.decode()

    assert "“ผ้าไหม” มี แต่ไม่ตรงตัวกรองที่เลือก" in text
    assert "ไม่พบ “ผ้าไหม”" not in text
    assert [(way["label"], way["count"]) for way in page.context["ways_out"]] == [("จังหวัด", "1")]
    assert page.context["unfiltered"] == 1
    way = visit(client, f"/products/{page.context['ways_out'][0]['url']}")
    assert [hit["name"] for hit in way.context["hits"]] == ["ผ้าไหมหางกระรอก"]


def test_every_province_can_be_ticked_without_losing_words_and_ticks(client):
    text = text_of(client, "/products/?q=ผ้า&category=3&province=52")
    form = text.partition('<form id="catalogue"')[2].partition("</form>")[0]
    offered = set(re.findall(r'(?:<option|name="province") value="(\d\d)"', form))

    assert offered == set(Province.objects.values_list("pk", flat=True))
    assert 'value="52" checked' in form
    assert 'value="3" checked' in form
    assert 'name="q" value="ผ้า"' in form
    assert "/provinces/" not in form


def test_filters_of_fairs_and_vendors_are_chips(client):
    fairs = visit(client, "/fairs/?province=52&year=2562&when=past").context
    vendors = visit(client, "/vendors/?q=ทอผ้า&province=40").context

    assert [(chip["label"], chip["url"]) for chip in fairs["chips"]] == [
        ("ลำปาง", "?year=2562&when=past"),
        ("ปี 2562", "?province=52&when=past"),
    ]
    assert [chip["label"] for chip in vendors["chips"]] == ["ขอนแก่น"]


def test_empty_lists_of_fairs_and_vendors_offer_to_take_filters_away(client):
    fairs = visit(client, "/fairs/?province=52&year=2563").context
    vendors = visit(client, "/vendors/?q=ทอผ้า&province=52").context

    assert [(way["label"], way["count"]) for way in fairs["ways_out"]] == [("จังหวัด", 1), ("ปี", 1)]
    assert fairs["unfiltered"] == 4
    assert (vendors["rows"], vendors["unfiltered"]) == ([], 1)


SEARCHES = ["/search/", "/suggest/", "/products/", "/vendors/", "/fairs/", "/news/", "/en/search/"]
ASKED = (
    *("ผ้าไหม ไม่เกิน 1500", "under 300", "ผ้า 5 ดาว", "ผ้าขอนแก่น", "อำเภอชนบท", "บูธ A16"),
    *("zhkws,", "ขอนแก่น 2563"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("page", SEARCHES)
@pytest.mark.parametrize("words", ASKED)
def test_whatever_the_words_ask_for_every_search_answers(client, page, words):
    """A price, stars, a place, a day or a booth: not every table has a column for it."""
    make_news("ผ้าไหมขอนแก่น")
    headers = {"HX-Request": "true"} if page == "/suggest/" else {}
    assert client.get(page, {"q": words}, headers=headers).status_code == 200
