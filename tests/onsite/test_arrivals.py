"""The arrival list: one tap, its undo, and what is refused in words."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fairs.operations.events import cancel_fair
from onsite.arrivals import day_list, waiting_now
from onsite.models import Absence, Arrival, OnSiteRules
from onsite.operations.absences import mark_absent
from onsite.operations.arrivals import note_arrival, note_call, take_arrival_back
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_vendor,
)
from vendors.operations.allocations import move_allocation, release_allocation

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม")
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    return fair


@pytest.fixture
def allocation(fair):
    return make_allocation(make_booth(fair, "C07"), make_vendor("กลุ่มทอผ้า"))


def came(allocation, *, day=TODAY, by=None, **fields):
    fields.setdefault("form_key", uuid4())
    return note_arrival(allocation, day, by=by or make_officer(), **fields)


def list_url(fair, query="", day=TODAY, name="arrivals-fair"):
    return reverse(f"staff:{name}", args=[fair.pk, day.isoformat()]) + query


def row_url(allocation, day=TODAY, name="arrivals-row"):
    fair = allocation.booth.fair_event_id
    return reverse(f"staff:{name}", args=[fair, day.isoformat(), allocation.pk])


def tap(key=None, tap="came", **fields):
    return {"form_key": str(key or uuid4()), "tap": tap, **fields}


# --- The act ----------------------------------------------------------------------------------


def test_an_arrival_is_one_row_whoever_taps_again(allocation):
    first = came(allocation)
    again = came(allocation)

    assert again == first
    assert Arrival.objects.count() == 1


def test_the_database_holds_one_arrival_a_day(allocation):
    kept = came(allocation)
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_a_tap_that_is_sent_again_after_its_undo_stays_undone(allocation):
    key = uuid4()
    came(allocation, form_key=key)
    take_arrival_back(allocation, TODAY, seen_key=key, by=make_officer())

    came(allocation, form_key=key)
    assert not Arrival.objects.standing().exists()

    came(allocation)
    assert Arrival.objects.standing().count() == Arrival.objects.count() == 1


def test_an_undo_takes_back_what_was_seen_and_nothing_newer(allocation):
    came(allocation)
    with pytest.raises(RuleBroken, match="อีกครั้ง"):
        take_arrival_back(allocation, TODAY, seen_key=uuid4(), by=make_officer())
    assert Arrival.objects.standing().exists()


def test_a_tap_that_waited_for_a_signal_keeps_its_moment(allocation):
    now = timezone.now()
    early = max(now - timedelta(minutes=40), timezone.localtime(now).replace(hour=0, minute=0))
    assert came(allocation, came_at=early).came_at == early


@pytest.mark.parametrize("off", [timedelta(days=-1, hours=-1), timedelta(hours=1)])
def test_a_moment_that_cannot_be_is_not_taken(allocation, off):
    claimed = timezone.now() + off
    arrival = came(allocation, came_at=claimed)
    assert arrival.came_at == arrival.noted_at


def test_what_is_no_day_of_the_vendor_is_refused_in_words(fair, allocation):
    for day, words in [
        (TODAY + DAY, "ยังมาไม่ถึง"),
        (TODAY + 30 * DAY, "ไม่อยู่ในวันจัดงาน"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            came(allocation, day=day)
    release_allocation(allocation, by=make_officer(), reason="ก")
    with pytest.raises(RuleBroken, match="ไม่อยู่บูธ C07 แล้ว"):
        came(allocation)


def test_a_closed_day_and_a_cancelled_fair_are_refused_in_words(fair, allocation):
    fair.kept_days = {(TODAY - DAY).isoformat(): []}
    fair.save()
    with pytest.raises(RuleBroken, match="งานปิด"):
        came(allocation, day=TODAY - DAY)
    cancel_fair(fair, reason="น้ำท่วม", by=make_officer())
    with pytest.raises(RuleBroken, match="ยกเลิกแล้ว"):
        came(allocation)


def test_who_was_moved_has_come_in_the_new_booth_too(fair, allocation):
    came(allocation)
    moved = move_allocation(allocation, make_booth(fair, "C08"), by=make_officer())

    [row] = day_list(fair, TODAY).rows
    assert (row.allocation, row.state) == (moved, "came")
    assert came(moved).allocation == allocation
    assert Arrival.objects.count() == 1


def test_days_and_places_of_shared_booths_are_those_of_the_day(fair):
    halves = make_booth(fair, "C01", places=2)
    by_days = make_booth(fair, "C02")
    for name in ("ก", "ข"):
        make_allocation(halves, make_vendor(name))
    make_allocation(by_days, make_vendor("ค"), days=(TODAY - DAY, TODAY))
    make_allocation(by_days, make_vendor("ง"), days=(TODAY + DAY, TODAY + DAY))

    def shown(day):
        rows = day_list(fair, day).rows
        return [(str(row.allocation.application.vendor.name_th), row.share_text) for row in rows]

    assert shown(TODAY) == [("ก", "ที่ 1 จาก 2"), ("ข", "ที่ 2 จาก 2"), ("ค", "")]
    assert shown(TODAY + DAY)[2:] == [("ง", "")]


def test_who_comes_after_all_is_absent_no_more(allocation):
    officer = make_officer()
    mark_absent(allocation, TODAY, by=officer)
    came(allocation)
    assert not Absence.objects.standing().exists()


def test_who_is_counted_as_missing(fair, allocation):
    other = make_allocation(make_booth(fair, "C08"), make_vendor("ข"))
    fairs = type(fair).objects.all()
    assert set(waiting_now(fairs)) == {allocation, other}

    came(allocation)
    mark_absent(other, TODAY, by=make_officer())
    assert not waiting_now(fairs).exists()


@pytest.mark.parametrize("why", ["hour", "closed"])
def test_nobody_is_missing_before_the_hour_or_on_a_closed_day(fair, allocation, why):
    if why == "hour":
        OnSiteRules.objects.update(arrive_by_time=time(23, 59, 59))
    else:
        fair.kept_days = {TODAY.isoformat(): []}
        fair.save()
    assert not waiting_now(type(fair).objects.all()).exists()


def test_a_call_is_noted_once_a_form(allocation):
    key, officer = uuid4(), make_officer()
    for _press in range(2):
        note_call(allocation, TODAY, "จะมา 11.00", form_key=key, by=officer)
    assert allocation.phone_notes.count() == 1


# --- The page ---------------------------------------------------------------------------------


def test_one_tap_with_and_without_script(client, fair, allocation):
    client.force_login(make_helper(fair))
    key = uuid4()

    plain = client.post(row_url(allocation), tap(key))
    assert plain.status_code == 302
    assert plain.url.endswith(f"#row-{allocation.pk}")
    sent = client.post(row_url(allocation), tap(key), headers={"HX-Request": "true"})
    assert (sent.status_code, Arrival.objects.count()) == (200, 1)
    assert "มาแล้ว <b>1</b>" in sent.content.decode()

    client.post(row_url(allocation), tap(key, "undo"))
    assert not Arrival.objects.standing().exists()


def test_a_refused_tap_says_why_on_its_row(client, fair, allocation):
    client.force_login(make_officer())
    release_allocation(allocation, by=make_officer(), reason="ก")
    answer = client.post(row_url(allocation), tap(), headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "ไม่อยู่บูธ C07 แล้ว" in answer.content.decode()


def test_the_list_is_filtered_in_the_address(client, fair, allocation):
    other = make_allocation(make_booth(fair, "D01"), make_vendor("กลุ่มจักสาน"))
    came(other)
    client.force_login(make_officer())

    def shown(query):
        page = client.get(list_url(fair, query))
        return [row.allocation.booth.code for row in page.context["page"].object_list]

    assert shown("") == ["C07", "D01"]
    assert shown(f"?zone={other.booth.zone_id}") == ["D01"]
    assert shown("?state=waiting") == ["C07"]
    assert shown("?q=จักสาน") == shown("?q=d01") == ["D01"]


def test_a_helper_of_another_fair_sees_nothing(client, fair, allocation):
    client.force_login(make_helper(make_fair_event("งานอื่น")))
    assert client.get(list_url(fair)).status_code == 404
    assert client.post(row_url(allocation), tap()).status_code == 404


@pytest.mark.parametrize(("who", "has_phones"), [(make_helper, False), (make_officer, True)])
def test_a_helper_exports_no_telephones(client, fair, allocation, who, has_phones, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "onsite.sheets.workbook_bytes", lambda tables: seen.extend(tables) or b"xlsx"
    )
    client.force_login(who(fair) if who is make_helper else who())
    assert client.get(list_url(fair, name="arrivals-xlsx")).status_code == 200
    assert ("โทร" in [column.title for column in seen[0].columns]) == has_phones


@pytest.mark.parametrize("name", ["arrivals-fair", "arrivals-missing", "arrivals-xlsx"])
def test_a_page_asks_as_much_for_many_rows_as_for_few(client, fair, name):
    client.force_login(make_officer())

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(list_url(fair, name=name))
        return len(caught)

    def fill(numbers):
        for number in numbers:
            row = make_allocation(make_booth(fair, f"C{number:02}"), make_vendor(f"ร้าน {number}"))
            note_call(row, TODAY, "จะมา", form_key=uuid4(), by=make_officer())
            if number % 2:
                came(row)

    fill(range(1, 4))
    queries()
    few = queries()
    fill(range(4, 12))
    assert queries() == few


def test_the_desk_leads_to_who_is_not_there(client, fair, allocation):
    client.force_login(make_officer())
    assert "บูธยังไม่มีร้านมา" in client.get(reverse("staff:index")).content.decode()
    came(allocation)
    assert "บูธยังไม่มีร้านมา" not in client.get(reverse("staff:index")).content.decode()
