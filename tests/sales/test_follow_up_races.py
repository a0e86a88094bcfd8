"""A vendor answers about its orders by link while an officer writes down what it said by phone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import today_in_thailand
from sales.models import OrderFollowUp
from sales.operations import follow_ups
from sales.operations.follow_ups import Told, answer_follow_up, answer_shown
from sales.reports.follow_ups import case_of
from tests import factories as make
from tests.race_world import ALL
from tests.races import meet_after, race, refusals, take_lock_away

pytestmark = pytest.mark.django_db(transaction=True)
LAST = today_in_thailand() - timedelta(days=40)


def two_answer(monkeypatch, *, with_locks):
    fair = make.make_fair_event(opens_on=LAST, closes_on=LAST)
    vendor = make.make_vendor()
    stand = make.make_allocation(make.make_booth(fair, "C01"), vendor)
    make.make_sale(stand, sold_on=LAST, ordered="900")
    officer, case = make.make_officer(), case_of(fair, vendor, 1)
    seen = seen_of(answer_shown(None))
    own = Told(Decimal(900), Decimal(0), Decimal(0))
    heard = Told(Decimal(500), Decimal(0), Decimal(0), "โทรถาม")
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, (follow_ups, "_require_open"))
    return race(
        lambda: answer_follow_up(case, own, source="link", seen=seen),
        lambda: answer_follow_up(case, heard, source="officer", by=officer, seen=seen),
    )


def test_the_second_of_two_that_answer_at_once_reads_what_the_first_wrote(monkeypatch):
    outcomes = two_answer(monkeypatch, with_locks=True)
    assert [type(one) for one in refusals(outcomes)] == [StalePage]
    assert OrderFollowUp.objects.count() == 1


def test_control_without_the_locks_both_write_and_the_constraint_stops_one(monkeypatch):
    outcomes = two_answer(monkeypatch, with_locks=False)
    assert [type(one) for one in refusals(outcomes)] == [IntegrityError]
