"""A venue is described once and used by several fairs; a new fair begins with what is usual."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.doubts import doubts_about_fair
from fairs.models import FairEvent, Participation, Province, TripCost, TripMember, Venue
from fairs.operations import venue_photos
from fairs.operations.copying import copy_fair
from fairs.proposals import last_editions, usual_start
from fairs.shifting import DayShift
from sales.reports.style import ReportStyle
from sales.reports.telling import fair_told
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
DAYS = {"opens_on": date(2026, 12, 1), "closes_on": date(2026, 12, 7)}


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def hall():
    return Venue.objects.create(
        name_th="อิมแพ็ค เมืองทองธานี",
        province=Province.objects.get(pk="12"),
        map_url="https://maps.example/impact",
    )


def add_fair(client, **typed):
    url = reverse("staff:fairs_fairevent_add")
    boxes = filled_form(client.get(url), holds="period")
    fair = {"name_th": "งานเซรามิก", "period": "1–7 ธ.ค. 69"}
    return client.post(url, {**boxes, **fair, **typed})


def test_a_fair_at_a_venue_takes_name_province_and_map_from_it(client, officer, hall):
    add_fair(client, venue=str(hall.pk))
    fair = FairEvent.objects.get()
    assert (fair.venue_name, fair.venue_province_id, fair.map_url) == (
        "อิมแพ็ค เมืองทองธานี",
        "12",
        "https://maps.example/impact",
    )


def test_the_name_that_the_poster_has_stands(client, officer, hall):
    add_fair(client, venue=str(hall.pk), venue_name="อิมแพ็ค ฮอลล์ 5")
    assert FairEvent.objects.get().venue_name == "อิมแพ็ค ฮอลล์ 5"


def test_a_fair_without_any_place_is_asked_for_one(client, officer):
    page = add_fair(client, venue_name="")
    assert page.context["adminform"].form.errors == {
        "venue_name": ["กรอกสถานที่ หรือเลือกจากทะเบียนสถานที่"]
    }


def test_two_fairs_at_one_venue_on_the_same_days_are_asked_about(hall):
    other = make.make_fair_event("งานแรก", venue=hall, venue_name="ฮอลล์ 1", **DAYS)
    fair = make.make_fair_event("งานสอง", venue=hall, venue_name="ฮอลล์ 5", province="52", **DAYS)
    assert list(doubts_about_fair(fair)) == [f"{other} จัดที่ ฮอลล์ 1 ช่วงเดียวกัน (1–7 ธันวาคม 2569)"]


def test_two_venues_of_one_name_are_two_venues(hall):
    twin = Venue.objects.create(name_th=hall.name_th, province_id="40")
    make.make_fair_event(venue=hall, venue_name="ฮอลล์", **DAYS)
    fair = make.make_fair_event(venue=twin, venue_name="ฮอลล์", **DAYS)
    assert list(doubts_about_fair(fair)) == []


def test_the_register_of_venues_says_which_fairs_were_there(client, officer, hall):
    make.make_fair_event("งานแรก", venue=hall, **DAYS)
    page = client.get(reverse("staff:fairs_venue_change", args=[hall.pk])).content.decode()
    assert "งานแรก (1–7 ธ.ค. 2569)" in page


# --- Its photos


def put_photo(client, venue, **typed):
    url = reverse("staff:venue-photos", args=[venue.pk])
    picture = make.a_picture()
    return client.post(url, {"photo": picture, "caption": "ตู้ไฟ", "form_key": uuid4(), **typed})


def test_a_photo_is_put_in_shown_taken_out_and_can_be_put_back(client, officer):
    park = Venue.objects.create(name_th="สวน", province_id="40")
    put_photo(client, park)
    photo = park.photos.get()
    shown = client.get(reverse("staff:venue-photo", args=[park.pk, photo.pk]))
    gone = client.post(reverse("staff:venue-photos", args=[park.pk]), {"take_out": photo.pk})
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert (gone.status_code, park.photos.count()) == (302, 0)
    client.post(gone.headers["Location"])
    assert park.photos.get().caption == "ตู้ไฟ"


def test_another_province_looks_and_puts_nothing_in(client, officer, hall):
    page = client.get(reverse("staff:venue-photos", args=[hall.pk]))
    refused = put_photo(client, hall)
    assert (page.status_code, page.context["may_change"]) == (200, False)
    assert (refused.status_code, hall.photos.count()) == (403, 0)


def test_a_photo_beyond_the_most_is_refused(client, officer, monkeypatch):
    monkeypatch.setattr(venue_photos, "MOST_PHOTOS", 0)
    park = Venue.objects.create(name_th="สวน", province_id="40")
    page = put_photo(client, park)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["photo"])


# --- A new fair


def test_a_new_fair_begins_with_the_hours_and_the_telephone_of_the_last(client, officer):
    make.make_fair_event(opens_time=time(9), contact_phone="043000000", **DAYS)
    assert usual_start("40") == {
        "home_province": "40",
        "venue_province": "40",
        "opens_time": time(9),
        "closes_time": time(21),
        "contact_phone": "043000000",
    }


def test_the_page_of_a_new_fair_offers_the_last_editions(client, officer):
    series = make.make_series()
    make.make_fair_event(series=series, edition_no=30, opens_on=date(2025, 12, 1))
    newest = make.make_fair_event(series=series, edition_no=31, **DAYS)
    alone = make.make_fair_event(opens_on=date(2027, 2, 1), closes_on=date(2027, 2, 3))
    assert last_editions(FairEvent.objects.all()) == [newest, alone]
    page = client.get(reverse("staff:fairs_fairevent_add")).content.decode()
    assert reverse("staff:fair-copy", args=[newest.pk]) in page


# --- A fair that is joined


def test_a_trip_is_planned_anew_with_the_same_people_and_without_its_costs():
    fair = make.make_fair_event(role="joined", **DAYS)
    Participation.objects.create(
        fair_event=fair, host_name="มหกรรม", booths_text="B1–B9", leaves_on=date(2026, 11, 30)
    )
    TripMember.objects.create(fair_event=fair, position_title="พัฒนาการจังหวัด")
    TripCost.objects.create(fair_event=fair, kind="freight", amount_baht=1000)
    named = {"name_th": "งาน", "slug": "next", "reference_code": "NEXT1"}
    copy = copy_fair(
        fair, shift=DayShift(364), named=named, taken=["host"], form_key=None,
        by=make.make_officer(),
    )  # fmt: skip
    going = copy.participation
    assert (going.host_name, going.booths_text, going.leaves_on) == (
        "มหกรรม",
        "",
        date(2027, 11, 29),
    )
    assert (copy.trip_members.count(), copy.trip_costs.count()) == (1, 0)


def test_the_report_of_a_trip_says_whose_fair_it_was_who_went_and_what_it_cost():
    fair = make.make_fair_event(role="joined", opens_on=date(2026, 11, 1))
    Participation.objects.create(
        fair_event=fair, host_name="มหกรรม", booths_text="โซน B", booth_count=20
    )
    TripMember.objects.create(fair_event=fair, position_title="พัฒนาการจังหวัด")
    for kind, baht in (("freight", 1500), ("travel", 2500)):
        TripCost.objects.create(fair_event=fair, kind=kind, amount_baht=baht)
    told = fair_told(fair, fair.closes_on, ReportStyle(digits="arabic"))
    assert told.facts == [
        ("งานของเจ้าภาพ", "มหกรรม"),
        ("บูธของเรา", "โซน B 20 บูธ"),
        ("คณะเดินทาง", "1 คน"),
        ("ค่าเดินทางและขนส่ง", "4,000 บาท"),
    ]
