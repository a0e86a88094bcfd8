"""All doors at once on one booth: never two holders. Giving back while promoting: nothing is lost.

A few rounds here; `ROUNDS=50 make test ARGS=tests/test_all_doors.py` plays as many as one likes.
"""

import os
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from otopfair.errors import RuleBroken
from products.models import ImportBatch
from products.operations.imports import apply_batch
from tests import factories as make
from tests.race_world import ALL
from tests.races import LONG, meet_after, race, refusals, take_lock_away, without_constraint
from vendors.models import (
    AllocationDay,
    BoothAllocation,
    BoothApplication,
    BoothHold,
    FreedPlace,
    Offer,
)
from vendors.operations import allocations, confirming, offers, picking
from vendors.operations.allocations import (
    allocate_booth,
    move_allocation,
    release_allocation,
    swap_allocations,
)
from vendors.operations.announcing import announce_decisions
from vendors.operations.giving_back import give_back_booth
from vendors.operations.holds import offer_booth
from vendors.operations.offers import offer_free_places_now
from vendors.operations.picking import pick_booth, take_booth

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("ROUNDS", "2"))


class Hall:
    """A fair to come whose vendors choose themselves, while officers do all they may."""

    def __init__(self):
        opens_on = timezone.localdate() + timedelta(days=20)
        self.fair = make.make_fair_event(opens_on=opens_on, closes_on=opens_on + timedelta(days=2))
        self.call = make.make_call(
            self.fair, places=500, allocation_way="self", picking_opens_at=timezone.now()
        )
        self.by = make.make_officer()
        self.number = 0

    def vendor(self):
        self.number += 1
        return make.make_vendor(f"ร้านที่ {self.number}", user=make.make_user())

    def waits(self) -> BoothApplication:
        return make.make_application(self.fair, self.vendor(), call=self.call)

    def booth(self):
        self.number += 1
        return make.make_booth(self.fair, f"C{self.number:04d}")

    def stands(self) -> BoothAllocation:
        return allocate_booth(self.waits(), self.booth(), by=self.by)

    def sheet(self, booth) -> ImportBatch:
        head = ["ชื่อกลุ่ม/กิจการ", "ประเภท", "จังหวัด", "บูธ"]
        name = f"ร้านในบัญชี {booth.code}"
        return ImportBatch.objects.create(
            kind="vendors",
            kind_name="รายชื่อผู้ประกอบการ",
            fair_event=self.fair,
            file_name="รายชื่อ.xlsx",
            cells=[head, [name, "ผ้า", "ขอนแก่น", booth.code]],
            uploaded_by=self.by,
        )

    def doors(self, booth):
        """Every way into `booth`, each for another vendor."""
        chooser, named, offered, sheet = self.waits(), self.waits(), self.waits(), self.sheet(booth)
        mover, until, by = self.stands(), timezone.now() + timedelta(days=1), self.by

        def choose():
            pick_booth(chooser, booth.pk, by=chooser.started_by)
            return take_booth(chooser, by=chooser.started_by)

        return [
            choose,
            lambda: allocate_booth(named, booth, by=by),
            lambda: move_allocation(mover, booth, by=by),
            lambda: offer_booth(offered, booth, until=until, by=by),
            lambda: apply_batch(sheet, by=by),
        ]


def holders_of(booth) -> set[int]:
    """The applications that have `booth`, or for which it is held."""
    given = BoothAllocation.objects.live().filter(booth=booth)
    held = BoothHold.objects.live().filter(booth=booth)
    return {
        *given.values_list("application", flat=True),
        *held.values_list("application", flat=True),
    }


def most_booths_of_one() -> int:
    rows = BoothAllocation.objects.live().values_list("application", flat=True)
    found = list(rows)
    return max(map(found.count, found))


def test_through_all_doors_at_once_one_booth_gets_one_holder():
    hall = Hall()
    for _ in range(ROUNDS):
        booth = hall.booth()

        outcomes = race(*hall.doors(booth))

        assert {type(one) for one in refusals(outcomes)} <= {RuleBroken, picking.BoothGone}
        assert len(holders_of(booth)) == 1
        assert most_booths_of_one() == 1


def test_a_booth_that_is_swapped_and_given_back_meanwhile_has_one_holder_or_none():
    hall = Hall()
    for _ in range(ROUNDS):
        there, elsewhere = hall.stands(), hall.stands()

        outcomes = race(
            partial(swap_allocations, there, elsewhere, by=hall.by),
            partial(swap_allocations, elsewhere, there, by=hall.by),
            partial(release_allocation, there, reason="ไม่มา", by=hall.by),
            *hall.doors(there.booth),
        )

        assert {type(one) for one in refusals(outcomes)} <= {RuleBroken, picking.BoothGone}
        assert [len(holders_of(row.booth)) <= 1 for row in (there, elsewhere)] == [True, True]
        assert most_booths_of_one() == 1


def choose_and_assign(monkeypatch, *, with_locks):
    hall = Hall()
    booth = hall.booth()
    choose, assign, *_ = hall.doors(booth)
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    places = (picking, "require_waiting"), (allocations, "_require_allocatable")
    meet_after(monkeypatch, *places, patience=0.7 if with_locks else LONG)
    return race(choose, assign), booth


def test_who_chooses_and_who_is_given_the_booth_are_not_two(monkeypatch):
    outcomes, booth = choose_and_assign(monkeypatch, with_locks=True)

    assert len(refusals(outcomes)) == 1
    assert len(holders_of(booth)) == 1


def test_control_without_lock_and_constraints_a_chosen_booth_is_given_to_another(monkeypatch):
    def lose_the_rest(application, *, by):
        return None

    monkeypatch.setattr("tests.test_all_doors.take_booth", lose_the_rest)
    outcomes, booth = choose_and_assign(monkeypatch, with_locks=False)

    assert refusals(outcomes) == []
    assert len(holders_of(booth)) == 2


def swap_and_move(monkeypatch, *, with_locks):
    """A vendor is swapped away by one officer and moved away by another."""
    hall = Hall()
    there, elsewhere, free = hall.stands(), hall.stands(), hall.booth()
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, (allocations, "today_in_thailand"), patience=0.7 if with_locks else 2)
    outcomes = race(
        lambda: swap_allocations(there, elsewhere, by=hall.by),
        lambda: move_allocation(there, free, by=hall.by),
    )
    return outcomes, BoothAllocation.objects.live().filter(application=there.application).count()


def test_who_is_swapped_and_moved_at_once_stands_in_one_booth(monkeypatch):
    outcomes, booths = swap_and_move(monkeypatch, with_locks=True)

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert booths == 1


def test_control_without_lock_and_constraints_he_stands_in_two(monkeypatch):
    with (
        without_constraint(BoothAllocation, "application_request_served_once"),
        without_constraint(AllocationDay, "booth_place_given_once_a_day"),
    ):
        monkeypatch.setattr(allocations, "_first_free", lambda count, taken: 1)
        outcomes, booths = swap_and_move(monkeypatch, with_locks=False)

        assert refusals(outcomes) == []
        assert booths == 2


# --- Giving back while promoting


def places_of(call) -> tuple[int, int]:
    """Booths of the call that somebody chosen holds, and those that are free again."""
    held = BoothApplication.objects.filter(call=call, status__in=["selected", "confirmed"])
    free = FreedPlace.objects.filter(call=call, taken_by=None)
    return sum(held.values_list("booths_wanted", flat=True)), free.count()


def chosen_with_booth(hall) -> BoothAllocation:
    """Chosen, told and confirmed, with a booth."""
    application = make.make_application(
        hall.fair, hall.vendor(), call=hall.call, status="submitted"
    )
    make.make_decision(application, "select", by=hall.by)
    application = announce_decisions(application, by=hall.by)
    offer = application.offers.get()
    offer.answer, offer.answered_at = "accepted", timezone.now()
    offer.save()
    application.status = "confirmed"
    application.save()
    return allocate_booth(application, hall.booth(), by=hall.by)


def waits_in_reserve(hall) -> None:
    application = make.make_application(
        hall.fair, hall.vendor(), call=hall.call, status="submitted"
    )
    make.make_decision(application, "reserve", by=hall.by)
    announce_decisions(application, by=hall.by)


def test_a_booth_given_back_while_others_are_promoted_is_held_or_free_and_never_both():
    hall = Hall()
    for _ in range(2 * ROUNDS):
        leaving = chosen_with_booth(hall)
        waits_in_reserve(hall)
        total = sum(places_of(hall.call))

        outcomes = race(
            partial(give_back_booth, leaving, by=leaving.application.vendor.members.get().user),
            *(partial(offer_free_places_now, hall.call, by=hall.by),) * 2,
        )

        assert refusals(outcomes) == []
        assert sum(places_of(hall.call)) == total
        assert Offer.objects.standing().count() == places_of(hall.call)[0]


def test_control_without_the_lock_one_free_place_promotes_two(monkeypatch):
    hall = Hall()
    leaving = chosen_with_booth(hall)
    waits_in_reserve(hall)
    monkeypatch.setattr(confirming, "offer_freed_places", lambda call, **_: [])
    give_back_booth(leaving, by=leaving.application.vendor.members.get().user)
    take_lock_away(monkeypatch, offers)
    monkeypatch.setattr(offers, "hold_fair", lambda fair_event, what: fair_event)
    meet_after(monkeypatch, (offers, "require_arrow"))

    with without_constraint(Offer, "one_standing_offer_per_application"):
        race(*(lambda: offer_free_places_now(hall.call, by=hall.by),) * 2)
        promoted = Offer.objects.filter(answer="").count()
        FreedPlace.objects.all().delete()

    assert promoted == 2
