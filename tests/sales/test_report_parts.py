"""What a report counts: each booth and vendor in one line, and rankings of who sold."""

from datetime import date
from decimal import Decimal

import pytest

from sales.reports.figures import Average, DailyFigures, Ranking, rank
from sales.reports.parts import MOST_PLACES, booths_of, groups_of, parts_of, sellers_of
from sales.reports.rows import BoothFacts, Brought, Rows, Stay, in_order

FOOD, DRINK, CLOTH = 1, 2, 3
FIRST, SECOND = date(2020, 10, 26), date(2020, 10, 27)
MAIN, TASTE = "โซนผลิตภัณฑ์ OTOP", "OTOP ชวนชิม"


class Fair:
    """Booths by code, and who was there; names are the vendors' numbers as words."""

    def __init__(self):
        self.booths, self.stays, self.brought = {}, [], []

    def booth(self, code, zone=MAIN, *, is_split=True):
        self.booths[len(self.booths)] = BoothFacts(code, len(self.booths), zone, is_split)
        return len(self.booths) - 1

    def sells(self, vendor, booth, category, baht, ordered=0, *, day=FIRST, place=1):
        """`vendor` stood in `booth`; baht None is that nothing was reported."""
        name = f"ร้าน {vendor}"
        missing = int(baht is None)
        self.stays.append(Stay(booth, vendor, name, category, day, place, missing))
        if baht is not None:
            amounts = Decimal(baht), Decimal(ordered)
            self.brought.append(Brought(booth, vendor, name, category, day, *amounts))

    @property
    def rows(self):
        return Rows(self.booths, in_order(self.booths, self.stays), self.brought)


def counts(line):
    return line.booths, line.reported, line.vendors


def by_label(lines):
    return {line.label: counts(line) for line in lines}


def shown(ranking):
    return [(one.place, one.name, one.booth, int(one.total)) for one in ranking.ranked]


@pytest.fixture
def fair():
    return Fair()


def test_a_booth_that_took_part_and_one_that_reported_are_two_counts(fair):
    fair.sells(1, fair.booth("A01"), FOOD, 500)
    fair.sells(2, fair.booth("A02"), FOOD, None)
    fair.sells(3, fair.booth("A03"), FOOD, 0)
    assert counts(parts_of(fair.rows).grand) == (3, 2, 3)


def test_a_booth_shared_by_two_categories_counts_where_its_first_place_is(fair):
    booth = fair.booth("A01")
    fair.sells(7, booth, CLOTH, 300, place=2)
    fair.sells(9, booth, FOOD, 500, place=1)
    fair.sells(4, fair.booth("A02"), CLOTH, 100)
    parts = parts_of(fair.rows)
    assert by_label(parts.categories) == {"อาหาร": (1, 1, 1), "ผ้า เครื่องแต่งกาย": (1, 1, 2)}
    assert counts(parts.grand) == (2, 2, 3)
    assert [int(line.total) for line in parts.categories] == [500, 400]


def test_the_money_of_a_category_that_only_shares_booths_is_not_lost(fair):
    booth = fair.booth("A01")
    fair.sells(1, booth, FOOD, 500)
    fair.sells(2, booth, DRINK, 80, place=2)
    drink = parts_of(fair.rows).categories[1]
    assert (drink.booths, drink.vendors, drink.total) == (0, 1, 80)


def test_a_vendor_with_two_categories_counts_at_its_first_booth(fair):
    first, second = fair.booth("A01"), fair.booth("A02")
    fair.sells(1, second, DRINK, 10)
    fair.sells(1, first, FOOD, 20)
    parts = parts_of(fair.rows)
    assert by_label(parts.categories) == {"อาหาร": (1, 1, 1), "เครื่องดื่ม": (1, 1, 0)}
    assert (parts.grand.vendors, parts.reporters) == (1, 1)


def test_over_several_days_a_booth_counts_where_its_first_vendor_stood(fair):
    booth = fair.booth("A01")
    fair.sells(1, booth, DRINK, 10, day=SECOND)
    fair.sells(2, booth, FOOD, 20, day=FIRST)
    assert by_label(parts_of(fair.rows).categories) == {
        "อาหาร": (1, 1, 1),
        "เครื่องดื่ม": (0, 0, 1),
    }


def test_a_shared_booth_has_reported_when_both_have(fair):
    booth = fair.booth("A01")
    fair.sells(1, booth, FOOD, 500)
    fair.sells(2, booth, FOOD, None, place=2)
    fair.sells(3, fair.booth("A02"), FOOD, 100)
    parts = parts_of(fair.rows)
    assert counts(parts.grand) == (2, 1, 3)
    assert [(one.booth, one.vendor) for one in parts.missing] == [("A01", "ร้าน 2")]
    assert (parts.grand.total, parts.of_reported) == (600, 100)


def test_zones_and_categories_add_up_to_the_whole(fair):
    """120 = 82 + 39 was printed: here many booths are shared, and some vendors are everywhere."""
    for number in range(40):
        zone = (MAIN, TASTE)[number % 3 == 0]
        booth = fair.booth(f"A{number:02}", zone, is_split=zone == MAIN)
        for place in range(1, 2 + number % 3):
            vendor, category = (number * place) % 23, 1 + (number + place) % 5
            baht = None if (number + place) % 7 == 0 else number * place
            fair.sells(vendor, booth, category, baht, number, place=place)
    parts = parts_of(fair.rows)
    for lines in (parts.categories, [zone.line for zone in parts.zones], parts.groups):
        sums = [sum(column) for column in zip(*map(counts, lines), strict=True)]
        assert tuple(sums) == counts(parts.grand)
        assert sum(line.total for line in lines) == parts.grand.total
    missing = {one.booth for one in parts.missing}
    assert parts.grand.booths == parts.grand.reported + len(missing) == 40


def test_what_nobody_has_reported_is_silent_and_not_zero(fair):
    fair.sells(1, fair.booth("A01"), FOOD, None)
    fair.sells(2, fair.booth("A02"), DRINK, 0)
    food, drink = parts_of(fair.rows).categories
    assert (food.is_silent, drink.is_silent) == (True, False)


def test_sellers_are_ranked_by_all_their_booths(fair):
    """500 + 500 was missing under a leader of 900."""
    first, second, third = fair.booth("A01"), fair.booth("A02"), fair.booth("A03")
    fair.sells(2, second, FOOD, 900)
    fair.sells(1, first, FOOD, 500)
    fair.sells(1, third, CLOTH, 500)
    assert shown(sellers_of(fair.rows)) == [
        (1, "ร้าน 1", "A01, A03", 1000),
        (2, "ร้าน 2", "A02", 900),
    ]


def test_booths_are_ranked_by_all_their_sellers(fair):
    shared = fair.booth("A01")
    fair.sells(1, shared, FOOD, 60)
    fair.sells(2, shared, FOOD, 50, place=2)
    fair.sells(3, fair.booth("A02"), FOOD, 100)
    assert shown(booths_of(fair.rows)) == [
        (1, "ร้าน 1, ร้าน 2", "A01", 110),
        (2, "ร้าน 3", "A02", 100),
    ]


def test_zones_that_are_not_split_stand_among_the_categories(fair):
    fair.sells(1, fair.booth("A01"), FOOD, 100)
    fair.sells(2, fair.booth("T01", TASTE, is_split=False), FOOD, 250)
    fair.sells(3, fair.booth("A02"), CLOTH, 300)
    assert shown(groups_of(parts_of(fair.rows))) == [
        (1, "ผ้าและเครื่องแต่งกาย", "", 300),
        (2, TASTE, "", 250),
        (3, "อาหาร", "", 100),
    ]


def ranked(*amounts, places=MOST_PLACES):
    named = [(f"ร้าน {number}", "", Decimal(baht)) for number, baht in enumerate(amounts)]
    return rank(named, whole=Decimal(sum(amounts)), places=places)


def places(ranking):
    return [one.place for one in ranking.ranked]


def test_equals_share_a_place_and_the_next_is_further_down():
    assert places(ranked(70, 90, 80, 80)) == [1, 2, 2, 4]


def test_equals_stand_as_one_walks_past_them():
    assert [one.name for one in ranked(5, 9, 5).ranked] == ["ร้าน 1", "ร้าน 0", "ร้าน 2"]


def test_nobody_falls_off_the_last_place_by_chance():
    top = ranked(9, 8, 7, 7, 7, 1).top(3)
    assert (places(top), top.places, top.others) == ([1, 2, 3, 3, 3], 3, 1)


@pytest.mark.parametrize(("asked", "shown_places"), [(1, [1]), (2, [1, 2, 2]), (9, [1, 2, 2])])
def test_any_number_of_places_may_be_asked_for(asked, shown_places):
    assert places(ranked(80, 70, 70).top(asked)) == shown_places


def test_who_sold_nothing_has_no_place():
    assert places(ranked(0, 5, 0)) == [1]
    assert ranked(0, 0) == Ranking((), Decimal(0), MOST_PLACES)


def test_an_average_shows_what_was_divided_by_what_and_leaves_out_who_is_missing(fair):
    fair.sells(1, fair.booth("A01"), FOOD, 100)
    fair.sells(2, fair.booth("A02"), FOOD, None)
    parts = parts_of(fair.rows)
    day = DailyFigures(
        day="2020-10-26",
        day_number=1,
        grand=parts.grand,
        zones=parts.zones,
        categories=parts.categories,
        reporters=parts.reporters,
        of_reported=parts.of_reported,
    )
    assert (day.per_booth, day.per_vendor) == (Average(Decimal(100), 1), Average(Decimal(100), 1))
    assert day.per_visitor.each is None
