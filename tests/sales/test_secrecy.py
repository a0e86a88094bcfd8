"""Public sums tell nothing of a single booth, also not by difference."""

from decimal import Decimal
from itertools import product

import pytest
from django.urls import reverse

from sales.operations.fair_reports import close_fair_report
from sales.reports.secrecy import LEAST_BOOTHS, public_table
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)


def shown(*lines):
    table = public_table([(str(n), *line) for n, line in enumerate(lines)], whole="รวม")
    return [cell.baht for cell in table.cells], table.total.baht


def test_cells_of_five_booths_and_more_are_shown():
    assert shown((5, 100), (40, 900)) == ([100, 900], 1000)


def test_a_small_cell_is_hidden_with_the_smallest_other():
    assert shown((2, 15), (46, 900), (9, 60)) == ([None, 900, None], 975)


def test_small_cells_that_are_enough_together_hide_nothing_else():
    assert shown((2, 15), (3, 25), (46, 900)) == ([None, None, 900], 940)


def test_two_small_cells_of_four_booths_hide_a_third():
    assert shown((1, 15), (3, 25), (46, 900), (5, 7)) == ([None, None, 900, None], 947)


def test_a_category_in_which_nothing_was_sold_hides_nobody():
    assert shown((0, 0), (2, 0), (6, 90)) == ([0, 0, 90], 90)


def test_baht_of_a_shared_booth_that_counts_elsewhere_are_hidden():
    assert shown((0, 70), (12, 500), (8, 200)) == ([None, 500, None], 770)


@pytest.mark.parametrize("lines", [[(4, 100)], [(2, 10), (2, 20)], [(3, 50), (9, 0)]])
def test_where_all_is_too_few_the_total_is_hidden(lines):
    assert shown(*lines)[1] is None


def test_no_table_lets_a_small_cell_be_computed():
    """Every table of four categories: what is hidden is two cells and five booths, or nothing."""
    for counts in product((0, 1, 3, 5, 8), repeat=4):
        lines = [(booths, Decimal(booths * 10)) for booths in counts]
        cells, total = shown(*lines)
        hidden = [n for n, baht in enumerate(cells) if baht is None]
        small = [n for n, booths in enumerate(counts) if 0 < booths < LEAST_BOOTHS]
        assert set(small) <= set(hidden), counts
        if total is not None and hidden:
            together = sum(counts[n] for n in hidden)
            assert (len(hidden) > 1, together >= LEAST_BOOTHS) == (True, True), counts


@pytest.fixture
def fair(db):
    fair = make_fair_event()
    for number in range(6):
        place = make_allocation(make_booth(fair, f"C{number:02}"))
        make_sale(place, sold_on=fair.opens_on, sold="100")
    return fair


def test_visitors_read_the_sums_of_a_closed_report_alone(client, fair):
    url = reverse("fair-figures", args=[fair.slug])
    assert client.get(url).status_code == 404
    fair.closes_on = fair.opens_on
    fair.save()
    close_fair_report(fair, accept_open_days=True, by=make_officer())
    html = client.get(url).content.decode()
    assert ["600" in html, "ไม่แสดง" in html] == [True, False]
