"""What happens to an application: each step, each refusal, who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import FairState
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import OutboxMessage
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import ApplicationStatus, BoothApplication
from vendors.operations.applications import (
    StaleDecision,
    answer_application,
    confirm_application,
    enrol_vendor,
    pass_documents,
    refuse_application,
    return_application,
    select_application,
    start_application,
    submit_application,
    withdraw_application,
)

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
    return make_application(fair, vendor, status=status, started_by=applicant, **fields)


def subjects_for(user):
    return [message.subject for message in OutboxMessage.objects.inbox_of(user)]


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
    assert sent.terms == fair.call.terms
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

    sent = submit_application(returned, accepts_terms=True, by=applicant)

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


# --- Decide -----------------------------------------------------------------------------------


def test_documents_pass_and_the_vendor_is_told(fair, officer, applicant):
    passed = pass_documents(application_in("submitted", fair, applicant), by=officer)

    assert (passed.status, passed.decided_by) == ("eligible", officer)
    assert last_entry(passed) == ("pass", "ผ่านการตรวจเอกสาร", "")
    assert subjects_for(applicant) == [f"ใบสมัคร {passed.reference_no} ผ่านเอกสารแล้ว"]


@pytest.mark.parametrize("status", ["submitted", "eligible"])
def test_the_chosen_are_asked_to_confirm_by_the_day_of_the_call(fair, officer, applicant, status):
    chosen = select_application(application_in(status, fair, applicant), by=officer)

    assert (chosen.status, chosen.answer_by) == ("selected", fair.call.confirm_until)
    assert chosen.checked_at is not None


@pytest.mark.parametrize("status", ["submitted", "eligible"])
def test_an_application_goes_back_with_what_to_mend_and_by_when(fair, officer, applicant, status):
    returned = return_application(
        application_in(status, fair, applicant),
        reason="ถ่ายฉลากให้เห็นวันผลิต",
        answer_by=TOMORROW,
        by=officer,
    )

    assert (returned.status, returned.answer_by) == ("returned", TOMORROW)
    assert last_entry(returned)[2] == "ถ่ายฉลากให้เห็นวันผลิต"
    assert "ถ่ายฉลากให้เห็นวันผลิต" in OutboxMessage.objects.get(recipient=applicant).body


@pytest.mark.parametrize(
    ("reason", "answer_by", "field"),
    [("  ", TOMORROW, "reason"), ("ถ่ายใหม่", YESTERDAY, "answer_by")],
    ids=["no reason", "a day that is over"],
)
def test_a_return_says_what_and_a_day_to_come(fair, officer, applicant, reason, answer_by, field):
    with pytest.raises(RuleBroken) as refusal:
        return_application(
            application_in("submitted", fair, applicant),
            reason=reason,
            answer_by=answer_by,
            by=officer,
        )

    assert refusal.value.field == field


@pytest.mark.parametrize("status", ["submitted", "returned", "eligible"])
def test_a_refusal_gives_its_reason(fair, officer, applicant, status):
    refused = refuse_application(
        application_in(status, fair, applicant), reason="ไม่ได้ขึ้นทะเบียน", by=officer
    )

    assert (refused.status, refused.decision_reason) == ("refused", "ไม่ได้ขึ้นทะเบียน")
    assert OutboxMessage.objects.get(recipient=applicant).body == "เหตุผล: ไม่ได้ขึ้นทะเบียน"


def test_a_refusal_without_a_reason_is_refused(fair, officer, applicant):
    with pytest.raises(RuleBroken, match="ไม่ผ่านเพราะอะไร"):
        refuse_application(application_in("submitted", fair, applicant), reason=" ", by=officer)


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda one, by: pass_documents(one, by=by), "eligible"),
        (lambda one, by: pass_documents(one, by=by), "withdrawn"),
        (lambda one, by: select_application(one, by=by), "returned"),
        (lambda one, by: select_application(one, by=by), "selected"),
        (lambda one, by: return_application(one, reason="ก", answer_by=TOMORROW, by=by), "refused"),
        (lambda one, by: refuse_application(one, reason="ก", by=by), "confirmed"),
        (lambda one, by: confirm_application(one, by=by), "eligible"),
        (lambda one, by: withdraw_application(one, by=by), "refused"),
        (lambda one, by: withdraw_application(one, by=by), "withdrawn"),
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
        lambda one, by: pass_documents(one, by=by, seen_version=1),
        lambda one, by: select_application(one, by=by, seen_version=1),
        lambda one, by: return_application(
            one, reason="ก", answer_by=TOMORROW, by=by, seen_version=1
        ),
        lambda one, by: refuse_application(one, reason="ก", by=by, seen_version=1),
        lambda one, by: withdraw_application(one, by=by, seen_version=1),
        lambda one, by: confirm_application(one, by=by, seen_version=1),
    ],
)
def test_a_decision_on_an_old_page_is_refused_and_names_the_other(fair, officer, applicant, act):
    application = application_in("submitted", fair, applicant)
    pass_documents(application, by=make_officer(full_name="นายเอก ขยัน"))

    with pytest.raises(StaleDecision, match=r"นายเอก ขยัน ผ่านการตรวจเอกสาร\) ตอนนี้: ผ่านเอกสาร"):
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
        application_in("confirmed", fair, applicant), reason="ติดธุระ", by=applicant
    )

    assert withdrawn.status == "withdrawn"
    assert last_entry(withdrawn) == ("withdraw", "ถอนใบสมัคร", "ติดธุระ")


def test_who_has_a_booth_cannot_withdraw(fair, applicant):
    allocation = make_allocation(make_booth(fair))

    with pytest.raises(RuleBroken, match="คืนบูธก่อน"):
        withdraw_application(allocation.application, by=applicant)


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
