"""Officers decide and announce at once: places are not passed, and nobody is told twice."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.work import running
from otopfair.work.kinds import WorkKind, add_kind
from otopfair.work.models import BulkWork
from otopfair.work.running import do_work, start_work
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from tests.races import meet_after, race, refusals, take_lock_away
from vendors.models import BoothApplication, Decision, Outcome
from vendors.operations import announcing, confirming, deciding
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import withdraw_application
from vendors.operations.deciding import decide
from vendors.operations.nevertheless import OverMaximum, OverShare

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    fair = make_fair_event()
    make_call(fair, places=1)
    return fair


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


def two_select_the_last_place(fair, officers):
    two = [make_application(fair, status="eligible", category=3) for _ in range(2)]
    return race(
        lambda: decide(two[0], Outcome.SELECT, by=officers[0]),
        lambda: decide(two[1], Outcome.SELECT, by=officers[1]),
    )


def test_two_officers_who_select_for_the_last_place_choose_one(fair, officers, monkeypatch):
    meet_after(monkeypatch, (deciding, "reasons_kept"))

    outcomes = two_select_the_last_place(fair, officers)

    [loser] = refusals(outcomes)
    assert type(loser) is OverMaximum
    assert Decision.objects.pending().count() == 1


def test_control_without_the_lock_two_are_chosen_for_one_place(fair, officers, monkeypatch):
    take_lock_away(monkeypatch, deciding)
    meet_after(monkeypatch, (deciding, "reasons_kept"))

    outcomes = two_select_the_last_place(fair, officers)

    assert refusals(outcomes) == []
    assert Decision.objects.pending().count() == 2


def two_shops_of_one_person_are_chosen(officers):
    """Each in a round of its own, so that no call alone sees both."""
    fair, owner = make_fair_event(), make_user()
    made = []
    for sequence in (1, 2):
        call = make_call(fair, sequence=sequence, places=9, max_booths=1)
        vendor = make_vendor(f"ร้าน {sequence}", user=owner)
        made.append(make_application(fair, vendor, status="eligible", category=3, call=call))
    return race(
        lambda: decide(made[0], Outcome.SELECT, by=officers[0]),
        lambda: decide(made[1], Outcome.SELECT, by=officers[1]),
    )


def test_one_person_is_not_chosen_twice_by_two_officers_in_two_rounds(officers, monkeypatch):
    meet_after(monkeypatch, (deciding, "reasons_kept"))

    outcomes = two_shops_of_one_person_are_chosen(officers)

    [loser] = refusals(outcomes)
    assert type(loser) is OverShare
    assert Decision.objects.pending().count() == 1


def test_control_without_the_locks_one_person_is_chosen_twice(officers, monkeypatch):
    take_lock_away(monkeypatch, deciding)
    meet_after(monkeypatch, (deciding, "reasons_kept"))

    outcomes = two_shops_of_one_person_are_chosen(officers)

    assert refusals(outcomes) == []
    assert Decision.objects.pending().count() == 2


def two_decide_one_application(fair, officers):
    application = make_application(fair, status="submitted", category=3)
    return race(
        lambda: decide(
            application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=officers[0], seen_version=1
        ),
        lambda: decide(application, Outcome.REFUSE, note="ก", by=officers[1], seen_version=1),
    )


def test_two_officers_who_decide_one_application_do_not_overwrite_each_other(
    fair, officers, monkeypatch
):
    meet_after(monkeypatch, (deciding, "require_seen"))

    outcomes = two_decide_one_application(fair, officers)

    [loser] = refusals(outcomes)
    assert "หลังจากคุณเปิดหน้า" in str(loser)
    assert Decision.objects.pending().count() == 1


def test_control_without_the_lock_the_constraint_alone_must_stop_the_second(
    fair, officers, monkeypatch
):
    take_lock_away(monkeypatch, deciding)
    meet_after(monkeypatch, (deciding, "_phase_of"))

    outcomes = two_decide_one_application(fair, officers)

    assert [type(loser) for loser in refusals(outcomes)] == [IntegrityError]
    assert Decision.objects.pending().count() == 1


def announce_twice(fair, officers):
    vendor = make_vendor(user=make_user())
    application = make_application(fair, vendor, status="submitted", category=3)
    make_decision(application, "pass")
    return race(*(lambda who=who: announce_decisions(application, by=who) for who in officers))


def test_two_who_announce_at_once_tell_once(fair, officers, monkeypatch):
    meet_after(monkeypatch, (announcing, "require_seen"))

    outcomes = announce_twice(fair, officers)

    assert refusals(outcomes) == []
    assert Message.objects.count() == 1


def test_control_without_the_lock_the_vendor_is_told_twice(fair, officers, monkeypatch):
    take_lock_away(monkeypatch, announcing)
    meet_after(monkeypatch, (announcing, "require_seen"))

    announce_twice(fair, officers)

    assert Message.objects.count() == 2


def announce_and_withdraw(fair, officers):
    owner = make_user()
    application = make_application(
        fair, make_vendor(user=owner), status="submitted", category=3, started_by=owner
    )
    make_decision(application, "select")
    race(
        lambda: announce_decisions(application, by=officers[0]),
        lambda: withdraw_application(application, by=owner),
    )
    application.refresh_from_db()
    return application


def test_who_withdraws_while_it_is_announced_stays_withdrawn(fair, officers, monkeypatch):
    meet_after(monkeypatch, (announcing, "require_seen"), (confirming, "require_seen"))

    assert announce_and_withdraw(fair, officers).status in {"withdrawn", "declined"}
    assert list(Decision.objects.pending()) == []


# --- Work on many rows ------------------------------------------------------------------------


def press_twice():
    officer, key = make_officer(), uuid4()
    add_kind(WorkKind("test-nothing", lambda *args, **kwargs: None, str))
    return race(
        *(
            lambda: start_work("test-nothing", [(1, None)], title="ก", form_key=key, by=officer)
            for _ in range(2)
        )
    )


def test_a_press_twice_at_once_is_one_work():
    first, second = press_twice()

    assert first == second
    assert BulkWork.objects.count() == 1


def two_workers(monkeypatch):
    officer, told = make_officer(), make_officer(full_name="ผู้รับ")
    act = lambda row_id, seen, *, options, by: Message.objects.create(  # noqa: E731
        recipient_type="accounts.user", recipient_id=told.pk, subject=str(row_id), body=""
    )
    add_kind(WorkKind("test-tell", act, str))
    with transaction.atomic():
        work = BulkWork.objects.create(
            kind="test-tell",
            title="ก",
            items=[[1, None], [2, None]],
            total=2,
            form_key=uuid4(),
            started_by=officer,
        )
    race(*(lambda: do_work.func(work.pk) for _ in range(2)))
    work.refresh_from_db()
    return work


def test_two_workers_with_one_work_do_each_row_once(monkeypatch):
    meet_after(monkeypatch, (running, "kind_of"))

    work = two_workers(monkeypatch)

    assert sorted(Message.objects.values_list("subject", flat=True)) == ["1", "2"]
    assert (work.done, work.is_finished) == (2, True)


def test_control_without_the_lock_two_workers_do_a_row_twice(monkeypatch):
    take_lock_away(monkeypatch, running)
    meet_after(monkeypatch, (running, "kind_of"))

    two_workers(monkeypatch)

    assert Message.objects.filter(subject="1").count() == 2


def test_a_decision_that_is_told_cannot_be_changed_any_more(fair, officers):
    application = make_application(fair, status="submitted", category=3)
    make_decision(application, "refuse", note="ก")
    announce_decisions(application, by=officers[0])

    with pytest.raises(RuleBroken, match="ตัดสินและประกาศไปแล้ว"):
        decide(application, Outcome.REFUSE, note="ข", by=officers[1])
    assert BoothApplication.objects.get().status == "refused"
