"""The code of a booth as people write it: "บูธ ๑๒", "A-01" and "A1" for the booth A01."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.thai.listing import first_of

_CALLED = re.compile(r"^(?:บูธ|บูท|BOOTH)(?=.)")
_ONE_BOOTH = re.compile(r"([^\W\d_]{0,3})[-–—./_]?(\d{1,5})[-–—./_]?([^\W\d_]?)")
_NOTHING = {"-", "–", "—", "ไม่มี", "N/A"}
_FEW = 8
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def booth_code(text: str) -> str:
    """As a register writes it: capitals, our digits, no spaces, and not the word "บูธ"; "" where
    nothing is written."""
    code = to_arabic_digits(normalise(text).translate(_WIDE)).upper().replace(" ", "")
    return "" if code in _NOTHING else _CALLED.sub("", code)


class BoothCodes:
    """The booths of a fair, by all the ways in which their codes are written."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = {booth_code(code): code for code in codes}
        self._alike: dict[tuple, set[str]] = defaultdict(set)
        for code in self._codes.values():
            if key := _key(booth_code(code)):
                self._alike[key].add(code)

    def meant(self, code: str) -> str:
        """The booth of the fair that is written so, or the only one that is written alike; `code`
        itself where there is none, or where it could be two."""
        if code in self._codes:
            return self._codes[code]
        alike = self._alike.get(_key(code) or (), set())
        return next(iter(alike)) if len(alike) == 1 else code


def _key(code: str) -> tuple | None:
    """The same for "A-01", "A.1" and "A001"; None for what is not one booth."""
    found = _ONE_BOOTH.fullmatch(code)
    return (found[1], int(found[2]), found[3]) if found else None


def said_alike(read: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Which codes were taken for another, of pairs (as written, as meant)."""
    pairs = dict.fromkeys(f"{code} เป็น {meant}" for code, meant in read if code != meant)
    if pairs:
        yield f"เลขบูธที่เขียนไม่เหมือนผังบูธ อ่าน {first_of([*pairs], _FEW, 'บูธ')}"
