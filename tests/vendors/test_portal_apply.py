"""A vendor applies: three steps, a page to check, a reference number, and no second application."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from products.operations.offers import offer_products
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, Vendor
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db

STEPS = ["my-apply-category", "my-apply-products", "my-apply-note", "my-apply-check"]


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner, contact_name="นางบุญเรือง แสนสุข")


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    make_call(fair, max_booths=2)
    return fair


@pytest.fixture
def signed_in(client, owner, vendor):
    client.force_login(owner)
    return client


def draft(fair, vendor, **fields):
    return make_application(fair, vendor, status="draft", **fields)


def url(name):
    return reverse(name, args=["silk"])


def test_the_whole_application_from_start_to_reference_number(signed_in, vendor, fair):
    product = make_product(vendor)
    start = signed_in.post(url("my-apply"), {"form_key": str(uuid4())})
    assert start["Location"] == url("my-apply-category")
    to_products = signed_in.post(url("my-apply-category"), {"category": "3", "booths_wanted": "2"})
    assert to_products["Location"] == url("my-apply-products")
    to_check = signed_in.post(url("my-apply-products"), {"products": [product.pk]})
    assert to_check["Location"] == url("my-apply-check")
    to_check = signed_in.post(url("my-apply-note"), {"note": "ใช้เตาไฟฟ้า"})
    assert to_check["Location"] == url("my-apply-check")

    page = signed_in.get(url("my-apply-check")).content.decode()
    for answer in (str(vendor), "3 ผ้า เครื่องแต่งกาย", "2 บูธ", str(product), "ใช้เตาไฟฟ้า"):
        assert answer in page
    done = signed_in.post(url("my-apply-check"))
    assert done["Location"] == url("my-apply-done")
    application = BoothApplication.objects.get()
    assert (application.status, application.booths_wanted) == ("submitted", 2)
    confirmation = signed_in.get(url("my-apply-done")).content.decode()
    assert application.reference_no == "KK63-0001"
    assert "KK63-0001" in confirmation
    assert Message.objects.get().subject == "ส่งใบสมัคร KK63-0001 แล้ว"


def test_a_second_press_finds_the_first_answer(signed_in, vendor, fair):
    application = draft(fair, vendor)
    application.offered_products.create(product=make_product(vendor))
    answers = [signed_in.post(url("my-apply-check"))["Location"] for _ in range(2)]
    assert answers == [url("my-apply-done")] * 2
    assert Message.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_the_id_number_is_masked_on_the_check_page_until_it_is_asked_for(
    signed_in, owner, vendor, fair, headers
):
    Vendor.objects.filter(pk=vendor.pk).update(identity_no="1999900000013")
    application = draft(fair, vendor)
    page = signed_in.get(url("my-apply-check")).content.decode()
    assert "1-9999-•••••-01-3" in page
    assert "1-9999-00000-01-3" not in page
    assert "id_identity_no" not in page

    shown = signed_in.post(url("my-apply-check"), {"show_identity": "1"}, headers=headers)

    assert "1-9999-00000-01-3" in shown.content.decode()
    entry = HistoryEntry.objects.of(vendor).get()
    assert (entry.verb, entry.actor) == ("see_identity", owner)
    application.refresh_from_db()
    assert application.status == "draft"


def test_starting_twice_opens_one_draft(signed_in, vendor, fair):
    for _ in range(2):
        signed_in.post(url("my-apply"), {"form_key": str(uuid4())})
    assert BoothApplication.objects.count() == 1


def test_an_answer_that_is_changed_from_the_check_page_returns_there(signed_in, vendor, fair):
    draft(fair, vendor)
    check = url("my-apply-check")
    page = signed_in.get(f"{url('my-apply-category')}?next={check}").content.decode()
    assert f'name="next" value="{check}"' in page
    answers = {"category": "1", "booths_wanted": "1", "next": check}
    assert signed_in.post(url("my-apply-category"), answers)["Location"] == url("my-apply-check")


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (
            {"booths_wanted": ""},
            {"category": ["เลือกประเภทสินค้า 1 ประเภท"], "booths_wanted": ["กรอกจำนวนบูธ"]},
        ),
        (
            {"category": "3", "booths_wanted": "3"},
            {"booths_wanted": ["งานนี้ขอได้ไม่เกิน 2 บูธต่อราย ลดจำนวนบูธ"]},
        ),
        ({"category": "3", "booths_wanted": "0"}, {"booths_wanted": ["ขออย่างน้อย 1 บูธ"]}),
    ],
    ids=["nothing", "too many", "none"],
)
def test_the_first_step_says_what_is_wrong(signed_in, vendor, fair, answers, errors):
    draft(fair, vendor, category=None)
    response = signed_in.post(url("my-apply-category"), answers)
    assert response.status_code == 422
    assert response.context["form"].errors == errors


def test_at_least_one_product_must_be_brought(signed_in, vendor, fair):
    draft(fair, vendor)
    make_product(vendor)
    response = signed_in.post(url("my-apply-products"), {})
    assert response.status_code == 422
    assert response.context["form"].errors == {"products": ["เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ"]}


def test_another_vendors_product_cannot_be_brought(signed_in, vendor, fair):
    application = draft(fair, vendor)
    make_product(vendor)
    foreign = make_product(make_vendor("ร้านอื่น"))
    response = signed_in.post(url("my-apply-products"), {"products": [foreign.pk]})
    assert response.status_code == 422
    with pytest.raises(RuleBroken, match="เลือกได้เฉพาะสินค้าของร้านนี้"):
        offer_products(application, [foreign], by=make_user())
    assert application.offered_products.count() == 0


def test_choosing_again_replaces_the_choice(vendor, fair):
    application = draft(fair, vendor)
    first, second, third = (make_product(vendor, f"ผ้า {n}") for n in range(3))
    offer_products(application, [first, second], by=make_user())
    offer_products(application, [second, third], by=make_user())
    chosen = application.offered_products.order_by("product").values_list("product", flat=True)
    assert list(chosen) == [second.pk, third.pk]


def test_a_product_added_on_the_way_is_kept_at_once_also_for_another_phone(signed_in, vendor, fair):
    """Seen: it was only ticked on the page, under "บันทึกแล้ว"."""
    application, first = draft(fair, vendor), make_product(vendor)
    offer_products(application, [first], by=make_user())
    sent = {"form_key": str(uuid4()), "name_th": "ผ้าคลุมไหล่", "category": "3"}
    for _press in range(2):
        signed_in.post(reverse("my-product-add"), sent | {"next": url("my-apply-products")})
    second = vendor.products.get(name_th="ผ้าคลุมไหล่")
    response = signed_in.get(url("my-apply-products"))
    assert sorted(response.context["form"].initial["products"]) == [first.pk, second.pk]


def test_a_product_made_for_itself_is_in_no_application(signed_in, vendor, fair):
    application = draft(fair, vendor)
    for onward in ("", "/my/", "/nowhere/", reverse("my-apply-products", args=["another"])):
        sent = {"form_key": str(uuid4()), "name_th": "ผ้าคลุมไหล่", "category": "3"}
        signed_in.post(reverse("my-product-add"), sent | {"next": onward})
    assert application.offered_products.count() == 0


def test_without_products_the_second_step_asks_for_the_first(signed_in, vendor, fair):
    draft(fair, vendor)
    page = signed_in.get(url("my-apply-products")).content.decode()
    assert f"{reverse('my-product-add')}?next={url('my-apply-products')}" in page


def test_sending_without_products_is_refused_with_where_to_mend_it(signed_in, vendor, fair):
    draft(fair, vendor)
    response = signed_in.post(url("my-apply-check"))
    assert response.status_code == 422
    assert response.context["refusal"] == "เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ"
    assert response.context["fix_url"] == f"{url('my-apply-products')}?next={url('my-apply-check')}"


def test_sending_after_the_call_has_closed_is_refused_and_the_draft_stays(signed_in, vendor, fair):
    application = draft(fair, vendor)
    application.offered_products.create(product=make_product(vendor))
    fair.calls.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = signed_in.post(url("my-apply-check"))
    assert response.status_code == 422
    assert "งานนี้ปิดรับสมัครแล้ว" in response.context["refusal"]
    application.refresh_from_db()
    assert application.status == "draft"


def test_a_closed_call_says_so_and_opens_nothing(signed_in, vendor, fair):
    fair.calls.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert "ตอนนี้งานนี้ไม่รับสมัคร" in signed_in.get(url("my-apply")).content.decode()
    response = signed_in.post(url("my-apply"), {"form_key": str(uuid4())})
    assert response.status_code == 422
    assert BoothApplication.objects.count() == 0


def test_a_fair_without_a_call_says_so(signed_in, vendor):
    make_fair_event(slug="silk")
    assert "งานนี้ยังไม่เปิดรับสมัคร" in signed_in.get(url("my-apply")).content.decode()
    assert signed_in.post(url("my-apply"), {}).status_code == 422


def test_a_fair_that_is_not_published_is_not_there(signed_in, vendor):
    make_call(make_fair_event(slug="silk", state="draft"))
    assert signed_in.get(url("my-apply")).status_code == 404


def test_who_has_applied_already_sees_the_reference_and_no_form(signed_in, vendor, fair):
    application = make_application(fair, vendor, status="submitted", reference_no="KK63-0147")
    page = signed_in.get(url("my-apply")).content.decode()
    assert 'คุณสมัครงานนี้แล้ว เลขที่ <span class="nowrap">KK63-0147</span>' in page
    for name in STEPS:
        assert signed_in.get(url(name))["Location"] == url("my-apply-done")
    again = signed_in.post(url("my-apply-category"), {"category": "1", "booths_wanted": "1"})
    assert again["Location"] == url("my-apply-done")
    application.refresh_from_db()
    assert application.category == 3


@pytest.mark.parametrize("name", [*STEPS, "my-apply-done"])
def test_a_step_without_a_draft_starts_at_the_start(signed_in, vendor, fair, name):
    assert signed_in.get(url(name))["Location"] == url("my-apply")


@pytest.mark.parametrize("name", ["my-apply", *STEPS, "my-apply-done"])
def test_a_stranger_signs_in_first_and_a_person_without_a_vendor_registers(client, fair, name):
    if name != "my-apply":
        assert client.get(url(name))["Location"].startswith(reverse("account_login"))
    client.force_login(make_user())
    assert client.get(url(name))["Location"] == f"{reverse('my-register')}?next={url(name)}"


def test_another_vendors_draft_is_never_touched(signed_in, vendor, fair):
    foreign = draft(fair, make_vendor("ร้านอื่น"))
    assert signed_in.get(url("my-apply-check"))["Location"] == url("my-apply")
    signed_in.post(url("my-apply-category"), {"category": "1", "booths_wanted": "1"})
    foreign.refresh_from_db()
    assert foreign.category == 3


def test_what_was_sent_back_is_mended_and_sent_again_under_its_number(signed_in, vendor, fair):
    application = make_application(
        fair, vendor, status="returned", decision_reason="เติมบ้านเลขที่", reference_no="KK63-0009"
    )
    application.offered_products.create(product=make_product(vendor))
    assert "สิ่งที่ต้องแก้ 1 ข้อ" in signed_in.get(url("my-apply-fix")).content.decode()
    signed_in.post(url("my-apply-note"), {"note": "12 หมู่ 3"})
    signed_in.post(url("my-apply-check"))
    application.refresh_from_db()
    assert (application.status, application.reference_no, application.note) == (
        "submitted",
        "KK63-0009",
        "12 หมู่ 3",
    )


def test_products_cannot_change_while_the_officers_have_the_application(vendor, fair):
    application = make_application(fair, vendor, status="submitted")
    with pytest.raises(RuleBroken, match="แก้ได้เมื่อเจ้าหน้าที่ส่งกลับ"):
        offer_products(application, [make_product(vendor)], by=make_user())


def test_what_has_passed_is_not_sent_again(vendor, fair):
    application = make_application(fair, vendor, status="eligible")
    with pytest.raises(RuleBroken, match="ใบสมัครนี้ส่งแล้ว"):
        submit_application(application, accepts_terms=True, by=make_user())


def test_the_home_page_shows_open_calls_until_the_vendor_has_applied(signed_in, vendor, fair):
    shown = signed_in.get(reverse("my-home")).context["calls"]
    assert [card["url"] for card in shown] == [url("my-apply")]
    make_application(fair, vendor, status="submitted")
    assert signed_in.get(reverse("my-home")).context["calls"] == []


# --- Two people of one shop ---------------------------------------------------------------------


def seen_on(client, name):
    return client.get(url(name)).context["form"]["seen"].value()


def test_a_step_that_another_member_answered_meanwhile_shows_both(signed_in, vendor, fair):
    application = draft(fair, vendor, category=3, booths_wanted=1, note="เดิม")
    seen = seen_on(signed_in, "my-apply-note")
    BoothApplication.objects.filter(pk=application.pk).update(note="ของอีกคน")

    answer = signed_in.post(url("my-apply-note"), {"note": "ของฉัน", "seen": seen})

    assert answer.status_code == 422
    difference = answer.context["form"].differences[0]
    assert (difference.theirs, difference.mine) == ("ของอีกคน", "ของฉัน")
    application.refresh_from_db()
    assert application.note == "ของอีกคน"

    again = answer.context["form"]["seen"].value()
    signed_in.post(url("my-apply-note"), {"note": "ของฉัน", "seen": again})
    application.refresh_from_db()
    assert application.note == "ของฉัน"


def test_every_answer_of_the_first_step_is_compared(signed_in, vendor, fair):
    application = draft(fair, vendor, category=3, booths_wanted=1)
    seen = seen_on(signed_in, "my-apply-category")
    BoothApplication.objects.filter(pk=application.pk).update(booths_wanted=2)

    typed = {"category": "1", "booths_wanted": "1", "seen": seen}
    answer = signed_in.post(url("my-apply-category"), typed)

    assert answer.status_code == 422
    labels = [difference.label for difference in answer.context["form"].differences]
    assert labels == ["ประเภท", "จำนวนบูธ"]


def test_the_same_step_sent_twice_is_no_conflict_with_oneself(signed_in, vendor, fair):
    draft(fair, vendor, category=3, booths_wanted=1)
    typed = {"note": "ใช้เตา", "seen": seen_on(signed_in, "my-apply-note")}
    first, second = (signed_in.post(url("my-apply-note"), typed) for _ in range(2))
    assert first["Location"] == second["Location"] == url("my-apply-check")


def test_products_that_another_member_chose_meanwhile_are_shown(signed_in, vendor, fair, owner):
    application = draft(fair, vendor, category=3)
    mine, theirs = make_product(vendor, "ของฉัน"), make_product(vendor, "ของอีกคน")
    seen = seen_on(signed_in, "my-apply-products")
    offer_products(application, [theirs], by=owner)

    typed = {"products": [mine.pk], "seen": seen}
    answer = signed_in.post(url("my-apply-products"), typed)

    assert answer.status_code == 422
    difference = answer.context["form"].differences[0]
    assert (difference.theirs, difference.mine) == ("ของอีกคน", "ของฉัน")
    assert [offer.product for offer in application.offered_products.all()] == [theirs]
