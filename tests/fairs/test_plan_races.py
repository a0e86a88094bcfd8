"""Two officers at one plan, and a release while booths are given: no edit is lost in silence."""

import pytest

from fairs.models import Booth, PlanRelease
from fairs.operations import plan_releases, plan_steps
from fairs.operations.plan_releases import release_plan
from fairs.operations.plan_steps import StaleParts, redo_step, take_step, undo_step
from fairs.plans.edits import Edit
from fairs.plans.parts import PartKind, key_of
from otopfair.errors import RuleBroken
from otopfair.stale import seen_of
from tests.race_world import ALL, World
from tests.races import meet_after, race, refusals, take_lock_away
from vendors.models import BoothAllocation
from vendors.operations import allocations
from vendors.operations.allocations import allocate_booth

pytestmark = pytest.mark.django_db(transaction=True)


def edit(booth, *, was, **columns):
    return [Edit(key_of(PartKind.BOOTH, booth.pk), columns, seen_of(was))]


def move(world, x, was=0.0):
    edits = edit(world.booth, was={"plan_x": was}, plan_x=x)
    return take_step(world.fair, edits, summary=f"ย้ายไป {x}", by=world.by)


def standing(world):
    return world.fair.plan_steps.filter(undone_at=None).count()


# --- Two steps


def two_move_one_booth(monkeypatch):
    world = World()
    meet_after(monkeypatch, (plan_steps, "working_plan_of"))
    return world, race(lambda: move(world, 5.0), lambda: move(world, 9.0))


def test_of_two_who_move_one_booth_the_second_reads_what_the_first_did(monkeypatch):
    world, outcomes = two_move_one_booth(monkeypatch)
    assert ([type(one) for one in refusals(outcomes)], standing(world)) == ([StaleParts], 1)


def test_control_without_the_lock_two_move_one_booth_and_nobody_is_told(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    world, outcomes = two_move_one_booth(monkeypatch)
    assert (refusals(outcomes), standing(world)) == ([], 2)


# --- A step is undone while somebody goes on from it


def undo_while_going_on(monkeypatch):
    world = World()
    first = move(world, 5.0)
    meet_after(monkeypatch, (plan_steps, "_require_seen"), (plan_steps, "_locked"))
    outcomes = race(lambda: undo_step(first, by=world.by), lambda: move(world, 9.0, was=5.0))
    return world, outcomes


def test_what_somebody_goes_on_from_is_undone_or_gone_on_from_not_both(monkeypatch):
    world, outcomes = undo_while_going_on(monkeypatch)
    assert len(refusals(outcomes)) == 1
    assert standing(world) in (0, 2)


def test_control_without_the_lock_undo_while_going_on_leaves_half(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    world, outcomes = undo_while_going_on(monkeypatch)
    assert (refusals(outcomes), standing(world)) == ([], 1)


def redo_while_going_on(monkeypatch):
    world = World()
    first = undo_step(move(world, 5.0), by=world.by)
    meet_after(monkeypatch, (plan_steps, "_require_seen"), (plan_steps, "_locked"))
    outcomes = race(lambda: redo_step(first, by=world.by), lambda: move(world, 9.0))
    return world, outcomes


def test_what_was_undone_comes_back_or_is_overtaken_not_both(monkeypatch):
    world, outcomes = redo_while_going_on(monkeypatch)
    assert (len(refusals(outcomes)), standing(world)) == (1, 1)


def test_control_without_the_lock_redo_while_going_on_has_both(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    world, outcomes = redo_while_going_on(monkeypatch)
    assert (refusals(outcomes), standing(world)) == ([], 2)


# --- A booth goes while it is given


def release_and_allocate(monkeypatch):
    world = World()
    application = world.applied("confirmed")
    edits = [Edit(key_of(PartKind.BOOTH, world.booth.pk), {"is_usable": False})]
    take_step(world.fair, edits, summary="ปิดใช้", by=world.by)
    meet_after(
        monkeypatch,
        (plan_releases, "_require_may_change"),
        (allocations, "_require_allocatable"),
    )
    outcomes = race(
        lambda: release_plan(world.fair, name="ปิดบูธ", by=world.by),
        lambda: allocate_booth(application, world.booth, by=world.by),
    )
    return world, outcomes


def both_done():
    return (
        PlanRelease.objects.exists()
        and BoothAllocation.objects.live().exists()
        and not Booth.objects.get().is_usable
    )


def test_a_booth_is_closed_or_given_not_both(monkeypatch):
    _world, outcomes = release_and_allocate(monkeypatch)
    assert ([type(one) for one in refusals(outcomes)], both_done()) == ([RuleBroken], False)


def test_control_without_the_lock_release_and_allocate_close_a_booth_under_a_vendor(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    _world, outcomes = release_and_allocate(monkeypatch)
    assert (refusals(outcomes), both_done()) == ([], True)
