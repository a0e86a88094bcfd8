"""The database keeps what takings add up to, whichever way a figure comes, changes or goes."""

import random
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fairs.models import FairEvent, Province
from otopfair.removals.removing import restore
from sales.models import BoothSale, QuarterSum, SaleSource, TakingsSum
from sales.operations import sums as sum_operations
from sales.operations.blocks import take_block, undo_block
from sales.operations.sums import fold_sums
from sales.operations.taking_back import take_back_figure
from sales.operations.takings import record_booth_sale, seen_figure
from sales.operations.takings_many import Figure
from sales.reports.sums import wrong_sums
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)
from tests.races import meet_after, race, refusals, stopped_by_database, take_lock_away

LAST_OF_SEPTEMBER = date(2020, 9, 30)


@pytest.fixture
def officer(db):
    return make_officer()


@pytest.fixture
def fair(db):
    """Seven days over the end of a fiscal year."""
    first = LAST_OF_SEPTEMBER - timedelta(days=2)
    return make_fair_event(opens_on=first, closes_on=first + timedelta(days=6))


@pytest.fixture
def places(fair):
    return [make_allocation(make_booth(fair, f"C{number:02}")) for number in range(6)]


def enter(allocation, day, sold, officer, ordered=0, **more):
    return record_booth_sale(
        allocation,
        sold_on=day,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(ordered),
        source=SaleSource.OFFICER,
        by=officer,
        **more,
    )


def days_kept():
    rows = TakingsSum.objects.order_by("sold_on", "category")
    return list(rows.values_list("sold_on", "entries", "sold_baht", "ordered_baht"))


def test_an_entry_its_correction_and_its_taking_back_are_kept_at_once(places, officer):
    day = LAST_OF_SEPTEMBER
    sale = enter(places[0], day, "1000.25", officer, ordered=40)
    enter(places[1], day, 500, officer)
    assert days_kept() == [(day, 2, Decimal("1500.25"), Decimal(40))]
    enter(places[0], day, 900, officer)
    assert days_kept() == [(day, 2, Decimal(1400), Decimal(0))]
    removal = take_back_figure(sale, by=officer, reason="กรอกผิดแถว")
    assert days_kept() == [(day, 1, Decimal(500), Decimal(0))]
    restore(removal, by=officer)
    assert days_kept() == [(day, 2, Decimal(1400), Decimal(0))]
    assert list(wrong_sums()) == []


def test_a_day_without_a_figure_has_no_sum(places, officer):
    sale = enter(places[0], LAST_OF_SEPTEMBER, 100, officer)
    take_back_figure(sale, by=officer, reason="กรอกผิดแถว")
    assert days_kept() == []


def test_a_block_that_is_undone_leaves_what_stood_there(fair, places, officer):
    day = LAST_OF_SEPTEMBER
    enter(places[0], day, 10, officer)
    before = days_kept()
    seen = [seen_figure(BoothSale.objects.filter(booth=one.booth_id).first()) for one in places]
    figures = [
        Figure(one, day, Decimal(100), Decimal(7), mark)
        for one, mark in zip(places, seen, strict=True)
    ]
    block = take_block(fair, day, figures, by=officer)
    assert days_kept() == [(day, 6, Decimal(600), Decimal(42))]
    undo_block(block, by=officer)
    assert days_kept() == before
    assert list(wrong_sums()) == []


def test_a_fair_over_the_end_of_september_is_split_by_its_days(places, officer):
    enter(places[0], LAST_OF_SEPTEMBER, 100, officer)
    enter(places[0], LAST_OF_SEPTEMBER + timedelta(days=1), 30, officer)
    fold_sums()
    rows = QuarterSum.objects.order_by("starts_on").values_list("starts_on", "sold_baht")
    assert list(rows) == [(date(2020, 7, 1), Decimal(100)), (date(2020, 10, 1), Decimal(30))]


def test_a_fair_that_gets_another_home_takes_its_sums_along(fair, places, officer):
    enter(places[0], LAST_OF_SEPTEMBER, 100, officer)
    FairEvent.objects.filter(pk=fair.pk).update(home_province=Province.objects.get(pk="52"))
    enter(places[1], LAST_OF_SEPTEMBER, 11, officer)
    fold_sums()
    rows = QuarterSum.objects.exclude(entries=0).values_list("province", "sold_baht")
    assert list(rows) == [("52", Decimal(111))]
    assert list(wrong_sums()) == []


def test_a_thousand_writes_of_every_kind_leave_right_sums(fair, places):
    """Below the operations: rows come one by one and in bulk, change in any column, and go."""
    rng = random.Random(2563)
    days = fair.days
    for number in range(1_000):
        act, place, day = rng.randrange(6), rng.choice(places), rng.choice(days)
        rows = BoothSale.objects.filter(booth=place.booth_id, sold_on=day)
        sold = Decimal(rng.randrange(10_000_000)) / 100
        if act <= 1 and not rows.exists():
            make_sale(place, sold_on=day, sold=str(sold), ordered=str(rng.randrange(99)))
        elif act == 2:
            rows.update(sold_baht=sold, ordered_baht=rng.randrange(500))
        elif act == 3:
            rows.update(category=rng.randrange(1, 6))
        elif act == 4:
            rows.delete()
        else:
            BoothSale.objects.bulk_update(
                [*_with(BoothSale.objects.filter(sold_on=day), sold)], ["sold_baht"]
            )
        if number % 100 == 0:
            fold_sums()
    assert list(wrong_sums()) == []


def _with(rows, sold):
    for row in rows:
        row.sold_baht = sold
        yield row


def checked(*args) -> str:
    out = StringIO()
    call_command("check_sums", *args, stdout=out)
    return out.getvalue()


def test_the_command_finds_a_wrong_sum_and_mends_it(places, officer):
    enter(places[0], LAST_OF_SEPTEMBER, 100, officer)
    assert "are right" in checked()
    TakingsSum.objects.update(sold_baht=99)
    QuarterSum.objects.all().delete()
    with pytest.raises(CommandError, match="2 sums differ"):
        checked()
    assert "recomputed" in checked("--mend")
    assert "are right" in checked()
    enter(places[1], LAST_OF_SEPTEMBER, 1, officer)
    assert list(wrong_sums()) == []


@pytest.fixture
def in_pieces(fair):
    """One quarter of one province in three rows of 100 baht."""
    QuarterSum.objects.bulk_create(
        QuarterSum(
            province_id="40",
            starts_on=date(2020, 7, 1),
            category=1,
            entries=1,
            sold_baht=100,
            ordered_baht=0,
        )
        for _number in range(3)
    )


def in_quarters():
    rows = QuarterSum.objects.values_list("entries", "sold_baht").order_by("pk")
    return [sum(column) for column in zip(*rows, strict=True)]


def fold_twice(monkeypatch):
    meet_after(monkeypatch, (sum_operations, "lock_all"))
    return race(fold_sums, fold_sums)


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_fold_at_once_count_nothing_twice(in_pieces, monkeypatch):
    assert refusals(fold_twice(monkeypatch)) == []
    assert (in_quarters(), QuarterSum.objects.count()) == ([3, 300], 1)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_two_folds_count_twice(in_pieces, monkeypatch):
    take_lock_away(monkeypatch, sum_operations)
    outcomes = fold_twice(monkeypatch)
    assert stopped_by_database(outcomes) or in_quarters() != [3, 300]


def two_figures(places, officer):
    return race(
        *(lambda place=place: enter(place, LAST_OF_SEPTEMBER, 100, officer) for place in places)
    )


@pytest.mark.django_db(transaction=True)
def test_figures_that_come_at_once_are_all_in_the_sum(places, officer):
    assert refusals(two_figures(places, officer)) == []
    assert days_kept() == [(LAST_OF_SEPTEMBER, 6, Decimal(600), Decimal(0))]
    assert list(wrong_sums()) == []


@pytest.mark.django_db(transaction=True)
def test_control_a_sum_that_is_read_and_written_back_loses_a_figure(places, officer, monkeypatch):
    enter(places[0], LAST_OF_SEPTEMBER, 100, officer)
    meet_after(monkeypatch, (TakingsSum.objects, "get"), patience=5)

    def add_by_hand():
        kept = TakingsSum.objects.get()
        kept.sold_baht += 100
        kept.save()

    assert refusals(race(add_by_hand, add_by_hand)) == []
    assert TakingsSum.objects.get().sold_baht == 200
