from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.digits import to_arabic_digits, to_thai_digits


def test_digits_change_and_nothing_else():
    assert to_thai_digits("ที่ 123/2562") == "ที่ ๑๒๓/๒๕๖๒"
    assert to_arabic_digits("๘ ธ.ค. ๒๕๖๑") == "8 ธ.ค. 2561"


@given(st.integers())
def test_digits_come_back(number):
    assert int(to_arabic_digits(to_thai_digits(number))) == number
