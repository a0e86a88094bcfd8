"""A fair that is over says so, offers nothing that is gone, and leads to the next edition."""

from datetime import time, timedelta

import pytest

from fairs.models import FairRole, FairState
from otopfair.thai.calendar import be_year, today_in_thailand
from tests.factories import (
    make_agency,
    make_allocation,
    make_booth,
    make_fair_event,
    make_series,
    make_vendor,
)
from tests.pages.test_visitors import plain, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def series():
    return make_series("งานไหม")


@pytest.fixture
def past(series):
    today = today_in_thailand()
    fair = make_fair_event(
        "งานไหม", slug="past", series=series, edition_no=3,
        opens_on=today - 9 * DAY, closes_on=today - 3 * DAY,
    )  # fmt: skip
    make_allocation(make_booth(fair, "C01"), make_vendor("กลุ่มทอผ้า"))
    make_booth(fair, "C02")
    return fair


def page(client, path="/fairs/past/"):
    return plain(text_of(client, path))


def test_it_says_so_and_offers_neither_calendar_nor_route(client, past):
    html = client.get("/fairs/past/").content.decode()
    assert "จบแล้ว" in plain(text_of(client, "/fairs/past/"))
    assert [words for words in ("เส้นทาง", "ใส่ปฏิทิน", "รู้ก่อนมา") if words in html] == []


def test_no_booth_of_it_is_free(client, past):
    for path in ("/fairs/past/", "/fairs/past/plan/", "/fairs/past/plan/?booth=C02"):
        words = page(client, path)
        assert "ไม่มีร้าน" in words
        assert "ว่าง" not in words


def test_nobody_searches_it_for_free_booths(client, past):
    assert "C01" in page(client, "/fairs/past/plan/?free=1")


def test_its_other_pages_say_so_too(client, past):
    for path in ("plan", "vendors", "products"):
        assert "งานนี้จบแล้ว" in page(client, f"/fairs/past/{path}/")


def test_it_leads_to_the_next_edition(client, past, series):
    make_fair_event("งานไหม", slug="draft", series=series, state=FairState.DRAFT)
    first = today_in_thailand() + 30 * DAY
    days = {"opens_on": first, "closes_on": first + 5 * DAY}
    make_fair_event("งานไหม", slug="next", series=series, edition_no=4, **days)
    assert 'href="/fairs/next/">ดูงานครั้งถัดไป' in client.get("/fairs/past/").content.decode()


def test_the_last_edition_promises_no_next_one(client, past):
    assert "ดูงานครั้งถัดไป" not in page(client)


def test_its_card_says_so(client, past):
    assert "จบแล้ว" in page(client, "/fairs/")


def test_a_fair_whose_days_nobody_knows_is_over_when_its_year_is(client):
    year = be_year(today_in_thailand()) - 3
    make_fair_event("งานเก่า", slug="old", date_precision="unknown", opens_on=None, closes_on=None,
                    year_label_be=year)  # fmt: skip
    assert f"พ.ศ. {year} ไม่ทราบวันที่จัด" in page(client, "/fairs/old/")
    assert "รอ กำหนดวัน" not in page(client, "/fairs/")


def test_a_fair_that_runs_is_not_over(client):
    make_booth(make_fair_event("งานไหม", slug="now"), "C02")
    words = page(client, "/fairs/now/")
    assert ("จบแล้ว" in words, "เส้นทาง" in words, "ว่าง" in words) == (False, True, True)


def test_a_fair_that_a_province_joined_says_who_went_there(client):
    fair = make_fair_event("งานสัญจร", slug="joined", role=FairRole.JOINED)
    make_agency("พช.ลำปาง")
    assert f"ผู้ผลิตจากจังหวัด{fair.home_province}ไปร่วมออกร้าน" in page(client, "/fairs/joined/")


def test_every_day_of_the_programme_can_be_read_and_today_is_open(client):
    fair, today = make_fair_event("งานไหม", slug="now"), today_in_thailand()
    for title, day in (("พิธีเปิด", today - DAY), ("สาธิต", today), ("ประกวด", today + DAY)):
        fair.programme.create(on=day, starts_time=time(16), title=title)
    html = client.get("/fairs/now/").content.decode()
    days = html.split('<details class="programme-day"')[1:]
    assert [(day.startswith(" open"), "วันนี้" in day.split("</summary>")[0]) for day in days] == [
        (False, False),
        (True, True),
        (False, False),
    ]
    assert all(t in day for t, day in zip(("พิธีเปิด", "สาธิต", "ประกวด"), days, strict=True))
