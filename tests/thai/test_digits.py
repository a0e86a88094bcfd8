import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.digits import to_arabic_digits, to_official_digits, to_thai_digits


def test_digits_change_and_nothing_else():
    assert to_thai_digits("ที่ 123/2562") == "ที่ ๑๒๓/๒๕๖๒"
    assert to_arabic_digits("๘ ธ.ค. ๒๕๖๑") == "8 ธ.ค. 2561"


@given(st.integers())
def test_digits_come_back(number):
    assert int(to_arabic_digits(to_thai_digits(number))) == number


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("บูธ C07 ยอด 1,500 บาท", "บูธ C07 ยอด ๑,๕๐๐ บาท"),
        ("RPT-KK20-25631028-2", "RPT-KK20-25631028-2"),
        ("งาน “OTOP CITY” ครั้งที่ 20", "งาน “OTOP CITY” ครั้งที่ ๒๐"),
        ("A12, C02, C35 (3)", "A12, C02, C35 (๓)"),
    ],
)
def test_official_prints_keep_the_digits_of_codes(text, printed):
    assert to_official_digits(text) == printed
