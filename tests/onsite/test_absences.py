"""Who did not come: noted, taken back, and the booth to the next of the reserve list."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from onsite.arrivals import day_list
from onsite.models import Absence, OnSiteRules
from onsite.operations.absences import (
    end_absent,
    give_to_reserve,
    mark_absent,
    take_absence_back,
)
from onsite.operations.arrivals import note_arrival
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_helper,
    make_officer,
    make_penalty,
    make_user,
    make_vendor,
)
from tests.race_world import ALL
from tests.races import (
    meet_after,
    race,
    refusals,
    stopped_by_database,
    take_lock_away,
)
from vendors.models import BoothAllocation, FreedPlace, OfferAnswer, ReservePlace
from vendors.operations import calling_up

TODAY = today_in_thailand()
DAY = timedelta(days=1)


@pytest.fixture
def fair(db):
    fair = make_fair_event("งานไหม")
    make_call(fair)
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    return fair


@pytest.fixture
def allocation(fair):
    return make_allocation(make_booth(fair, "C07"), make_vendor("ก", user=make_user()))


def in_reserve(fair, number=1, **fields):
    vendor = make_vendor(f"สำรอง {number}", user=make_user())
    application = make_application(fair, vendor, status="reserved", **fields)
    return ReservePlace.objects.create(
        call=application.call, category=application.category, application=application, number=number
    )


def end(allocation, place=None, **fields):
    fields = {"reason": "ติดต่อไม่ได้", "by": make_officer(), **fields}
    return end_absent(allocation, TODAY, place=place, **fields)


def began_today(fair):
    fair.opens_on = TODAY
    fair.save()


def now(row):
    return type(row).objects.get(pk=row.pk)


# --- For the day ------------------------------------------------------------------------------


def test_an_absence_is_noted_once_and_taken_back(allocation):
    officer = make_officer()
    first = mark_absent(allocation, TODAY, by=officer)
    assert mark_absent(allocation, TODAY, by=officer) == first

    take_absence_back(first, by=officer)
    take_absence_back(first, by=officer)
    assert not Absence.objects.standing().exists()
    assert mark_absent(allocation, TODAY, by=officer) != first


def test_nobody_is_absent_before_the_hour_or_who_has_come(allocation):
    OnSiteRules.objects.update(arrive_by_time=time(23, 59, 59))
    with pytest.raises(RuleBroken, match="ยังไม่ถึง 23"):
        mark_absent(allocation, TODAY, by=make_officer())
    OnSiteRules.objects.update(arrive_by_time=time(0))
    note_arrival(allocation, TODAY, form_key=uuid4(), by=make_officer())
    for act in (lambda: mark_absent(allocation, TODAY, by=make_officer()), lambda: end(allocation)):
        with pytest.raises(RuleBroken, match="มาแล้วเมื่อ"):
            act()


# --- For the rest of the fair -----------------------------------------------------------------


def test_the_next_in_reserve_gets_the_days_that_are_left(fair, allocation):
    place = in_reserve(fair)
    end(allocation, place)

    [new] = BoothAllocation.objects.exclude(pk=allocation.pk)
    assert (new.application, new.booth) == (place.application, allocation.booth)
    assert (new.first_on, new.last_on) == (TODAY, fair.closes_on)
    assert now(new.application).status == "confirmed"
    assert now(place).left_at
    # Whose days before were its own keeps them, and its application.
    old = now(allocation)
    assert (old.released_at, old.last_on) == (None, TODAY - DAY)
    assert now(old.application).status == "confirmed"
    assert [row.allocation for row in day_list(fair, TODAY).rows] == [new]
    assert [row.allocation for row in day_list(fair, TODAY - DAY).rows] == [old]
    [absence] = Absence.objects.all()
    assert (absence.on, absence.until, absence.ends_place) == (TODAY, fair.closes_on, True)


def test_both_are_told_and_history_says_why(fair, allocation):
    end(allocation, in_reserve(fair))
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert "เสียบูธ C07" in subjects
    assert any(subject.startswith("ได้บูธ C07") for subject in subjects)
    assert len(subjects) == 3  # the first got its booth before
    assert HistoryEntry.objects.filter(verb="absent", reason="ติดต่อไม่ได้").exists()


def test_who_never_came_gives_up_the_place_and_the_reserve_takes_it(fair, allocation):
    began_today(fair)
    allocation.days.filter(on__lt=TODAY).delete()
    end(allocation, in_reserve(fair))

    assert now(allocation).released_at
    assert now(allocation.application).status == "declined"
    assert allocation.application.offers.get().answer == OfferAnswer.ABSENT
    assert FreedPlace.objects.get().taken_by.application.status == "confirmed"


def test_of_two_booths_that_never_opened_one_is_left(fair):
    began_today(fair)
    vendor = make_vendor("ก")
    first = make_allocation(make_booth(fair, "C01"), vendor, booths_wanted=2)
    end(first)
    application = now(first.application)
    assert (application.status, application.booths_wanted) == ("confirmed", 1)


def test_without_anybody_in_reserve_the_booth_is_free(fair, allocation):
    end(allocation)
    assert not allocation.booth.allocations.standing_on(TODAY).exists()
    with pytest.raises(RuleBroken, match="เสียบูธไปแล้ว"):
        take_absence_back(Absence.objects.get(), by=make_officer())


def test_an_absence_of_the_day_becomes_one_of_the_rest(fair, allocation):
    mark_absent(allocation, TODAY, by=make_officer())
    end(allocation)
    assert Absence.objects.get().ends_place


def test_pressed_twice_nobody_else_is_called(fair, allocation):
    first, second = in_reserve(fair), in_reserve(fair, 2)
    end(allocation, first)
    end(allocation, second, passed_over="ก")
    assert now(second.application).status == "reserved"


def test_who_waits_before_is_passed_over_only_with_a_word(fair, allocation):
    in_reserve(fair), in_reserve(fair, 2, booths_wanted=2)
    third = in_reserve(fair, 3)
    with pytest.raises(RuleBroken, match="ลำดับที่ 1 รออยู่ก่อน"):
        end(allocation, third)
    end(allocation, third, passed_over="โทร 3 ครั้งไม่รับ")
    assert HistoryEntry.objects.get(verb="call_up").reason == "โทร 3 ครั้งไม่รับ"


def banned(fair):
    place = in_reserve(fair)
    make_penalty(place.application.vendor, kind="ban")
    return place


def gone(fair):
    place = in_reserve(fair)
    ReservePlace.objects.update(left_at="2020-01-01T00:00Z")
    return place


def elsewhere(fair):
    other = make_fair_event("งานอื่น")
    make_call(other)
    return in_reserve(other)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (banned, "งดรับสมัคร"),
        (gone, "ออกจากบัญชีสำรองแล้ว"),
        (lambda fair: in_reserve(fair, booths_wanted=2), "ขอ 2 บูธ"),
        (elsewhere, "คนละประกาศ"),
    ],
)
def test_whom_the_booth_may_not_go_to_is_refused_and_nothing_happens(fair, allocation, who, words):
    place = who(fair)
    with pytest.raises(RuleBroken, match=words):
        end(allocation, place)
    assert now(allocation).last_on is None
    assert not Absence.objects.exists()


def test_other_days_than_today_are_refused(allocation):
    with pytest.raises(RuleBroken, match="เฉพาะวันนี้"):
        end_absent(allocation, TODAY - DAY, reason="ก", by=make_officer())


# --- To the reserve, later that day -----------------------------------------------------------


def test_who_says_yes_after_the_booth_was_taken_gets_it_then(client, fair, allocation):
    end(allocation)
    place = in_reserve(fair)
    client.force_login(make_officer())
    page = url(allocation, "arrivals-reserve")
    missing = reverse("staff:arrivals-missing", args=[fair.pk, TODAY.isoformat()])
    assert page in client.get(missing).content.decode()
    assert client.post(page, {}).status_code == 422

    assert client.post(page, {"place": place.pk}).status_code == 302

    new = BoothAllocation.objects.get(application=place.application)
    assert (new.booth, new.first_on, new.last_on) == (allocation.booth, TODAY, fair.closes_on)
    assert "ให้ร้านอื่นแล้ว" in client.get(missing).content.decode()
    assert page not in client.get(missing).content.decode()


def test_a_booth_that_nobody_lost_goes_to_nobody(fair, allocation):
    noted = mark_absent(allocation, TODAY, by=make_officer())
    with pytest.raises(RuleBroken, match="ยังไม่เสียบูธ"):
        give_to_reserve(noted, in_reserve(fair), by=make_officer())


def test_a_booth_that_somebody_else_got_meanwhile_goes_to_nobody(fair, allocation):
    lost = end(allocation)
    make_allocation(allocation.booth, make_vendor("ข"), days=(TODAY, fair.closes_on))
    place = in_reserve(fair)
    with pytest.raises(RuleBroken, match="C07"):
        give_to_reserve(lost, place, by=make_officer())
    assert now(place).left_at is None


# --- Two at once ------------------------------------------------------------------------------


def two_get_one_reserve(monkeypatch):
    """Two booths, two officers, one vendor in reserve."""
    fair = make_fair_event()
    make_call(fair)
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    booths = [make_allocation(make_booth(fair, code)) for code in ("C01", "C02")]
    place = in_reserve(fair)
    by = make_officer()
    meet_after(monkeypatch, (calling_up, "_why_not"))
    return race(
        *(
            lambda one=one: end_absent(one, TODAY, place=place, reason="ไม่มา", by=by)
            for one in booths
        )
    )


@pytest.mark.django_db(transaction=True)
def test_one_reserve_gets_one_booth(monkeypatch):
    outcomes = two_get_one_reserve(monkeypatch)
    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert BoothAllocation.objects.standing_on(TODAY).count() == 2


@pytest.mark.django_db(transaction=True)
def test_control_without_the_locks_the_database_stops_the_second(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    assert stopped_by_database(two_get_one_reserve(monkeypatch))


# --- The pages --------------------------------------------------------------------------------


def url(allocation, name, day=TODAY):
    fair = allocation.booth.fair_event_id
    return reverse(f"staff:{name}", args=[fair, day.isoformat(), allocation.pk])


def test_a_helper_calls_and_only_an_officer_decides(client, fair, allocation):
    client.force_login(make_helper(fair))
    page = reverse("staff:arrivals-missing", args=[fair.pk, TODAY.isoformat()])
    assert "ไม่มาวันนี้" not in client.get(page).content.decode()
    noted = client.post(
        url(allocation, "arrivals-call"), {"form_key": uuid4(), "text": "จะมา 11.00"}
    )
    assert noted.status_code == 302
    assert "จะมา 11.00" in client.get(page).content.decode()
    assert client.post(url(allocation, "arrivals-absent")).status_code == 403

    empty = client.post(url(allocation, "arrivals-call"), {"form_key": uuid4(), "text": ""})
    assert empty.status_code == 422


def test_an_officer_ends_a_place_on_its_page(client, fair, allocation):
    place = in_reserve(fair)
    client.force_login(make_officer())
    page = url(allocation, "arrivals-end")
    assert "สำรอง 1" in client.get(page).content.decode()

    answers = {"place": place.pk, "reason": "ติดต่อไม่ได้"}
    assert client.post(page, {**answers, "reason": ""}).status_code == 422
    assert client.post(page, answers).status_code == 302
    assert now(place.application).status == "confirmed"
    assert "ไม่อยู่บูธนี้วันนี้แล้ว" in client.get(page).content.decode()
