"""What came in from the opening to a day: days without figures are named, and the edition before
is the same everywhere."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairs.models import FairEvent
from otopfair.thai.percents import percent_text
from otopfair.thai.periods import Period, format_runs
from sales.reports.figures import DaySum, YearSum
from sales.reports.running import Running, by_fiscal_year, cumulative_until, until


def fair_of(first, last, **fields) -> FairEvent:
    return FairEvent(opens_on=first, closes_on=last, date_precision="day", **fields)


def taken(fair, baht: dict) -> tuple[DaySum, ...]:
    return tuple(
        DaySum(day, fair.day_number(day) or 0, Decimal(sold), Decimal(0))
        for day, sold in sorted(baht.items())
    )


def run_of(fair, baht, before=None, baht_before=None) -> Running:
    return Running(fair, taken(fair, baht), before, taken(before, baht_before) if before else ())


OCTOBER = fair_of(date(2020, 10, 26), date(2020, 11, 1), sales_target_baht=Decimal(15000))
BEFORE = fair_of(date(2019, 10, 26), date(2019, 10, 28), edition_no=19)


def test_days_without_figures_are_named_and_not_counted_as_days_of_takings():
    """ "ยอดสะสม 4 วัน" was printed where one day had figures."""
    so_far = cumulative_until(run_of(OCTOBER, {date(2020, 10, 29): 500}), date(2020, 10, 29))
    assert so_far.days_in_words == "1 วัน จาก 4 วัน"
    assert format_runs(so_far.without) == "26–28 ตุลาคม 2563"


def test_days_that_follow_each_other_are_one_run():
    baht = {date(2020, 10, 28): 5, date(2020, 10, 30): 5}
    so_far = cumulative_until(run_of(OCTOBER, baht), date(2020, 11, 1))
    assert format_runs(so_far.without) == (
        "26–27 ตุลาคม 2563, 29 ตุลาคม 2563, 31 ตุลาคม – 1 พฤศจิกายน 2563"
    )


def test_what_was_sold_on_days_the_fair_has_no_longer_counts_and_is_named():
    baht = {date(2020, 10, 24): 40, date(2020, 10, 26): 100}
    so_far = cumulative_until(run_of(OCTOBER, baht), date(2020, 10, 26))
    assert (so_far.total, so_far.days_in_words) == (140, "1 วัน")
    assert so_far.outside == (Period(date(2020, 10, 24), date(2020, 10, 24)),)


def test_a_day_on_which_the_fair_paused_is_no_day_without_figures():
    paused = fair_of(date(2020, 10, 26), date(2020, 10, 28), kept_days={"2020-10-27": []})
    baht = {date(2020, 10, 26): 1, date(2020, 10, 28): 1}
    so_far = cumulative_until(run_of(paused, baht), date(2020, 10, 28))
    assert (so_far.days, so_far.without) == (2, ())


def test_before_the_opening_and_without_known_days_nothing_is_cumulative():
    month = FairEvent(
        opens_on=date(2020, 10, 1), closes_on=date(2020, 10, 31), date_precision="month"
    )
    assert cumulative_until(run_of(OCTOBER, {}), date(2020, 10, 25)) is None
    assert cumulative_until(run_of(month, {}), date(2020, 10, 31)) is None


def test_the_edition_before_is_taken_to_the_day_of_the_same_number():
    baht = {date(2020, 10, 26): 600, date(2020, 10, 27): 600}
    then = {date(2019, 10, 26): 500, date(2019, 10, 27): 500, date(2019, 10, 28): 7000}
    so_far = cumulative_until(run_of(OCTOBER, baht, BEFORE, then), date(2020, 10, 27))
    assert (so_far.last_total, so_far.growth_percent) == (1000, 20)
    assert so_far.compared_with == "ครั้งที่ 19 ในวันเดียวกัน"


def test_an_edition_before_that_was_shorter_is_taken_whole_and_says_so():
    so_far = cumulative_until(
        run_of(OCTOBER, {date(2020, 10, 26): 600}, BEFORE, {date(2019, 10, 28): 500}),
        date(2020, 10, 30),
    )
    assert (so_far.last_total, so_far.compared_with) == (500, "ครั้งที่ 19 ทั้งงาน 3 วัน")
    assert format_runs(so_far.last_without) == "26–27 ตุลาคม 2562"


def test_an_edition_before_known_to_the_month_is_compared_with_nothing():
    month = FairEvent(
        opens_on=date(2019, 10, 1), closes_on=date(2019, 10, 31), date_precision="month"
    )
    baht = {date(2020, 10, 26): 600}
    so_far = cumulative_until(run_of(OCTOBER, baht, month, {}), date(2020, 10, 26))
    assert (so_far.last_edition, so_far.growth_percent) == ("", None)


def test_a_percent_is_rounded_once():
    """33.449 was 33.45 and then 33.5."""
    so_far = cumulative_until(run_of(OCTOBER, {date(2020, 10, 26): "5017.35"}), date(2020, 10, 26))
    assert percent_text(so_far.target_percent) == "33.4"
    assert percent_text(so_far.target_percent, 2) == "33.45"


@pytest.mark.parametrize(
    ("first", "length", "years"),
    [
        (date(2023, 9, 29), 4, [(2566, 2, 20), (2567, 2, 20)]),
        (date(2020, 12, 30), 4, [(2564, 4, 40)]),
        (date(2024, 2, 28), 3, [(2567, 3, 30)]),
    ],
    ids=["over the end of the fiscal year", "over the end of the year", "over 29 February"],
)
def test_a_fair_over_a_fiscal_year_is_split_by_day(first, length, years):
    days = [first + timedelta(days=offset) for offset in range(length)]
    fair = fair_of(days[0], days[-1])
    sums = taken(fair, dict.fromkeys(days, 10))
    assert by_fiscal_year(sums) == tuple(
        YearSum(year, count, Decimal(sold), Decimal(0)) for year, count, sold in years
    )
    so_far = cumulative_until(run_of(fair, dict.fromkeys(days, 10)), days[-1])
    assert (so_far.days_in_words, so_far.without) == (f"{length} วัน", ())


def test_29_february_is_compared_by_number_with_a_year_that_has_none():
    leap = fair_of(date(2024, 2, 28), date(2024, 3, 1))
    common = fair_of(date(2023, 2, 28), date(2023, 3, 2), edition_no=1)
    now = {date(2024, 2, 28): 1, date(2024, 2, 29): 1}
    then = {date(2023, 2, 28): 1, date(2023, 3, 1): 2, date(2023, 3, 2): 4}
    so_far = cumulative_until(run_of(leap, now, common, then), date(2024, 2, 29))
    assert (so_far.total, so_far.last_total) == (2, 3)


def test_the_days_up_to_one_are_all_that_were_sold():
    sums = taken(OCTOBER, {date(2020, 10, 25): 1, date(2020, 10, 26): 2, date(2020, 10, 27): 4})
    assert sum(one.sold for one in until(sums, date(2020, 10, 26))) == 3
