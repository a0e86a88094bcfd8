"""Visitors' list of fairs, and a fair for one's own calendar."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.urls import reverse

from fairs.models import FairEvent, Province
from fairs.operations.events import publish_fair
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_call,
    make_checked_fair,
    make_fair_event,
    make_officer,
    make_series,
)
from tests.visitors import queries_of, text_of, visit

pytestmark = pytest.mark.django_db
LIST = "/fairs/"


@pytest.fixture
def fairs():
    """One fair on, one coming, one past, one only drafted."""
    today = today_in_thailand()
    day = timedelta(days=1)
    make_fair_event("งานวันนี้", slug="now")
    make_fair_event("งานหน้า", slug="next", opens_on=today + 30 * day, closes_on=today + 32 * day)
    make_fair_event("งานก่อน", slug="last", opens_on=today - 30 * day, closes_on=today - 28 * day)
    make_fair_event("งานร่าง", slug="draft", state="draft")


def shown(text):
    return [name for name in ("งานวันนี้", "งานหน้า", "งานก่อน", "งานร่าง") if f">{name}<" in text]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["งานวันนี้", "งานหน้า", "งานก่อน"]),
        ("?when=now", ["งานวันนี้"]),
        ("?when=coming", ["งานหน้า"]),
        ("?when=past", ["งานก่อน"]),
        ("?when=nonsense", ["งานวันนี้", "งานหน้า", "งานก่อน"]),
        ("?province=40", ["งานวันนี้", "งานหน้า", "งานก่อน"]),
        ("?province=52", []),
        ("?year=2400", []),
    ],
)
def test_fairs_are_listed_by_time_province_and_year(client, fairs, query, expected):
    assert shown(text_of(client, LIST + query)) == expected


def test_the_year_filter_is_in_the_buddhist_era(client):
    make_fair_event("งานก่อน", opens_on=date(2019, 5, 1), closes_on=date(2019, 5, 3))
    make_fair_event("งานหน้า", opens_on=date(2020, 5, 1), closes_on=date(2020, 5, 3))

    assert shown(text_of(client, f"{LIST}?year=2562")) == ["งานก่อน"]


def test_a_fair_known_to_the_month_says_so(client):
    today = today_in_thailand()
    first = today.replace(day=1)
    make_fair_event(
        "งานหน้า", date_precision="month", opens_on=first, closes_on=first + timedelta(days=27)
    )
    with time_machine.travel(datetime(first.year, first.month, 2, tzinfo=ZoneInfo("Asia/Bangkok"))):
        text = text_of(client, f"{LIST}?when=coming")

    assert shown(text) == ["งานหน้า"]
    assert "ยังไม่กำหนดวัน" in text


def test_a_card_carries_one_badge(client):
    running = make_fair_event("งานวันนี้")
    assert "กำลังจัด วันที่ 4 จาก 7" in text_of(client, LIST).replace("\u00a0", " ")
    running.state = "cancelled"
    running.opens_on = running.closes_on = today_in_thailand() + timedelta(days=9)
    running.save()
    assert "ยกเลิกงานนี้แล้ว" in text_of(client, LIST)
    running.state = "published"
    running.save()
    make_call(running)
    assert "รับสมัครถึง" in text_of(client, LIST)


def test_an_empty_list_says_why(client):
    assert "ยังไม่มีงานในรายการนี้" in text_of(client, LIST)
    assert "ลองเลือกจังหวัดหรือปีอื่น" in text_of(client, f"{LIST}?province=52")


def test_past_fairs_are_paged(client):
    for number in range(25):
        make_fair_event(f"งานเก่า {number}", opens_on=date(2019, 1, 1), closes_on=date(2019, 1, 2))

    assert "1–24 จาก 25" in text_of(client, f"{LIST}?when=past")
    assert "25–25 จาก 25" in text_of(client, f"{LIST}?when=past&page=2")


def test_the_list_costs_the_same_with_one_and_with_many_fairs(client):
    series = make_series()
    make_fair_event(series=series)
    visit(client, LIST)
    one = queries_of(client, LIST)
    for number in range(10):
        make_fair_event(series=series, venue_province=Province.objects.order_by("pk")[number])
    assert queries_of(client, LIST) == one


def test_the_calendar_entry_ends_on_the_day_after_the_last(client):
    fair = make_fair_event(
        "OTOP CITY", edition_no=20, opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1)
    )
    response = visit(client, reverse("fair-calendar", args=[fair.slug]))
    entry = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["SUMMARY"] == "OTOP CITY ครั้งที่ 20"
    assert entry["LOCATION"] == "สวนรัชดานุสรณ์ จ.ขอนแก่น"
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2020, 10, 26), date(2020, 11, 2))


def test_a_fair_without_days_and_a_draft_have_no_calendar_entry(client):
    month = make_fair_event(date_precision="month")
    draft = make_fair_event(state="draft")

    for fair in (month, draft):
        visit(client, reverse("fair-calendar", args=[fair.slug]), status=404)


def in_calendar(client, address="/calendar.ics"):
    entries = icalendar.Calendar.from_ical(visit(client, address).content).walk("VEVENT")
    return [(str(entry["SUMMARY"]), str(entry["STATUS"])) for entry in entries]


def test_one_calendar_holds_every_published_fair_with_a_day(client):
    make_fair_event("งานหลัง", opens_on=date(2026, 12, 5), closes_on=date(2026, 12, 9))
    days = {"opens_on": date(2026, 12, 1), "closes_on": date(2026, 12, 2)}
    make_fair_event("งานแรก", state="cancelled", **days)
    make_fair_event("งานไม่รู้วัน", date_precision="month")
    make_fair_event("งานร่าง", state="draft")
    assert in_calendar(client) == [("งานแรก", "CANCELLED"), ("งานหลัง", "CONFIRMED")]


def test_a_fair_that_changes_changes_in_the_calendar_at_once(client):
    fair = make_fair_event("ชื่อเดิม")
    assert in_calendar(client) == [("ชื่อเดิม", "CONFIRMED")]
    FairEvent.objects.filter(pk=fair.pk).update(name_th="ชื่อใหม่")
    assert in_calendar(client) == [("ชื่อใหม่", "CONFIRMED")]
    FairEvent.objects.filter(pk=fair.pk).update(state="draft")
    assert in_calendar(client) == []


def test_the_calendar_of_a_province_holds_what_is_held_there(client):
    make_fair_event("งานที่ลำปาง", venue_province=Province.objects.get(pk="52"))
    make_fair_event("งานที่ขอนแก่น")
    assert in_calendar(client, "/calendar.ics?province=52") == [("งานที่ลำปาง", "CONFIRMED")]
    visit(client, "/calendar.ics?province=99", status=404)


def test_the_calendar_and_the_feed_ask_as_much_for_ten_fairs_as_for_one(client):
    addresses = ("/calendar.ics", "/fairs/feed.xml")
    make_fair_event()
    one = [queries_of(client, address) for address in addresses]
    for number in range(9):
        make_fair_event(venue_province=Province.objects.order_by("pk")[number])
    assert [queries_of(client, address) for address in addresses] == one


def test_the_feed_has_the_fair_first_that_was_published_last(client):
    officer = make_officer()
    older, newer = (make_checked_fair(name=name) for name in ("งานเก่า", "งานใหม่"))
    make_fair_event("งานร่าง", state="draft")
    publish_fair(older, by=officer)
    publish_fair(newer, by=officer)
    # Another change of its text brings it no further up.
    FairEvent.objects.filter(pk=older.pk).update(description="แก้คำ")
    feed = ElementTree.fromstring(visit(client, "/fairs/feed.xml").content)
    titles = [title.text for title in feed.findall("{*}entry/{*}title")]
    assert titles == ["งานใหม่", "งานเก่า"]


def test_the_list_of_fairs_leads_to_its_calendar_and_feed(client):
    text = text_of(client, f"{LIST}?province=40")
    assert 'href="/calendar.ics?province=40"' in text
    assert 'type="application/atom+xml" href="/fairs/feed.xml"' in text
