"""Public sums tell nothing of a single booth, also not by difference."""

from decimal import Decimal
from itertools import product

import pytest
from django.urls import reverse

from sales.operations.fair_reports import close_fair_report, open_fair_correction
from sales.reports.secrecy import LEAST_BOOTHS, OpenLine, public_table
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)


def opened(lines):
    return [OpenLine(str(n), booths, baht, booths) for n, (booths, baht) in enumerate(lines)]


def shown(*lines):
    table = public_table(opened(lines), whole="รวม")
    return [cell.baht for cell in table.cells], table.total.baht


def test_cells_of_five_booths_and_more_are_shown():
    assert shown((5, 100), (40, 900)) == ([100, 900], 1000)


def test_a_small_cell_is_hidden_with_the_smallest_other():
    assert shown((2, 15), (46, 900), (9, 60)) == ([None, 900, None], 975)


def test_small_cells_that_are_enough_together_hide_nothing_else():
    assert shown((2, 15), (3, 25), (46, 900)) == ([None, None, 900], 940)


def test_two_small_cells_of_four_booths_hide_a_third():
    assert shown((1, 15), (3, 25), (46, 900), (5, 7)) == ([None, None, 900, None], 947)


def test_a_booth_that_sold_nothing_has_a_figure_too():
    assert shown((0, 0), (2, 0), (6, 90), (9, 200)) == ([0, None, None, 200], 290)


def test_a_vendor_who_has_moved_is_one_and_not_two_booths():
    lines = [OpenLine("อาหาร", 6, Decimal(90), 3), OpenLine("ผ้า", 9, Decimal(200), 9)]
    assert public_table(lines, whole="รวม").hidden == {"อาหาร", "ผ้า"}


def test_what_few_have_changed_is_hidden_with_the_total_and_stays_so():
    first = public_table(opened([(6, 100), (9, 200), (8, 300)]), whole="รวม")
    second = public_table(
        opened([(7, 150), (9, 200), (8, 300)]), whole="รวม", before=first, changed={"0"}
    )
    third = public_table(opened([(15, 900), (9, 200), (8, 300)]), whole="รวม", before=second)
    for table in (second, third):
        assert (table.hidden, table.total.baht) == ({"0"}, None)


def test_what_was_hidden_beside_a_small_cell_is_not_shown_when_another_takes_its_place():
    first = public_table(opened([(2, 15), (46, 900), (6, 60), (7, 80)]), whole="รวม")
    second = public_table(
        opened([(2, 15), (46, 900), (12, 60), (7, 80)]), whole="รวม", before=first
    )
    assert first.hidden | {"2"} <= second.hidden


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


def test_a_late_figure_is_not_found_by_holding_the_correction_against_the_closed_report(
    client, fair
):
    officer, url = make_officer(), reverse("fair-figures", args=[fair.slug])
    late = make_allocation(make_booth(fair, "D01"))
    fair.closes_on = fair.opens_on
    fair.save()
    report = close_fair_report(fair, accept_open_days=True, by=officer)
    before = client.get(url).context["table"]
    open_fair_correction(report, reason="ร้านส่งช้า", by=officer)
    make_sale(late, sold_on=fair.opens_on, sold="777")
    close_fair_report(fair, accept_open_days=True, by=officer)
    response = client.get(url)
    table, page = response.context["table"], response.content.decode()
    assert (before.total.baht, table.total.baht, "1,377" in page) == (600, None, False)
    assert "หลังปิดรายงานมีการแก้ยอดน้อยกว่า 5 บูธ" in page or table.is_secret


def test_a_correction_of_many_booths_is_shown(client, fair):
    officer, url = make_officer(), reverse("fair-figures", args=[fair.slug])
    late = [make_allocation(make_booth(fair, f"D{number:02}")) for number in range(5)]
    fair.closes_on = fair.opens_on
    fair.save()
    report = close_fair_report(fair, accept_open_days=True, by=officer)
    open_fair_correction(report, reason="ร้านส่งช้า", by=officer)
    for allocation in late:
        make_sale(allocation, sold_on=fair.opens_on, sold="100")
    close_fair_report(fair, accept_open_days=True, by=officer)
    assert client.get(url).context["table"].total.baht == 1100
