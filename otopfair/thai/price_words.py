"""Prices in what somebody types: "ไม่เกิน 3000", "ราคา 500-1,000 บาท", "under 300".

They are read from folded text, in which tone marks are gone.
"""

import re
from typing import NamedTuple

from otopfair.thai.folding import fold

MOST_BAHT = 10**9
_THOUSANDS = {"พัน": 1_000, "หมืน": 10_000, "แสน": 100_000, "k": 1_000}
# A sum that somebody names alone stands for prices near it.
_NEAR_BELOW, _NEAR_ABOVE = 4, 6  # fifths
# Of numbers that nothing says to be baht, only large ones are prices, and no years.
_LEAST_BARE = 50
_YEARS = range(1900, 2600)


class Price(NamedTuple):
    """Baht, both included; None for no limit."""

    least: int | None = None
    most: int | None = None


def _any(*words: str) -> str:
    return "|".join(re.escape(fold(word)).replace(r"\ ", " ?") for word in words)


# What is counted otherwise: "5 ดาว", "8 นิ้ว", "20 ธันวาคม".
_NO_BAHT = _any(*("ดาว", "star", "นิ้ว", "เซน", "กก", "กรัม", "มล", "ขวด", "ชิ้น", "ผืน", "คน"))
_SUM = (
    r"(\d[\d,]{{0,11}})(?![\d,]) ?(พัน|หมืน|แสน|k(?![a-z]))?"
    r"(?: ?(?:{baht})|(?! ?(?:{other})))"
)
_BAHT = _any("บาท", "฿", "baht", "thb")
_ONE = _SUM.format(baht=_BAHT, other=_NO_BAHT)
_PRICED = f"(?:(?:{_any('ราคา', 'งบ', 'งบประมาณ', 'price')}) ?)?"
_AT_MOST = _any(
    *("ไม่เกิน", "ไม่ถึง", "ต่ำกว่า", "น้อยกว่า", "ถูกกว่า", "ไม่แพงกว่า", "งบ", "งบไม่เกิน"),
    *("under", "below", "less than", "up to", "cheaper than"),
)
_AT_LEAST = _any(
    *("เกินกว่า", "เกิน", "มากกว่า", "สูงกว่า", "แพงกว่า", "over", "above", "more than"),
)
_SINCE = _any("ตั้งแต่", "from")  # of a day as well as of a price
_TO = f"(?:-|–|~|{_any('ถึง', 'to')})"
_FROM = f"(?:{_any('ตั้งแต่', 'ระหว่าง', 'from', 'between')})? ?"
_RANGE = re.compile(rf"{_PRICED}{_FROM}(?<!\d){_ONE} ?{_TO} ?{_ONE}(?!\d)")
_MOST = re.compile(
    rf"{_PRICED}(?:{_AT_MOST}) ?(?<!\d){_ONE}|{_PRICED}(?<!\d){_ONE} ?{_any('ลงมา')}"
)
_LEAST = re.compile(
    rf"{_PRICED}(?:{_AT_LEAST}) ?(?<!\d){_ONE}(?: ?{_any('ขึ้นไป')})?|"
    rf"(?:{_any('ราคา')}) ?(?:{_SINCE}) ?{_ONE}|"
    rf"{_PRICED}(?:{_SINCE})? ?(?<!\d){_ONE} ?{_any('ขึ้นไป')}"
)
_SAYS_BAHT = re.compile(f"{_BAHT}|{_any('ราคา', 'งบ', 'price')}")
_NEAR = re.compile(rf"{_PRICED}(?<!\d){_ONE}(?!\d)")


def read_price(folded: str) -> tuple[str, Price | None]:
    """`folded` without the words that name a price, and that price."""
    for pattern, read in _WAYS:
        for found in pattern.finditer(folded):
            price = read(found)
            if price is not None:
                rest = f"{folded[: found.start()]} {folded[found.end() :]}"
                return " ".join(rest.split()), price
    return folded, None


def _sums(found: re.Match) -> list[int]:
    parts = found.groups()
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [_baht(digits, times) for digits, times in pairs if digits]


def _baht(digits: str, times: str | None) -> int:
    return min(int(digits.replace(",", "")) * _THOUSANDS.get(times or "", 1), MOST_BAHT)


def _between(found: re.Match) -> Price | None:
    least, most = _sums(found)
    if found[2] is None and found[4] and least < 1000:  # "2-3 พัน"
        least *= _THOUSANDS[found[4]]
    is_said = _SAYS_BAHT.search(found[0])
    if least > most or (not is_said and (least < _LEAST_BARE or {least, most} <= set(_YEARS))):
        return None
    return Price(least, most)


def _near(found: re.Match) -> Price | None:
    if not _SAYS_BAHT.search(found[0]):
        return None
    (baht,) = _sums(found)
    return Price(baht * _NEAR_BELOW // 5, baht * _NEAR_ABOVE // 5)


_WAYS = (
    (_RANGE, _between),
    (_MOST, lambda found: Price(most=_sums(found)[0])),
    (_LEAST, lambda found: Price(least=_sums(found)[0])),
    (_NEAR, _near),
)
