"""Officers merge while others work with the same shops: nothing is lost, nothing is an error."""

import pytest

from fairs.operations import holding
from otopfair.errors import RuleBroken
from sales.models import BoothSale
from sales.operations import takings
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_product,
    make_vendor,
)
from tests.races import meet_after, overtake, race, refusals, take_lock_away
from vendors.models import BoothAllocation, Vendor, VendorMerge
from vendors.operations import merging
from vendors.operations.merging import merge_vendors

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    return make_vendor("กลุ่มทอผ้าบ้านโคกสูง"), make_vendor("ทอผ้าบ้านโคกสูง")


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


def each_into_the_other(two, officers):
    one, other = two
    return race(
        lambda: merge_vendors(one, other, by=officers[0]),
        lambda: merge_vendors(other, one, by=officers[1]),
    )


def test_two_officers_who_merge_each_into_the_other_leave_one_shop(two, officers, monkeypatch):
    make_product(two[0])
    make_product(two[1], "ผ้าขาวม้า")
    meet_after(monkeypatch, (merging, "why_not_merged"))

    outcomes = each_into_the_other(two, officers)

    [loser] = refusals(outcomes)
    assert type(loser) is RuleBroken
    assert Vendor.objects.get().products.count() == 2
    assert VendorMerge.objects.count() == 1


def test_one_merge_pressed_twice_at_once_is_done_once(two, officers):
    one, other = two
    race(
        lambda: merge_vendors(one, other, by=officers[0]),
        lambda: merge_vendors(one, other, by=officers[0]),
    )
    assert Vendor.objects.get() == one
    assert VendorMerge.objects.count() == 1


def takings_during_a_merge(two, officers, monkeypatch):
    kept, gone = two
    allocation = make_allocation(make_booth(make_fair_event(), "C01"), gone)
    day = allocation.booth.fair_event.days[0]
    opened = BoothAllocation.objects.select_related("application__vendor", "booth__fair_event")
    opened = opened.get()
    return overtake(
        monkeypatch,
        (takings, "require_seen"),
        lambda: takings.record_booth_sale(
            opened, sold_on=day, sold_baht=5, ordered_baht=0, source="officer", by=officers[1]
        ),
        lambda: merge_vendors(kept, gone, by=officers[0]),
    )


def test_takings_entered_while_their_shop_is_merged_go_to_the_one_that_stays(
    two, officers, monkeypatch
):
    outcomes = takings_during_a_merge(two, officers, monkeypatch)
    assert refusals(outcomes) == []
    assert BoothSale.objects.get().vendor == two[0]


def test_control_without_the_locks_the_merge_or_the_takings_fail(two, officers, monkeypatch):
    take_lock_away(monkeypatch, merging, takings, holding)
    outcomes = takings_during_a_merge(two, officers, monkeypatch)
    assert refusals(outcomes) != []
