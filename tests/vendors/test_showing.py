"""Nobody is public who has only signed up: an officer of the home province looks once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.stale import StalePage
from products.models import Product
from products.operations.catalogue import add_product
from tests.factories import (
    assign,
    make_allocation,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from vendors.models import BoothApplication, ShowState, Vendor, VendorReview
from vendors.operations.registration import register_vendor, save_vendor
from vendors.operations.showing import review_vendor
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db


def sign_up(client, **more) -> Vendor:
    """A shop as anybody registers it, wishing to be seen."""
    user = make_user("นางบุญเรือง แสนสุข")
    vendor = make_vendor("กลุ่มย้อมคราม", user=user, show_state=ShowState.NEW, **more)
    client.force_login(user)
    return vendor


def public_pages(client, vendor, product) -> dict[str, int]:
    return {
        "shop": client.get(reverse("vendor", args=[vendor.pk])).status_code,
        "product": client.get(reverse("product", args=[product.pk])).status_code,
    }


def test_a_new_shop_and_its_products_are_seen_by_nobody_until_an_officer_has_looked(client):
    vendor = sign_up(client)
    product = add_product(vendor, by=make_user(), name_th="ผ้าคราม", category=3)
    client.logout()

    assert public_pages(client, vendor, product) == {"shop": 404, "product": 404}
    for page in ("vendor-list", "product-list", "search", "home", "sitemap"):
        said = client.get(reverse(page), {"q": "คราม"}).content.decode()
        assert "ย้อมคราม" not in said.replace("คราม</mark>", "คราม").replace("<mark>", "")
        assert "ผ้าคราม" not in said

    review_vendor(vendor, ShowState.SHOWN, by=make_officer())
    assert public_pages(client, vendor, product) == {"shop": 200, "product": 200}


def test_an_officers_look_shows_nothing_that_the_vendor_keeps_to_itself():
    vendor = make_vendor(show_state=ShowState.NEW, is_published=False)
    review_vendor(vendor, ShowState.SHOWN, by=make_officer())
    assert not Vendor.objects.published().exists()
    save_vendor(vendor, by=make_user(), is_published=True)
    assert Vendor.objects.published().get() == vendor


def test_the_wish_is_not_ticked_beforehand(client):
    client.force_login(make_user())
    page = client.get(reverse("my-register"))
    assert "is_published" not in filled_form(page, holds="name_th")
    sign_up(client)
    page = client.get(reverse("my-product-add"))
    assert "is_published" not in filled_form(page, holds="name_th")


def test_a_shop_nobody_has_looked_at_applies_to_a_fair_and_stands_nameless_on_the_plan(client):
    vendor = sign_up(client)
    fair = make_fair_event()
    make_call(fair)
    user = vendor.members.get().user
    start_application(fair, vendor, form_key=uuid4(), by=user)
    assert BoothApplication.objects.filter(vendor=vendor).count() == 1
    BoothApplication.objects.all().delete()

    make_allocation(make_booth(fair, "C01"), vendor)
    client.logout()
    for page in ("fair-plan", "fair-vendors"):
        assert "ย้อมคราม" not in client.get(reverse(page, args=[fair.slug])).content.decode()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "รอเจ้าหน้าที่ดูก่อน"),
        ({"is_published": False}, "คุณยังไม่ได้เลือกให้ผู้ชมเห็น"),
        ({"show_state": "returned"}, "เจ้าหน้าที่ขอให้แก้ก่อน"),
        ({"show_state": "shown"}, "ตอนนี้: ทุกคน"),
    ],
)
def test_shop_and_product_say_who_sees_them(client, columns, said):
    vendor = sign_up(client)
    Vendor.objects.filter(pk=vendor.pk).update(**columns)
    vendor.refresh_from_db()
    product = add_product(vendor, by=make_user(), name_th="ผ้าคราม", category=3)
    for page in (
        reverse("my-profile"),
        reverse("my-products"),
        reverse("my-product-edit", args=[product.pk]),
    ):
        assert said in client.get(page).content.decode()


def test_the_officer_of_the_home_province_looks_and_the_vendor_is_told(client):
    vendor = sign_up(client)
    officer = make_officer()
    client.force_login(officer)
    assert "กลุ่มย้อมคราม" in client.get(reverse("staff:new-shops")).content.decode()
    assert "ร้านใหม่รอดู" in client.get(reverse("staff:index")).content.decode()
    page = reverse("staff:new-shop", args=[vendor.pk])
    form = {"seen": client.get(page).context["form"].initial["seen"], "outcome": "shown"}
    assert client.post(page, form)["Location"] == reverse("staff:new-shops")

    review = VendorReview.objects.get()
    assert (review.reviewed_by, review.outcome, review.name_th) == (
        officer,
        "shown",
        "กลุ่มย้อมคราม",
    )
    assert Message.objects.to(vendor).get().subject == "เจ้าหน้าที่ดูร้านแล้ว แสดงได้"
    assert client.post(page, form).status_code == 302
    assert VendorReview.objects.count() == 1


def test_what_is_to_be_corrected_needs_a_reason_and_comes_back_once_corrected(client):
    vendor = sign_up(client)
    owner = vendor.members.get().user
    client.force_login(make_officer())
    page = reverse("staff:new-shop", args=[vendor.pk])
    seen = client.get(page).context["form"].initial["seen"]
    refused = client.post(page, {"outcome": "returned", "reason": " ", "seen": seen})
    assert refused.status_code == 422
    assert refused.context["form"].errors["reason"] == ["บอกร้านว่าต้องแก้อะไร"]
    client.post(page, {"outcome": "returned", "reason": "เขียนชื่อบ้านให้ครบ", "seen": seen})

    client.force_login(owner)
    assert "เขียนชื่อบ้านให้ครบ" in client.get(reverse("my-profile")).content.decode()
    assert "ขอให้แก้" in client.get(reverse("my-home")).content.decode()
    save_vendor(vendor, by=owner, story="บ้านโคกสูง")
    vendor.refresh_from_db()
    assert vendor.show_state == ShowState.NEW


def test_a_page_that_showed_another_shop_decides_nothing(client):
    vendor = sign_up(client)
    client.force_login(make_officer())
    page = reverse("staff:new-shop", args=[vendor.pk])
    seen = client.get(page).context["form"].initial["seen"]
    save_vendor(vendor, by=make_user("คนอื่น"), story="โฆษณาพนัน")
    refused = client.post(page, {"outcome": "shown", "seen": seen})
    assert refused.status_code == 409
    assert "โฆษณาพนัน" in refused.content.decode()
    assert not VendorReview.objects.exists()
    with pytest.raises(StalePage):
        review_vendor(vendor, ShowState.SHOWN, by=make_user(), seen=seen)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("กลุ่มย้อมครามบ้านโคกสูง", ShowState.NEW),
        ("กลุ่มย้อมคราม.", ShowState.SHOWN),
        ("กลุ่มย้อมครามม", ShowState.SHOWN),
        ("สล็อตเว็บตรง", ShowState.NEW),
    ],
)
def test_another_name_is_looked_at_again_and_a_corrected_spelling_stays(name, state):
    vendor = make_vendor("กลุ่มย้อมคราม")
    save_vendor(vendor, by=make_user(), name_th=name)
    vendor.refresh_from_db()
    assert vendor.show_state == state


def test_a_shop_that_moves_is_looked_at_by_the_officers_of_its_new_home():
    vendor = make_vendor()
    save_vendor(vendor, by=make_user(), province=Province.objects.get(pk="52"))
    assert not Vendor.objects.published().exists()


def test_products_leave_the_catalogue_with_their_shop():
    vendor = make_vendor("กลุ่มย้อมคราม")
    add_product(vendor, by=make_user(), name_th="ผ้าคราม", category=3)
    assert Product.objects.published().count() == 1
    save_vendor(vendor, by=make_user(), name_th="สล็อตเว็บตรง")
    assert Product.objects.published().count() == 0


def test_a_registered_shop_waits_and_one_entered_by_an_officer_does_not(client):
    vendor = register_vendor(
        make_user(),
        form_key=uuid4(),
        kind="group",
        name_th="ร้าน",
        province=Province.objects.get(pk="40"),
        phones=[],
    )
    assert vendor.show_state == ShowState.NEW
    client.force_login(make_officer())
    data = {
        "kind": "group",
        "name_th": "ร้านที่เจ้าหน้าที่เพิ่ม",
        "province": "40",
        "is_published": "on",
        **{
            f"{prefix}-{key}": "0"
            for prefix in ("phones", "registrations", "members")
            for key in ("TOTAL_FORMS", "INITIAL_FORMS")
        },
        "form_key": str(uuid4()),
    }
    assert client.post(reverse("staff:vendors_vendor_add"), data).status_code == 302
    entered = Vendor.objects.get(name_th="ร้านที่เจ้าหน้าที่เพิ่ม")
    assert entered.is_public
    assert entered.reviews.get().outcome == "shown"


def test_district_officers_see_the_shops_of_their_district_only(client):
    near = make_vendor("ร้านใกล้", show_state=ShowState.NEW, district_id="4001")
    far = make_vendor("ร้านไกล", show_state=ShowState.NEW, district_id="4002")
    client.force_login(assign(make_user(), Role.DISTRICT_OFFICER, district_id="4001"))
    page = client.get(reverse("staff:new-shops")).content.decode()
    assert "ร้านใกล้" in page
    assert "ร้านไกล" not in page
    assert client.get(reverse("staff:new-shop", args=[near.pk])).status_code == 200
    assert client.get(reverse("staff:new-shop", args=[far.pk])).status_code == 404


def test_without_a_reason_the_operation_refuses():
    with pytest.raises(RuleBroken, match="ต้องแก้อะไร"):
        review_vendor(make_vendor(show_state="new"), ShowState.RETURNED, by=make_officer())
