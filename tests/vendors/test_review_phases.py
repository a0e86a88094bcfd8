"""The phases of a call: made with it, planned by officers, asked before every act."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fairs.acts import call_made
from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
)
from tests.filled_forms import filled_form
from vendors.models import Outcome, PhaseKind
from vendors.operations.deciding import decide, take_back_decision
from vendors.operations.phases import OutOfPhase
from vendors.operations.planning import plan_of, plan_review
from vendors.operations.returning import return_application

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)


@pytest.fixture
def call():
    return make_call(make_fair_event())


def hold(call, kind, **fields):
    """Change the phase of one kind."""
    call.phases.filter(kind=kind).update(**fields)


def ahead(call, kind):
    hold(call, kind, from_on=TODAY + DAY, until_on=TODAY + 3 * DAY)


def over(call, kind):
    hold(call, kind, from_on=TODAY - 3 * DAY, until_on=TODAY - DAY)


def test_a_call_is_made_with_three_phases_and_a_score_sheet(call):
    names = list(call.phases.values_list("kind", "name"))
    assert names == [
        ("documents", "ตรวจเอกสาร"),
        ("scoring", "ให้คะแนน"),
        ("meeting", "ประชุมคัดเลือก"),
    ]
    sheet = dict(call.criteria.values_list("source", "weight"))
    known = {"stars", "registrations", "past_sales", "first_time", "district", "attendance"}
    assert sheet.keys() == {*known, ""}
    assert sum(sheet.values()) == 100
    assert call.scoring_rule.scorers_each == 2


def test_hearing_twice_of_a_call_gives_nothing_twice(call):
    call_made.happened(call=call)

    assert (call.phases.count(), call.criteria.count()) == (3, 7)


def test_a_call_made_in_the_register_has_its_phases(client):
    officer, fair = make_officer(), make_fair_event()
    other = make_call(fair)
    client.force_login(officer)
    url = reverse("staff:fairs_vendorcall_add")
    form = filled_form(client.get(url + f"?fair_event={fair.pk}"), holds="name")
    typed = {"terms": other.terms_id, "fair_event": fair.pk}
    typed |= {"opens_at": "1 ม.ค. 2563 9.00", "closes_at": "2 ม.ค. 2563 9.00"}

    client.post(url, form | typed)

    made = VendorCall.objects.exclude(pk=other.pk).get()
    assert made.phases.count() == 3


@pytest.mark.parametrize("shift", [ahead, over], ids=["ahead", "over"])
def test_documents_are_decided_in_their_phase_only(call, shift):
    application = make_application(call.fair_event, status="submitted")
    shift(call, PhaseKind.DOCUMENTS)

    for act in (
        lambda: decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=make_officer()),
        lambda: decide(application, Outcome.REFUSE, note="ไม่ครบ", by=make_officer()),
        lambda: return_application(
            application, parts={"note": "เติม"}, answer_by=TODAY, by=make_officer()
        ),
    ):
        with pytest.raises(OutOfPhase, match="ตรวจเอกสาร"):
            act()
    assert not application.decisions.exists()


@pytest.mark.parametrize("shift", [ahead, over], ids=["ahead", "over"])
def test_choosing_waits_for_the_meeting(call, shift):
    application = make_application(call.fair_event, status="eligible")
    chosen = make_application(call.fair_event, status="eligible")
    make_decision(chosen, "select")
    shift(call, PhaseKind.MEETING)

    for act in (
        lambda: decide(application, Outcome.SELECT, by=make_officer()),
        lambda: decide(application, Outcome.REFUSE, note="เต็ม", by=make_officer()),
        lambda: take_back_decision(chosen, by=make_officer()),
    ):
        with pytest.raises(OutOfPhase, match="ประชุมคัดเลือก"):
            act()


def test_a_phase_without_dates_or_out_of_use_keeps_nobody_away(call):
    application = make_application(call.fair_event, status="submitted")
    over(call, PhaseKind.DOCUMENTS)
    hold(call, PhaseKind.DOCUMENTS, is_used=False)

    assert decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=make_officer()).pk


def test_a_phase_belongs_to_those_who_are_named(call):
    named, other = make_officer(full_name="นายเอก ขยัน"), make_officer()
    call.phases.get(kind="documents").workers.add(named)
    application = make_application(call.fair_event, status="submitted")

    with pytest.raises(OutOfPhase, match="นายเอก ขยัน"):
        decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=other)

    assert decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=named).pk


def test_out_of_phase_is_409_with_a_sentence_and_nothing_is_offered(client, call):
    application = make_application(call.fair_event, status="submitted")
    over(call, PhaseKind.DOCUMENTS)
    client.force_login(make_officer())
    url = reverse("staff:review", args=[application.pk])

    page = client.get(url)
    offered = [key for key, _ in page.context["form"].fields["decision"].choices]
    assert offered == ["select", "reserve"]
    answer = client.post(url, {"decision": "pass", "seen": application.version})

    assert answer.status_code == 409
    assert "จบไปแล้วเมื่อ" in answer.content.decode()


def test_the_page_says_why_nothing_can_be_decided_today(client, call):
    application = make_application(call.fair_event, status="eligible")
    ahead(call, PhaseKind.MEETING)
    client.force_login(make_officer())

    page = client.get(reverse("staff:review", args=[application.pk]))

    assert page.context["form"] is None
    assert "ขั้น “ประชุมคัดเลือก” เริ่ม" in page.content.decode()


# --- The plan ---------------------------------------------------------------------------------


def plan_url(call):
    return reverse("staff:review-plan", args=[call.pk])


def test_an_officer_plans_days_workers_and_weights(client, call):
    officer = make_officer()
    client.force_login(officer)
    phase = call.phases.get(kind="scoring")
    judged = call.criteria.get(source="")
    form = filled_form(client.get(plan_url(call)), holds=f"phase-{phase.pk}-name")
    typed = {
        f"phase-{phase.pk}-from_on": "3/11/2563",
        f"phase-{phase.pk}-until_on": "5/11/2563",
        f"phase-{phase.pk}-names_hidden": "on",
        f"phase-{phase.pk}-workers": [officer.pk],
        f"criterion-{judged.pk}-weight": "๓๐",
        "phase-new-name": "ประชุมรอบสอง",
        "phase-new-kind": "meeting",
        "criterion-new-name": "เรื่องเล่าของสินค้า",
        "criterion-new-weight": "5",
    }

    answer = client.post(plan_url(call), form | typed)

    assert answer.status_code == 302
    phase.refresh_from_db()
    assert (phase.days, phase.names_hidden) == ("3–5 พ.ย. 2563", True)
    assert list(phase.workers.all()) == [officer]
    assert call.phases.last().name == "ประชุมรอบสอง"
    weights = dict(call.criteria.values_list("name", "weight"))
    assert (weights[judged.name], weights["เรื่องเล่าของสินค้า"]) == (30, 5)


def test_hidden_names_need_a_first_and_a_last_day(client, call):
    client.force_login(make_officer())
    phase = call.phases.get(kind="scoring")
    form = filled_form(client.get(plan_url(call)), holds=f"phase-{phase.pk}-name")

    answer = client.post(plan_url(call), form | {f"phase-{phase.pk}-names_hidden": "on"})

    assert answer.status_code == 422
    assert "ปิดชื่อได้เมื่อขั้นนี้มีวันแรกและวันสุดท้าย" in answer.content.decode()


def test_a_stale_plan_overwrites_nothing(call):
    shown = plan_of(call)
    key = f"criterion-{call.criteria.first().pk}-weight"
    plan_review(call, {**shown, key: 40}, by=make_officer(), seen=seen_of(shown))

    with pytest.raises(StalePage):
        plan_review(call, {**shown, key: 50}, by=make_officer(), seen=seen_of(shown))

    assert plan_of(call)[key] == 40


def test_a_stale_plan_is_409_and_keeps_what_was_typed(client, call):
    client.force_login(make_officer())
    first = call.criteria.first()
    key = f"criterion-{first.pk}-weight"
    form = filled_form(client.get(plan_url(call)), holds=key)
    call.criteria.filter(pk=first.pk).update(weight=40)

    answer = client.post(plan_url(call), form | {key: "50"})

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "สิ่งที่ต่างกัน" in words
    again = filled_form(answer, holds=key)
    assert again[key] == "50"
    assert client.post(plan_url(call), again).status_code == 302


def test_no_weight_at_all_is_refused(call):
    plan = {key: 0 if key.endswith("weight") else value for key, value in plan_of(call).items()}

    with pytest.raises(RuleBroken, match="อย่างน้อยหนึ่งข้อ"):
        plan_review(call, plan, by=make_officer())
