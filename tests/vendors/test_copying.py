"""A new application takes over the last one, its answers too; a draft opens where one left."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fairs.models import QuestionKind
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)
from vendors.operations.answering import answer_questions
from vendors.operations.confirming import withdraw_application
from vendors.operations.copying import copy_application, last_sent
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
Kind = QuestionKind
STOVE, AMPS, STORY, PLAN = "ใช้เตาไหม", "กี่แอมป์", "เล่าเรื่องร้าน", "แบบร้าน"


def ask(call, text, kind=Kind.TEXT, **more):
    order = call.questions.count() + 1
    return call.questions.create(text=text, kind=kind, sequence=order, **more)


def ask_all(call, choices="ใช้\nไม่ใช้"):
    stove = ask(call, STOVE, Kind.CHOICE, choices_text=choices)
    if "ใช้" in choices.splitlines():
        ask(call, AMPS, Kind.NUMBER, asked_after=stove, asked_if="ใช้")
    ask(call, STORY)
    ask(call, PLAN, Kind.FILE)


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def call():
    call = make_call(make_fair_event("งานไหม", slug="silk"))
    ask_all(call)
    return call


@pytest.fixture
def sent(call, owner):
    """An application with every question answered, sent and withdrawn."""
    sent = make_application(
        call.fair_event, make_vendor(user=owner), call=call, status="draft", started_by=owner
    )
    keys = {row.text: f"question-{row.pk}" for row in call.questions.all()}
    texts = {keys[STOVE]: "ใช้", keys[AMPS]: "15", keys[STORY]: "ทอผ้าสามรุ่น"}
    paper = SimpleUploadedFile("แบบร้าน.pdf", b"%PDF-1.4", "application/pdf")
    answer_questions(sent, texts, {keys[PLAN]: paper}, by=owner)
    sent.offered_products.create(product=make_product(sent.vendor))
    return withdraw_application(submit_application(sent, accepts_terms=True, by=owner), by=owner)


def copied_to(call, sent, owner):
    draft = make_application(
        call.fair_event, sent.vendor, call=call, status="draft", started_by=owner, category=None
    )
    return draft, copy_application(draft, sent, by=owner)


def answers_of(application) -> dict[str, str]:
    rows = application.answers.select_related("question")
    return {row.question.text: row.file_name or row.text for row in rows}


def test_after_withdrawing_the_answers_come_into_the_new_application(call, sent, owner):
    assert last_sent(sent.vendor, call.fair_event) == sent
    draft, copied = copied_to(call, sent, owner)
    assert answers_of(draft) == {STOVE: "ใช้", AMPS: "15", STORY: "ทอผ้าสามรุ่น", PLAN: "แบบร้าน.pdf"}
    assert "คำตอบ 4 ข้อ" in copied.taken
    old, new = (row.answers.get(question__text=PLAN).file for row in (sent, draft))
    assert (old.name == new.name, new.read()) == (False, b"%PDF-1.4")


def test_another_call_that_asks_the_same_gets_what_still_fits(sent, owner):
    other = make_call(make_fair_event("งานข้าว"))
    ask_all(other, "แก๊ส\nถ่าน")
    draft, copied = copied_to(other, sent, owner)
    assert answers_of(draft) == {STORY: "ทอผ้าสามรุ่น", PLAN: "แบบร้าน.pdf"}
    assert copied.left == [f"คำตอบข้อ “{STOVE}” ใช้กับรอบนี้ไม่ได้"]


def test_a_file_that_is_lost_is_said_and_costs_nothing_else(call, sent, owner):
    file = sent.answers.get(question__text=PLAN).file
    file.storage.delete(file.name)
    draft, copied = copied_to(call, sent, owner)
    assert answers_of(draft) == {STOVE: "ใช้", AMPS: "15", STORY: "ทอผ้าสามรุ่น"}
    assert copied.left == [f"คำตอบข้อ “{PLAN}” ใช้กับรอบนี้ไม่ได้"]


def test_the_class_of_booth_of_that_name_is_taken_over(call, sent, owner):
    sent.booth_class = call.booth_classes.create(name="บูธมุม")
    other = make_call(make_fair_event("งานข้าว"))
    same = other.booth_classes.create(name="บูธมุม")
    other.booth_classes.create(name="บูธกลาง")
    draft, _copied = copied_to(other, sent, owner)
    draft.refresh_from_db()
    assert draft.booth_class == same


def test_the_page_offers_it_also_after_withdrawing(client, call, sent, owner):
    client.force_login(owner)
    page = reverse("my-apply", args=["silk"])
    assert "ใช้ข้อมูลเดิมจากงานไหม" in client.get(page).content.decode()
    answer = client.post(page, {"form_key": uuid4(), "copy": "1"})
    assert answer["Location"] == reverse("my-apply-check", args=["silk"])


def test_a_draft_opens_at_the_first_step_that_is_not_done(client, owner):
    fair = make_fair_event(slug="silk")
    call, vendor = make_call(fair), make_vendor(user=owner)
    draft = make_application(fair, vendor, call=call, status="draft", category=None)
    client.force_login(owner)
    go_on = reverse("my-apply-go-on", args=["silk"])
    for page in (reverse("my-applications"), reverse("my-apply", args=["silk"])):
        assert f'href="{go_on}"' in client.get(page).content.decode()
    ways = [client.get(go_on)["Location"]]
    draft.category = 3
    draft.save()
    ways.append(client.get(go_on)["Location"])
    draft.offered_products.create(product=make_product(vendor))
    ways.append(client.get(go_on)["Location"])
    steps = ("my-apply-category", "my-apply-products", "my-apply-check")
    assert ways == [reverse(name, args=["silk"]) for name in steps]
