"""Questions of a call: answered half and whole, sent as they read, shown to officers."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fairs.models import CallQuestion
from otopfair.errors import RuleBroken
from otopfair.stale import StalePage, seen_of
from products.operations.entering import enter_application
from tests.factories import (
    make_application,
    make_call,
    make_correction,
    make_fair_event,
    make_officer,
    make_product,
    make_question,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from vendors.asked import asked_of, forget_asked, key_of, lacks_answers
from vendors.copies import differences, last_copy
from vendors.models import QuestionAnswer
from vendors.operations.answering import answer_questions, texts_of
from vendors.operations.returning import NotAsked
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
HERE = "/my/apply/silk/questions/"
CHECK = "/my/apply/silk/check/"


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", slug="silk"))


@pytest.fixture
def draft(call, owner):
    vendor = make_vendor(user=owner)
    draft = make_application(call.fair_event, vendor, status="draft", started_by=owner)
    draft.offered_products.create(product=make_product(vendor))
    return draft


@pytest.fixture
def stove(call):
    return make_question(call, "ใช้เตาไหม", kind="choice", choices_text="ใช้\nไม่ใช้", is_required=True)


@pytest.fixture
def amps(call, stove):
    return make_question(
        call, "กี่แอมป์", kind="number", is_required=True, asked_after=stove, asked_if="ใช้"
    )


@pytest.fixture
def signed_in(client, owner, draft):
    client.force_login(owner)
    return client


def send(draft):
    return submit_application(draft, accepts_terms=True, by=draft.started_by)


def answer(draft, **texts):
    rows = {row.question.text: key_of(row.question) for row in asked_of(draft)}
    texts = {rows[name]: text for name, text in texts.items()}
    return answer_questions(draft, texts, by=draft.started_by)


def test_a_call_without_questions_has_no_step(signed_in):
    assert signed_in.get(HERE)["Location"] == "/my/apply/silk/products/"
    page = signed_in.get("/my/apply/silk/category/").content.decode()
    assert "ขั้นที่ 1 จาก 3" in page


def test_the_step_stands_after_the_category_and_leads_on(signed_in, stove, amps):
    page = signed_in.get(HERE).content.decode()
    assert "ขั้นที่ 2 จาก 4" in page
    assert "ตอบเมื่อข้อ “ใช้เตาไหม” ตอบว่า “ใช้”" in page

    done = signed_in.post(HERE, {key_of(stove): "ใช้", key_of(amps): "๑๕"})

    assert done["Location"] == "/my/apply/silk/products/"
    assert [row.text for row in QuestionAnswer.objects.order_by("question")] == ["ใช้", "15"]


def test_what_is_there_is_kept_while_the_button_asks_for_the_rest(signed_in, draft, stove, amps):
    answer = signed_in.post(HERE, {key_of(stove): "ใช้"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {key_of(amps): ["ตอบข้อ “กี่แอมป์”"]}
    assert texts_of(draft) == {key_of(stove): "ใช้", key_of(amps): ""}


def test_a_number_that_cannot_be_read_loses_no_other_answer(signed_in, draft, stove, amps):
    answer = signed_in.post(HERE, {key_of(stove): "ใช้", key_of(amps): "สิบ"})

    assert answer.status_code == 422
    assert 'value="สิบ"' in answer.content.decode()
    assert texts_of(draft)[key_of(stove)] == "ใช้"
    again = {key_of(stove): "ใช้", key_of(amps): "10", "seen": answer.context["form"].data["seen"]}
    assert signed_in.post(HERE, again).status_code == 302


def test_the_step_saves_itself_half(signed_in, draft, stove, amps):
    seen = seen_of(texts_of(draft))
    htmx = {"HX-Request": "true"}
    first = signed_in.post(HERE, {key_of(stove): "ใช้", "seen": seen}, headers=htmx)

    assert "บันทึกแล้ว" in first.content.decode()
    forget_asked(draft)
    assert first.context["seen"] == seen_of(texts_of(draft))
    both = {key_of(stove): "ใช้", key_of(amps): "5", "seen": first.context["seen"]}
    assert "บันทึกแล้ว" in signed_in.post(HERE, both, headers=htmx).content.decode()


def reads(client, url) -> list[int]:
    """How often a page reads the questions of the call, and the answers."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    tables = ("fairs_callquestion", "vendors_questionanswer")
    said = [query["sql"] for query in queries]
    return [sum(f'FROM "{table}"' in sql for sql in said) for table in tables]


@pytest.mark.parametrize("page", ["category", "questions", "products", "note", "check"])
def test_a_page_of_the_vendor_reads_the_questions_once(signed_in, draft, stove, amps, page):
    answer(draft, ใช้เตาไหม="ใช้", กี่แอมป์="5")

    assert reads(signed_in, f"/my/apply/silk/{page}/") == [1, 1]


def test_pages_of_officers_read_the_questions_once(client, draft, stove, amps):
    answer(draft, ใช้เตาไหม="ใช้", กี่แอมป์="5")
    sent = send(draft)
    client.force_login(make_officer())

    assert reads(client, reverse("staff:review", args=[sent.pk])) == [1, 1]
    assert reads(client, reverse("staff:review-return", args=[sent.pk])) == [1, 1]


def test_an_answer_leads_past_a_question(draft, stove, amps):
    assert lacks_answers(draft) == "ยังไม่ได้ตอบ “ใช้เตาไหม” ตอบก่อนส่งใบสมัคร"
    answer(draft, ใช้เตาไหม="ใช้")
    assert lacks_answers(draft) == "ยังไม่ได้ตอบ “กี่แอมป์” ตอบก่อนส่งใบสมัคร"
    answer(draft, ใช้เตาไหม="ไม่ใช้")
    assert lacks_answers(draft) == ""


def test_a_question_of_another_category_is_not_asked(call, draft):
    make_question(call, "เลข อย.", is_required=True, categories=[1])
    make_question(call, "สีย้อม", categories=[3])

    assert [row.question.text for row in asked_of(draft)] == ["สีย้อม"]


def test_sending_without_an_answer_leads_to_the_step(signed_in, stove):
    answer = signed_in.post(CHECK)

    assert answer.status_code == 422
    assert f'href="{HERE}?next={CHECK}"' in answer.content.decode()


def test_an_answer_that_is_offered_no_more_is_asked_for_again(draft, stove):
    answer(draft, ใช้เตาไหม="ใช้")
    stove.choices_text = "เตาไฟฟ้า\nเตาแก๊ส"
    stove.save()

    with pytest.raises(RuleBroken, match="ใช้เตาไหม"):
        send(draft)


def test_what_was_sent_keeps_question_and_answer(signed_in, draft, stove):
    answer(draft, ใช้เตาไหม="ใช้")
    send(draft)
    stove.text = "ใช้เตาแก๊สไหม"
    stove.save()

    sent = last_copy(draft).answers["questions"]
    assert sent == [{"id": stove.pk, "text": "ใช้เตาไหม", "answer": "ใช้", "kind": "choice"}]
    draft.refresh_from_db()
    assert differences(last_copy(draft), draft) == []


def test_the_check_page_shows_answers_and_leads_back(signed_in, draft, stove):
    answer(draft, ใช้เตาไหม="ไม่ใช้")
    page = signed_in.get(CHECK).content.decode()

    assert "ใช้เตาไหม" in page
    assert f"{HERE}?next={CHECK}" in page.replace("%2F", "/")


def test_one_question_is_sent_back_by_itself(call, signed_in, draft, stove):
    colour = make_question(call, "สีย้อม")
    answer(draft, ใช้เตาไหม="ใช้", สีย้อม="คราม")
    send(draft)
    draft.refresh_from_db()
    make_correction(draft, key_of(colour))
    type(draft).objects.update(status="returned")
    draft.refresh_from_db()

    with pytest.raises(NotAsked):
        answer(draft, ใช้เตาไหม="ไม่ใช้")
    signed_in.post(HERE, {key_of(stove): "ไม่ใช้", key_of(colour): "ครั่ง"})
    assert texts_of(draft) == {key_of(stove): "ใช้", key_of(colour): "ครั่ง"}
    assert send(draft).status == "submitted"


def test_another_hands_answer_is_not_overwritten(draft, stove):
    seen = seen_of(texts_of(draft))
    answer(draft, ใช้เตาไหม="ใช้")

    with pytest.raises(StalePage) as stale:
        answer_questions(draft, {key_of(stove): "ไม่ใช้"}, by=draft.started_by, seen=seen)
    assert [(one.theirs, one.mine) for one in stale.value.differences] == [("ใช้", "ไม่ใช้")]


def paper(content=b"%PDF-1.4", name="แบบร้าน.pdf"):
    return ContentFile(content, name=name)


def test_a_file_is_kept_and_read_by_its_shop_and_officers_only(client, call, signed_in, draft):
    question = make_question(call, "แบบร้าน", kind="file", is_required=True)
    assert signed_in.post(HERE, {key_of(question): paper()}).status_code == 302
    row = QuestionAnswer.objects.get()
    address, work = f"/my/answers/{row.pk}/file/", reverse("staff:answer-file", args=[row.pk])
    assert signed_in.get(address)["Content-Type"] == "application/pdf"
    send(draft)

    for person, expected in ((make_officer(), (302, 200)), (make_officer("50"), (302, 404))):
        client.force_login(person)
        assert (client.get(address).status_code, client.get(work).status_code) == expected
    client.force_login(make_vendor("อื่น", user=make_user()).members.get().user)
    assert client.get(address).status_code == 404


def test_a_file_that_is_none_of_ours_is_refused_and_the_answers_stay_on_the_page(
    call, signed_in, draft, stove
):
    question = make_question(call, "แบบร้าน", kind="file")
    posted = {key_of(stove): "ใช้", key_of(question): paper(b"<html>", "แบบ.html")}
    answer = signed_in.post(HERE, posted)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [key_of(question)]
    assert 'value="ใช้" id="id_' in answer.content.decode()


def test_officers_read_the_answers_on_the_page_and_in_the_export(client, draft, stove):
    answer(draft, ใช้เตาไหม="ใช้")
    send(draft)
    client.force_login(make_officer())

    page = client.get(reverse("staff:review", args=[draft.pk])).content.decode()
    assert "คำตอบของคำถามเพิ่มเติม" in page
    sheet = client.get(reverse("staff:review-export", args=[draft.fair_event_id]))
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.content))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert (rows[3][-1], rows[4][-1]) == ("ใช้เตาไหม", "ใช้")


def test_an_officer_answers_for_a_vendor_on_one_page(client, call, stove, amps):
    vendor, officer = make_vendor(), make_officer()
    product = make_product(vendor)
    client.force_login(officer)
    here = reverse("staff:enter-vendor", args=[call.fair_event_id, vendor.pk])
    data = {
        "category": "3",
        "booths_wanted": "1",
        "products": [product.pk],
        "agreed": "on",
        "form_key": str(uuid4()),
    }

    assert "ยังไม่ได้ตอบ “ใช้เตาไหม”" in client.post(here, data).content.decode()
    done = client.post(here, {**data, key_of(stove): "ใช้", key_of(amps): "5"})

    assert done.status_code == 302
    assert [row.text for row in QuestionAnswer.objects.order_by("question")] == ["ใช้", "5"]


def test_a_file_is_not_asked_of_an_officer(call):
    make_question(call, "แบบร้าน", kind="file", is_required=True)
    vendor = make_vendor()
    row = enter_application(
        call.fair_event,
        vendor,
        category=3,
        products=[make_product(vendor)],
        agreed=True,
        form_key=uuid4(),
        by=make_officer(),
    )
    assert row.status == "submitted"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "choice"}, "__all__"),
        ({"asked_if": "ใช้"}, "__all__"),
        ({"asked_after": "stove", "asked_if": "บางที"}, "asked_if"),
        ({"asked_after": "stove", "asked_if": "ใช้", "sequence": 0}, "asked_after"),
    ],
    ids=["choices", "after what", "which answer", "order"],
)
def test_a_question_that_makes_no_sense_is_refused(call, stove, fields, wrong):
    named = {"asked_after": stove} if "asked_after" in fields else {}
    question = CallQuestion(call=call, text="ข้อใหม่", **{"sequence": 5, **fields, **named})

    with pytest.raises(ValidationError) as refused:
        question.full_clean()
    assert list(refused.value.message_dict) == [wrong]


def test_officers_see_the_questions_as_a_vendor_does(client, call, stove):
    make_question(call, "เลข อย.", categories=[1])
    client.force_login(make_officer())
    here = reverse("staff:call-questions", args=[call.pk])

    for category, expected in (("1", True), ("3", False)):
        page = client.get(f"{here}?category={category}").content.decode()
        assert ("เลข อย." in page, "ใช้เตาไหม" in page) == (expected, True)


def test_officers_write_questions_in_the_register_and_used_ones_are_not_torn_out(
    client, call, draft, stove
):
    client.force_login(make_officer())
    here = reverse("staff:fairs_vendorcall_change", args=[call.pk])
    form = filled_form(client.get(here), holds="questions-TOTAL_FORMS")
    new = {"sequence": "2", "text": "กี่เตา", "kind": "number", "categories": ["1", "2"]}
    new |= {"asked_after": str(stove.pk), "asked_if": "ใช้", "is_used": "on"}
    form |= {f"questions-1-{name}": value for name, value in new.items()}

    assert client.post(here, form).status_code == 302
    row = CallQuestion.objects.get(text="กี่เตา")
    assert (row.categories, row.asked_after, row.condition) == (
        [1, 2],
        stove,
        "ตอบเมื่อข้อ “ใช้เตาไหม” ตอบว่า “ใช้”",
    )

    answer(draft, ใช้เตาไหม="ใช้")
    form = filled_form(client.get(here), holds="questions-TOTAL_FORMS")
    refused = client.post(here, {**form, "questions-0-DELETE": "on"})
    assert "ลบคำถามเพิ่มเติม ใช้เตาไหม ไม่ได้" in refused.content.decode()
    assert CallQuestion.objects.filter(pk=stove.pk).exists()


def sections(answer) -> dict[str, tuple[int, bool, list[bool]]]:
    """Section of a register → how many rows it has, whether it is open, and which rows are."""
    inlines = answer.context["inline_admin_formsets"]
    return {
        inline.formset.prefix: (
            inline.number,
            inline.is_open,
            [form.is_open for form in inline.formset.forms],
        )
        for inline in inlines
    }


def test_the_register_of_a_call_folds_what_is_in_order_and_opens_what_is_wrong(client, call, stove):
    client.force_login(make_officer())
    here = reverse("staff:fairs_vendorcall_change", args=[call.pk])
    shut = client.get(here)
    form = filled_form(shut, holds="questions-TOTAL_FORMS")

    wrong = client.post(here, {**form, "questions-0-text": ""})

    places = call.cells.count()
    assert sections(shut) == {
        "cells": (places, False, [False] * (places + 1)),
        "booth_classes": (0, False, [False]),
        "questions": (1, False, [False, False]),
    }
    assert sections(wrong)["questions"] == (1, True, [True, False])
    words = wrong.content.decode()
    assert words.count('<details class="rows-fold" open>') == 1
    assert words.count('<details class="rows-fold">') == 2
    assert ">1 รายการ<" in words
