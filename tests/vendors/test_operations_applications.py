"""What happens to an application: each step, each refusal, who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import FairState
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.stale import StalePage
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    correct,
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.fairness import for_committee
from vendors.models import ApplicationStatus, BoothApplication, Outcome, reference_is
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide, take_back_decision
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.interests import declare_interest
from vendors.operations.nevertheless import OverMaximum, OverShare
from vendors.operations.phases import OutOfPhase
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application, start_application
from vendors.scoring import to_score

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    fair = make_fair_event()
    make_call(fair)
    return fair


@pytest.fixture
def applicant():
    return make_user("นางกัลยา ดอนข่า")


def application_in(status, fair, applicant, **fields):
    vendor = make_vendor(user=applicant)
    application = make_application(fair, vendor, status=status, started_by=applicant, **fields)
    make_offer(application)
    return application


def subjects_for(user):
    return [one.message.subject for one in Delivery.objects.inbox_of(user)]


def last_entry(application):
    entry = HistoryEntry.objects.of(application).first()
    return entry.verb, entry.summary, entry.reason


# --- Start and answer -------------------------------------------------------------------------


def test_a_draft_is_opened_once_per_vendor_and_fair(fair, applicant):
    vendor = make_vendor(user=applicant)

    first = start_application(fair, vendor, form_key=uuid4(), by=applicant)
    second = start_application(fair, vendor, form_key=uuid4(), by=applicant)

    assert first == second
    assert first.status == ApplicationStatus.DRAFT


def test_a_form_sent_again_after_withdrawing_opens_nothing(fair, applicant):
    vendor, key = make_vendor(user=applicant), uuid4()
    first = start_application(fair, vendor, form_key=key, by=applicant)
    withdraw_application(first, by=applicant)
    assert start_application(fair, vendor, form_key=key, by=applicant) == first
    first.refresh_from_db()
    assert first.status == "withdrawn"


def test_who_was_refused_may_start_again(fair, applicant):
    refused = application_in("refused", fair, applicant)

    again = start_application(fair, refused.vendor, form_key=uuid4(), by=applicant)

    assert again.pk != refused.pk


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [(1, 2, "งานนี้เปิดรับสมัคร"), (-3, -1, "งานนี้ปิดรับสมัครแล้วเมื่อ")],
    ids=["too early", "too late"],
)
def test_no_draft_outside_the_call(applicant, opens, closes, sentence):
    fair, now = make_fair_event(), timezone.now()
    make_call(fair, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))

    with pytest.raises(RuleBroken, match=sentence):
        start_application(fair, make_vendor(), form_key=uuid4(), by=applicant)


def test_no_draft_for_a_fair_without_a_call_or_not_published(applicant):
    unpublished = make_fair_event(state=FairState.DRAFT)
    make_call(unpublished)

    for fair in (make_fair_event(), unpublished):
        with pytest.raises(RuleBroken, match="ยังไม่เปิดรับสมัคร"):
            start_application(fair, make_vendor(), form_key=uuid4(), by=applicant)


def test_answers_are_kept(fair, applicant):
    draft = application_in("draft", fair, applicant)

    kept = answer_application(draft, by=applicant, category=3, booths_wanted=1, note="ใกล้ประตู")

    assert (kept.category, kept.booths_wanted, kept.note) == (3, 1, "ใกล้ประตู")


def test_a_category_that_the_call_does_not_take_is_refused(applicant):
    fair = make_fair_event()
    make_call(fair, categories=[1])

    with pytest.raises(RuleBroken, match="ไม่ได้เปิดรับประเภทนี้") as refusal:
        answer_application(application_in("draft", fair, applicant), by=applicant, category=3)

    assert refusal.value.field == "category"


def test_too_many_booths_are_refused(fair, applicant):
    with pytest.raises(RuleBroken, match="ขอได้ไม่เกิน 1 บูธต่อราย"):
        answer_application(application_in("draft", fair, applicant), by=applicant, booths_wanted=2)


def test_a_sent_application_cannot_be_answered(fair, applicant):
    with pytest.raises(RuleBroken, match="ส่งแล้ว แก้ได้เมื่อเจ้าหน้าที่ส่งกลับ"):
        answer_application(application_in("submitted", fair, applicant), by=applicant, note="ก")


# --- Send -------------------------------------------------------------------------------------


def test_sending_gives_a_number_and_tells_the_vendor(fair, applicant):
    draft = application_in("draft", fair, applicant)

    sent = submit_application(draft, accepts_terms=True, by=applicant)

    assert (sent.status, sent.reference_no) == ("submitted", f"{fair.reference_code}-0001")
    assert sent.terms == fair.newest_call().terms
    assert last_entry(sent) == ("submit", "ส่งใบสมัคร", "")
    assert subjects_for(applicant) == [f"ส่งใบสมัคร {sent.reference_no} แล้ว"]


def test_sending_twice_is_sending_once(fair, applicant):
    draft = application_in("draft", fair, applicant)

    first = submit_application(draft, accepts_terms=True, by=applicant)
    second = submit_application(draft, accepts_terms=True, by=applicant)

    assert first.submitted_at == second.submitted_at
    assert len(subjects_for(applicant)) == 1


def test_what_was_returned_is_sent_again_under_its_number(fair, applicant):
    returned = application_in("returned", fair, applicant, answer_by=TOMORROW)

    sent = submit_application(correct(returned), accepts_terms=True, by=applicant)

    assert sent.reference_no == returned.reference_no
    assert (sent.answer_by, sent.decision_reason) == (None, "")
    assert last_entry(sent)[1] == "แก้แล้วส่งใบสมัครอีกครั้ง"


@pytest.mark.parametrize(
    ("fields", "accepts", "sentence"),
    [
        ({"category": None}, True, "เลือกประเภทสินค้า"),
        ({}, False, "ต้องยอมรับข้อตกลง"),
    ],
    ids=["no category", "no terms"],
)
def test_an_incomplete_draft_is_not_sent(fair, applicant, fields, accepts, sentence):
    draft = application_in("draft", fair, applicant, **fields)

    with pytest.raises(RuleBroken, match=sentence):
        submit_application(draft, accepts_terms=accepts, by=applicant)

    assert BoothApplication.objects.get().status == "draft"


def test_a_draft_is_not_sent_after_the_call(applicant):
    fair, now = make_fair_event(), timezone.now()
    make_call(fair, opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))

    with pytest.raises(RuleBroken, match="ปิดรับสมัครแล้ว"):
        submit_application(
            application_in("draft", fair, applicant), accepts_terms=True, by=applicant
        )


def test_what_was_returned_is_not_taken_after_its_day(fair, applicant):
    returned = application_in("returned", fair, applicant, answer_by=YESTERDAY)

    with pytest.raises(RuleBroken, match="เลยกำหนดแก้"):
        submit_application(returned, accepts_terms=True, by=applicant)


def test_a_decided_application_is_not_sent_again(fair, applicant):
    with pytest.raises(RuleBroken, match="ใบสมัครนี้ส่งแล้ว"):
        submit_application(
            application_in("eligible", fair, applicant), accepts_terms=True, by=applicant
        )


# --- Send back --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["submitted", "eligible"])
def test_an_application_goes_back_with_what_to_mend_and_by_when(fair, officer, applicant, status):
    returned = return_application(
        application_in(status, fair, applicant),
        parts={"products": ""},
        note="ถ่ายฉลากให้เห็นวันผลิต",
        answer_by=TOMORROW,
        by=officer,
    )

    assert (returned.status, returned.answer_by) == ("returned", TOMORROW)
    assert last_entry(returned)[2] == "ถ่ายฉลากให้เห็นวันผลิต\nรายการสินค้าที่จะนำไปขาย"
    assert (
        "ถ่ายฉลากให้เห็นวันผลิต"
        in Message.objects.get(deliveries__channel="inbox", deliveries__user=applicant).body
    )


@pytest.mark.parametrize(
    ("note", "answer_by", "field"),
    [("  ", TOMORROW, "parts"), ("ถ่ายใหม่", YESTERDAY, "answer_by")],
    ids=["no reason", "a day that is over"],
)
def test_a_return_says_what_and_a_day_to_come(fair, officer, applicant, note, answer_by, field):
    with pytest.raises(RuleBroken) as refusal:
        return_application(
            application_in("submitted", fair, applicant),
            parts={"note": ""},
            note=note,
            answer_by=answer_by,
            by=officer,
        )

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda one, by: decide(one, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=by), "eligible"),
        (
            lambda one, by: decide(one, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=by),
            "withdrawn",
        ),
        (lambda one, by: decide(one, Outcome.SELECT, by=by), "returned"),
        (lambda one, by: decide(one, Outcome.SELECT, by=by), "selected"),
        (
            lambda one, by: return_application(
                one, parts={"note": ""}, note="ก", answer_by=TOMORROW, by=by
            ),
            "refused",
        ),
        (lambda one, by: decide(one, Outcome.RESERVE, by=by), "confirmed"),
        (lambda one, by: confirm_application(one, by=by), "eligible"),
        (lambda one, by: withdraw_application(one, by=by), "refused"),
    ],
)
def test_a_step_out_of_order_is_refused_and_says_where_it_stands(
    fair, officer, applicant, act, status
):
    application = application_in(status, fair, applicant)

    with pytest.raises(RuleBroken, match=f"ตอนนี้: {application.get_status_display()}"):
        act(application, officer)

    application.refresh_from_db()
    assert application.status == status


@pytest.mark.parametrize(
    "act",
    [
        lambda one, by: decide(one, Outcome.REFUSE, note="ก", by=by, seen_version=1),
        lambda one, by: decide(one, Outcome.SELECT, by=by, seen_version=1),
        lambda one, by: take_back_decision(one, by=by, seen_version=1),
        lambda one, by: announce_decisions(one, by=by, seen_version=1),
        lambda one, by: return_application(
            one, parts={"note": ""}, note="ก", answer_by=TOMORROW, by=by, seen_version=1
        ),
        lambda one, by: withdraw_application(one, by=by, seen_version=1),
        lambda one, by: confirm_application(one, by=by, seen_version=1),
    ],
)
def test_a_decision_on_an_old_page_is_refused_and_names_the_other(fair, officer, applicant, act):
    application = application_in("submitted", fair, applicant)
    decide(
        application,
        Outcome.PASS,
        unlooked_reason="ดูต้นฉบับแล้ว",
        by=make_officer(full_name="นายเอก ขยัน"),
    )

    with pytest.raises(StalePage, match=r"นายเอก ขยัน ตัดสิน: ผ่านเอกสาร \(ยังไม่ประกาศ\)"):
        act(application, officer)


# --- Confirm, withdraw, enrol -----------------------------------------------------------------


def test_the_vendor_confirms_and_a_second_press_changes_nothing(fair, applicant):
    chosen = application_in("selected", fair, applicant, answer_by=TODAY)

    first = confirm_application(chosen, by=applicant)
    second = confirm_application(chosen, by=applicant)

    assert first.status == "confirmed"
    assert first.confirmed_at == second.confirmed_at


def test_too_late_for_the_vendor_is_not_too_late_for_the_officer(fair, officer, applicant):
    chosen = application_in("selected", fair, applicant, answer_by=YESTERDAY)

    with pytest.raises(RuleBroken, match="เลยกำหนดยืนยัน"):
        confirm_application(chosen, by=applicant)
    confirmed = confirm_application(chosen, by=officer, on_behalf=True)

    assert last_entry(confirmed)[1] == "เจ้าหน้าที่ยืนยันแทนร้าน"


def test_an_application_is_withdrawn_with_its_reason(fair, applicant):
    withdrawn = withdraw_application(
        application_in("eligible", fair, applicant), reason="ติดธุระ", by=applicant
    )

    assert withdrawn.status == "withdrawn"
    assert last_entry(withdrawn) == ("withdraw", "ถอนใบสมัคร", "ติดธุระ")


def test_who_has_a_booth_gives_it_back_with_the_place(fair, applicant):
    """Seen: only an officer could take the booth back, and a vendor was told to wait for one."""
    allocation = make_allocation(make_booth(fair))

    given_up = withdraw_application(allocation.application, by=applicant)

    allocation.refresh_from_db()
    assert (given_up.status, allocation.released_at is None) == ("declined", False)


def test_a_vendor_chosen_on_paper_is_enrolled_once(fair, officer):
    vendor = make_vendor()

    first = enrol_vendor(fair, vendor, category=3, form_key=uuid4(), by=officer)
    second = enrol_vendor(fair, vendor, category=3, form_key=uuid4(), by=officer)

    assert first == second
    assert (first.status, first.reference_no) == ("confirmed", f"{fair.reference_code}-0001")


def test_a_vendor_with_an_open_draft_is_not_enrolled(fair, officer, applicant):
    draft = application_in("draft", fair, applicant)

    with pytest.raises(RuleBroken, match="ใบสมัครร่าง"):
        enrol_vendor(fair, draft.vendor, category=3, form_key=uuid4(), by=officer)


def test_who_is_enrolled_is_told_why_and_what_comes(fair, officer, applicant):
    """Seen: only the giving of a booth told, and who had none yet learned nothing."""
    row = enrol_vendor(
        fair, make_vendor(user=applicant), category=3, form_key=uuid4(), why="มติที่ 3", by=officer
    )

    [message] = Message.objects.all()
    assert subjects_for(applicant) == [f"ร้านได้รับคัดเลือก ใบสมัคร {row.reference_no}"]
    assert "เหตุผล: มติที่ 3\nขั้นต่อไปคือรับเลขบูธ" in message.body


@pytest.mark.parametrize("facts", [{"has_booth": True}, {"over": True}])
def test_who_is_enrolled_with_a_booth_or_for_the_record_is_told_no_second_thing(
    fair, officer, applicant, facts
):
    if facts.pop("over", False):
        type(fair).objects.filter(pk=fair.pk).update(opens_on=YESTERDAY, closes_on=YESTERDAY)

    enrol_vendor(
        fair, make_vendor(user=applicant), category=3, form_key=uuid4(), by=officer, **facts
    )

    assert subjects_for(applicant) == []


def test_who_is_enrolled_again_is_told_once(fair, officer, applicant):
    vendor = make_vendor(user=applicant)
    for _ in range(2):
        enrol_vendor(fair, vendor, category=3, form_key=uuid4(), by=officer)

    assert len(subjects_for(applicant)) == 1


def test_nobody_is_enrolled_out_of_the_phase_of_choosing(fair, officer):
    fair.calls.get().phases.filter(kind="meeting").update(from_on=TOMORROW)

    with pytest.raises(OutOfPhase, match="ประชุมคัดเลือก"):
        enrol_vendor(fair, make_vendor(), category=3, form_key=uuid4(), by=officer)
    assert not fair.applications.exists()


def test_an_officer_with_an_interest_neither_enrols_nor_decides_about_who_comes_anew(
    fair, officer, applicant
):
    """Seen: declared about one application, it was forgotten with the next of the same vendor."""
    first = application_in("submitted", fair, applicant)
    declare_interest(first, reason="ญาติ", by=officer)
    withdraw_application(first, by=applicant)

    with pytest.raises(RuleBroken, match="ส่วนได้เสีย"):
        enrol_vendor(fair, first.vendor, category=3, form_key=uuid4(), by=officer)
    second = make_application(fair, first.vendor, status="submitted")
    with pytest.raises(RuleBroken, match="ส่วนได้เสีย"):
        decide(second, Outcome.SELECT, by=officer)
    assert not to_score(fair.calls.all(), officer).exists()
    assert to_score(fair.calls.all(), make_officer()).exists()


# --- Rounds and numbers -----------------------------------------------------------------------


def closed_round(fair, sequence, **fields):
    now = timezone.now()
    return make_call(
        fair,
        sequence=sequence,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=3),
        **fields,
    )


def test_an_application_names_the_round_that_was_open(applicant):
    fair = make_fair_event()
    closed_round(fair, 1)
    second = make_call(fair, sequence=2)

    draft = start_application(fair, make_vendor(), form_key=uuid4(), by=applicant)

    assert draft.call == second


def test_a_draft_of_a_closed_round_goes_to_the_next(applicant):
    fair = make_fair_event()
    first = closed_round(fair, 1)
    draft = application_in("draft", fair, applicant, call=first)
    second = make_call(fair, sequence=2)

    sent = submit_application(draft, accepts_terms=True, by=applicant)

    assert (sent.call, sent.terms) == (second, second.terms)


def test_a_draft_whose_category_the_next_round_does_not_take_is_not_sent(applicant):
    fair = make_fair_event()
    draft = application_in("draft", fair, applicant, call=closed_round(fair, 1))
    make_call(fair, sequence=2, categories=[1])

    with pytest.raises(RuleBroken, match="รอบนี้ไม่ได้เปิดรับประเภทนี้"):
        submit_application(draft, accepts_terms=True, by=applicant)


def test_a_correction_goes_to_its_own_round(applicant):
    fair = make_fair_event()
    first = closed_round(fair, 1)
    returned = application_in("returned", fair, applicant, call=first, answer_by=TOMORROW)
    make_call(fair, sequence=2)

    assert submit_application(correct(returned), accepts_terms=True, by=applicant).call == first


def test_after_9999_the_numbers_go_on_and_stay_in_order(fair, applicant):
    last = application_in("submitted", fair, applicant, reference_no="KK63-9999")
    draft = make_application(fair, status="draft")
    make_offer(draft)

    sent = submit_application(draft, accepts_terms=True, by=applicant)

    assert sent.reference_no == f"{fair.reference_code}-10000"
    assert list(BoothApplication.objects.order_by("reference_number")) == [last, sent]


def test_a_correction_keeps_the_first_moment_of_sending(fair, applicant):
    first = timezone.now() - timedelta(days=2)
    returned = application_in("returned", fair, applicant, submitted_at=first)

    assert (
        submit_application(correct(returned), accepts_terms=True, by=applicant).submitted_at
        == first
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("KK63-0151", True),
        ("kk63-151", True),
        ("๐๑๕๑", True),
        ("151", True),
        ("KK63", True),
        ("KK64-0151", False),
        ("15", False),
        ("²", False),
        ("9" * 30, False),
    ],
)
def test_an_application_is_found_by_its_number(fair, applicant, typed, found):
    application_in("submitted", fair, applicant, reference_no="KK63-0151")

    assert BoothApplication.objects.filter(reference_is(typed)).exists() is found


def test_who_was_chosen_on_paper_has_a_decision_that_says_why(fair, officer):
    application = enrol_vendor(
        fair, make_vendor(), category=3, form_key=uuid4(), why="มติครั้งที่ 3/2563", by=officer
    )

    decision = application.decisions.get()
    assert (decision.outcome, decision.note) == ("select", "มติครั้งที่ 3/2563")
    assert (decision.decided_by, decision.announced_by) == (officer, officer)
    assert last_entry(application)[2] == "มติครั้งที่ 3/2563"
    assert for_committee(fair).overrides == []


def test_beyond_a_maximum_or_a_share_who_was_chosen_on_paper_is_asked_about(officer):
    fair, owner = make_fair_event(), make_user()
    make_call(fair, places=1, max_booths=1)
    paper = {"category": 3, "by": officer}
    first = enrol_vendor(fair, make_vendor("หนึ่ง", user=owner), form_key=uuid4(), **paper)
    with pytest.raises(OverMaximum):
        enrol_vendor(fair, make_vendor("คนอื่น"), form_key=uuid4(), **paper)
    same = make_vendor("สอง", user=owner)
    with pytest.raises(OverShare):
        enrol_vendor(fair, same, form_key=uuid4(), **paper)
    assert list(fair.applications.all()) == [first]

    paper["beside_reason"] = "มติเพิ่มบูธ"
    second = enrol_vendor(fair, same, form_key=uuid4(), **paper)

    shown = [(one.application, one.what, one.why) for one in for_committee(fair).overrides]
    assert shown == [
        (second, "เกินสิทธิ์ต่อราย", "มติเพิ่มบูธ"),
        (second, "รับเกินจำนวน", "มติเพิ่มบูธ"),
    ]
