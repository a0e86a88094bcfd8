"""A percent is exact until it is printed, and rounded once: half up, as people are taught."""

from decimal import Decimal

import pytest

from otopfair.thai.baht import format_number
from otopfair.thai.percents import percent, percent_text, rounded


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "shown"),
    [
        (5017350, 15000000, 1, "33.4"),  # 33.449, which is 33.45 when it is rounded twice
        (1, 8, 2, "12.50"),
        (1, 800, 2, "0.13"),  # 0.125
        (1, 4, 1, "25"),
        (125, 100, 2, "125"),
        (-1, 8, 1, "-12.5"),
        (24, 1, 0, "2,400"),
    ],
)
def test_a_percent_is_rounded_once(part, whole, decimals, shown):
    assert percent_text(percent(part, whole), decimals) == shown


def test_nothing_is_printed_for_none():
    assert percent_text(None) == ""


def test_an_amount_is_rounded_half_up_too():
    assert rounded(Decimal("48151.785"), 2) == Decimal("48151.79")
    assert format_number(Decimal("48151.785")) == "48,151.79"
