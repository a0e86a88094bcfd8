"""Visitors by gate and hour: stated methods, missing is not zero, a tap counts once."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from fairs.models import FairState, LandmarkKind, PlanLandmark
from onsite.models import CountMethod, VisitorCount
from onsite.operations import visitor_counts
from onsite.operations.visitor_counts import gates_from_plan, seen_of_count, set_count, tap_count
from onsite.reports.visitor_counts import day_grid, hours_of, sum_of_days, visitors_by_day
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.stale import StalePage
from otopfair.thai.calendar import THAILAND, today_in_thailand
from sales.reports.figures import DailyFigures
from sales.reports.gathering import gather
from sales.reports.keeping import from_json, to_json
from tests import factories as make
from tests.onsite.rows import gate_at
from tests.races import meet_after, race, refusals, take_lock_away

TODAY = today_in_thailand()
NOBODY = seen_of_count(None)


@pytest.fixture
def fair(db):
    return make.make_fair_event(opens_time=time(10), closes_time=time(13))


def put(gate, hour, people, *, method=CountMethod.HAND, seen=NOBODY, by=None, on=TODAY):
    by = by or make.make_officer()
    return set_count(gate, on=on, hour=hour, people=people, method=method, seen=seen, by=by)


def test_entrances_of_the_plan_are_gates_once(fair):
    place = {"plan_x": 0, "plan_y": 0, "plan_width": 2, "plan_height": 2}
    for label, kind in (("ทางเข้า", "gate"), ("ทางเข้า", "gate"), ("เวที", LandmarkKind.STAGE)):
        PlanLandmark.objects.create(fair_event=fair, kind=kind, label=label, **place)
    officer = make.make_officer()
    assert (gates_from_plan(fair, by=officer), gates_from_plan(fair, by=officer)) == (2, 0)
    assert [gate.name for gate in fair.gates.all()] == ["ทางเข้า", "ทางเข้า 2"]


def clock_at(monkeypatch, days: int, hour: int) -> None:
    now = datetime.combine(TODAY + timedelta(days=days), time(hour, 5), THAILAND)
    monkeypatch.setattr("onsite.reports.visitor_counts.timezone.localtime", lambda: now)


@pytest.mark.parametrize(
    ("days", "hour", "missing"), [(-1, 23, 0), (0, 10, 0), (0, 11, 0), (0, 12, 1), (1, 0, 2)]
)
def test_hours_to_come_are_not_missing_and_a_forgotten_day_is(
    monkeypatch, fair, days, hour, missing
):
    type(fair).objects.filter(pk=fair.pk).update(opens_on=TODAY)
    fair.refresh_from_db()
    put(gate_at(fair), 10, 5)
    clock_at(monkeypatch, days, hour)
    assert day_grid(fair, TODAY).total.missing == missing
    assert sum_of_days(visitors_by_day(fair)).missing == missing

    VisitorCount.objects.all().delete()
    clock_at(monkeypatch, 2, 0)
    assert sum_of_days(visitors_by_day(fair)).missing == 6


def test_what_nobody_counted_is_not_zero_and_sums_state_their_methods(monkeypatch, fair):
    clock_at(monkeypatch, 0, 20)
    first, second = gate_at(fair, "หน้า"), gate_at(fair, "หลัง")
    put(first, 10, 120)
    put(first, 11, 0)
    put(second, 10, 80, method=CountMethod.ESTIMATE)

    grid = day_grid(fair, TODAY)

    assert list(hours_of(fair, TODAY)) == [10, 11, 12]
    assert (grid.total.people, grid.total.missing) == (200, 3)
    assert grid.total.how == "นับด้วยมือ และประมาณ ยังไม่นับ 3 ช่อง"
    assert [row.sum.people for row in grid.rows] == [200, 0, None]
    assert [total.people for _gate, total in grid.by_gate] == [120, 80]
    days = visitors_by_day(fair)
    assert [one.sum.people for one in days if one.day != TODAY] == [None] * 6
    assert sum_of_days(days).people == 200


def test_a_correction_is_kept_and_a_number_can_be_taken_out(fair):
    gate = gate_at(fair)
    count = put(gate, 10, 100)
    count = put(gate, 10, 110, seen=seen_of_count(count))
    assert put(gate, 10, None, seen=seen_of_count(count)) is None
    assert not VisitorCount.objects.exists()
    said = [entry.summary for entry in HistoryEntry.objects.of(gate)]
    assert "เอาตัวเลข 110 คน (นับด้วยมือ) ออก" in said[0]
    assert "แก้จาก 100 คน (นับด้วยมือ) เป็น 110 คน (นับด้วยมือ)" in said[1]


def test_two_who_count_one_hour_read_of_each_other(fair):
    gate = gate_at(fair)
    put(gate, 10, 100)
    put(gate, 10, 100)  # the same again
    with pytest.raises(StalePage, match="100 คน นับด้วยมือ"):
        put(gate, 10, 90)


@pytest.mark.parametrize(
    ("change", "on", "why"),
    [
        ({"state": FairState.CANCELLED}, TODAY, "ยกเลิกแล้ว จึงนับผู้ชมไม่ได้"),
        ({"state": FairState.DRAFT}, TODAY, "ยังไม่เผยแพร่"),
        ({}, TODAY + timedelta(days=1), "ยังไม่ถึงวันนี้"),
        ({}, TODAY - timedelta(days=30), "ไม่ใช่วันของงานนี้"),
    ],
)
def test_one_counts_only_on_a_day_of_a_fair_that_is_on(fair, change, on, why):
    gate = gate_at(fair)
    type(fair).objects.filter(pk=fair.pk).update(**change)
    gate.refresh_from_db()
    with pytest.raises(RuleBroken, match=why):
        put(gate, 10, 1, on=on)


def test_a_tap_that_is_sent_twice_counts_once(fair):
    gate, by = gate_at(fair), make.make_officer()
    key = uuid4()
    for form_key in (key, key, uuid4()):
        tap_count(gate, on=TODAY, hour=10, people=10, form_key=form_key, by=by)
    assert VisitorCount.objects.get().people == 20


# --- Two at one gate ----------------------------------------------------------------------------


def two_tap(monkeypatch, *, with_locks):
    fair, by = make.make_fair_event(), make.make_officer()
    gate = gate_at(fair)
    put(gate, 10, 100, by=by)
    if not with_locks:
        take_lock_away(monkeypatch, visitor_counts)
    place = (visitor_counts, "_require_people")
    meet_after(monkeypatch, place)

    def tap():
        return tap_count(gate, on=TODAY, hour=10, people=10, form_key=uuid4(), by=by)

    return race(tap, tap)


@pytest.mark.django_db(transaction=True)
def test_of_two_taps_none_is_lost(monkeypatch):
    assert refusals(two_tap(monkeypatch, with_locks=True)) == []
    assert VisitorCount.objects.get().people == 120


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_two_tap_and_one_is_lost(monkeypatch):
    two_tap(monkeypatch, with_locks=False)
    assert VisitorCount.objects.get().people == 110


# --- Pages --------------------------------------------------------------------------------------


def test_a_helper_types_a_day_and_only_what_changed_is_written(client, fair):
    gate = gate_at(fair)
    put(gate, 10, 100)
    client.force_login(make.make_helper(fair))
    page = reverse("staff:visitors-day", args=[fair.pk, TODAY.isoformat()])
    form = client.get(page).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"everywhere": ""}

    client.post(page, {**sent, f"people-{gate.pk}-11": "๗๕", "method": "machine"})

    counts = {count.hour: (count.people, count.method) for count in VisitorCount.objects.all()}
    assert counts == {10: (100, "hand"), 11: (75, "machine")}
    refused = client.post(page, {**sent, f"people-{gate.pk}-11": "80", "method": "hand"})
    assert refused.status_code == 409
    assertContains(refused, 'value="80"', status_code=409)


def test_the_clicker_sends_and_its_answer_leads_back(client, fair):
    gate = gate_at(fair)
    client.force_login(make.make_helper(fair))
    page = reverse("staff:visitors-tap", args=[fair.pk, TODAY.isoformat()])
    assertContains(client.get(page), "+10")
    key = str(uuid4())
    sent = {"gate": gate.pk, "hour": 11, "people": 10, "form_key": key}
    for _again in range(2):
        answer = client.post(
            reverse("staff:visitors-taps", args=[fair.pk, TODAY.isoformat()]), sent
        )
        assert answer["Location"] == f"{page}?gate={gate.pk}"
    assert VisitorCount.objects.get().people == 10


def test_the_days_of_a_fair_print_are_exported_and_stand_beside_the_target(client, fair):
    type(fair).objects.filter(pk=fair.pk).update(visitor_target=1000)
    put(gate_at(fair), 10, 250)
    client.force_login(make.make_officer())
    page = reverse("staff:visitors-fair", args=[fair.pk])
    assertContains(client.get(page), "25 %")
    assertContains(client.get(f"{page}?print=1"), "250")
    assert client.get(reverse("staff:visitors-xlsx", args=[fair.pk])).status_code == 200


def test_the_report_of_the_day_says_how_many_came_and_a_closed_one_keeps_it(client, fair):
    day = TODAY - timedelta(days=1)
    allocation = make.make_allocation(make.make_booth(fair))
    make.make_sale(allocation, sold_on=day)
    gate = gate_at(fair)
    for hour in (10, 11):
        put(gate, hour, 50, on=day)
    officer = make.make_officer()
    client.force_login(officer)
    page = reverse("staff:report-day", args=[fair.pk, day.isoformat()])
    assertContains(client.get(page), "นับด้วยมือ ยังไม่นับ 1 ช่อง")
    put(gate, 12, 100, method=CountMethod.ESTIMATE, on=day)
    assertContains(client.get(page), "1,000 ÷ 200 คน")

    figures = gather(fair, day)

    assert from_json(DailyFigures, to_json(figures)) == figures
