"""Two entries of one shop become one: everything moves, nothing is lost, and it can be undone."""

import pytest
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.outbox.models import Message
from otopfair.outbox.writing import Letter, Recipient, write
from otopfair.removals.models import Removal
from otopfair.stale import StalePage
from products.models import Product
from sales.models import BoothSale
from sales.operations.takings import record_booth_sale
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_product,
    make_sale,
    make_user,
    make_vendor,
)
from vendors.models import BoothAllocation, BoothApplication, TwinPair, Vendor, VendorMerge
from vendors.operations.merging import merge_vendors, seen_together, undo_merge

pytestmark = pytest.mark.django_db
ID = "1101700207030"


@pytest.fixture
def two():
    """A shop from an officers' list, and its owner's entry with booth and takings."""
    kept = make_vendor("กลุ่มทอผ้าบ้านโคกสูง")
    kept.phones.create(number="0811111111")
    owner = make_user("เจ้าของ")
    gone = make_vendor(
        "ทอผ้าโคกสูง", user=owner, identity_no=ID, story="ทอมา 40 ปี", district_id="4001"
    )
    gone.phones.create(number="0811111111")
    gone.phones.create(number="0822222222")
    allocation = make_allocation(make_booth(make_fair_event(), "C01"), gone)
    make_sale(allocation)
    make_product(gone, "ผ้าขาวม้า")
    write([Letter(Recipient(gone, "ทอผ้าโคกสูง", [owner]), "เรื่อง", "ข้อความ")], kind="vendor")
    record(gone, "register", "ลงทะเบียนร้าน", by=owner)
    return kept, gone


def all_of(vendor) -> dict:
    return {
        "applications": BoothApplication.objects.filter(vendor=vendor).count(),
        "booths": BoothAllocation.objects.live().filter(application__vendor=vendor).count(),
        "takings": BoothSale.objects.filter(vendor=vendor).count(),
        "products": Product.objects.filter(vendor=vendor).count(),
        "people": vendor.members.count(),
        "phones": sorted(vendor.phones.values_list("number", flat=True)),
        "messages": Message.objects.to(vendor).count(),
    }


def test_everything_moves_and_what_was_empty_is_filled(two):
    kept, gone = two
    gone_id, whole = gone.pk, all_of(gone)
    assert whole["takings"] == whole["booths"] == whole["products"] == whole["people"] == 1
    merge_vendors(kept, gone, by=make_officer(), reason="โทรถามแล้ว")
    kept.refresh_from_db()
    assert all_of(kept) == whole
    assert (kept.name_th, kept.identity_no, kept.story, kept.district_id) == (
        "กลุ่มทอผ้าบ้านโคกสูง",
        ID,
        "ทอมา 40 ปี",
        "4001",
    )
    assert not Vendor.objects.filter(pk=gone_id).exists()
    assert Removal.objects.get().reason == "โทรถามแล้ว"
    assert HistoryEntry.objects.of(kept).filter(verb="merge").count() == 1


def test_a_second_press_finds_it_done(two):
    kept, gone = two
    again = Vendor.objects.get(pk=gone.pk)
    first = merge_vendors(kept, gone, by=make_officer())
    assert merge_vendors(kept, again, by=make_officer()) == first


def test_it_is_undone_whole(two):
    kept, gone = two
    before = all_of(gone)
    gone_id = gone.pk
    merge = merge_vendors(kept, gone, by=make_officer())
    undo_merge(merge, by=make_officer())
    undo_merge(merge, by=make_officer())
    back = Vendor.objects.get(pk=gone_id)
    assert all_of(back) == before
    assert (back.identity_no, back.story) == (ID, "ทอมา 40 ปี")
    kept.refresh_from_db()
    assert (kept.identity_no, kept.story, kept.district_id) == ("", "", None)
    assert Product.objects.get().is_public


def test_two_persons_are_not_one(two):
    kept, gone = two
    Vendor.objects.filter(pk=kept.pk).update(identity_no="1112034563562")
    with pytest.raises(RuleBroken, match="คนละราย"):
        merge_vendors(kept, gone, by=make_officer())
    assert all_of(gone)["applications"] == 1


def test_two_live_applications_at_one_fair_are_settled_first(two):
    kept, gone = two
    make_application(gone.applications.get().fair_event, kept, status="submitted")
    with pytest.raises(RuleBroken, match="ถอนใบหนึ่งก่อน"):
        merge_vendors(kept, gone, by=make_officer())
    assert not VendorMerge.objects.exists()


def test_a_page_that_showed_them_otherwise_merges_nothing(two):
    kept, gone = two
    seen = seen_together(kept, gone)
    Vendor.objects.filter(pk=gone.pk).update(story="อื่น")
    with pytest.raises(StalePage):
        merge_vendors(kept, gone, by=make_officer(), seen=seen)


def test_takings_of_a_page_opened_before_go_to_the_shop_that_stays(two):
    kept, gone = two
    allocation = BoothAllocation.objects.select_related("application__vendor", "booth").get()
    fair = allocation.booth.fair_event
    assert allocation.application.vendor == gone
    merge_vendors(kept, gone, by=make_officer())
    day = fair.days[1]
    sale = record_booth_sale(
        allocation, sold_on=day, sold_baht=1, ordered_baht=0, source="officer", by=make_user()
    )
    assert sale.vendor_id == kept.pk


def test_officers_compare_choose_and_undo_on_their_pages(client, two):
    kept, gone = two
    pair = TwinPair.objects.create(first=kept, second=gone, why="เบอร์โทรเดียวกัน")
    client.force_login(make_officer())
    page = reverse("staff:twin", args=[pair.pk])
    shown = client.get(page)
    said = shown.content.decode()
    assert "ทอมา 40 ปี" in said
    assert ID not in said
    assert "1-1017-•••••-03-0" in said
    assert client.post(page, {}).status_code == 422
    seen = shown.context["form"].initial["seen"]
    assert client.post(page, {"keep": kept.pk, "seen": "alt"}).status_code == 409
    gone_id, whole = gone.pk, all_of(gone)
    assert client.post(page, {"keep": kept.pk, "seen": seen}).status_code == 302
    assert all_of(kept) == whole
    shop = reverse("staff:new-shop", args=[kept.pk])
    assert "ลงทะเบียนร้าน" in client.get(shop).content.decode()

    public = reverse("vendor", args=[gone_id])
    assert client.get(public)["Location"] == reverse("vendor", args=[kept.pk])
    client.post(reverse("staff:unmerge", args=[kept.pk]))
    assert client.get(public).status_code == 200


def test_the_younger_one_may_stay(client, two):
    kept, gone = two
    pair = TwinPair.objects.create(first=kept, second=gone, why="เบอร์โทรเดียวกัน")
    client.force_login(make_officer())
    page = reverse("staff:twin", args=[pair.pk])
    seen = client.get(page).context["form"].initial["seen"]
    client.post(page, {"keep": gone.pk, "seen": seen})
    assert list(Vendor.objects.filter(pk__in=[kept.pk, gone.pk])) == [gone]


def test_an_officer_merges_no_shop_of_another_province(client, two):
    kept, gone = two
    Vendor.objects.filter(pk=gone.pk).update(province="52", district="5201")
    pair = TwinPair.objects.create(first=kept, second=gone, why="เบอร์โทรเดียวกัน")
    client.force_login(make_officer())
    page = reverse("staff:twin", args=[pair.pk])
    seen = client.get(page).context["form"].initial["seen"]
    refused = client.post(page, {"keep": kept.pk, "seen": seen})
    assert refused.status_code == 422
    assert "ผู้ดูแลระบบ" in refused.content.decode()


# What hangs on a vendor and does not move: looks, pairs and merges are about the one entry.
STAYS = {"vendors.vendorreview", "vendors.twinpair", "vendors.vendormerge"}


def test_whatever_hangs_on_a_vendor_moves_or_is_known_to_stay(two):
    """A table of tomorrow must not be lost with the entry that goes."""
    merge = merge_vendors(*two, by=make_officer())
    fields = Vendor._meta.get_fields(include_hidden=True)
    pointing = [field for field in fields if field.one_to_many or field.one_to_one]
    hanging = {field.related_model._meta.label_lower for field in pointing}
    assert hanging - set(merge.moved) == STAYS
