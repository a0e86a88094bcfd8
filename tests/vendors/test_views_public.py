"""Visitors' pages of vendors: a fair's plan, its vendors, and the list of all."""

import pytest
from django.urls import reverse

from fairs.models import Province
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_vendor,
    make_zone,
)
from tests.visitors import queries_of, text_of, visit
from vendors.ground.booths import booths_of
from vendors.operations.allocations import allocate_booth, release_allocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    """Three booths: C01 taken, C02 held, C03 free; and A01 free in another zone."""
    fair = make_fair_event("งานทดสอบ", slug="fair")
    make_zone(fair, "C", name_th="ผ้า", sequence=1)
    make_zone(fair, "A", name_th="อาหาร", sequence=2)
    make_allocation(make_booth(fair, "C01"), make_vendor("กลุ่มทอผ้าดอนข่า"))
    make_booth(fair, "C02", held_for="ผู้สนับสนุน")
    make_booth(fair, "C03")
    make_booth(fair, "A01")
    return fair


def states(fair):
    return {booth.code: booth.state.for_visitors.value for booth in booths_of(fair)}


def test_a_booth_is_taken_held_or_free(fair):
    make_booth(fair, "C04", is_usable=False)

    assert states(fair) == {
        "C01": "taken",
        "C02": "held",
        "C03": "free",
        "C04": "held",
        "A01": "free",
    }


def test_a_shared_booth_is_taken_when_every_place_is_given(fair):
    booth = make_booth(fair, "C05", places=2)
    make_allocation(booth, make_vendor("ร้านแรก"))
    assert states(fair)["C05"] == "free"
    make_allocation(booth, make_vendor("ร้านสอง"))
    assert states(fair)["C05"] == "taken"


def test_a_released_booth_is_free_again(fair):
    stand = make_allocation(make_booth(fair, "C06"))
    release_allocation(stand, by=stand.allocated_by, reason="ป่วย")

    assert states(fair)["C06"] == "free"


def test_an_unpublished_vendor_takes_its_booth_without_a_name(client, fair):
    vendor = make_vendor("ร้านไม่เปิดเผย", is_published=False)
    make_allocation(make_booth(fair, "C07"), vendor)

    assert states(fair)["C07"] == "taken"
    assert "ร้านไม่เปิดเผย" not in text_of(client, "/fairs/fair/plan/")
    assert "ร้านไม่เปิดเผย" not in text_of(client, "/fairs/fair/vendors/")


def test_a_fair_without_booths_says_so(client):
    make_fair_event(slug="empty")

    assert "ยังไม่มีผังบูธ" in text_of(client, "/fairs/empty/plan/")
    assert "ยังไม่มีร้านที่ได้บูธ" in text_of(client, "/fairs/empty/vendors/")


@pytest.mark.parametrize("page", ["plan", "vendors", "products"])
def test_pages_of_a_draft_do_not_exist(client, page):
    make_fair_event(slug="draft", state="draft")

    visit(client, f"/fairs/draft/{page}/", status=404)


def test_vendors_of_a_fair_stand_once_each_with_all_their_booths(client, fair):
    vendor = make_vendor("กลุ่มสองบูธ")
    application = make_application(fair, vendor, booths_wanted=2, category=1)
    for code in ("A02", "A03"):
        allocate_booth(application, make_booth(fair, code), by=application.started_by)
    response = visit(client, "/fairs/fair/vendors/")
    rows = {row["name"]: row["codes"] for row in response.context["rows"]}

    assert rows == {"กลุ่มทอผ้าดอนข่า": ["C01"], "กลุ่มสองบูธ": ["A02", "A03"]}
    only_food = visit(client, "/fairs/fair/vendors/?category=1").context["rows"]
    assert [row["name"] for row in only_food] == ["กลุ่มสองบูธ"]


def test_pages_of_a_fair_cost_the_same_with_one_and_with_many_booths(client, fair):
    pages = ["/fairs/fair/plan/", "/fairs/fair/vendors/", "/fairs/fair/products/"]
    visit(client, "/provinces/")
    few = [queries_of(client, page) for page in pages]
    for number in range(10, 30):
        make_allocation(make_booth(fair, f"C{number}"), make_vendor(f"ร้าน {number}"))

    assert [queries_of(client, page) for page in pages] == few


def test_vendors_are_in_thai_order_and_hidden_ones_left_out(client):
    for name in ("โอ่งราชบุรี", "กลุ่มทอผ้า", "เรือนไหม"):
        make_vendor(name)
    make_vendor("ขนมลับ", is_published=False)
    rows = visit(client, "/vendors/").context["rows"]

    assert [row["name"] for row in rows] == ["กลุ่มทอผ้า", "เรือนไหม", "โอ่งราชบุรี"]


def test_vendors_are_searched_by_name_and_filtered_by_province(client):
    make_vendor("กลุ่มทอผ้าบ้านหนองขาม")
    make_vendor("ทอผ้า", province=Province.objects.get(pk="42"))

    def names(query):
        return [row["name"] for row in visit(client, f"/vendors/{query}").context["rows"]]

    assert names("?q=ทอผา") == ["ทอผ้า", "กลุ่มทอผ้าบ้านหนองขาม"]
    assert names("?province=42") == ["ทอผ้า"]
    assert names("?q=ทอผา&province=40") == ["กลุ่มทอผ้าบ้านหนองขาม"]
    assert "<mark>ทอผ้า</mark>" in text_of(client, "/vendors/?q=ทอผา")


def test_a_visitor_cannot_find_a_vendor_by_its_contact_person(client):
    make_vendor("กลุ่มทอผ้า", contact_name="นางสมศรี ลับมาก")

    assert "ไม่พบ “สมศรี”" in text_of(client, "/vendors/?q=สมศรี")


def test_the_list_of_vendors_is_paged_and_costs_the_same(client):
    make_vendor("ร้านแรก")
    visit(client, "/vendors/")
    pages = ["/vendors/", "/vendors/?q=ร้าน"]
    one = [queries_of(client, page) for page in pages]
    for number in range(60):
        make_vendor(f"ร้าน {number}")

    assert [queries_of(client, page) for page in pages] == one
    assert "49–61 จาก 61" in text_of(client, "/vendors/?page=2")


def test_empty_lists_of_vendors_say_why(client):
    assert "ยังไม่มีผู้ผลิต" in text_of(client, "/vendors/")
    assert "ยังไม่มีผู้ผลิตในจังหวัดนี้" in text_of(client, "/vendors/?province=42")
    assert reverse("vendor-list") in text_of(client, "/vendors/?q=zzz")
