"""Thai and Arabic digits, either way, and the one check of what counts as a number.

`str.isdigit()` says yes to ² and ๑, on which `int()` or a column fails, and a number of thirty
digits fits no column: every number that comes from outside is read by `whole_number` (programs
wrote it: an address, a query, a hidden box) or `parse_whole` (people typed it).
"""

import re
from decimal import Decimal

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def to_thai_digits(text: object) -> str:
    """Return `text` with ๐–๙ for 0–9, as formal documents print them."""
    return str(text).translate(_TO_THAI)


# 8.12E+08: what a spreadsheet shows, and a CSV keeps, of a number without its last digits.
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet has left digits of a number away."""
    return _SHORTENED.fullmatch(text) is not None


# A run without spaces that holds a Latin letter: a booth, a reference number, a code.
_CODE = re.compile(r"([^\s฀-๿()“”]*[A-Za-z][^\s฀-๿()“”]*)")


def to_official_digits(text: object) -> str:
    """Thai digits, except in codes: C07 and RPT-KK20-25631028-2 keep their own."""
    parts = _CODE.split(str(text))
    return "".join(part if place % 2 else to_thai_digits(part) for place, part in enumerate(parts))


class AsWritten(str):
    """A name on a paper: กลุ่มทอผ้า 99 keeps its digits."""


def in_official_digits(value):
    """Every text of a paper in Thai digits: texts, lists of them, and dicts by place.

    What is `AsWritten` stays so.
    """
    if isinstance(value, AsWritten):
        return value
    if isinstance(value, dict):
        return {key: in_official_digits(one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_official_digits(one) for one in value]
    return value if isinstance(value, bool) else to_official_digits(value)


def to_arabic_digits(text: object) -> str:
    """Return `text` with 0–9 for ๐–๙, as everything is stored."""
    return str(text).translate(_TO_ARABIC)


LARGEST_NUMBER = 2**63 - 1  # what the widest integer column holds, on every database
_LONGEST_NUMBER = len(str(LARGEST_NUMBER))
_LONGEST_TEXT = 60
_GROUPED = re.compile(
    r"(?P<number>\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(?P<fraction>\d*))?"
)
_NEGATIVE = re.compile(r"[-−–]\s?\d")
_UNIT = re.compile(r"\s?(?:บูธ|ร้าน|ราย|คน|ชิ้น|แอมป์|เมตร|ม\.|วัน|ครั้ง|แถว|แห่ง|รายการ)$")


class NumberError(ValueError):
    """The text is no number; str() is a Thai sentence that says why and how to mend it."""


def is_digits(text: object) -> bool:
    """Whether `text` is a string of 0–9 and nothing else."""
    return isinstance(text, str) and text.isascii() and text.isdigit()


def whole_number(
    text: object, *, least: int = 0, most: int = LARGEST_NUMBER, digits: int = _LONGEST_NUMBER
) -> int | None:
    """The number that a program wrote with at most `digits` digits; None for anything else."""
    if not is_digits(text) or len(str(text)) > digits:
        return None
    number = int(str(text))
    return number if least <= number <= most else None


def parse_whole(text: str) -> int:
    """Read a count as people type it: "120", "๑๒๐", "1,200", "12 บูธ".

    Raises NumberError on anything else; how large it may be, its field decides.
    """
    number, fraction = _parts_of(text)
    if fraction.strip("0"):
        raise NumberError("กรอกเป็นจำนวนเต็ม ไม่มีจุดทศนิยม")
    return int(number)


def parse_measure(text: str) -> Decimal:
    """Read a measure, with a fraction or without: "3", "๒.๕", "1,200.75", "3 ม."."""
    number, fraction = _parts_of(text)
    return Decimal(f"{number}.{fraction}" if fraction else number)


_LARGE = {"พัน": 3, "หมื่น": 4, "แสน": 5, "ล้าน": 6, "สิบล้าน": 7, "ร้อยล้าน": 8, "พันล้าน": 9, "หมื่นล้าน": 10}
_LARGEST_FIRST = "|".join(sorted(_LARGE, key=len, reverse=True))
_WITH_WORD = re.compile(rf"(?P<number>[^ก-ฮ]+?)\s*(?P<word>{_LARGEST_FIRST})(?:บาท)?")


def parse_large(text: str) -> Decimal:
    """Read a number that may end in a word: "2.3 พันล้าน", "๕ ล้านบาท", "1,200"."""
    match = _WITH_WORD.fullmatch(text.strip())
    if match is None:
        return parse_measure(text)
    return parse_measure(match["number"]).scaleb(_LARGE[match["word"]])


def _parts_of(text: str) -> tuple[str, str]:
    if len(text) > _LONGEST_TEXT:
        raise NumberError("ตัวเลขยาวเกินไป")
    typed = to_arabic_digits(text).strip()
    match = _GROUPED.fullmatch(_UNIT.sub("", typed))
    if match and match[0].isascii():
        return re.sub("[, ]", "", match["number"]), match["fraction"] or ""
    if _NEGATIVE.match(typed):
        raise NumberError("ตัวเลขติดลบไม่ได้")
    raise NumberError(f'"{typed}" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12')
