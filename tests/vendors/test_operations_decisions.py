"""Deciding tells nobody; announcing applies and tells. Places are counted as one decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import CallCell, CallOrigin, Province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    correct,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, Decision, DecisionPhase, DecisionReason, Outcome
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import withdraw_application
from vendors.operations.deciding import decide, take_back_decision
from vendors.operations.nevertheless import OverMaximum
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
CLOTH = 3


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


def standing_of(application):
    return BoothApplication.objects.with_standing().get(pk=application.pk).standing


def subjects_for(user):
    return [row.message.subject for row in Delivery.objects.inbox_of(user)]


# --- Deciding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome", "fields", "phase"),
    [
        ("submitted", "pass", {"unlooked_reason": "ดูต้นฉบับแล้ว"}, "documents"),
        ("submitted", "select", {"unlooked_reason": "ดูต้นฉบับแล้ว"}, "selection"),
        ("eligible", "select", {}, "selection"),
        ("submitted", "refuse", {"note": "ซื้อมาขายต่อ"}, "documents"),
        ("returned", "refuse", {"note": "ไม่แก้ตามกำหนด"}, "documents"),
        ("eligible", "refuse", {"note": "ที่เต็ม"}, "selection"),
    ],
)
def test_a_decision_waits_and_moves_nothing(
    fair, officer, applicant, status, outcome, fields, phase
):
    application = application_in(status, fair, applicant)
    before = BoothApplication.objects.values().get(pk=application.pk)

    decision = decide(application, Outcome(outcome), by=officer, **fields)

    after = BoothApplication.objects.values().get(pk=application.pk)
    assert after == before | {"version": 2}
    assert (decision.phase, decision.announced_at) == (phase, None)
    assert standing_of(application) == outcome
    assert subjects_for(applicant) == []
    assert list(HistoryEntry.objects.of(application)) == []
    assert HistoryEntry.objects.of(decision).get().actor == officer


def test_documents_that_pass_and_then_the_selection_wait_together(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)

    decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officer)
    decide(application, Outcome.SELECT, by=officer)

    pending = application.decisions.pending().order_by("pk")
    assert [row.outcome for row in pending] == ["pass", "select"]
    assert standing_of(application) == "select"


def test_a_change_of_mind_is_a_new_row_and_the_old_one_stays(fair, officer, applicant):
    application = application_in("eligible", fair, applicant)
    first = decide(application, Outcome.SELECT, by=officer)

    second = decide(application, Outcome.REFUSE, note="ที่เต็ม", by=officer)

    assert list(application.decisions.pending()) == [second]
    first.refresh_from_db()
    assert first.set_aside_at is not None


def test_a_refusal_on_the_documents_undoes_the_selection(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    decide(application, Outcome.SELECT, unlooked_reason="ดูต้นฉบับแล้ว", by=officer)

    decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officer)

    assert [row.outcome for row in application.decisions.pending()] == ["pass"]


def test_the_same_decision_twice_is_one(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)

    first = decide(
        application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officer, seen_version=1
    )
    second = decide(
        application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officer, seen_version=1
    )

    assert first == second


def test_a_decision_is_taken_back(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officer)

    take_back_decision(application, by=officer)

    assert standing_of(application) == "submitted"
    with pytest.raises(RuleBroken, match="ไม่มีผลที่รอประกาศ"):
        take_back_decision(application, by=officer)


def test_a_refusal_says_why(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)

    with pytest.raises(RuleBroken, match="บอกผู้สมัครว่าไม่ผ่านเพราะอะไร"):
        decide(application, Outcome.REFUSE, note=" ", by=officer)


def test_a_reason_for_officers_alone_needs_words_for_the_vendor(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    secret = DecisionReason.objects.get(code="R07")

    with pytest.raises(RuleBroken, match="เหตุผลนี้ผู้สมัครไม่เห็น"):
        decide(application, Outcome.REFUSE, reason=secret, by=officer)
    decision = decide(application, Outcome.REFUSE, reason=secret, note="ที่เต็มแล้ว", by=officer)

    assert decision.told == "ที่เต็มแล้ว"
    assert decision.why == "เคยทำผิดข้อตกลงของงานก่อน\nที่เต็มแล้ว"


@pytest.mark.parametrize(
    "act",
    [
        lambda one, user: withdraw_application(one, by=user),
        lambda one, user: return_application(
            one, parts={"note": ""}, note="เติมที่อยู่", answer_by=TOMORROW, by=user
        ),
    ],
    ids=["withdrawn", "returned"],
)
def test_what_goes_another_way_leaves_no_decision_waiting(fair, officer, applicant, act):
    application = application_in("submitted", fair, applicant)
    decide(application, Outcome.SELECT, unlooked_reason="ดูต้นฉบับแล้ว", by=officer)

    act(application, applicant)

    assert list(application.decisions.pending()) == []


def test_who_corrects_in_time_is_not_refused_unread(fair, officer, applicant):
    application = application_in("returned", fair, applicant)
    make_offer(application)
    decide(application, Outcome.REFUSE, note="ไม่แก้", by=officer)

    submit_application(correct(application), accepts_terms=True, by=applicant)

    assert standing_of(application) == "submitted"


def test_the_database_keeps_one_pending_decision_a_phase(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    make_decision(application, "pass")

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            application=application,
            phase=DecisionPhase.DOCUMENTS,
            outcome=Outcome.PASS,
            decided_by=officer,
        )


# --- Announcing -------------------------------------------------------------------------------


def test_an_announcement_moves_and_tells(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    decision = make_decision(application, "pass")

    told = announce_decisions(application, by=officer)

    assert (told.status, standing_of(told)) == ("eligible", "eligible")
    assert subjects_for(applicant) == [f"ใบสมัคร {told.reference_no} ผ่านเอกสารแล้ว"]
    decision.refresh_from_db()
    assert (decision.announced_by, decision.announced_at is None) == (officer, False)
    assert [row.summary for row in HistoryEntry.objects.of(told)] == ["ผ่านการตรวจเอกสาร"]


def test_the_chosen_are_asked_to_confirm_by_the_day_of_the_call(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    make_decision(application, "pass")
    make_decision(application, "select")

    chosen = announce_decisions(application, by=officer)

    assert (chosen.status, chosen.answer_by) == ("selected", fair.newest_call().confirm_until)
    assert None not in (chosen.checked_at, chosen.selected_at)
    assert subjects_for(applicant) == [f"ใบสมัคร {chosen.reference_no} ได้รับคัดเลือก"]


def test_a_day_to_confirm_that_is_over_is_told_to_nobody(fair, officer, applicant):
    fair.calls.update(confirm_until=YESTERDAY)
    application = application_in("eligible", fair, applicant)
    make_decision(application, "select")

    with pytest.raises(RuleBroken, match="ต้องไม่ใช่วันที่ผ่านมาแล้ว"):
        announce_decisions(application, answer_by=YESTERDAY, by=officer)

    assert announce_decisions(application, by=officer).answer_by > TODAY


def test_a_refusal_is_told_with_the_words_for_the_vendor(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    reason = DecisionReason.objects.get(code="R01")
    make_decision(application, "refuse", reason=reason, note="สมัครใหม่ได้ในรอบหน้า")

    refused = announce_decisions(application, by=officer)

    words = "สินค้าซื้อมาขายต่อ ไม่ใช่สินค้าที่กลุ่มผลิตเอง\nสมัครใหม่ได้ในรอบหน้า"
    assert (refused.status, refused.decision_reason) == ("refused", words)
    assert Message.objects.get().body == f"เหตุผล: {words}"


def test_announcing_twice_tells_once(fair, officer, applicant):
    application = application_in("submitted", fair, applicant)
    make_decision(application, "pass")

    announce_decisions(application, by=officer)
    announce_decisions(application, by=officer)

    assert len(subjects_for(applicant)) == 1


# --- Places -----------------------------------------------------------------------------------


def with_cells(*cells):
    """A fair of Khon Kaen whose call has cells (origin, reserved, maximum) for cloth."""
    fair = make_fair_event()
    call = make_call(fair, categories=[])
    for origin, reserved, maximum in cells:
        CallCell.objects.create(
            call=call, category=CLOTH, origin=origin, reserved=reserved, maximum=maximum
        )
    return fair


def from_province(code, fair, status="eligible", **fields):
    vendor = make_vendor(f"ร้าน {code}", province=Province.objects.get(pk=code))
    return make_application(fair, vendor, status=status, category=CLOTH, **fields)


ANY, INSIDE, OUTSIDE = CallOrigin.ANY, CallOrigin.INSIDE, CallOrigin.OUTSIDE


def test_passing_a_maximum_asks_first_and_says_the_numbers(officer):
    """Seen: three chosen for one place."""
    fair = with_cells((ANY, 0, 1))
    make_decision(from_province("40", fair), "select")

    with pytest.raises(OverMaximum) as question:
        decide(from_province("40", fair), Outcome.SELECT, by=officer)

    assert question.value.field == "beyond"
    assert str(question.value) == ("ผ้า เครื่องแต่งกาย รับ 1 บูธ เลือกแล้ว 1 บูธ ใบนี้ขออีก 1 บูธ จึงเกินจำนวนที่รับ")


def test_a_reason_goes_beyond_the_maximum_and_is_kept(officer):
    fair = with_cells((ANY, 0, 0))

    decision = decide(
        from_province("40", fair), Outcome.SELECT, beyond_reason="เพิ่มบูธแล้ว", by=officer
    )

    assert decision.why == "รับเกินจำนวน: เพิ่มบูธแล้ว"


@pytest.mark.parametrize("taken_by", ["selected", "confirmed"])
def test_who_was_told_counts_too(officer, taken_by):
    fair = with_cells((ANY, 0, 2))
    from_province("40", fair, status=taken_by, booths_wanted=2)

    with pytest.raises(OverMaximum, match="รับ 2 บูธ เลือกแล้ว 2 บูธ"):
        decide(from_province("40", fair), Outcome.SELECT, by=officer)


def test_each_origin_has_its_own_maximum(officer):
    fair = with_cells((INSIDE, 0, 1), (OUTSIDE, 0, 1))
    make_decision(from_province("40", fair), "select")

    with pytest.raises(OverMaximum, match="ร้านในจังหวัด รับ 1 บูธ เลือกแล้ว 1 บูธ"):
        decide(from_province("40", fair), Outcome.SELECT, by=officer)
    assert decide(from_province("52", fair), Outcome.SELECT, by=officer).beyond_reason == ""


def test_what_is_reserved_for_one_origin_is_not_there_for_the_other(officer):
    fair = with_cells((ANY, 0, 3), (INSIDE, 2, 3))
    make_decision(from_province("52", fair), "select")

    with pytest.raises(OverMaximum, match="เลือกแล้ว 1 บูธ กันไว้ให้ร้านในจังหวัดอีก 2 บูธ"):
        decide(from_province("52", fair), Outcome.SELECT, by=officer)
    make_decision(from_province("40", fair), "select")
    make_decision(from_province("40", fair), "select")


def test_another_round_has_its_own_places(officer):
    fair = with_cells((ANY, 0, 1))
    make_decision(from_province("40", fair), "select")
    later = make_call(fair, sequence=2, places=1)

    assert decide(from_province("40", fair, call=later), Outcome.SELECT, by=officer).pk


def test_a_category_that_the_round_does_not_take_asks(officer):
    fair = with_cells((ANY, 0, 5))

    with pytest.raises(OverMaximum, match="อาหาร รับ 0 บูธ"):
        decide(make_application(fair, status="eligible", category=1), Outcome.SELECT, by=officer)


def test_the_moment_of_the_first_sending_is_kept(fair, applicant):
    long_ago = timezone.now() - timedelta(days=2)
    returned = application_in("returned", fair, applicant, submitted_at=long_ago)
    make_offer(returned)

    assert (
        submit_application(correct(returned), accepts_terms=True, by=applicant).submitted_at
        == long_ago
    )
