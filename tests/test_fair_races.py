"""What goes on at a fair, and what ends it: nobody finishes an act on a fair that ended meanwhile.

Each pair is raced twice: behind the locks the act that began first is written first; without
them the other overtakes it, and the history has the wrong order.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from fairs.models import FairState, Meeting, Resolution
from fairs.operations import events as fair_operations
from fairs.operations import resolutions as resolution_operations
from fairs.operations.events import cancel_fair, move_fair, unpublish_fair
from fairs.operations.resolutions import complete_resolution
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.periods import Period
from sales.models import SaleSource
from sales.operations import reports as report_operations
from sales.operations import takings as sale_operations
from sales.operations.reports import close_report, declare_totals
from sales.operations.takings import record_booth_sale
from tests import factories as make
from tests.race_world import ALL, World
from tests.races import (
    meet_after,
    overtake,
    race,
    refusals,
    take_lock_away,
)
from vendors.models import ObjectionOutcome, Outcome
from vendors.operations import allocations as allocation_operations
from vendors.operations import announcing as announcing_operations
from vendors.operations import confirming as confirming_operations
from vendors.operations import deciding as deciding_operations
from vendors.operations import enrolling as enrolling_operations
from vendors.operations import ground as ground_operations
from vendors.operations import objections as objection_operations
from vendors.operations import returning as returning_operations
from vendors.operations import sending as sending_operations
from vendors.operations import starting as starting_operations
from vendors.operations.allocations import allocate_booth, move_allocation
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application
from vendors.operations.deciding import decide
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.ground import remove_part
from vendors.operations.objections import answer_objection, object_to_refusal
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = today_in_thailand()


def start(world):
    return lambda: start_application(world.fair, world.vendor, form_key=uuid4(), by=world.by)


def submit(world):
    application = world.applied("draft")
    make.make_offer(application)
    return lambda: submit_application(application, accepts_terms=True, by=world.by)


def pass_documents(world):
    application = world.applied("submitted")
    return lambda: decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)


def send_back(world):
    application = world.applied("submitted")
    until = TODAY + timedelta(days=5)
    return lambda: return_application(
        application, parts={"note": ""}, note="แก้รูป", answer_by=until, by=world.by
    )


def announce(world):
    application = world.applied("submitted")
    decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    return lambda: announce_decisions(application, by=world.by)


def answer_objecting(world):
    application = world.applied("submitted")
    decide(application, Outcome.REFUSE, note="ไม่มี มผช.", by=world.by)
    announce_decisions(application, by=world.by)
    objection = object_to_refusal(application, text="มี มผช. แล้ว", by=world.by)
    second = make.make_officer()
    return lambda: answer_objection(
        objection, ObjectionOutcome.UPHELD, answer="หมดอายุแล้ว", by=second
    )


def confirm(world):
    application = world.applied("selected")
    return lambda: confirm_application(application, by=world.by)


def enrol(world):
    return lambda: enrol_vendor(world.fair, world.vendor, category=3, form_key=uuid4(), by=world.by)


def allocate(world):
    application = world.applied("confirmed")
    return lambda: allocate_booth(application, world.booth, by=world.by)


def move_booth(world):
    allocation, other = world.stands(), make.make_booth(world.fair, "C02")
    return lambda: move_allocation(allocation, other, by=world.by)


def report(world):
    allocation = world.stands()
    return lambda: record_booth_sale(
        allocation,
        sold_on=TODAY,
        sold_baht=Decimal(500),
        ordered_baht=Decimal(0),
        source=SaleSource.VENDOR,
        by=world.by,
    )


def declare(world):
    world.stands()
    return lambda: declare_totals(
        world.fair, TODAY, booths=1, sold_baht=Decimal(1), ordered_baht=Decimal(0), by=world.by
    )


def close(world):
    make.make_sale(make.make_allocation(make.make_booth(world.fair, "C09")), sold_on=TODAY)
    return lambda: close_report(world.fair, TODAY, accept_missing=True, by=world.by)


def cancel(world):
    return lambda: cancel_fair(world.fair, reason="น้ำท่วม", by=world.by)


def move(world):
    period = Period(TODAY + timedelta(days=30), TODAY + timedelta(days=32))
    return lambda: move_fair(world.fair, period, accepts_outside=True, by=world.by)


PAIRS = {
    # slow act: what it reads before it dawdles, its verb, the fast act and its verb
    "start, cancel": (start, (starting_operations, "hold_fair"), "start", cancel, "cancel"),
    "submit, cancel": (
        submit,
        (sending_operations, "_call_for_sending"),
        "submit",
        cancel,
        "cancel",
    ),
    "decide, cancel": (
        pass_documents,
        (deciding_operations, "hold_fair"),
        "decide",
        cancel,
        "cancel",
    ),
    "return, cancel": (send_back, (returning_operations, "hold_fair"), "return", cancel, "cancel"),
    "announce, cancel": (
        announce,
        (announcing_operations, "hold_fair"),
        "pass",
        cancel,
        "cancel",
    ),
    "answer, cancel": (
        answer_objecting,
        (objection_operations, "_lock_subject"),
        "answer",
        cancel,
        "cancel",
    ),
    "confirm, cancel": (confirm, (confirming_operations, "hold_fair"), "confirm", cancel, "cancel"),
    "enrol, cancel": (enrol, (enrolling_operations, "lock_fair"), "enrol", cancel, "cancel"),
    "allocate, cancel": (
        allocate,
        (allocation_operations, "hold_fair"),
        "allocate",
        cancel,
        "cancel",
    ),
    "move booth, cancel": (
        move_booth,
        (allocation_operations, "hold_fair"),
        "move",
        cancel,
        "cancel",
    ),
    "allocate, move": (allocate, (allocation_operations, "hold_fair"), "allocate", move, "move"),
    "report, cancel": (report, (sale_operations, "hold_fair"), "report", cancel, "cancel"),
    "report, move": (report, (sale_operations, "hold_fair"), "report", move, "move"),
    "report, close": (report, (sale_operations, "_require_open_day"), "report", close, "close"),
    "declare, move": (declare, (report_operations, "lock_fair"), "declare", move, "move"),
    "close, move": (close, (report_operations, "lock_fair"), "close", move, "move"),
}


def order_of(verbs) -> list[str]:
    """The last entries of the two verbs, in the order in which they were written."""
    rows = HistoryEntry.objects.filter(verb__in=verbs).order_by("-pk")
    return list(dict.fromkeys(rows.values_list("verb", flat=True)))[::-1]


def raced(monkeypatch, name):
    slow, place, verb, fast, other = PAIRS[name]
    world = World()
    acts = slow(world), fast(world)
    HistoryEntry.objects.all().delete()
    outcomes = overtake(monkeypatch, place, *acts)
    return outcomes, [verb, other]


@pytest.mark.parametrize("name", PAIRS)
def test_what_began_first_is_written_first(monkeypatch, name):
    outcomes, verbs = raced(monkeypatch, name)

    assert refusals(outcomes) == []
    assert order_of(verbs) == verbs


@pytest.mark.parametrize("name", PAIRS)
def test_control_without_the_locks_the_other_overtakes(monkeypatch, name):
    take_lock_away(monkeypatch, *ALL)

    outcomes, verbs = raced(monkeypatch, name)

    assert refusals(outcomes) == []
    assert order_of(verbs) == verbs[::-1]


def start_and_hide(monkeypatch):
    world = World()
    meet_after(
        monkeypatch,
        (fair_operations, "_require_nobody_applied"),
        (starting_operations, "require_open_call"),
    )
    race(start(world), lambda: unpublish_fair(world.fair, by=world.by))
    world.fair.refresh_from_db()
    return world.fair


def test_a_fair_with_an_application_is_not_hidden(monkeypatch):
    fair = start_and_hide(monkeypatch)
    assert not (fair.state == FairState.DRAFT and fair.applications.exists())


def test_control_without_the_locks_a_hidden_fair_has_an_application(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    fair = start_and_hide(monkeypatch)
    assert fair.state == FairState.DRAFT
    assert fair.applications.exists()


def cancel_twice(monkeypatch):
    world = World()
    world.applied("submitted")
    meet_after(monkeypatch, (fair_operations, "lock"))
    race(cancel(world), cancel(world))
    user = world.vendor.members.get().user
    return Delivery.objects.inbox_of(user).count()


def test_two_who_cancel_at_once_tell_the_vendors_once(monkeypatch):
    assert cancel_twice(monkeypatch) == 1


def test_control_without_the_locks_the_vendors_are_told_twice(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    assert cancel_twice(monkeypatch) == 2


def remove_and_allocate(monkeypatch):
    world = World()
    act = allocate(world)
    meet_after(
        monkeypatch,
        (ground_operations, "why_it_stays"),
        (allocation_operations, "_require_allocatable"),
    )
    zone = world.booth.zone
    return race(act, lambda: remove_part(zone, by=world.by))


def test_a_zone_is_not_removed_from_under_a_vendor(monkeypatch):
    outcomes = remove_and_allocate(monkeypatch)
    assert [type(outcome) for outcome in refusals(outcomes)] == [RuleBroken]


def test_control_without_the_locks_removing_a_zone_is_an_error(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    monkeypatch.setattr(ground_operations, "lock_all", list)
    [loser] = refusals(remove_and_allocate(monkeypatch))
    # A constraint speaks, and says less than the lock: that a booth is taken, or rows hang on it.
    explained = ("มีร้านที่ได้บูธแล้ว", "ถูกลบไปแล้ว")
    assert [words for words in explained if words in str(loser)] == []


def complete_twice(monkeypatch):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=TODAY)
    resolution = Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบ", due_on=TODAY
    )
    officer = make.make_officer()
    meet_after(monkeypatch, (resolution_operations, "lock"))
    return race(
        *(
            lambda result=result: complete_resolution(
                resolution, done_on=TODAY, result=result, form_key=uuid4(), by=officer
            )
            for result in ("ส่งผังแล้ว", "ยังขาดผัง")
        )
    )


def test_two_results_of_a_resolution_at_once_are_one(monkeypatch):
    outcomes = complete_twice(monkeypatch)
    assert [type(outcome) for outcome in refusals(outcomes)] == [RuleBroken]


def test_control_without_the_lock_the_second_result_overwrites_the_first(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    assert refusals(complete_twice(monkeypatch)) == []
