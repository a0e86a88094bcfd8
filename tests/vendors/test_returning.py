"""What comes back for correction: the parts that are ticked, all of them and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from products.models import ProductPhoto
from products.operations.catalogue import save_product
from products.operations.offers import offer_products
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_product,
    make_user,
    make_vendor,
)
from vendors.corrections import lines_of
from vendors.models import Correction
from vendors.operations.returning import NotAsked, explain_part, return_application
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application
from vendors.parts import parts_of

pytestmark = pytest.mark.django_db
TOMORROW = today_in_thailand() + timedelta(days=1)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def sent(owner):
    fair = make_fair_event("งานไหม", slug="silk")
    make_call(fair, max_booths=2)
    vendor = make_vendor(user=owner, address="หมู่ 5")
    application = make_application(fair, vendor, status="submitted", note="เดิม", started_by=owner)
    application.offered_products.create(product=make_product(vendor))
    return application


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


def give_back(application, officer, *parts, **fields):
    notes = dict.fromkeys(parts, "แก้ให้ครบ")
    return return_application(application, parts=notes, answer_by=TOMORROW, by=officer, **fields)


def url(name):
    return reverse(name, args=["silk"])


# --- Sending back -------------------------------------------------------------------------------


def test_every_answer_product_and_photo_of_an_application_is_a_part(sent):
    product = sent.offered_products.get().product
    assert {*parts_of(sent)} == {
        *("name", "contact", "address", "category", "booths", "wishes", "note", "products"),
        *("document-identity", "document-registration", "document-standards"),
        "document-papers",
        *(f"product-{product.pk}", f"photos-{product.pk}"),
    }


def test_the_letter_names_every_part_and_its_note(sent, officer):
    return_application(
        sent,
        parts={"address": "เติมบ้านเลขที่", "note": ""},
        note="ดังนี้",
        answer_by=TOMORROW,
        by=officer,
    )
    letter = Message.objects.get()
    for words in ("ดังนี้", "ที่อยู่: เติมบ้านเลขที่", "ข้อความถึงเจ้าหน้าที่"):
        assert words in letter.body


def test_the_page_of_a_step_says_what_officers_asked_for_there(signed_in, sent, officer):
    return_application(
        sent,
        parts={"address": "เติมบ้านเลขที่", "note": "บอกกำลังไฟ"},
        answer_by=TOMORROW,
        by=officer,
    )
    asked = signed_in.get(url("my-apply-note")).context["to_correct"]
    assert [(row.part, row.note) for row in asked] == [("note", "บอกกำลังไฟ")]
    page = signed_in.get(url("my-apply-note")).content.decode()
    assert "ข้อความถึงเจ้าหน้าที่: บอกกำลังไฟ" in page


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({}, "ติ๊กอย่างน้อย 1 ส่วน"),
        ({"address": " "}, "ต้องแก้อะไรในที่อยู่"),
        ({"photos-0": "ใหม่"}, "ไม่มีส่วน"),
    ],
    ids=["nothing", "no words", "no such part"],
)
def test_a_return_that_says_nothing_is_refused(sent, officer, parts, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        return_application(sent, parts=parts, answer_by=TOMORROW, by=officer)
    assert Correction.objects.count() == 0


def test_more_than_a_letter_holds_is_refused_and_not_cut(sent, officer):
    notes = dict.fromkeys(list(parts_of(sent))[:5], "ก" * 490)
    with pytest.raises(RuleBroken, match="เขียนให้สั้นลง"):
        return_application(sent, parts=notes, answer_by=TOMORROW, by=officer)


def test_an_officer_ticks_the_parts_on_a_page(client, sent, officer):
    client.force_login(officer)
    page = reverse("staff:review-return", args=[sent.pk])
    assert "ที่อยู่" in client.get(page).content.decode()
    typed = {"part-address": "on", "note-address": "เติมบ้านเลขที่", "answer_by": TOMORROW.isoformat()}
    answer = client.post(page, {**typed, "seen": sent.version})
    assert answer["Location"] == reverse("staff:review", args=[sent.pk])
    sent.refresh_from_db()
    assert sent.status == "returned"
    assert "รอร้านแก้" in client.get(answer["Location"]).content.decode()


def test_all_that_is_missing_is_said_at_once_each_at_its_box(client, sent, officer):
    client.force_login(officer)
    page = reverse("staff:review-return", args=[sent.pk])

    answer = client.post(page, {"part-address": "on", "part-note": "on", "seen": sent.version})

    assert answer.status_code == 422
    assert {name: list(said) for name, said in answer.context["form"].errors.items()} == {
        "answer_by": ["กรอกวันที่ต้องแก้ให้เสร็จ"],
        "note-address": ["บอกผู้สมัครว่าต้องแก้อะไรในที่อยู่"],
        "note-note": ["บอกผู้สมัครว่าต้องแก้อะไรในข้อความถึงเจ้าหน้าที่"],
    }
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_the_page_keeps_what_was_typed_when_it_is_refused_or_old(client, sent, officer):
    client.force_login(officer)
    page = reverse("staff:review-return", args=[sent.pk])
    typed = {"note": "ขอใหม่", "answer_by": TOMORROW.isoformat(), "seen": sent.version}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "ติ๊กอย่างน้อย 1 ส่วนที่ต้องแก้" in refused.content.decode()
    assert "ขอใหม่" in refused.content.decode()
    old = client.post(page, {**typed, "part-note": "on", "seen": "0"})
    assert old.status_code == 409
    assert client.post(page, {**typed, "part-note": "on", "seen": sent.version}).status_code == 302


def test_the_same_return_twice_is_one(sent, officer):
    first = give_back(sent, officer, "note", seen_version=sent.version)
    again = give_back(sent, officer, "note", seen_version=sent.version)
    assert (first.version, Message.objects.count()) == (again.version, 1)


# --- The vendor corrects ------------------------------------------------------------------------


def test_the_vendor_sees_one_link_a_part_that_comes_back(signed_in, sent, officer):
    product = sent.offered_products.get().product
    give_back(sent, officer, "address", f"photos-{product.pk}", "booths")
    page = signed_in.get(url("my-apply-fix")).content.decode()
    assert "สิ่งที่ต้องแก้ 3 ข้อ" in page
    back = f"next={url('my-apply-fix')}"
    for address in (
        f"{reverse('my-profile')}?{back}#place",
        f"{reverse('my-product-photos', args=[product.pk])}?{back}",
        f"{url('my-apply-category')}?{back}#id_booths_wanted",
    ):
        assert f'href="{address}"' in page.replace("%2F", "/")


def test_saving_a_part_leads_back_and_marks_it(signed_in, sent, officer):
    give_back(sent, officer, "booths", "note")
    back = url("my-apply-fix")
    answer = signed_in.post(url("my-apply-category"), {"booths_wanted": "2", "next": back})
    assert answer["Location"] == back
    sent.refresh_from_db()
    first, second = lines_of(sent)
    assert (first.correction.part, first.is_answered) == ("booths", True)
    assert (second.correction.part, second.is_answered) == ("note", False)
    assert "เหลืออีก 1 ข้อ" in signed_in.get(back).content.decode()


@pytest.mark.parametrize("name", ["my-apply-category", "my-apply-products"])
def test_a_step_without_a_ticked_part_is_closed(signed_in, sent, officer, name):
    give_back(sent, officer, "note")
    assert signed_in.get(url(name))["Location"] == url("my-apply-fix")
    typed = {"category": "1", "booths_wanted": "2", "products": []}
    answer = signed_in.post(url(name), typed)
    assert answer.status_code == 409
    assert "ไม่ได้ขอให้แก้" in answer.content.decode()
    sent.refresh_from_db()
    assert (sent.category, sent.booths_wanted) == (3, 1)


def test_a_field_beside_a_ticked_one_changes_nothing(signed_in, sent, officer):
    give_back(sent, officer, "booths", "wishes")
    signed_in.post(url("my-apply-category"), {"category": "1", "booths_wanted": "2"})
    signed_in.post(url("my-apply-note"), {"neighbours_wished": "ร้านพี่สาว", "note": "ลอบแก้"})
    sent.refresh_from_db()
    assert (sent.category, sent.booths_wanted) == (3, 2)
    assert (sent.neighbours_wished, sent.note) == ("ร้านพี่สาว", "เดิม")


def test_the_operations_refuse_what_was_not_ticked(sent, officer, owner):
    returned = give_back(sent, officer, "address")
    with pytest.raises(NotAsked):
        answer_application(returned, by=owner, note="ใหม่")
    with pytest.raises(NotAsked):
        offer_products(returned, [make_product(sent.vendor, "อื่น")], by=owner)
    with pytest.raises(NotAsked):
        explain_part(returned, "note", "ถูกแล้ว", by=owner)


def test_sending_it_unchanged_is_refused_and_says_where(signed_in, sent, officer):
    give_back(sent, officer, "address")
    answer = signed_in.post(url("my-apply-check"))
    assert answer.status_code == 422
    assert "ยังไม่ได้แก้ที่อยู่" in answer.context["refusal"]
    assert answer.context["fix_url"] == url("my-apply-fix")
    sent.refresh_from_db()
    assert sent.status == "returned"


@pytest.mark.parametrize("which", ["address", "product", "photo", "choice"])
def test_every_kind_of_part_counts_as_changed_when_it_is(sent, officer, owner, which):
    product = sent.offered_products.get().product
    key = {
        "product": f"product-{product.pk}",
        "photo": f"photos-{product.pk}",
        "choice": "products",
    }
    returned = give_back(sent, officer, key.get(which, which))
    if which == "address":
        type(sent.vendor).objects.update(address="99 หมู่ 5")
    elif which == "product":
        answers = {"name_th": product.name_th, "category": product.category, "price_baht": 900}
        save_product(product, by=owner, **answers)
    elif which == "photo":
        ProductPhoto.objects.create(product=product)
    else:
        offer_products(returned, [make_product(sent.vendor, "ใหม่")], by=owner)
    assert submit_application(returned, accepts_terms=True, by=owner).status == "submitted"
    assert Correction.objects.open().count() == 0


def test_a_photo_for_a_photo_is_a_change(sent, officer):
    product = sent.offered_products.get().product
    old = ProductPhoto.objects.create(product=product)
    returned = give_back(sent, officer, f"photos-{product.pk}")
    ProductPhoto.objects.create(product=product)
    old.delete()
    assert lines_of(returned)[0].is_changed


def test_what_is_right_already_is_explained_and_the_officer_reads_it(client, sent, officer, owner):
    give_back(sent, officer, "address")
    client.force_login(owner)
    words = "บ้านไม่มีเลขที่ ใช้ทะเบียนบ้านกลาง"
    client.post(url("my-apply-fix"), {"part": "address", "explanation": words})
    assert "ตอบว่าถูกต้องแล้ว" in client.get(url("my-apply-fix")).content.decode()
    assert client.post(url("my-apply-check"))["Location"] == url("my-apply-done")
    client.force_login(officer)
    assert words in client.get(reverse("staff:review", args=[sent.pk])).content.decode()


def test_an_explanation_that_is_too_long_is_refused_and_kept_whole(client, sent, officer, owner):
    give_back(sent, officer, "address")
    client.force_login(owner)
    answer = {"part": "address", "explanation": "ก" * 1001}
    page = client.post(url("my-apply-fix"), answer)
    assert page.status_code == 422
    assert "ตอนนี้มี 1,001 ตัวอักษร" in page.content.decode()
    assert answer["explanation"] in page.content.decode()
    assert Correction.objects.get().explanation == ""


def test_an_empty_explanation_takes_the_answer_back(sent, officer, owner):
    returned = give_back(sent, officer, "note")
    explain_part(returned, "note", "ถูกแล้ว", by=owner)
    explain_part(returned, "note", "  ", by=owner)
    with pytest.raises(RuleBroken, match="ยังไม่ได้แก้"):
        submit_application(returned, accepts_terms=True, by=owner)


def test_what_stood_before_and_after_is_kept(sent, officer, owner):
    returned = give_back(sent, officer, "note")
    answer_application(returned, by=owner, note="ใหม่")
    submit_application(returned, accepts_terms=True, by=owner)
    row = Correction.objects.get()
    assert (row.before, row.after, bool(row.closed_at)) == ("เดิม", "ใหม่", True)


def test_it_can_come_back_twice(sent, officer, owner):
    returned = give_back(sent, officer, "note")
    answer_application(returned, by=owner, note="ใหม่")
    again = give_back(submit_application(returned, accepts_terms=True, by=owner), officer, "note")
    with pytest.raises(RuleBroken, match="ยังไม่ได้แก้"):
        submit_application(again, accepts_terms=True, by=owner)


def test_after_its_day_the_page_says_whom_to_call(signed_in, sent, officer):
    give_back(sent, officer, "note")
    type(sent).objects.update(answer_by=today_in_thailand() - timedelta(days=1))
    for page in (url("my-apply-check"), reverse("my-application", args=[sent.pk])):
        assert "เลยกำหนดแก้แล้ว" in signed_in.get(page).content.decode()
