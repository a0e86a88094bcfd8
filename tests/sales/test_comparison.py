"""Two editions by day number: who stood there, what came in, and what nobody has a figure of."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fairs.models import FairEvent
from sales.exports import comparison_book
from sales.reports.comparison import ComparedDay, Comparison, EditionDay, compare
from tests import factories as make
from tests.shared_rows import written_once

THEN, NOW = date(2025, 12, 1), date(2026, 11, 28)


def day_of(day, total=None):
    return EditionDay(day, 2, 1, total and Decimal(total), total and Decimal(0))


# --- Sums


def test_days_are_summed_only_where_both_have_a_figure():
    fair, before = FairEvent(edition_no=32), FairEvent(edition_no=31)
    days = (
        ComparedDay(1, day_of(NOW, 150), day_of(THEN, 100)),
        ComparedDay(2, day_of(NOW), day_of(THEN, 900)),
        ComparedDay(3, None, day_of(THEN, 900)),
    )
    compared = Comparison(fair, before, days)
    assert (compared.names, compared.days_with_both) == (("ครั้งที่ 32", "ครั้งที่ 31"), 1)
    assert (compared.total_now, compared.total_before, compared.growth_percent) == (150, 100, 50)


def test_of_nothing_before_there_is_no_percentage():
    assert ComparedDay(1, day_of(NOW, 5), day_of(THEN)).growth_percent is None


# --- From the rows


@pytest.fixture(scope="module")
def editions(django_db_setup, django_db_blocker):
    """The 31st sold on its first day, the 32nd on its first two; a third day was not sold on."""
    with written_once(django_db_blocker):
        series, fairs = make.make_series(), []
        for number, first, baht in ((31, THEN, ["1000"]), (32, NOW, ["1500", "700"])):
            fair = make.make_fair_event(
                series=series,
                edition_no=number,
                opens_on=first,
                closes_on=first.replace(day=first.day + 2),
            )
            allocation = make.make_allocation(make.make_booth(fair))
            for offset, sold in enumerate(baht):
                day = first.replace(day=first.day + offset)
                make.make_sale(allocation, sold_on=day, sold=sold)
            fairs.append(fair)
        yield fairs


pytestmark = pytest.mark.django_db


def test_the_first_day_stands_beside_the_first_with_booths_and_vendors(editions):
    before, fair = editions
    compared = compare(fair, before)
    assert [
        (one.number, one.now.day, one.now.booths, one.now.vendors, one.now.total, one.before.total)
        for one in compared.days
    ] == [
        (1, NOW, 1, 1, 1500, 1000),
        (2, date(2026, 11, 29), 1, 1, 700, None),
        (3, date(2026, 11, 30), 1, 1, None, None),
    ]


def test_it_takes_two_statements(editions, django_assert_num_queries):
    before, fair = editions
    with django_assert_num_queries(2):
        compare(fair, before)


def test_the_sheet_says_what_the_page_says(editions):
    before, fair = editions
    book = CalamineWorkbook.from_filelike(io.BytesIO(comparison_book(compare(fair, before))))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[-3][:1] + rows[-3][4:7] + rows[-3][-1:] == [1, 1500, 0, 1500, 500]
    assert rows[-1][6] == ""


def test_the_page_compares_with_the_edition_before(client, editions):
    before, fair = editions
    client.force_login(make.make_officer())
    page = client.get(reverse("staff:report-compare", args=[fair.pk]))
    assert (page.context["before"], page.context["comparison"].total_now) == (before, 1500)


def test_a_fair_without_a_series_has_nothing_to_compare_with(client):
    client.force_login(make.make_officer())
    page = client.get(reverse("staff:report-compare", args=[make.make_fair_event().pk]))
    assert "ยังไม่มีครั้งอื่นให้เทียบ" in page.content.decode()
