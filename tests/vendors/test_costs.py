"""What a booth costs: read before applying, agreed to when sending, and never posted."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fairs.models import BoothClass, CallQuestion
from otopfair.errors import RuleBroken
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_product,
    make_question,
    make_user,
    make_vendor,
)
from vendors.copies import last_copy
from vendors.costs import agreed_in_words
from vendors.letters import Letters
from vendors.models import BoothApplication, Decision, QuestionAnswer
from vendors.operations.sending import submit_application
from vendors.operations.starting import require_fits_call

pytestmark = pytest.mark.django_db
CATEGORY, CHECK = "/my/apply/silk/category/", "/my/apply/silk/check/"


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", slug="silk"), max_booths=2)


@pytest.fixture
def plain(call):
    return BoothClass.objects.create(call=call, name="บูธมาตรฐาน", size="3 × 3 เมตร", fee_baht=1500)


@pytest.fixture
def corner(call):
    return BoothClass.objects.create(
        call=call, name="บูธมุม", fee_baht=Decimal("2500.50"), deposit_baht=1000, sequence=2
    )


@pytest.fixture
def draft(call, client):
    owner = make_user()
    vendor = make_vendor(user=owner)
    draft = make_application(
        call.fair_event, vendor, status="draft", started_by=owner, booths_wanted=2
    )
    draft.offered_products.create(product=make_product(vendor))
    client.force_login(owner)
    return draft


def test_a_class_is_for_whom_it_says_and_for_so_many_booths(client, plain, corner, draft):
    BoothClass.objects.filter(pk=corner.pk).update(category=3, origin="inside", most_booths=1)
    BoothClass.objects.filter(pk=corner.pk).update(power_amps=15)
    words = client.get(CATEGORY).text
    assert "ไฟ 15 แอมป์" in words
    assert "เฉพาะผ้า เครื่องแต่งกาย ร้านในจังหวัด ร้านละไม่เกิน 1 บูธ" in words

    asked = {"category": 1, "booth_class": corner.pk, "booths_wanted": 1}
    with pytest.raises(RuleBroken, match="เฉพาะผ้า"):
        require_fits_call(draft, {**asked, "booth_class": corner_now(corner)})
    two = {"category": 3, "booth_class": corner_now(corner), "booths_wanted": 2}
    with pytest.raises(RuleBroken, match="ร้านละไม่เกิน 1 บูธ"):
        require_fits_call(draft, two)
    require_fits_call(draft, {**two, "booths_wanted": 1})
    require_fits_call(draft, {**two, "booth_class": plain})


def corner_now(corner):
    return BoothClass.objects.get(pk=corner.pk)


def test_a_stranger_reads_what_a_booth_costs(client, plain, corner):
    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    for words in ("บูธมาตรฐาน", "ค่าบูธ 1,500 บาท", "ค่าบูธ 2,500.50 บาท", "เงินประกัน 1,000 บาท"):
        assert words in page


def test_a_vendor_chooses_a_class_and_reads_the_sum(client, draft, plain, corner):
    answers = {"category": "3", "booths_wanted": "2", "booth_class": corner.pk}
    assert client.post(CATEGORY, answers).status_code == 302

    page = client.get(CHECK).content.decode()
    assert "ค่าบูธ 5,001 บาท" in page
    assert "เงินประกัน 2,000 บาท" in page


def test_without_a_choice_nothing_is_sent(client, draft, plain, corner):
    answer = client.post(CATEGORY, {"category": "3", "booths_wanted": "2"})
    assert answer.context["form"].errors == {"booth_class": ["เลือกแบบบูธ 1 แบบ"]}

    with pytest.raises(RuleBroken, match="เลือกแบบบูธก่อนส่งใบสมัคร"):
        submit_application(draft, accepts_terms=True, by=draft.started_by)


def test_of_one_class_there_is_nothing_to_choose(client, draft, plain):
    assert "บูธมาตรฐาน" not in client.get(CATEGORY).content.decode()

    sent = submit_application(draft, accepts_terms=True, by=draft.started_by)

    assert (sent.booth_class, sent.fee_baht, sent.deposit_baht) == (plain, 3000, 0)


def test_what_is_posted_never_changes_a_fee(client, draft, plain):
    posted = {"fee_baht": "1", "deposit_baht": "1", "booth_class": "999"}
    client.post(CATEGORY, {"category": "3", "booths_wanted": "2", **posted})
    client.post(CHECK, posted)

    draft.refresh_from_db()
    assert (draft.status, draft.fee_baht, draft.deposit_baht) == ("submitted", 3000, 0)


def test_a_class_of_another_call_is_refused(client, draft, plain, corner):
    elsewhere = BoothClass.objects.create(call=make_call(make_fair_event()), name="ถูก")
    answers = {"category": "3", "booths_wanted": "1", "booth_class": elsewhere.pk}

    assert client.post(CATEGORY, answers).status_code == 422


def test_a_fee_that_changed_since_the_page_was_read_is_read_first(client, draft, plain):
    mark = client.get(CHECK).context["costs_mark"]
    plain.fee_baht = 2000
    plain.save()

    answer = client.post(CHECK, {"seen_costs": mark})
    assert "ค่าบูธหรือเงินประกันเปลี่ยนไป" in answer.content.decode()
    client.post(CHECK, {"seen_costs": answer.context["costs_mark"]})
    assert BoothApplication.objects.get().fee_baht == 4000


def test_a_changed_fee_never_changes_what_was_agreed(draft, plain):
    sent = submit_application(draft, accepts_terms=True, by=draft.started_by)
    plain.fee_baht = 9000
    plain.save()

    sent.refresh_from_db()
    assert agreed_in_words(sent) == "ค่าบูธ 3,000 บาท ไม่มีเงินประกัน"
    words = "บูธมาตรฐาน 2 บูธ ค่าบูธ 3,000 บาท ไม่มีเงินประกัน"
    assert last_copy(sent).answers["costs"] == words


def test_the_vendor_reads_all_that_was_sent_as_it_was_sent(client, draft, plain):
    question = make_question(draft.call, text="ใช้ไฟกี่วัตต์", kind="number")
    QuestionAnswer.objects.create(application=draft, question=question, text="500")
    client.force_login(draft.started_by)
    submit_application(draft, accepts_terms=True, by=draft.started_by)
    BoothClass.objects.update(name="แบบใหม่", fee_baht=9000)
    CallQuestion.objects.update(text="ถามใหม่")

    answers = dict(client.get(reverse("my-application", args=[draft.pk])).context["answers"])

    told = {name: answers[name] for name in ("ประเภทที่สมัคร", "แบบบูธและค่าใช้จ่าย", "ใช้ไฟกี่วัตต์")}
    assert told == {
        "ประเภทที่สมัคร": "3 ผ้า เครื่องแต่งกาย 2 บูธ",
        "แบบบูธและค่าใช้จ่าย": "บูธมาตรฐาน 2 บูธ ค่าบูธ 3,000 บาท ไม่มีเงินประกัน",
        "ใช้ไฟกี่วัตต์": "500",
    }
    assert answers["สินค้าที่จะนำไปขาย"] == str(draft.offered_products.get().product)


def test_a_draft_shows_what_is_answered_so_far(client, draft, plain):
    page = client.get(reverse("my-application", args=[draft.pk]))
    assert page.context["answers"] == [
        ("ประเภทที่สมัคร", "3 ผ้า เครื่องแต่งกาย 2 บูธ"),
        ("แบบบูธและค่าใช้จ่าย", "บูธมาตรฐาน 2 บูธ ค่าบูธ 3,000 บาท ไม่มีเงินประกัน"),
        ("สินค้า", str(draft.offered_products.get().product)),
    ]


def test_the_letter_says_what_was_agreed(draft, plain):
    sent = submit_application(draft, accepts_terms=True, by=draft.started_by)
    told = Decision(outcome="select", application=sent)

    _subject, body = Letters(sent.call).letter(told, sent, sent.submitted_at)

    assert "ค่าบูธ 3,000 บาท ไม่มีเงินประกัน" in body.splitlines()


def test_officers_read_the_class_and_the_costs(client, draft, plain):
    submit_application(draft, accepts_terms=True, by=draft.started_by)
    client.force_login(make_officer())

    page = client.get(reverse("staff:review", args=[draft.pk])).content.decode()
    assert "บูธมาตรฐาน 2 บูธ ค่าบูธ 3,000 บาท" in page


def test_a_booth_costs_nothing_or_more(call):
    with pytest.raises(ValidationError, match="ติดลบไม่ได้"):
        BoothClass(call=call, name="x", fee_baht=-1).full_clean()
