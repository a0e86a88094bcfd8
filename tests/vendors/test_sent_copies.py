"""A sent application keeps its own copy, whatever the registers say afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    correct,
    make_application,
    make_call,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, SentCopy
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = make_fair_event()
    make_call(fair)
    return fair


@pytest.fixture
def sent(fair):
    user = make_user("นางกัลยา ดอนข่า")
    vendor = make_vendor(
        "กลุ่มทอผ้าบ้านดอนข่า", user=user, address="99 หมู่ 5", identity_no="1999900000013"
    )
    vendor.phones.create(number="0890001234")
    draft = make_application(fair, vendor, status="draft", started_by=user, note="ใกล้ทางเดิน")
    make_offer(draft, name="ผ้าไหมมัดหมี่", price_baht=2500)
    return submit_application(draft, accepts_terms=True, by=user)


def page_of(client, application):
    client.force_login(make_officer())
    return client.get(reverse("staff:review", args=[application.pk])).content.decode()


def test_a_sending_keeps_answers_vendor_and_products(sent):
    copy = SentCopy.objects.get()

    assert (copy.application, copy.revision, copy.sent_by) == (sent, 1, sent.started_by)
    assert copy.sent_at == sent.submitted_at
    assert copy.answers["name"] == "กลุ่มทอผ้าบ้านดอนข่า"
    assert copy.answers["phones"] == "089-000-1234"
    assert copy.answers["applied_for"] == "3 ผ้า เครื่องแต่งกาย 1 บูธ"
    assert copy.answers["note"] == "ใกล้ทางเดิน"
    [product] = copy.answers["products"]
    assert (product["name"], product["category"], product["price"]) == ("ผ้าไหมมัดหมี่", 3, "2,500")


def test_the_copy_holds_no_whole_identity_number(sent):
    assert "1999900000013" not in str(SentCopy.objects.get().answers)
    assert SentCopy.objects.get().answers["identity"] == "1-9999-•••••-01-3"


def test_a_correction_is_a_second_copy_and_has_its_own_moment(sent):
    long_ago = timezone.now() - timedelta(days=3)
    BoothApplication.objects.update(submitted_at=long_ago)
    tomorrow = timezone.localdate() + timedelta(days=1)
    returned = return_application(
        sent, parts={"note": ""}, note="เติมบ้านเลขที่", answer_by=tomorrow, by=make_officer()
    )

    again = submit_application(correct(returned), accepts_terms=True, by=sent.started_by)

    assert again.submitted_at == long_ago
    first, second = SentCopy.objects.order_by("revision")
    assert second.sent_at > first.sent_at


def test_a_press_twice_keeps_one_copy(sent):
    submit_application(sent, accepts_terms=True, by=sent.started_by)

    assert SentCopy.objects.count() == 1


def test_a_product_that_was_renamed_and_changed_type_afterwards_is_seen(client, sent):
    product = sent.offered_products.get().product
    product.name_th, product.category, product.price_baht = "น้ำพริกตาแดง", 1, None
    product.save()

    words = page_of(client, sent)

    assert "ผ้าไหมมัดหมี่</span>" in words
    for change in ("ชื่อ “น้ำพริกตาแดง”", "ประเภท อาหาร", "ไม่ได้ระบุราคา"):
        assert change in words


def test_a_vendor_that_changed_afterwards_is_marked(client, sent):
    sent.vendor.name_th, sent.vendor.address = "ร้านใหม่", "1 หมู่ 1"
    sent.vendor.save()

    words = page_of(client, sent)

    assert "<h2>กลุ่มทอผ้าบ้านดอนข่า</h2>" in words
    assert "ชื่อร้าน ตอนส่ง “กลุ่มทอผ้าบ้านดอนข่า” ตอนนี้ “ร้านใหม่”" in words
    assert "ที่อยู่ ตอนส่ง “99 หมู่ 5 จ.ขอนแก่น” ตอนนี้ “1 หมู่ 1 จ.ขอนแก่น”" in words


def test_nothing_is_marked_while_nothing_has_changed(client, sent):
    words = page_of(client, sent)

    assert "ข้อมูลเปลี่ยนหลังส่งใบสมัคร" not in words
    assert "ตอนนี้" not in words


def test_what_is_being_corrected_is_not_shown_before_it_is_sent(client, sent):
    tomorrow = timezone.localdate() + timedelta(days=1)
    returned = return_application(
        sent, parts={"note": ""}, note="เติม", answer_by=tomorrow, by=make_officer()
    )
    returned.offered_products.all().delete()
    make_offer(returned, name="ผ้าขาวม้า")

    words = page_of(client, sent)

    assert "ส่งมาแล้วเอาออกภายหลัง: ผ้าไหมมัดหมี่" in words
