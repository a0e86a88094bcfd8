from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.calendar import (
    be_year,
    ce_year,
    current_fiscal_year_be,
    fiscal_year_be,
    fiscal_year_bounds,
    gregorian_from_spreadsheet,
    last_day_of_month,
    meant_by_two_digits,
    today_in_thailand,
)
from tests.thai.vectors import DATES


@pytest.mark.parametrize(("day", "year_be"), DATES["fiscal_year"])
def test_the_fiscal_year_of_a_day(day, year_be):
    assert fiscal_year_be(date.fromisoformat(day)) == year_be


@given(st.dates(date(1950, 1, 1), date(2400, 1, 1)))
def test_a_day_lies_within_the_bounds_of_its_fiscal_year(day):
    first, last = fiscal_year_bounds(fiscal_year_be(day))

    assert first <= day <= last
    assert fiscal_year_be(first - timedelta(days=1)) == fiscal_year_be(day) - 1
    assert fiscal_year_be(last + timedelta(days=1)) == fiscal_year_be(day) + 1


def test_29_february_keeps_its_day_in_the_buddhist_year():
    assert be_year(date(2020, 2, 29)) == 2563


def test_until_2483_january_belonged_to_the_year_before():
    assert be_year(date(1940, 2, 15)) == 2482
    assert be_year(date(1940, 4, 1)) == 2483
    assert be_year(date(1941, 1, 1)) == 2484


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_the_gregorian_year_comes_back(day):
    assert ce_year(be_year(day), day.month) == day.year


@pytest.mark.parametrize(
    ("utc", "day"),
    [("2020-10-26T16:59:59", date(2020, 10, 26)), ("2020-10-26T17:00:00", date(2020, 10, 27))],
)
def test_today_changes_at_midnight_in_thailand(utc, day):
    with time_machine.travel(datetime.fromisoformat(utc).replace(tzinfo=UTC), tick=False):
        assert today_in_thailand() == day


@time_machine.travel("2020-10-01T00:00:00+07:00", tick=False)
def test_a_fiscal_year_begins_at_midnight_in_thailand():
    assert current_fiscal_year_be() == 2564


def test_a_spreadsheet_date_typed_in_the_buddhist_era_is_mended():
    assert gregorian_from_spreadsheet(date(2563, 10, 26)) == date(2020, 10, 26)
    assert gregorian_from_spreadsheet(date(2020, 10, 26)) == date(2020, 10, 26)
    # CE 2572 is a leap year, 2029 is not: the day cannot be kept.
    assert gregorian_from_spreadsheet(date(2572, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        (date(1969, 11, 25), date(2026, 11, 25)),  # 25/11/69
        (date(1999, 1, 1), date(2056, 1, 1)),
        (date(2026, 11, 25), None),
        (date(1929, 11, 25), None),
        (date(1972, 2, 29), None),  # there is no 29 February 2572
    ],
)
def test_two_digits_of_a_buddhist_year_are_understood_as_they_were_typed(kept, meant):
    assert meant_by_two_digits(kept) == meant


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_the_last_day_of_a_month_is_followed_by_the_first(day):
    last = last_day_of_month(day)

    assert (last.year, last.month) == (day.year, day.month)
    assert (last + timedelta(days=1)).day == 1
