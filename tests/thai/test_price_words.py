"""Prices that people type into a search box."""

import pytest

from otopfair.thai.folding import fold
from otopfair.thai.price_words import Price, read_price

SAID = """
ผ้าไหม ไม่เกิน 3000: ผ้าไหม 0 3000
ผ้าไหมไม่เกิน3,000บาท: ผ้าไหม 0 3000
สบู่ ไม่ถึง ๕๐ บาท: สบู่ 0 50
ผ้าไหม ไม่เกิน 3 พัน: ผ้าไหม 0 3000
งบ 500 กระเป๋า: กระเป๋า 0 500
กระเป๋า ราคา 500-1,000: กระเป๋า 500 1000
ผ้าไหมราคา2000ถึง3000: ผ้าไหม 2000 3000
ผ้าไหม 2-3 พัน: ผ้าไหม 2000 3000
ร่ม 100-400: ร่ม 100 400
ผ้าไหม มากกว่า 3000: ผ้าไหม 3000 0
ผ้าไหม 3000 บาทขึ้นไป: ผ้าไหม 3000 0
ร่ม 100 บาท: ร่ม 80 120
silk under 3000 baht: silk 0 3000
"""

NOT_SAID = """
ชามตราไก่ 8 นิ้ว
ผ้าไหม ต่ำกว่า 5 ดาว
งานวันที่ 10-21 มกราคม
ตั้งแต่ 20 ธันวาคม
งาน 2562-2563
26/10/2563
A 16
ครั้งที่ 20
กระเป๋า 500
ราคา
น้ำผึ้ง 100-200 กรัม
ไม่เกิน ²
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_a_price_is_taken_out_of_what_was_typed(line):
    typed, _, right = line.partition(": ")
    rest, least, most = right.split()

    price = Price(int(least) or None, int(most) or None)
    assert read_price(fold(typed)) == (fold(rest), price)


@pytest.mark.parametrize("typed", NOT_SAID.strip().splitlines())
def test_other_numbers_are_no_prices(typed):
    assert read_price(fold(typed)) == (fold(typed), None)
