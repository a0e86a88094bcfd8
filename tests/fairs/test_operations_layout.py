"""Booths for a list of vendors that says who stands where."""

import pytest

from fairs.operations.layout import lay_out_listed
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_list_of_booths_makes_a_zone_for_each_letter_and_places_for_who_shares():
    fair = make.make_fair_event()
    listed = [("A01", 1), ("A02", 3), ("A02", 1), ("7", 2)]

    lay_out_listed(fair, listed, report_name="โซนผลิตภัณฑ์ OTOP", by=make.make_officer())

    zones = list(fair.zones.order_by("sequence").values_list("code", "category", "sequence"))
    assert zones == [("1", 2, 1), ("A", 1, 2)]
    booths = list(fair.booths.order_by("code").values_list("code", "zone__code", "places"))
    assert booths == [("7", "1", 1), ("A01", "A", 1), ("A02", "A", 2)]
