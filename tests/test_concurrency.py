"""Two people press at once. Real threads, real transactions, on both databases.

The threads meet between reading and writing (`meeting`). Behind the lock the second one cannot
come, so the first goes on alone after `PATIENCE` seconds. The controls take the lock away, both
meet, and then the double booking really happens: the proof that these tests can fail.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections
from django.test import Client
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from products.models import BoothSale, SaleSource
from products.operations import sales as sale_operations
from products.operations.sales import StaleFigure, record_booth_sale
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
from vendors.models import BoothAllocation, BoothApplication
from vendors.operations import allocations as allocation_operations
from vendors.operations import applications as application_operations
from vendors.operations.allocations import allocate_booth, move_allocation
from vendors.operations.applications import (
    enrol_vendor,
    start_application,
    submit_application,
)

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 0.7


def race(*acts):
    """Run `acts` in threads that start together; the outcomes are results or exceptions."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        except Exception as broken:
            return broken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def meet_after(monkeypatch, module, name):
    """Whoever comes out of `module.name` waits for the other, who may be held by a lock."""
    original, meeting = getattr(module, name), threading.Barrier(2)

    def and_meet(*args, **kwargs):
        result = original(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=PATIENCE)
        return result

    monkeypatch.setattr(module, name, and_meet)


def take_lock_away(monkeypatch, module):
    """No row lock; on SQLite no transaction either, since BEGIN IMMEDIATE is its lock."""
    monkeypatch.setattr(module, "lock", lambda row: type(row).objects.get(pk=row.pk))
    if connection.vendor == "sqlite":
        monkeypatch.setattr(module, "transaction", SimpleNamespace(atomic=nullcontext))


@contextmanager
def without_constraint(model, name):
    constraint = next(one for one in model._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._base_manager.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def refusals(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


@pytest.fixture
def fair():
    return make_fair_event()


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


def test_two_officers_press_for_one_booth_and_one_gets_it(fair, officers, monkeypatch):
    booth = make_booth(fair, "C07")
    first, second = make_application(fair), make_application(fair)
    meet_after(monkeypatch, allocation_operations, "_first_free")

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
    meet_after(monkeypatch, allocation_operations, "_first_free")

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
    meet_after(monkeypatch, allocation_operations, "_first_free")

    with without_constraint(BoothAllocation, "booth_place_given_once"):
        outcomes = race(
            lambda: allocate_booth(first, booth, by=officers[0]),
            lambda: allocate_booth(second, booth, by=officers[1]),
        )

        assert refusals(outcomes) == []
        assert BoothAllocation.objects.filter(booth=booth, place_no=1).count() == 2


def test_one_application_that_two_officers_serve_at_once_gets_one_booth(
    fair, officers, monkeypatch
):
    application = make_application(fair)
    booths = make_booth(fair, "C07"), make_booth(fair, "C08")
    meet_after(monkeypatch, allocation_operations, "_first_free")

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
    meet_after(monkeypatch, allocation_operations, "_first_free")

    outcomes = race(
        lambda: move_allocation(first, target, by=officers[0]),
        lambda: move_allocation(second, target, by=officers[1]),
    )

    assert len(refusals(outcomes)) == 1
    taken = BoothAllocation.objects.live().order_by("booth__code").values_list("booth__code")
    assert [code for (code,) in taken] in (["C01", "C03"], ["C02", "C03"])


def test_a_vendor_who_starts_while_an_officer_enrols_him_stops_nobody(fair, officers, monkeypatch):
    """A new application points to the fair that the officer has locked; it must not wait."""
    make_call(fair)
    vendor = make_vendor()
    meet_after(monkeypatch, application_operations, "lock")

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

    outcomes = race(
        *(lambda: submit_application(application, accepts_terms=True, by=user) for _ in range(2))
    )

    assert refusals(outcomes) == []
    assert len({outcome.reference_no for outcome in outcomes}) == 1
    assert HistoryEntry.objects.of(application).filter(verb="submit").count() == 1


def _send_together(fair, count):
    make_call(fair)
    drafts = [make_application(fair, status="draft") for _ in range(count)]
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
    take_lock_away(monkeypatch, application_operations)
    meet_after(monkeypatch, application_operations, "_next_reference")

    outcomes = _send_together(fair, 2)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


@pytest.mark.parametrize("seen_version", [0, None], ids=["from a form", "from a file"])
def test_two_first_figures_of_one_booth_and_day_make_one_row(
    fair, officers, monkeypatch, seen_version
):
    allocation = make_allocation(make_booth(fair, "C07"))
    day = today_in_thailand() - timedelta(days=1)
    meet_after(monkeypatch, sale_operations, "_require_seen")

    def report(sold, officer):
        return record_booth_sale(
            allocation,
            sold_on=day,
            sold_baht=Decimal(sold),
            ordered_baht=Decimal(0),
            source=SaleSource.OFFICER,
            by=officer,
            seen_version=seen_version,
        )

    outcomes = race(lambda: report(1000, officers[0]), lambda: report(2000, officers[1]))

    [sale] = BoothSale.objects.all()
    if seen_version is None:
        assert refusals(outcomes) == []
        assert sale.version == 2
        assert sale.revisions.count() == 1
    else:
        assert [type(outcome) for outcome in refusals(outcomes)] == [StaleFigure]
        assert sale.version == 1


def test_control_without_the_lock_two_first_figures_collide(fair, officers, monkeypatch):
    allocation = make_allocation(make_booth(fair, "C07"))
    day = today_in_thailand() - timedelta(days=1)
    take_lock_away(monkeypatch, sale_operations)
    meet_after(monkeypatch, sale_operations, "_require_seen")

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
    meet_after(monkeypatch, allocation_operations, "_first_free")
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
    modules = allocation_operations, application_operations, sale_operations
    assert [module.lock for module in modules] == [lock, lock, lock]
