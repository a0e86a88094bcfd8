"""Visitors' pages that mix fairs, vendors and products: home, fair, provinces, search, texts."""

from datetime import time, timedelta
from html import unescape

import pytest

from fairs.models import EventOrganiser, OfficialAct, Person, ProgrammeItem
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_agency,
    make_allocation,
    make_booth,
    make_call,
    make_fair_event,
    make_product,
    make_series,
    make_vendor,
)
from tests.visitors import queries_of, text_of, visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def plain(text):
    """As a browser shows it: white space is one space."""
    return " ".join(unescape(text).split())


# --- home ------------------------------------------------------------------------------------


def test_home_answers_where_a_fair_is_today(client):
    today = today_in_thailand()
    make_fair_event("งานวันนี้", edition_no=20, series=make_series())
    make_fair_event("งานหน้า", opens_on=today + 9 * DAY, closes_on=today + 10 * DAY)
    make_fair_event("งานก่อน", opens_on=today - 10 * DAY, closes_on=today - 9 * DAY)
    make_fair_event("งานร่าง", state="draft")
    make_product(name="ผ้าไหม")
    text = plain(text_of(client, "/"))

    for words in ("กำลังจัด วันที่ 4 จาก 7", "งานวันนี้", "งานหน้า", "งานก่อน", "ของดีขอนแก่น"):
        assert words in text
    assert "งานร่าง" not in text
    assert "1 รายการ" in text


def test_an_empty_home_says_that_nothing_is_on(client):
    text = text_of(client, "/")

    assert "ยังไม่มีงานถัดไปที่ประกาศแล้ว" in text
    assert "ของดี" not in text


def test_home_costs_the_same_with_many_rows(client):
    make_fair_event(series=make_series())
    make_product()
    few = queries_of(client, "/")
    for number in range(12):
        make_fair_event()
        make_product(name=f"สินค้า {number}")

    assert queries_of(client, "/") <= few


# --- one fair ---------------------------------------------------------------------------------


@pytest.fixture
def fair():
    today = today_in_thailand()
    fair = make_fair_event(
        "OTOP CITY",
        slug="city",
        edition_no=20,
        year_label_be=2563,
        theme_name="รวมใจ",
        vendor_count=120,
        vendor_count_qualifier="กว่า",
        contact_phone="043000000",
    )
    EventOrganiser.objects.create(fair_event=fair, agency=make_agency("พช.ขอนแก่น"), sequence=1)
    EventOrganiser.objects.create(
        fair_event=fair, agency=make_agency("เครือข่าย OTOP"), role="co", sequence=2
    )
    governor = Person.objects.create(title="นาย", given_name="สมศักดิ์", family_name="จังตระกุล")
    deputy = Person.objects.create(title="นาย", given_name="ศรัทธา", family_name="คชพลายุกต์")
    OfficialAct.objects.create(
        fair_event=fair,
        kind="opens",
        person=deputy,
        capacity="assigned",
        acting_for_person=governor,
        on=fair.opens_on,
        time=time(17, 30),
        place="เวทีกลาง",
    )
    ProgrammeItem.objects.create(fair_event=fair, on=today, starts_time=time(16), title="สาธิตมัดหมี่")
    ProgrammeItem.objects.create(
        fair_event=fair, on=today + DAY, starts_time=time(16), title="ประกวดร้องเพลง"
    )
    make_allocation(make_booth(fair, "C01"), make_vendor("กลุ่มทอผ้า"))
    make_booth(fair, "C02")
    return fair


def test_a_fair_says_what_to_know_before_coming(client, fair):
    text = plain(text_of(client, "/fairs/city/"))

    for words in (
        "ครั้งที่ 20 ประจำปี 2563",
        "รวมใจ",
        "ทุกวัน 10.00–21.00 น.",
        "เวลา 17.30 น.",
        "นายศรัทธา คชพลายุกต์ ได้รับมอบหมายจากนายสมศักดิ์ จังตระกุล เป็นประธาน",
        "กว่า 120 ราย",
        "พช.ขอนแก่น ร่วมกับเครือข่าย OTOP",
        "043-000-000",
        "สาธิตมัดหมี่",
        "ประกวดร้องเพลง",
        "ผังบูธ 2 บูธ",
        "กลุ่มทอผ้า",
    ):
        assert words in text


def test_the_programme_of_the_next_day_stands_where_today_has_none(client, fair):
    fair.programme.filter(on=today_in_thailand()).delete()

    assert "ประกวดร้องเพลง" in text_of(client, "/fairs/city/")


def test_a_fair_that_takes_applications_leads_vendors_there(client, fair):
    make_call(fair)

    assert 'href="/my/apply/city/"' in text_of(client, "/fairs/city/")


def test_a_fair_without_booths_or_days_has_no_plan_and_no_calendar(client):
    make_fair_event(slug="month", date_precision="month")
    text = text_of(client, "/fairs/month/")

    assert "ผู้จัดยังไม่ได้วางผังบูธ" in text
    assert "calendar.ics" not in text


def test_a_draft_fair_does_not_exist_and_a_cancelled_one_says_so(client):
    make_fair_event(slug="draft", state="draft")
    make_fair_event(slug="off", state="cancelled")

    visit(client, "/fairs/draft/", status=404)
    assert "ยกเลิกงานนี้แล้ว" in text_of(client, "/fairs/off/")


def test_a_booth_of_the_map_leads_to_its_place_on_the_plan(client, fair):
    make_booth(fair, "A01")

    assert '<a href="plan/?booth=A01"><title>A01 ว่าง</title>' in text_of(client, "/fairs/city/")


def test_a_fair_costs_the_same_with_120_booths(client, fair):
    few = queries_of(client, "/fairs/city/")
    for number in range(3, 63):
        make_booth(fair, f"C{number:02}")
    for number in range(10, 20):
        make_allocation(make_booth(fair, f"A{number}"), make_vendor(f"ร้าน {number}"))

    assert queries_of(client, "/fairs/city/") == few


# --- provinces --------------------------------------------------------------------------------


def test_the_77_provinces_stand_in_six_regions(client):
    make_product()
    regions = visit(client, "/provinces/").context["regions"]

    assert [region["label"] for region in regions] == [
        "เหนือ",
        "ตะวันออกเฉียงเหนือ",
        "กลาง",
        "ตะวันออก",
        "ตะวันตก",
        "ใต้",
    ]
    assert sum(len(region["provinces"]) for region in regions) == 77
    counts = {row["name"]: row["count"] for region in regions for row in region["provinces"]}
    assert counts["ขอนแก่น"] == 1


def test_a_province_shows_its_fairs_vendors_and_products(client):
    make_fair_event("งานวันนี้")
    vendor = make_vendor("กลุ่มทอผ้า")
    make_product(vendor, "ผ้าไหม")
    make_vendor("ร้านลับ", is_published=False)
    text = text_of(client, "/provinces/khon-kaen/")

    for words in ("จังหวัดขอนแก่น", "งานวันนี้", "กลุ่มทอผ้า", "ผ้าไหม", "ดูผู้ผลิตทั้งหมด 1 ราย"):
        assert words in text
    assert "ร้านลับ" not in text
    visit(client, "/provinces/nowhere/", status=404)


def test_an_empty_province_says_so(client):
    text = text_of(client, "/provinces/loei/")

    for words in ("ยังไม่มีงาน", "ยังไม่มีสินค้าของจังหวัดนี้", "ยังไม่มีผู้ผลิตที่เปิดหน้าร้าน"):
        assert words in text


# --- search and texts -------------------------------------------------------------------------


def test_one_box_finds_fairs_products_vendors_and_provinces(client):
    make_fair_event("งานไหมขอนแก่น")
    vendor = make_vendor("กลุ่มไหมขอนแก่น")
    make_product(vendor, "ผ้าไหมขอนแก่น")
    context = visit(client, "/search/?q=ขอนแกน").context

    assert [card["name"] for card in context["fairs"]] == ["งานไหมขอนแก่น"]
    assert [hit["name"] for hit in context["hits"]] == ["ผ้าไหมขอนแก่น"]
    assert [row["name"] for row in context["vendors"]] == ["กลุ่มไหมขอนแก่น"]
    assert [row["name"] for row in context["provinces"]] == ["ขอนแก่น"]


def test_the_nearest_fair_of_a_province_stands_first(client):
    today = today_in_thailand()
    make_fair_event("งานก่อน", opens_on=today - 9 * DAY, closes_on=today - 8 * DAY)
    make_fair_event("งานหน้า", opens_on=today + 8 * DAY, closes_on=today + 9 * DAY)
    make_fair_event("งานวันนี้")
    cards = visit(client, "/search/?q=ขอนแก่น").context["fairs"]

    assert [card["name"] for card in cards] == ["งานวันนี้", "งานหน้า", "งานก่อน"]


def test_search_hides_what_is_not_public_and_says_when_nothing_is_found(client):
    make_fair_event("งานไหม", state="draft")
    make_vendor("กลุ่มไหม", is_published=False)
    make_product(make_vendor("ก"), "ผ้าไหม", is_public=False)

    assert "ไม่พบ “ไหม”" in text_of(client, "/search/?q=ไหม")
    assert "พิมพ์ชื่องาน" in text_of(client, "/search/?q=")


def test_search_and_provinces_cost_the_same_with_many_rows(client):
    pages = ["/search/?q=ไหม", "/provinces/khon-kaen/"]
    make_fair_event("งานไหม", series=make_series())
    make_product(make_vendor("กลุ่มไหม"), "ผ้าไหม")
    visit(client, "/provinces/")
    few = [queries_of(client, page) for page in pages]
    for number in range(10):
        make_fair_event(f"งานไหม {number}")
        make_product(make_vendor(f"กลุ่มไหม {number}"), f"ผ้าไหม {number}")

    assert [queries_of(client, page) for page in pages] == few


def test_texts_say_who_keeps_what_and_where_geography_comes_from(client):
    assert "GeoThai" in text_of(client, "/privacy/")
    assert "CC BY 4.0" in text_of(client, "/privacy/")
    assert "อยากออกบูธ" in text_of(client, "/help/")
