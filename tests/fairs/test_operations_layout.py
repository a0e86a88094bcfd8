"""The ground of a fair is laid out zone by zone."""

from decimal import Decimal

import pytest

from fairs.models import Booth, Zone
from fairs.operations.layout import lay_out_zone, remove_zone
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


def test_remove_zone_takes_its_booths_along():
    fair = make.make_fair_event()
    remove_zone(lay_out(fair), by=make.make_officer())
    assert (Zone.objects.count(), Booth.objects.count()) == (0, 0)


def test_remove_zone_refuses_where_a_vendor_has_stood():
    fair = make.make_fair_event()
    zone = lay_out(fair)
    make.make_allocation(zone.booths.get(code="C01"))
    with pytest.raises(RuleBroken, match="โซน C มีร้านที่ได้บูธแล้ว"):
        remove_zone(zone, by=make.make_officer())
