"""Two officers give the last booth of a zone's quota at once: one of them reads why not."""

import pytest

from fairs.models import CallCell
from otopfair.errors import RuleBroken
from tests import factories as make
from tests.race_world import ALL, World
from tests.races import meet_after, race, take_lock_away
from vendors.models import BoothAllocation
from vendors.operations import giving_rules
from vendors.operations.allocations import allocate_booth

pytestmark = pytest.mark.django_db(transaction=True)


def two_take_the_last(monkeypatch):
    """Two shops, two booths, and a quota of one; the outcomes."""
    world = World()
    zone = world.booth.zone
    CallCell.objects.create(call=world.call, category=3, zone=zone, maximum=1)
    booths = [world.booth, make.make_booth(world.fair, "C02")]
    shops = [make.make_application(world.fair, call=world.call) for _ in booths]
    meet_after(monkeypatch, (giving_rules, "quota_problem"))

    def give(number):
        return lambda: allocate_booth(shops[number], booths[number], by=world.by)

    return race(give(0), give(1))


def test_two_take_the_last_of_a_quota_and_one_is_refused(monkeypatch):
    outcomes = two_take_the_last(monkeypatch)

    assert sum(isinstance(one, RuleBroken) for one in outcomes) == 1
    assert BoothAllocation.objects.live().count() == 1


def test_control_two_take_the_last_without_the_locks(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    two_take_the_last(monkeypatch)

    assert BoothAllocation.objects.live().count() == 2
