"""A run of the rules: quick, the same every time, and true to each rule that it claims."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.drawing import Cell, Quotas, Shop, Stall
from vendors.ruling import (
    FREE_FOR_ALL,
    KEPT,
    Entrant,
    Input,
    Run,
    Weights,
    fits,
    order_of,
    sums_of,
    wish_points,
)

pytestmark = pytest.mark.once
WEIGHTS = Weights(wish=100, product=60, district=10)


def entrant(number, *, category="3", origin="inside", wanted=1, **fields):
    shop = Shop(f"S{number:03}", f"ร้าน {number}", category, origin, wanted)
    values = {"score": 0, "district": "", "products": (), "wishes": (), **fields}
    return Entrant(shop, **values)


def row_of(count, zone="C", category="3"):
    """Booths of a zone, each beside the next."""
    stalls = [Stall(f"{zone}{n:02}", zone, category) for n in range(1, count + 1)]
    codes = [stall.code for stall in stalls]
    beside = {
        code: [c for c in (codes[i - 1] if i else None, *codes[i + 1 : i + 2]) if c]
        for i, code in enumerate(codes)
    }
    return stalls, beside


def run(entrants, booths=3, cells=(), weights=WEIGHTS):
    stalls, beside = row_of(booths)
    return Run(Input(entrants, stalls, list(cells), beside, weights)).play()


def codes(done):
    return {reference: tuple(given) for reference, given in done.codes.items()}


def test_the_best_score_takes_its_first_wish():
    low = entrant(1, score=10, wishes=("C02",))
    high = entrant(2, score=90, wishes=("C02",))

    assert codes(run([low, high])) == {"S001": ("C01",), "S002": ("C02",)}


def test_equal_scores_are_ordered_by_lot_and_not_by_who_came_first():
    rows = [entrant(number) for number in range(9)]

    assert order_of(rows) == order_of(rows[::-1])
    assert order_of(rows) != rows


def test_a_wish_for_a_zone_is_any_booth_of_it():
    assert codes(run([entrant(1, wishes=("C",))])) == {"S001": ("C01",)}


def test_a_later_wish_is_worth_an_equal_share_less():
    one = entrant(1, wishes=("C01", "C02"))
    points = [wish_points(one, Stall(code, "C", "3"), 100) for code in ("C01", "C02", "C03")]

    assert points == [100, 50, 0]


def test_nobody_stands_next_to_the_same_product_while_another_booth_is_left():
    rows = [entrant(n, products=("ไหม",)) for n in (1, 2)]

    assert sorted(sum(codes(run(rows, booths=3)).values(), ())) == ["C01", "C03"]


def test_shops_of_a_district_stand_together():
    rows = [entrant(1, score=9, wishes=("C02",), district="ก"), entrant(2, district="ก")]
    rows += [entrant(3, score=5, wishes=("C01",))]

    assert codes(run(rows))["S002"] == ("C03",)


def test_nobody_has_two_before_everybody_has_one():
    rows = [entrant(1, score=9, wanted=2), entrant(2), entrant(3)]

    assert sorted(len(given) for given in run(rows, booths=3).codes.values()) == [1, 1, 1]
    assert len(run(rows, booths=4).codes["S001"]) == 2


def test_those_for_whom_booths_are_kept_come_first():
    rows = [entrant(1, score=99, wishes=("C01",)), entrant(2, origin="outside", wishes=("C01",))]
    done = run(rows, cells=[Cell("3", "C", "outside", 1, 3, 0)])

    assert codes(done) == {"S001": ("C02",), "S002": ("C01",)}
    assert [turn.part for turn in done.turns] == [KEPT, FREE_FOR_ALL]


# --- Why not


def stood(done, reference):
    [turn] = [turn for turn in done.turns if turn.reference == reference]
    return turn.wishes, turn.full


def test_a_wish_says_who_has_taken_it():
    rows = [entrant(1, score=9, wishes=("C01",)), entrant(2, wishes=("C01", "C02"))]

    assert stood(run(rows), "S002") == ([("C01", "taken S001")], "")


@pytest.mark.parametrize(
    ("fields", "cells", "wish", "word"),
    [
        ({}, [], "Z09", "away"),
        ({"category": "1"}, [], "C01", "category"),
        ({}, [Cell("3", "C", "any", 0, 0, 0)], "C01", "full 0"),
        ({}, [Cell("3", "C", "outside", 3, 3, 0)], "C01", "reserved"),
    ],
)
def test_a_wish_says_what_stood_against_it(fields, cells, wish, word):
    [(_wish, said)], _full = stood(run([entrant(1, wishes=(wish,), **fields)], cells=cells), "S001")

    assert said == word


def test_a_wish_that_was_free_and_worth_less_says_so():
    rows = [entrant(1, score=9, wishes=("C02",), products=("ไหม",))]
    rows += [entrant(2, products=("ไหม",), wishes=("C01",))]
    weights = Weights(wish=10, product=60, district=0)
    stalls, beside = row_of(4)
    done = Run(Input(rows, stalls, [], beside, weights)).play()

    assert stood(done, "S002") == ([("C01", "worth")], "")


@pytest.mark.parametrize(
    ("fields", "cells", "word"),
    [
        ({}, [], "all"),
        ({"category": "1"}, [], "category"),
        ({}, [Cell("3", "*", "any", 0, 1, 0)], "full 0"),
    ],
)
def test_who_gets_nothing_reads_why(fields, cells, word):
    booths = 3 if cells else 1
    rows = [entrant(1, score=9), entrant(2, **fields)]

    assert stood(run(rows, booths=booths, cells=cells), "S002") == ([], word)


# --- Whatever the input

PRODUCTS = ["ไหม", "ฝ้าย", "ข้าว"]


@st.composite
def inputs(draw):
    """Zones with and without a category, cells of every kind, shops with wishes of every kind."""
    zones = [("A", "1"), ("C", "3"), ("X", "*")]
    rows = [row_of(draw(st.integers(0, 5)), zone, category) for zone, category in zones]
    stalls = [stall for part, _beside in rows for stall in part]
    beside = {code: near for _part, of in rows for code, near in of.items()}
    spots = ["A", "C", "X", "Z", *(stall.code for stall in stalls)]
    entrants = [
        entrant(
            number,
            category=draw(st.sampled_from("13")),
            origin=draw(st.sampled_from(["inside", "outside"])),
            wanted=draw(st.integers(1, 2)),
            score=draw(st.integers(0, 3)),
            district=draw(st.sampled_from(["", "ก", "ข"])),
            products=tuple(draw(st.lists(st.sampled_from(PRODUCTS), max_size=2, unique=True))),
            wishes=tuple(draw(st.lists(st.sampled_from(spots), max_size=3, unique=True))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]
    cells = []
    for category, zone in (("1", "A"), ("3", "C"), ("3", "*"), ("1", "X")):
        for origin in ("any", "inside", "outside"):
            if draw(st.booleans()):
                most = draw(st.integers(0, 5))
                cells.append(Cell(category, zone, origin, draw(st.integers(0, most)), most, 0))
    return Input(entrants, stalls, cells, beside, WEIGHTS)


@given(inputs())
@settings(max_examples=150, deadline=None)
def test_every_rule_that_is_claimed_holds(given_input):
    done = Run(given_input).play()
    by_reference = {one.shop.reference: one for one in given_input.entrants}
    by_code = {stall.code: stall for stall in given_input.stalls}
    pairs = [(by_reference[r], by_code[c]) for r, given_to in done.codes.items() for c in given_to]

    assert len({stall.code for _one, stall in pairs}) == len(pairs)
    assert all(fits(one.shop, stall) for one, stall in pairs)
    assert all(len(done.codes[r]) <= one.shop.wanted for r, one in by_reference.items())
    for cell in given_input.cells:
        assert sum(cell.covers(one.shop, stall) for one, stall in pairs) <= cell.maximum
    assert Run(given_input).play().turns == done.turns
    replay(done)


def replay(done):
    """Each turn again from the log: it took what was worth most of what was allowed; who got none
    could have none; nobody had a second booth while somebody waited for a turn for the first."""
    given_input = done.given
    again = Run(given_input)
    by_code = {stall.code: stall for stall in given_input.stalls}
    rank = {one.shop.reference: place for place, one in enumerate(order_of(given_input.entrants))}
    by_reference = {one.shop.reference: one for one in given_input.entrants}
    steps = [(turn.round, turn.part != KEPT, rank[turn.reference]) for turn in done.turns]
    assert steps == sorted(steps)
    for turn in done.turns:
        one = by_reference[turn.reference]
        could = [
            stall
            for stall in again.left.values()
            if fits(one.shop, stall) and again.quotas.allow(one.shop, stall)
        ]
        if not turn.code:
            assert could == []
            continue
        taken = by_code[turn.code]
        assert taken in could
        if turn.part == FREE_FOR_ALL:
            assert again.worth(one, taken) == max(again.worth(one, stall) for stall in could)
        again._give(one, taken)


def test_no_booth_stands_empty_that_somebody_without_one_could_have():
    dice = random.Random(7)
    entrants = [entrant(n, origin=dice.choice(["inside", "outside"])) for n in range(30)]
    cells = [Cell("3", "C", "outside", 3, 5, 0), Cell("3", "*", "any", 0, 20, 0)]
    done = run(entrants, booths=25, cells=cells)
    quotas = Quotas(cells, done.given.stalls)
    for code, one in done.stands.items():
        quotas.give(one.shop, next(s for s in done.given.stalls if s.code == code))

    for one in entrants:
        if not done.codes[one.shop.reference]:
            assert not any(quotas.allow(one.shop, stall) for stall in done.left.values())


def a_large_fair():
    dice = random.Random(2563)
    zones = [row_of(80, zone, category) for zone, category in zip("ABCDE", "12345", strict=True)]
    stalls = [stall for part, _beside in zones for stall in part]
    beside = {code: near for _part, of in zones for code, near in of.items()}
    cells = [Cell(str(c), "*", "outside", 5, 40, 0) for c in range(1, 6)]
    cells += [Cell(str(c), "*", "any", 0, 75, 0) for c in range(1, 6)]
    entrants = []
    for number in range(600):
        category = dice.choice("12345")
        zone = "ABCDE"[int(category) - 1]
        entrants.append(
            entrant(
                number,
                category=category,
                origin=dice.choice(["inside", "inside", "outside"]),
                wanted=dice.choice([1, 1, 2]),
                score=dice.randint(3000, 9900),
                district=str(dice.randint(1, 26)),
                products=(f"{category}-{dice.randint(1, 8)}",),
                wishes=tuple(dice.sample([f"{zone}{n:02}" for n in range(1, 81)], 5)),
            )
        )
    return Input(entrants, stalls, cells, beside, WEIGHTS)


def test_six_hundred_shops_and_four_hundred_booths_take_less_than_ten_seconds():
    given_input = a_large_fair()
    begun = time.process_time()
    done = Run(given_input).play()
    took = time.process_time() - begun

    assert took < 10
    assert sums_of(done).booths == len(done.stands)
    assert sums_of(done).with_booth + sums_of(done).without == 600
