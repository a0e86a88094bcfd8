"""Surveys: written as data, answered by who has no account, told as numbers that claim no more."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from fairs.models import FairState
from fairs.operations.copying import copy_fair
from fairs.shifting import DayShift
from onsite.models import Survey, SurveyAnswer, SurveyResponse
from onsite.operations.surveys import (
    AskedLine,
    answer_survey,
    answers_of,
    close_survey,
    current_survey,
    lines_of,
    open_survey,
    seen_of_answers,
    seen_of_survey,
    write_survey,
)
from onsite.reports.surveys import asked_by_link, results_of, survey_link, waiting_surveys
from otopfair.accounts.limits import LIMITS
from otopfair.documents.sheets import read_sheets
from otopfair.errors import RuleBroken
from otopfair.stale import StalePage
from tests import factories as make
from tests.onsite.rows import make_survey
from tests.shared_rows import written_once
from vendors.models import BoothApplication
from vendors.operations.merging import merge_vendors
from vendors.reminding import reminder_kinds

pytestmark = pytest.mark.django_db
CLEAN = AskedLine("สะอาดไหม", "scale", "Clean?")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A fair with a vendor in a booth, an officer, and both surveys open."""
    with written_once(django_db_blocker):
        fair = make.make_fair_event()
        vendor = make.make_vendor(user=make.make_user())
        make.make_allocation(make.make_booth(fair, "C07"), vendor)
        yield {
            "fair": fair,
            "vendor": vendor,
            "officer": make.make_officer(),
            "visitors": make_survey(fair),
            "vendors": make_survey(fair, "vendors"),
        }


def answer(survey, *said, vendor=None, seen=None):
    given = dict(zip(survey.questions.order_by("sequence"), said, strict=False))
    return answer_survey(survey, given, vendor=vendor, form_key=uuid4(), seen=seen)


# --- Written --------------------------------------------------------------------------------------


def write(whose, lines, *, seen=None, by, satisfied_from=4):
    seen = seen or seen_of_survey(current_survey(whose, "visitors"))
    values = {"satisfied_from": satisfied_from, "seen": seen, "by": by}
    return write_survey(whose, "visitors", lines, **values)


def test_a_fair_asks_what_its_province_asks_until_it_writes_its_own(world):
    fair, by = make.make_fair_event(), world["officer"]
    usual = current_survey(fair, "visitors")
    write(fair.home_province, [CLEAN], by=by)
    assert lines_of(current_survey(fair, "visitors")) == [CLEAN]
    own = open_survey(fair, "visitors", by=by)
    write(fair.home_province, [AskedLine("ข้ออื่น", "text")], by=by)
    assert (own.fair_event, lines_of(current_survey(fair, "visitors"))) == (fair, [CLEAN])
    assert (usual.province, usual.questions.count()) == (None, 8)


def test_an_answered_question_keeps_its_words_and_its_answers(world):
    survey, by = world["visitors"], world["officer"]
    answer(survey, 5, "ป้าย")
    _scale, choice, *_ = lines_of(survey)
    write(world["fair"], [choice, AskedLine("พอใจเพียงใดในวันนี้", "scale")], by=by)
    rows = survey.questions.order_by("-is_used", "sequence").values_list("text", "is_used")
    assert list(rows) == [
        ("รู้จักงานจากไหน", True),
        ("พอใจเพียงใดในวันนี้", True),
        ("พอใจงานนี้เพียงใด", False),
    ]
    assert [one.answered for one in results_of(survey).questions] == [1, 0, 1]


def test_two_officers_do_not_overwrite_each_other(world):
    fair, by = world["fair"], world["officer"]
    seen = seen_of_survey(world["visitors"])
    write(fair, [CLEAN], by=by)
    with pytest.raises(StalePage):
        write(fair, [AskedLine("ข้ออื่น", "text")], seen=seen, by=by)
    assert write(fair, [CLEAN], seen=seen, by=by) == world["visitors"]


def test_a_survey_needs_a_question_and_a_fair_that_visitors_see(world):
    with pytest.raises(RuleBroken, match="อย่างน้อย 1 ข้อ"):
        write(world["fair"], [], by=world["officer"])
    hidden = make.make_fair_event(state=FairState.DRAFT)
    with pytest.raises(RuleBroken, match="ยังไม่เผยแพร่"):
        open_survey(hidden, "visitors", by=world["officer"])


def test_the_next_edition_takes_over_questions_that_are_asked_and_no_answers(world):
    survey, by = world["visitors"], world["officer"]
    answer(survey, 5)
    write(world["fair"], [CLEAN], by=by)
    named = {"slug": "next-edition", "reference_code": "NX01"}
    chosen = {"shift": DayShift(364), "named": named, "taken": {"surveys"}, "form_key": None}
    copy = copy_fair(world["fair"], **chosen, by=by)
    taken = copy.surveys.get(audience="visitors")
    assert (lines_of(taken), taken.questions.count()) == ([CLEAN], 1)
    assert (taken.is_taking_answers, taken.responses.count()) == (False, 0)


# --- Answered -------------------------------------------------------------------------------------


def test_what_was_answered_is_counted_with_its_mean_and_who_is_satisfied(world):
    survey = world["visitors"]
    for said in [(5, "ป้าย", 0, "ดี"), (4, "ป้าย", 300), (3, "เพื่อน")]:
        answer(survey, *said)
    results = results_of(survey)
    scale, choice, number, text = results.questions
    assert (results.people, results.is_few) == (3, True)
    assert [count.people for count in scale.counts] == [1, 1, 1, 0, 0]
    assert (scale.scores.mean, scale.scores.satisfied, scale.answered) == (Decimal(4), 2, 3)
    assert [(count.label, count.people) for count in choice.counts] == [("ป้าย", 2), ("เพื่อน", 1)]
    # 0 is an answer, and who gave none is not 0.
    assert (number.answered, number.mean, number.lowest) == (2, Decimal(150), 0)
    assert text.texts == ["ดี"]


def test_an_office_may_count_as_satisfied_from_another_score(world):
    survey = Survey.objects.get(pk=world["visitors"].pk)
    answer(survey, 3)
    survey.satisfied_from = 3
    assert results_of(survey).scores.share == 100


def test_the_same_form_of_a_visitor_is_one_answer(world):
    survey = world["visitors"]
    given, key = {survey.questions.get(kind="scale"): 5}, uuid4()
    first = answer_survey(survey, given, form_key=key)
    assert answer_survey(survey, given, form_key=key) == first
    assert SurveyAnswer.objects.filter(response__survey=survey).count() == 1


def test_a_vendor_has_one_set_of_answers_and_changes_it_until_closing(world):
    survey, vendor = world["vendors"], world["vendor"]
    answer(survey, 2, vendor=vendor)
    seen = seen_of_answers(answers_of(survey, vendor))
    with pytest.raises(StalePage):
        answer(survey, 5, vendor=vendor, seen=seen_of_answers({}))
    answer(survey, 4, "เพื่อน", vendor=vendor, seen=seen)
    assert list(answers_of(survey, vendor).values()) == [4, "เพื่อน"]
    assert survey.responses.count() == 1
    close_survey(survey, by=world["officer"])
    seen = seen_of_answers(answers_of(survey, vendor))
    with pytest.raises(RuleBroken, match="ไม่ได้บันทึก"):
        answer(survey, 1, vendor=vendor, seen=seen)


def test_nothing_answered_is_no_answer(world):
    with pytest.raises(RuleBroken, match="ยังไม่ได้ตอบ"):
        answer(world["visitors"], None, "")


def test_of_two_entries_of_one_shop_the_kept_one_has_answered(world):
    kept, gone = world["vendor"], make.make_vendor()
    other = make_survey(make.make_fair_event(), "vendors")
    answer(other, 3, vendor=gone)
    for vendor, score in ((kept, 5), (gone, 1)):
        answer(world["vendors"], score, vendor=vendor)
    merge_vendors(kept, gone, by=world["officer"], reason="ร้านเดียวกัน")
    rows = SurveyAnswer.objects.filter(response__vendor=kept).order_by("number")
    assert list(rows.values_list("number", flat=True)) == [3, 5]


# --- Pages ----------------------------------------------------------------------------------------


def test_a_visitor_answers_by_the_code_and_the_device_is_asked_softly(client, world):
    url, survey = reverse("fair-survey", args=[world["fair"].slug]), world["visitors"]
    scale = survey.questions.get(kind="scale")
    assertContains(client.get(url), "Posters")
    assertContains(client.post(url, {}), "ยังไม่ได้ตอบข้อนี้", status_code=422)
    sent = {"form_key": uuid4(), f"q-{scale.pk}": "5"}
    assertContains(client.post(url, sent, follow=True), "ขอบคุณสำหรับคำตอบ")
    assert client.cookies[f"survey-{world['fair'].pk}"].value == "1"
    assertContains(client.get(f"{url}?again=1"), scale.text)
    assert survey.responses.get().vendor is None


def test_a_program_is_thanked_and_kept_out(client, world):
    url = reverse("fair-survey", args=[world["fair"].slug])
    assert client.post(url, {"website": "x"}).status_code == 302
    assert SurveyResponse.objects.count() == 0


def test_one_address_answers_only_so_often(client, world, monkeypatch):
    url = reverse("fair-survey", args=[world["fair"].slug])
    monkeypatch.setitem(LIMITS, "survey", {"address": [LIMITS["claim"]["account"][0]]})
    assert [client.post(url, {}).status_code for _ in range(6)] == [422] * 5 + [429]


def test_answers_to_questions_that_changed_meanwhile_are_shown_again(client, world):
    url, survey = reverse("fair-survey", args=[world["fair"].slug]), world["visitors"]
    scale = survey.questions.get(kind="scale")
    sent = {"form_key": uuid4(), f"q-{scale.pk}": "5", "q-999999": "หาย"}
    assertContains(client.post(url, sent), "คำถามเปลี่ยน", status_code=409)
    assert survey.responses.count() == 0


def test_a_closed_survey_says_so_and_that_nothing_was_kept(client, world):
    close_survey(world["visitors"], by=world["officer"])
    url = reverse("fair-survey", args=[world["fair"].slug])
    assertContains(client.get(url), "ตอนนี้ไม่ได้รับคำตอบ")
    assertContains(client.post(url, {}), "ไม่ได้บันทึก", status_code=409)


def test_a_vendor_answers_by_its_link_without_signing_in(client, world):
    url, survey = survey_link(world["vendor"].pk, world["fair"]), world["vendors"]
    scale = survey.questions.get(kind="scale")
    page = client.get(url)
    seen = page.context["form"]["seen"].value()
    sent = {"form_key": uuid4(), "seen": seen, f"q-{scale.pk}": "4"}
    assertContains(client.post(url, sent, follow=True), "เก็บคำตอบแล้ว")
    assert answers_of(survey, world["vendor"]) == {scale.pk: 4}
    assert page.headers["X-Robots-Tag"] == "noindex"
    # Chromium posts a page without referrer with the origin null, which is refused.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert asked_by_link("1-1.forged") is None
    stranger = survey_link(make.make_vendor().pk, world["fair"])
    assertContains(client.get(stranger), "ตอนนี้ไม่ได้รับคำตอบ")


def test_the_portal_asks_until_it_is_answered(client, world):
    vendor = world["vendor"]
    client.force_login(vendor.members.get().user)
    assert list(waiting_surveys(vendor)) == [world["vendors"]]
    assertContains(client.get(reverse("my-home")), "ตอบแบบสอบถาม")
    answer(world["vendors"], 4, vendor=vendor)
    assertNotContains(client.get(reverse("my-home")), "ตอบแบบสอบถาม")
    page = client.get(reverse("my-survey", args=[world["fair"].slug]))
    assert page.context["form"].boxes()[0].value() == 4


def test_an_officer_opens_reads_prints_and_exports(client, world):
    client.force_login(world["officer"])
    args = [world["fair"].pk, "visitors"]
    url = reverse("staff:surveys-results", args=args)
    assertContains(client.get(url), "ยังไม่มีใครตอบ")
    answer(world["visitors"], 5, "ป้าย", 120, "=ดี")
    page = client.get(url)
    assertContains(page, "น้อยกว่า 30 ชุด")
    assertContains(page, "1 (100)")
    assertContains(client.get(f"{url}?print=1"), "ผลแบบสอบถามผู้ชม")
    data = client.get(reverse("staff:surveys-xlsx", args=args)).content
    answers = read_sheets(data)[1]
    assert answers.rows[-1] == [5, "ป้าย", 120, "=ดี"]
    client.post(url, {"act": "close"})
    assert Survey.objects.get(pk=world["visitors"].pk).closed_at
    client.post(url, {"act": "open"})
    assert Survey.objects.get(pk=world["visitors"].pk).closed_at is None


def test_questions_are_written_on_a_page_that_keeps_what_was_typed(client, world):
    client.force_login(world["officer"])
    url = reverse("staff:surveys-questions", args=[world["fair"].pk, "visitors"])
    seen = client.get(url).context["seen"]
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "satisfied_from": 4, "seen": seen}
    line = {"form-0-text": "มาจากไหน", "form-0-kind": "choice"}
    assertContains(client.post(url, sent | line), "บรรทัดละหนึ่งข้อ", status_code=422)
    line["form-0-choices_text"] = "ในเมือง | Town\n ต่างอำเภอ "
    assert client.post(url, sent | line).status_code == 302
    [kept] = lines_of(world["visitors"])
    assert kept.choices_text == "ในเมือง | Town\nต่างอำเภอ"


def test_the_reminder_of_the_last_afternoon_has_the_link(world):
    [kind] = [kind for kind in reminder_kinds() if kind.key == "survey"]
    rows = BoothApplication.objects.filter(fair_event=world["fair"])
    [occasion] = kind.occasions(world["fair"], rows)
    assert occasion.link == survey_link(world["vendor"].pk, world["fair"])
    answer(world["vendors"], 5, vendor=world["vendor"])
    assert list(kind.occasions(world["fair"], rows)) == []
