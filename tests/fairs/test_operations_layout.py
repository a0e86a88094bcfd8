"""The ground of a fair is laid out zone by zone."""

from decimal import Decimal

import pytest

from fairs.models import Booth
from fairs.operations.layout import lay_out_listed, lay_out_zone
from otopfair.errors import RuleBroken
from tests import factories as make

pytestmark = pytest.mark.django_db


def lay_out(fair, **fields):
    defaults = {"code": "C", "name_th": "ผ้า", "booths": 5, "columns": 2}
    return lay_out_zone(fair, by=make.make_officer(), **{**defaults, **fields})


def test_lay_out_zone_numbers_booths_row_by_row_with_an_aisle_after_two_rows():
    zone = lay_out(make.make_fair_event())

    places = [(booth.code, booth.plan_x, booth.plan_y) for booth in zone.booths.order_by("code")]
    assert places == [
        ("C01", Decimal(0), Decimal(0)),
        ("C02", Decimal(3), Decimal(0)),
        ("C03", Decimal(0), Decimal(3)),
        ("C04", Decimal(3), Decimal(3)),
        ("C05", Decimal(0), Decimal(9)),
    ]
    assert (zone.plan_width, zone.plan_height) == (Decimal(6), Decimal(12))


def test_lay_out_zone_puts_the_next_zone_below():
    fair = make.make_fair_event()
    lay_out(fair)
    below = lay_out(fair, code="d")
    assert (below.code, below.plan_y, below.sequence) == ("D", Decimal(15), 2)


def test_lay_out_zone_refuses_a_code_that_is_taken_and_adds_no_booth():
    fair = make.make_fair_event()
    lay_out(fair)
    with pytest.raises(RuleBroken, match="งานนี้มีโซน C แล้ว") as refusal:
        lay_out(fair, code="c")
    assert refusal.value.field == "code"
    assert Booth.objects.filter(fair_event=fair).count() == 5


@pytest.mark.parametrize(
    ("booths", "columns", "field"), [(0, 1, "booths"), (401, 1, "booths"), (4, 5, "columns")]
)
def test_lay_out_zone_refuses_numbers_that_make_no_sense(booths, columns, field):
    with pytest.raises(RuleBroken) as refusal:
        lay_out(make.make_fair_event(), booths=booths, columns=columns)
    assert refusal.value.field == field


def test_a_list_of_booths_makes_a_zone_for_each_letter_and_places_for_who_shares():
    fair = make.make_fair_event()
    listed = [("A01", 1), ("A02", 3), ("A02", 1), ("7", 2)]

    lay_out_listed(fair, listed, report_name="โซนผลิตภัณฑ์ OTOP", by=make.make_officer())

    zones = list(fair.zones.order_by("sequence").values_list("code", "category", "sequence"))
    assert zones == [("1", 2, 1), ("A", 1, 2)]
    booths = list(fair.booths.order_by("code").values_list("code", "zone__code", "places"))
    assert booths == [("7", "1", 1), ("A01", "A", 1), ("A02", "A", 2)]
