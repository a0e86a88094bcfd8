"""Thai and Arabic digits, either way."""

import re

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def to_thai_digits(text: object) -> str:
    """Return `text` with ๐–๙ for 0–9, as formal documents print them."""
    return str(text).translate(_TO_THAI)


# A run without spaces that holds a Latin letter: a booth, a reference number, a code.
_CODE = re.compile(r"([^\s฀-๿()“”]*[A-Za-z][^\s฀-๿()“”]*)")


def to_official_digits(text: object) -> str:
    """Thai digits, except in codes: C07 and RPT-KK20-25631028-2 keep their own."""
    parts = _CODE.split(str(text))
    return "".join(part if place % 2 else to_thai_digits(part) for place, part in enumerate(parts))


def to_arabic_digits(text: object) -> str:
    """Return `text` with 0–9 for ๐–๙, as everything is stored."""
    return str(text).translate(_TO_ARABIC)
