"""Several names in one sentence."""

import pytest

from otopfair.thai.listing import first_of


@pytest.mark.parametrize(
    ("names", "unit", "said"),
    [
        ([], "", ""),
        (["C01", "C02"], "", "C01, C02"),
        (["C01", "C02", "C03"], "", "C01, C02 และอีก 1"),
        (["C01", "C02", "C03", "C04"], "บูธ", "C01, C02 และอีก 2 บูธ"),
    ],
)
def test_the_first_are_named_and_the_others_counted(names, unit, said):
    assert first_of(names, 2, unit) == said
