"""The draw itself: the same for everybody who runs it, fair to each, and nobody's quota passed."""

import ast
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from vendors import drawing
from vendors.drawing import (
    Cell,
    Quotas,
    Shop,
    Stall,
    below,
    draw,
    fitting,
    numbers,
    read_list,
    seed_of,
    sha256,
    shuffled,
)

pytestmark = pytest.mark.once
SEED = seed_of("secret", "123456", sha256("list"))


def list_of(shops, booths, cells=()):
    """Lines of a list: ("S1", "3", "inside", 1), ("A01", "A", "3"), ("3", "A", "any", 0, 9)."""
    lines = [["cell", *cell, *([0] if len(cell) == 5 else [])] for cell in cells]
    lines += [["booth", *booth] for booth in booths]
    lines += [["shop", reference, "ร้าน", *rest] for reference, *rest in shops]
    return "".join("\t".join(map(str, line)) + "\n" for line in lines)


def drawn(*args, seed=SEED, withdrawn=()):
    return draw(list_of(*args), seed, list(withdrawn))


def shops(count, category="3", origin="inside", wanted=1, start=1):
    return [(f"S{n}", category, origin, wanted) for n in range(start, start + count)]


def booths(count, zone="C", category="3"):
    return [(f"{zone}{n:02}", zone, category) for n in range(1, count + 1)]


def codes_in(lines):
    return [code for line in lines for code in line.codes]


def test_the_numbers_are_those_of_the_published_rule():
    """Written down by hand from the words of the module, so that it cannot drift."""
    import hashlib
    import hmac

    expected = [
        int.from_bytes(hmac.new(SEED, str(n).encode(), hashlib.sha256).digest()[:8], "big")
        for n in range(3)
    ]
    stream = numbers(SEED)

    assert [next(stream) for _ in range(3)] == expected


def test_a_number_that_would_favour_some_is_thrown_away():
    unfair = 2**64 - 1  # 2**64 leaves a rest of 1 when it is divided by three

    assert below(iter([unfair, 4]), 3) == 1


def test_every_order_of_three_is_as_likely_as_the_others():
    counts = Counter(
        "".join(shuffled(list("abc"), numbers(seed_of("s", str(n), "l")))) for n in range(6000)
    )

    assert len(counts) == 6
    assert all(850 < count < 1150 for count in counts.values())


def test_the_same_list_and_seed_give_the_same_result():
    assert drawn(shops(9), booths(5)) == drawn(shops(9), booths(5))


def test_another_seed_gives_another_order():
    orders = {
        tuple(line.reference for line in drawn(shops(9), booths(5), seed=seed_of("s", str(n), "l")))
        for n in range(5)
    }

    assert len(orders) == 5


def test_everybody_has_one_before_anybody_has_two():
    lines = drawn(shops(4, wanted=2), booths(6))

    assert sorted(len(line.codes) for line in lines) == [1, 1, 2, 2]
    assert [len(line.codes) for line in lines] == [2, 2, 1, 1]


def test_those_without_a_booth_are_reserves_in_the_order_of_the_draw():
    lines = drawn(shops(5), booths(2))

    assert [line.note for line in lines] == ["", "", "reserve 1", "reserve 2", "reserve 3"]


def test_a_booth_of_the_own_category_comes_before_one_for_everybody():
    lines = drawn(shops(3), [*booths(2), *booths(2, zone="X", category="*")])

    assert [codes[0][0] for codes in (line.codes for line in lines)] == ["C", "C", "X"]


def test_nobody_is_given_a_booth_of_another_category():
    lines = drawn(shops(2, category="1"), booths(2))

    assert codes_in(lines) == []


def test_a_maximum_holds_for_those_from_outside():
    here, there = shops(4), shops(4, origin="outside", start=5)
    lines = drawn([*here, *there], booths(6), [("3", "C", "outside", 0, 1)])

    assert sum(len(line.codes) for line in lines if int(line.reference[1:]) > 4) == 1


def test_what_is_kept_for_those_from_inside_goes_to_nobody_else():
    """Even when nobody from inside takes part."""
    lines = drawn(shops(9, origin="outside"), booths(5), [("3", "C", "inside", 3, 5)])

    assert len(codes_in(lines)) == 2


def test_who_withdrew_is_drawn_with_the_others_and_the_booth_passes_to_the_first_reserve():
    before = drawn(shops(5), booths(3))
    gone, heir = before[1].reference, before[3].reference
    after = drawn(shops(5), booths(3), withdrawn=[gone])

    assert [line.reference for line in after] == [line.reference for line in before]
    assert [line.codes for line in after] == [
        before[0].codes,
        (),
        before[2].codes,
        before[1].codes,
        (),
    ]
    assert [line.note for line in after] == ["", "withdrawn", "", f"from {gone}", "reserve 1"]
    assert after[3].reference == heir


def test_a_reserve_who_withdrew_has_no_number():
    before = drawn(shops(4), booths(2))
    after = drawn(shops(4), booths(2), withdrawn=[before[2].reference])

    assert [line.note for line in after] == ["", "", "withdrawn", "reserve 1"]


def test_only_the_standard_library_is_imported():
    tree = ast.parse(Path(drawing.__file__).read_text(encoding="utf-8"))
    names = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert names <= sys.stdlib_module_names


def a_call(dice: random.Random):
    """A list of any shape: shops from two sides, zones with and without a category, cells."""
    zones = [("A", "1"), ("C", "3"), ("X", "*")]
    stalls = [(f"{z}{n:02}", z, c) for z, c in zones for n in range(dice.randint(0, 6))]
    entered = [
        (f"S{n}", dice.choice("13"), dice.choice(["inside", "outside"]), dice.randint(1, 2))
        for n in range(dice.randint(0, 15))
    ]
    cells = []
    for category in "13":
        for zone in ("*", {"1": "A", "3": "C"}[category]):
            for origin in ("any", "inside", "outside"):
                if dice.random() < 0.4:
                    most = dice.randint(0, 6)
                    cells.append((category, zone, origin, dice.randint(0, most), most))
    return entered, stalls, cells


@pytest.mark.parametrize("number", range(60))
def test_whatever_the_list_no_claim_is_broken(number):
    dice = random.Random(number)
    text = list_of(*a_call(dice))
    frozen = read_list(text)
    withdrawn = [s.reference for s in frozen.shops if dice.random() < 0.2]
    lines = draw(text, SEED, withdrawn)
    shop_of = {shop.reference: shop for shop in frozen.shops}
    stall_of = {stall.code: stall for stall in frozen.stalls}
    given = [(shop_of[line.reference], stall_of[code]) for line in lines for code in line.codes]

    assert sorted(line.reference for line in lines) == sorted(shop_of)
    assert len({stall.code for _shop, stall in given}) == len(given)
    assert [pair for pair in given if not fitting(pair[0], [pair[1]])] == []
    assert [line for line in lines if line.reference in withdrawn and line.codes] == []
    for cell in frozen.cells:
        assert sum(cell.covers(*pair) for pair in given) <= cell.maximum
    assert kept_and_taken(frozen, given) == []
    assert idle(frozen, lines, given, withdrawn) == []


def kept_and_taken(frozen, given) -> list:
    """Zones in which fewer booths are left than their cells still keep, though some were given."""
    wrong = []
    for zone in {stall.zone for _shop, stall in given}:
        cells = [cell for cell in frozen.cells if cell.zone == zone]
        left = sum(stall.zone == zone for stall in frozen.stalls)
        left -= sum(stall.zone == zone for _shop, stall in given)
        for cell in cells:
            taken = sum(cell.covers(*pair) for pair in given)
            others = [pair for pair in given if pair[1].zone == zone and not cell.covers(*pair)]
            if others and left < min(cell.reserved, left + taken) - taken:
                wrong.append((zone, cell))
    return wrong


def idle(frozen, lines, given, withdrawn) -> list:
    """Reserves for whom a booth stands empty that no quota forbids. Who withdrew leaves room that
    is passed on once, so the claim is for lists from which nobody withdrew."""
    if withdrawn:
        return []
    quotas = Quotas(frozen.cells, frozen.stalls)
    for pair in given:
        quotas.give(*pair)
    taken = {stall.code for _shop, stall in given}
    empty = [stall for stall in frozen.stalls if stall.code not in taken]
    shop_of = {shop.reference: shop for shop in frozen.shops}
    return [
        (line.reference, stall.code)
        for line in lines
        if not line.codes
        for stall in fitting(shop_of[line.reference], empty)
        if quotas.allow(shop_of[line.reference], stall)
    ]


def test_a_cell_without_a_zone_counts_every_zone():
    quotas = Quotas([Cell("3", "*", "any", 0, 1, 0)], [])
    shop = Shop("S1", "ร้าน", "3", "inside", 1)
    quotas.give(shop, Stall("A01", "A", "*"))

    assert quotas.full(shop, Stall("C01", "C", "3")) == Cell("3", "*", "any", 0, 1, 0)
