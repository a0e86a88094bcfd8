"""Which edition was before: one answer for the desk, the reports and every comparison."""

from datetime import date

import pytest

from fairs.models import FairState
from tests.factories import make_fair_event, make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return make_series()


def edition(series, year, **fields):
    days = {"opens_on": date(year, 12, 1), "closes_on": date(year, 12, 5)}
    return make_fair_event(series=series, **{**days, **fields})


def test_it_is_the_last_one_of_the_series_that_was_held(series):
    edition(series, 2018)
    held = edition(series, 2019)
    edition(series, 2020, state=FairState.CANCELLED)
    edition(series, 2021, state=FairState.DRAFT)
    edition(make_series("ชุดอื่น"), 2021)
    assert edition(series, 2022).edition_before() == held


def test_one_known_to_the_month_only_is_it_too(series):
    edition(series, 2019)
    month = edition(
        series, 2020, date_precision="month", opens_on=date(2020, 5, 1), closes_on=date(2020, 5, 31)
    )
    assert edition(series, 2022).edition_before() == month


def test_one_that_is_still_on_when_the_next_opens_is_not_before_it(series):
    edition(series, 2022, opens_on=date(2022, 11, 28), closes_on=date(2022, 12, 2))
    assert edition(series, 2022).edition_before() is None


def test_without_a_series_or_days_there_is_none(series):
    edition(series, 2019)
    nowhere = {"date_precision": "unknown", "opens_on": None, "closes_on": None}
    assert edition(None, 2022).edition_before() is None
    assert edition(series, 2022, **nowhere).edition_before() is None
