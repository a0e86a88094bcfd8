"""Two people press at once for one booth, one number, one figure: `tests/races.py` tells how."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import Booth, VendorCall
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.locking import lock, lock_all
from otopfair.removals import removing
from otopfair.stale import StalePage
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, SaleSource
from sales.operations import takings as sale_operations
from sales.operations.takings import record_booth_sale, seen_figure
from tests.factories import (
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
from tests.races import (
    meet_after,
    race,
    refusals,
    stopped_by_database,
    take_lock_away,
    without_constraint,
)
from vendors.models import AllocationDay, BoothAllocation, BoothApplication, BoothHold
from vendors.operations import allocations as allocation_operations
from vendors.operations import enrolling as enrolling_operations
from vendors.operations import ground as ground_operations
from vendors.operations import holds as hold_operations
from vendors.operations import sending as sending_operations
from vendors.operations.allocations import allocate_booth, move_allocation
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.ground import remove_part
from vendors.operations.holds import hold_booth
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    return make_fair_event()


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


def test_two_officers_press_for_one_booth_and_one_gets_it(fair, officers, monkeypatch):
    booth = make_booth(fair, "C07")
    first, second = make_application(fair), make_application(fair)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = race(
        lambda: allocate_booth(first, booth, by=officers[0]),
        lambda: allocate_booth(second, booth, by=officers[1]),
    )

    assert BoothAllocation.objects.filter(booth=booth).count() == 1
    [loser] = refusals(outcomes)
    assert type(loser) is RuleBroken
    assert "บูธ C07 มีร้านแล้วเมื่อ" in loser.message


def test_control_without_the_lock_the_constraint_alone_must_stop_the_second(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    first, second = make_application(fair), make_application(fair)
    take_lock_away(monkeypatch, allocation_operations)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = race(
        lambda: allocate_booth(first, booth, by=officers[0]),
        lambda: allocate_booth(second, booth, by=officers[1]),
    )

    assert BoothAllocation.objects.filter(booth=booth).count() == 1
    [loser] = refusals(outcomes)
    assert isinstance(loser.__cause__, IntegrityError)


def test_control_without_lock_and_constraint_one_booth_is_given_twice(fair, officers, monkeypatch):
    booth = make_booth(fair, "C07")
    first, second = make_application(fair), make_application(fair)
    take_lock_away(monkeypatch, allocation_operations)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    with (
        without_constraint(BoothAllocation, "booth_place_given_once"),
        without_constraint(AllocationDay, "booth_place_given_once_a_day"),
    ):
        outcomes = race(
            lambda: allocate_booth(first, booth, by=officers[0]),
            lambda: allocate_booth(second, booth, by=officers[1]),
        )

        assert refusals(outcomes) == []
        assert BoothAllocation.objects.filter(booth=booth, place_no=1).count() == 2


def _share_by_days(booth, officers, *halves):
    """Two officers give one place, each for some days of the fair, at the same moment."""
    days = booth.fair_event.days

    def give(application, first, last, officer):
        first_on, last_on = days[first - 1], days[last - 1]
        return allocate_booth(application, booth, first_on=first_on, last_on=last_on, by=officer)

    return race(
        *(
            partial(give, make_application(booth.fair_event), *half, officer)
            for half, officer in zip(halves, officers, strict=True)
        )
    )


def test_two_officers_who_give_one_place_on_days_that_meet_leave_it_to_one(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = _share_by_days(booth, officers, (1, 4), (4, 7))

    [loser] = refusals(outcomes)
    assert "บูธ C07 มีร้านแล้ววันที่" in loser.message
    assert AllocationDay.objects.filter(booth=booth, on=fair.days[3]).count() == 1


def test_two_officers_who_give_one_place_on_other_days_both_succeed(fair, officers, monkeypatch):
    booth = make_booth(fair, "C07")
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = _share_by_days(booth, officers, (1, 3), (4, 7))

    assert refusals(outcomes) == []
    assert AllocationDay.objects.filter(booth=booth, place_no=1).count() == 7


def test_control_without_the_lock_the_row_of_the_day_alone_must_stop_the_second(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    take_lock_away(monkeypatch, allocation_operations)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = _share_by_days(booth, officers, (1, 4), (4, 7))

    [loser] = refusals(outcomes)
    assert isinstance(loser.__cause__, IntegrityError)
    assert AllocationDay.objects.filter(booth=booth, on=fair.days[3]).count() == 1


def test_control_without_lock_and_row_of_the_day_two_stand_in_one_place(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    take_lock_away(monkeypatch, allocation_operations)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    with without_constraint(AllocationDay, "booth_place_given_once_a_day"):
        outcomes = _share_by_days(booth, officers, (1, 4), (4, 7))

        assert refusals(outcomes) == []
        assert AllocationDay.objects.filter(booth=booth, on=fair.days[3]).count() == 2


def _remove_and_allocate(fair, officers):
    booth = make_booth(fair, "C07")
    application = make_application(fair)
    return race(
        lambda: remove_part(booth.zone, by=officers[0]),
        lambda: allocate_booth(application, booth, by=officers[1]),
    )


def test_a_zone_is_not_removed_from_under_a_vendor_who_is_just_given_a_booth(
    fair, officers, monkeypatch
):
    meet_after(monkeypatch, (ground_operations, "why_it_stays"))

    outcomes = _remove_and_allocate(fair, officers)

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert Booth.objects.count() == BoothAllocation.objects.count()


def test_control_without_the_lock_the_removal_meets_the_vendor_in_the_database(
    fair, officers, monkeypatch
):
    """Whoever comes second is stopped by the database, without the sentence that explains."""
    take_lock_away(monkeypatch, ground_operations, allocation_operations)
    meet_after(
        monkeypatch,
        (removing, "_collected"),
        (allocation_operations, "_require_allocatable"),
    )

    outcomes = _remove_and_allocate(fair, officers)

    # A constraint or the deadlock detector stops the second, and says less than the lock.
    [loser] = refusals(outcomes)
    explained = ("มีร้านที่ได้บูธแล้ว", "ถูกลบไปแล้ว")
    assert [words for words in explained if words in str(loser)] == []


def _share_and_unshare(booth, officers):
    """A second vendor is given a shared booth while the register makes it a booth for one."""
    second = make_application(booth.fair_event)

    def unshare():
        with transaction.atomic():
            row = ground_operations.lock(booth)
            ground_operations.require_may_change(row, zone=None, places=1, is_usable=True)
            row.places = 1
            row.save()

    return race(lambda: allocate_booth(second, booth, by=officers[0]), unshare)


def _meet_over_places(monkeypatch):
    places = (
        (allocation_operations, "_require_allocatable"),
        (ground_operations, "require_may_change"),
    )
    meet_after(monkeypatch, *places)


@pytest.fixture
def shared(fair):
    """A booth for two, with one vendor in it."""
    booth = make_booth(fair, "C07", places=2)
    make_allocation(booth)
    return booth


def _stand_beyond(booth) -> int:
    booth.refresh_from_db()
    return booth.allocations.live().filter(place_no__gt=booth.places).count()


def test_a_shared_booth_is_not_made_one_for_a_single_vendor_while_another_gets_it(
    shared, officers, monkeypatch
):
    _meet_over_places(monkeypatch)

    outcomes = _share_and_unshare(shared, officers)

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert _stand_beyond(shared) == 0


def test_control_without_the_lock_the_places_of_the_booth_stop_the_second(
    shared, officers, monkeypatch
):
    take_lock_away(monkeypatch, allocation_operations, ground_operations)
    _meet_over_places(monkeypatch)

    outcomes = _share_and_unshare(shared, officers)

    assert stopped_by_database(outcomes)
    assert _stand_beyond(shared) == 0


def test_control_without_lock_and_constraints_a_vendor_stands_in_a_place_that_is_none(
    shared, officers, monkeypatch
):
    take_lock_away(monkeypatch, allocation_operations, ground_operations)
    _meet_over_places(monkeypatch)

    with (
        without_constraint(BoothAllocation, "allocation_knows_the_places_of_its_booth"),
        without_constraint(BoothAllocation, "allocation_has_a_place_of_its_booth"),
    ):
        outcomes = _share_and_unshare(shared, officers)

        assert refusals(outcomes) == []
        assert _stand_beyond(shared) == 1


def test_two_officers_who_hold_one_booth_leave_one_hold(fair, officers, monkeypatch):
    booth = make_booth(fair, "C07")
    meet_after(monkeypatch, (hold_operations, "_require_holdable"))

    outcomes = race(
        *(lambda officer=one: hold_booth(booth, reason="กองงาน", by=officer) for one in officers)
    )

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert BoothHold.objects.live().count() == 1


def test_control_without_the_lock_the_second_hold_is_stopped_by_the_constraint(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    take_lock_away(monkeypatch, hold_operations)
    meet_after(monkeypatch, (hold_operations, "close_past_holds"))

    outcomes = race(
        *(lambda officer=one: hold_booth(booth, reason="กองงาน", by=officer) for one in officers)
    )

    assert [type(one) for one in refusals(outcomes)] == [IntegrityError]
    assert BoothHold.objects.live().count() == 1


def test_one_application_that_two_officers_serve_at_once_gets_one_booth(
    fair, officers, monkeypatch
):
    application = make_application(fair)
    booths = make_booth(fair, "C07"), make_booth(fair, "C08")
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = race(
        lambda: allocate_booth(application, booths[0], by=officers[0]),
        lambda: allocate_booth(application, booths[1], by=officers[1]),
    )

    assert BoothAllocation.objects.filter(application=application).count() == 1
    [loser] = refusals(outcomes)
    assert loser.message == "ใบสมัครนี้ได้บูธครบแล้ว"


def test_two_officers_who_move_two_vendors_to_one_free_booth_leave_the_loser_where_he_was(
    fair, officers, monkeypatch
):
    first = make_allocation(make_booth(fair, "C01"))
    second = make_allocation(make_booth(fair, "C02"))
    target = make_booth(fair, "C03")
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = race(
        lambda: move_allocation(first, target, by=officers[0]),
        lambda: move_allocation(second, target, by=officers[1]),
    )

    assert len(refusals(outcomes)) == 1
    taken = BoothAllocation.objects.live().order_by("booth__code").values_list("booth__code")
    assert [code for (code,) in taken] in (["C01", "C03"], ["C02", "C03"])


def test_control_without_the_lock_the_booth_they_both_move_to_is_given_once_by_the_constraint(
    fair, officers, monkeypatch
):
    first = make_allocation(make_booth(fair, "C01"))
    second = make_allocation(make_booth(fair, "C02"))
    target = make_booth(fair, "C03")
    take_lock_away(monkeypatch, allocation_operations)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))

    outcomes = race(
        lambda: move_allocation(first, target, by=officers[0]),
        lambda: move_allocation(second, target, by=officers[1]),
    )

    assert stopped_by_database(outcomes)
    assert target.allocations.live().count() == 1


def test_a_vendor_who_starts_while_an_officer_enrols_him_stops_nobody(fair, officers, monkeypatch):
    """A new application points to the fair that the officer has locked; it must not wait."""
    make_call(fair)
    vendor = make_vendor()
    meet_after(monkeypatch, (enrolling_operations, "lock"))

    def enrol():
        return enrol_vendor(fair, vendor, category=3, form_key=uuid4(), by=officers[0])

    outcomes = race(
        lambda: start_application(fair, vendor, form_key=uuid4(), by=officers[1]), enrol
    )

    assert BoothApplication.objects.filter(vendor=vendor).count() == 1
    assert [type(outcome) for outcome in refusals(outcomes)] in ([], [RuleBroken])


def test_two_vendors_who_swap_booths_at_once_do_not_wait_for_each_other(fair, officers):
    first = make_allocation(make_booth(fair, "C01", places=2))
    second = make_allocation(make_booth(fair, "C02", places=2))

    outcomes = race(
        lambda: move_allocation(first, second.booth, by=officers[0]),
        lambda: move_allocation(second, first.booth, by=officers[1]),
    )

    assert refusals(outcomes) == []


def test_a_vendor_who_opens_the_form_twice_has_one_draft(fair):
    make_call(fair)
    user = make_user()
    vendor = make_vendor(user=user)

    outcomes = race(
        *(lambda: start_application(fair, vendor, form_key=uuid4(), by=user) for _ in range(2))
    )

    assert refusals(outcomes) == []
    assert BoothApplication.objects.filter(vendor=vendor).count() == 1


def test_a_vendor_who_presses_send_twice_sends_once(fair):
    make_call(fair)
    user = make_user()
    application = make_application(fair, make_vendor(user=user), status="draft", started_by=user)
    make_offer(application)

    outcomes = race(
        *(lambda: submit_application(application, accepts_terms=True, by=user) for _ in range(2))
    )

    assert refusals(outcomes) == []
    assert len({outcome.reference_no for outcome in outcomes}) == 1
    assert HistoryEntry.objects.of(application).filter(verb="submit").count() == 1


def _send_together(fair, count):
    make_call(fair)
    drafts = [make_application(fair, status="draft") for _ in range(count)]
    for draft in drafts:
        make_offer(draft)
    return race(
        *(
            lambda draft=draft: submit_application(draft, accepts_terms=True, by=draft.started_by)
            for draft in drafts
        )
    )


def test_eight_vendors_who_send_at_once_get_eight_numbers_in_a_row(fair):
    outcomes = _send_together(fair, 8)

    assert refusals(outcomes) == []
    assert sorted(outcome.reference_no for outcome in outcomes) == [
        f"{fair.reference_code}-{number:04d}" for number in range(1, 9)
    ]


def test_control_without_the_lock_two_vendors_get_the_same_number(fair, monkeypatch):
    take_lock_away(monkeypatch, sending_operations)
    meet_after(monkeypatch, (sending_operations, "next_number"))

    outcomes = _send_together(fair, 2)

    # The constraint stops one; on PostgreSQL the two may also stop each other (a deadlock).
    assert [isinstance(outcome, DatabaseError) for outcome in refusals(outcomes)] == [True]


@pytest.mark.parametrize("seen", [seen_figure(None), None], ids=["from a form", "from a file"])
def test_two_first_figures_of_one_booth_and_day_make_one_row(fair, officers, monkeypatch, seen):
    allocation = make_allocation(make_booth(fair, "C07"))
    day = today_in_thailand() - timedelta(days=1)
    meet_after(monkeypatch, (sale_operations, "require_seen"))

    def report(sold, officer):
        return record_booth_sale(
            allocation,
            sold_on=day,
            sold_baht=Decimal(sold),
            ordered_baht=Decimal(0),
            source=SaleSource.OFFICER,
            by=officer,
            seen=seen,
        )

    outcomes = race(lambda: report(1000, officers[0]), lambda: report(2000, officers[1]))

    [sale] = BoothSale.objects.all()
    if seen is None:
        assert refusals(outcomes) == []
        assert sale.revisions.count() == 1
    else:
        assert [type(outcome) for outcome in refusals(outcomes)] == [StalePage]
        assert sale.revisions.count() == 0


def test_control_without_the_lock_two_first_figures_collide(fair, officers, monkeypatch):
    allocation = make_allocation(make_booth(fair, "C07"))
    day = today_in_thailand() - timedelta(days=1)
    take_lock_away(monkeypatch, sale_operations)
    meet_after(monkeypatch, (sale_operations, "require_seen"))

    def report(sold, officer):
        return record_booth_sale(
            allocation,
            sold_on=day,
            sold_baht=Decimal(sold),
            ordered_baht=Decimal(0),
            source=SaleSource.OFFICER,
            by=officer,
        )

    outcomes = race(lambda: report(1000, officers[0]), lambda: report(2000, officers[1]))

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def test_two_browsers_press_for_one_booth_and_the_loser_reads_a_sentence(
    fair, officers, monkeypatch
):
    booth = make_booth(fair, "C07")
    applications = make_application(fair), make_application(fair)
    meet_after(monkeypatch, (allocation_operations, "_first_free"))
    url = reverse("staff:allocation-fair", args=[fair.pk])
    browsers = [Client(), Client()]
    for browser, officer in zip(browsers, officers, strict=True):
        browser.force_login(officer)

    def press(browser, application):
        answers = {"act": "allocate", "application": application.pk, "booth": booth.pk}
        return browser.post(url, answers)

    outcomes = race(
        lambda: press(browsers[0], applications[0]),
        lambda: press(browsers[1], applications[1]),
    )

    winner, loser = sorted(outcomes, key=lambda response: response.status_code)
    assert (winner.status_code, loser.status_code) == (302, 422)
    assert "บูธ C07 มีร้านแล้วเมื่อ" in loser.content.decode()
    assert BoothAllocation.objects.filter(booth=booth).count() == 1


def test_the_lock_is_the_real_one():
    """The controls above replace this name in the operations; it must be what they use."""
    modules = (
        allocation_operations,
        hold_operations,
        ground_operations,
        enrolling_operations,
        sending_operations,
        sale_operations,
    )
    assert {module.lock for module in modules} == {lock}
    assert ground_operations.lock_all is lock_all


@pytest.mark.django_db
@pytest.mark.parametrize("model", [VendorCall, Booth])
def test_a_lock_takes_its_own_row_and_no_other(model):
    """Seen on PostgreSQL: an order by the fair's columns locked the fair along, and deadlocked."""
    fair = make_fair_event()
    row = make_call(fair) if model is VendorCall else make_booth(fair)

    with CaptureQueriesContext(connection) as queries:
        lock(row)

    assert "JOIN" not in queries[0]["sql"]
