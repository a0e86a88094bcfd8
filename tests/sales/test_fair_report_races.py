"""Two officers close or correct the report of one fair at once, and a vendor enters meanwhile."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from fairs.operations import holding
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, FairReport, SaleSource
from sales.operations import fair_reports as fair_report_operations
from sales.operations import reports as report_operations
from sales.operations import takings as sale_operations
from sales.operations.fair_reports import close_fair_report, open_fair_correction
from sales.operations.takings import record_booth_sale
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale
from tests.races import meet_after, race, refusals, take_lock_away

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = today_in_thailand()


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    """A fair of two days with one figure of 1,000 baht."""
    fair = make_fair_event(opens_on=TODAY - timedelta(days=1), closes_on=TODAY)
    make_sale(make_allocation(make_booth(fair, "C01")), sold_on=TODAY, sold="1000")
    return fair


def without_lock(monkeypatch):
    take_lock_away(monkeypatch, holding, fair_report_operations, report_operations, sale_operations)


def close_fair_twice(fair, officer):
    return race(*(lambda: close_fair_report(fair, accept_open_days=True, by=officer),) * 2)


def test_two_officers_who_close_a_fair_at_once_close_one_report(fair, officer, monkeypatch):
    meet_after(monkeypatch, (fair_report_operations, "gather_fair"))

    outcomes = close_fair_twice(fair, officer)

    assert refusals(outcomes) == []
    assert len({report.pk for report in outcomes}) == 1


def test_control_without_the_lock_two_closings_of_a_fair_collide(fair, officer, monkeypatch):
    without_lock(monkeypatch)
    # The days collide by themselves; here it is the report of the fair.
    monkeypatch.setattr(fair_report_operations, "open_days", lambda *days: [])
    meet_after(monkeypatch, (fair_report_operations, "gather_fair"))

    outcomes = close_fair_twice(fair, officer)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def correct_fair_twice(fair, officer, monkeypatch):
    report = close_fair_report(fair, accept_open_days=True, by=officer)
    meet_after(monkeypatch, (fair_report_operations, "fair_report_of"))
    return race(*(lambda: open_fair_correction(report, reason="ยอดขาด", by=officer),) * 2)


def test_two_officers_who_correct_a_fair_at_once_open_one_revision(fair, officer, monkeypatch):
    assert refusals(correct_fair_twice(fair, officer, monkeypatch)) == []
    assert FairReport.objects.filter(closed_at=None).count() == 1


def test_control_without_the_lock_two_corrections_of_a_fair_collide(fair, officer, monkeypatch):
    without_lock(monkeypatch)

    outcomes = correct_fair_twice(fair, officer, monkeypatch)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def enter_while_closing_the_fair(fair, officer):
    late = make_allocation(make_booth(fair, "C02"))
    figures = {"sold_baht": Decimal(500), "ordered_baht": Decimal(0), "source": SaleSource.VENDOR}
    return race(
        lambda: record_booth_sale(late, sold_on=TODAY, by=officer, **figures),
        lambda: close_fair_report(fair, accept_open_days=True, by=officer),
    )


def closed_total():
    return Decimal(FairReport.objects.get().figures["figures"]["grand"]["sold"])


def test_a_figure_that_comes_while_a_fair_is_closed_counts_or_is_refused(
    fair, officer, monkeypatch
):
    meet_after(
        monkeypatch,
        (sale_operations, "_require_open_day"),
        (fair_report_operations, "gather_fair"),
    )

    outcomes = enter_while_closing_the_fair(fair, officer)

    saved = BoothSale.objects.filter(booth__code="C02").exists()
    assert closed_total() == (1500 if saved else 1000)
    assert [type(outcome) for outcome in refusals(outcomes)] == ([] if saved else [RuleBroken])
