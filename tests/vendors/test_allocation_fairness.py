"""Who has a booth, in numbers that add up; public when there is a result, small groups together."""

import pytest
from django.urls import reverse

from fairs.models import District, Province
from otopfair.rights.roles import Role
from tests.factories import (
    assign,
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_draw,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.allocation_fairness import for_committee, for_public
from vendors.operations.allocations import move_allocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", slug="silk", reference_code="KK63"))


def enter(call, *, district="4001", province="40", booths=0, wanted=1, category=3):
    """A confirmed shop with so many booths."""
    vendor = make_vendor(
        f"ร้าน {call.applications.count()}",
        province=Province.objects.get(pk=province),
        district=District.objects.get(pk=district),
    )
    fields = {"call": call, "category": category, "booths_wanted": wanted}
    if not booths:
        return make_application(call.fair_event, vendor, **fields)
    code = f"C{10 + call.fair_event.booths.count()}"
    return make_allocation(make_booth(call.fair_event, code), vendor, **fields).application


def a_result(call):
    """Of every kind: all, some, none; from here and elsewhere."""
    for _ in range(3):
        enter(call, booths=1)
    enter(call, booths=1, wanted=2, district="4002")
    enter(call, category=1)
    enter(call, province="52", district="5201")
    make_booth(call.fair_event, "C08", held_for="กองอำนวยการ")
    make_booth(call.fair_event, "C09", is_usable=False)
    make_booth(call.fair_event, "D01")


def test_every_table_adds_up_to_the_same(call):
    a_result(call)
    found = for_committee(call.fair_event)

    assert len(found.tables) == 4
    for table in found.tables:
        assert [sum(cells) for cells in zip(*(x.cells for x in table.lines), strict=True)] == (
            table.total.cells
        )
        assert table.total.cells == [6, 3, 1, 2, 7, 4]


def test_the_booths_of_each_zone_add_up(call):
    a_result(call)
    found = for_committee(call.fair_event)

    counts = [(zone.booths, zone.given, zone.kept, zone.empty) for zone in found.zones]
    assert counts == [(6, 4, 2, 0), (1, 0, 0, 1)]
    total = found.ground
    assert (total.booths, total.given, total.kept, total.empty) == (7, 4, 2, 1)
    assert found.empty_codes == ["D01"]


def test_the_public_reads_small_groups_together_and_the_same_totals(call):
    a_result(call)
    make_draw(call)
    district = for_public(call.fair_event).tables[0]

    assert [(line.name, line.applied) for line in district.lines] == [("กลุ่มเล็กรวมกัน 3 กลุ่ม", 6)]
    assert district.lines[0].cells == district.total.cells


def test_nothing_is_public_before_there_is_a_result(client, call):
    a_result(call)

    assert for_public(call.fair_event) is None
    assert client.get(reverse("fair-fairness-booths", args=["silk"])).status_code == 404


def test_who_does_not_stand_where_the_draw_has_put_it_is_named(call):
    application = enter(call, booths=1)
    number = str(application)
    listed = f"shop\t{number}\tร้าน\t3\tinside\t1\n"
    make_draw(call, list_text=listed, result=[f"1\t{number}\tC10\t-"])
    assert for_committee(call.fair_event).moved == []
    given = application.allocations.get()
    move_allocation(given, make_booth(call.fair_event, "C05"), by=make_officer())

    assert for_committee(call.fair_event).moved == [number]


def test_the_pages_show_it_to_the_public_and_on_paper(client, call):
    a_result(call)
    make_draw(call)
    public = client.get(reverse("fair-fairness-booths", args=["silk"]))
    reader = make_user()
    assign(reader, Role.COMMITTEE_SECRETARY, province_id="40")
    client.force_login(reader)
    url = reverse("staff:fairness-booths", args=[call.fair_event_id])

    for response in (public, client.get(url), client.get(url, {"print": "1"})):
        assert response.status_code == 200
        assert "บูธในผัง" in response.content.decode()


def test_it_costs_the_same_however_many_shops(call, django_assert_num_queries):
    a_result(call)
    with django_assert_num_queries(11):
        for_committee(call.fair_event)
    for _ in range(4):
        enter(call, booths=1)
    with django_assert_num_queries(11):
        for_committee(call.fair_event)
