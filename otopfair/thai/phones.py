"""Thai telephone numbers: stored as digits, printed in groups.

Mobile 06, 08, 09 + 8 digits; Bangkok 02 + 7; provinces 03–05, 07 + 7.
"""

import re
from urllib.parse import quote

from otopfair.thai.digits import is_digits, is_shortened, to_arabic_digits
from otopfair.thai.folding import normalise

EXTENSION_MARK = "#"

_MOBILE = re.compile(r"0[689]\d{8}")
_LANDLINE = re.compile(r"0[2-57]\d{7}")
_MOBILE_LENGTH, _LANDLINE_LENGTH = 10, 9
# Before 2549 mobiles had nine digits and were printed 0-6241-xxxx; an 8 was put after the 0.
_OLD_MOBILE = re.compile(r"0[- ]([169]\d{3})[- ](\d{4})")
_LONGEST_TEXT = 200
_MOST_LINES_IN_RANGE = 10

_LABEL = re.compile(r"(?:โทรศัพท์|โทรสาร|โทร|มือถือ|เบอร์|tel|mobile|fax)[.:\s]*", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*(?:[,;]|หรือ|และ)\s*|\s+/\s*|\s*/\s+|/(?=0\d)")
_EXTENSION = re.compile(r"\s*(?:ต่อ|ext\.?|#)\s*(\d{1,6})$", re.IGNORECASE)
_LINES = re.compile(r"(?P<first>.*\d)\s?(?P<sign>[/\-–])\s?(?P<last>\d{1,2})")
_SPREADSHEET_FLOAT = re.compile(r"\d{8,10}\.0")
_COUNTRY = re.compile(r"^(?:\+|00)66(?:\s?\(0\))?|^66(?=[2-9]\d{7,8}$)")
_GROUPING = re.compile(r"[\s.\-–()]+")


class PhoneError(ValueError):
    """The text is no telephone number; str() is a Thai sentence that says why."""


def parse_phones(text: str) -> list[str]:
    """Read every number in one cell: "098-2940139 / 043-236-537", "โทร. 089 389 4650".

    Numbers come back as digits, in order, once each; an extension follows "#". The leading 0
    that a spreadsheet lost is put back. Raises PhoneError when any part is no number.
    """
    text = _LABEL.sub(" ", to_arabic_digits(normalise(str(text)))).strip(" ,;/")
    if len(text) > _LONGEST_TEXT:
        raise PhoneError("เบอร์โทรศัพท์ยาวเกินไป")
    numbers: list[str] = []
    for part in _SEPARATOR.split(text):
        if part := part.strip():
            numbers += _numbers_in(part)
    return list(dict.fromkeys(numbers))


def parse_phone(text: str) -> str:
    """Read exactly one number; its digits, an extension after "#"."""
    numbers = parse_phones(text)
    if not numbers:
        raise PhoneError("กรอกเบอร์โทรศัพท์ เช่น 081-234-5678")
    if len(numbers) > 1:
        raise PhoneError(f"กรอกเบอร์เดียว ตอนนี้มี {len(numbers)} เบอร์")
    return numbers[0]


def format_phone(number: str) -> str:
    """098-294-0139, 02-123-4567, 043-236-537, 043-236-537 ต่อ 12"""
    digits, _, extension = number.partition(EXTENSION_MARK)
    area = 2 if digits.startswith("02") else 3
    printed = f"{digits[:area]}-{digits[area : area + 3]}-{digits[area + 3 :]}"
    return f"{printed} ต่อ {extension}" if extension else printed


def format_phones(numbers: list[str]) -> str:
    """098-294-0139, 043-236-537"""
    return ", ".join(map(format_phone, numbers))


def tel_href(number: str) -> str:
    """tel:+66982940139"""
    digits, _, extension = number.partition(EXTENSION_MARK)
    href = f"tel:+66{digits[1:]}"
    return f"{href};ext={extension}" if extension else href


def is_mobile(number: str) -> bool:
    """Whether it takes messages."""
    return bool(_MOBILE.fullmatch(number))


def sms_href(number: str, text: str) -> str:
    """sms:+66982940139?&body=… — "&" because iOS knows the text only behind one, Android both."""
    return f"sms:+66{number[1:]}?&body={quote(text)}"


def _numbers_in(part: str) -> list[str]:
    extension = ""
    if match := _EXTENSION.search(part):
        part, extension = part[: match.start()], EXTENSION_MARK + match[1]
    if match := _OLD_MOBILE.fullmatch(part):
        return [f"08{match[1]}{match[2]}{extension}"]
    if numbers := _split(_digits(part)):
        return [number + extension for number in numbers]
    if (lines := _LINES.fullmatch(part)) and (first := _split(_digits(lines["first"]))):
        return _range_of_lines(first, lines["sign"], lines["last"])
    raise PhoneError(_why_not(part))


def _digits(part: str) -> str:
    if _SPREADSHEET_FLOAT.fullmatch(part):
        part = part.removesuffix(".0")
    digits = _GROUPING.sub("", part)
    national = _COUNTRY.sub("", digits)
    if national != digits or not digits.startswith("0"):
        return "0" + national.removeprefix("0")
    return digits


def _split(digits: str) -> list[str]:
    """Cut a run of digits into whole numbers; [] when it does not come out even."""
    numbers = []
    while digits:
        match = _MOBILE.match(digits) or _LANDLINE.match(digits)
        if not match:
            return []
        numbers.append(match[0])
        digits = digits[match.end() :]
    return numbers


def _range_of_lines(numbers: list[str], sign: str, last: str) -> list[str]:
    """043-236-537-9 is three lines, 043-236-537/9 is two."""
    stem, start = numbers[-1][: -len(last)], int(numbers[-1][-len(last) :])
    if sign == "/":
        return [*numbers, stem + last]
    if not 0 < int(last) - start < _MOST_LINES_IN_RANGE:
        raise PhoneError(f'อ่านช่วงเบอร์ "{format_phone(numbers[-1])}{sign}{last}" ไม่ได้')
    return [*numbers, *(f"{stem}{line:0{len(last)}}" for line in range(start + 1, int(last) + 1))]


def _why_not(part: str) -> str:
    if is_shortened(part):
        return f'โปรแกรมตารางย่อเบอร์เป็น "{part}" เลขท้ายหายไปแล้ว พิมพ์เบอร์ใหม่ทั้งเบอร์'
    digits = _digits(part)
    if not is_digits(digits):
        return f'"{part}" ไม่ใช่เบอร์โทรศัพท์ กรอกแต่ตัวเลข เช่น 081-234-5678'
    length = _MOBILE_LENGTH if digits[1:2] in {"6", "8", "9"} else _LANDLINE_LENGTH
    if len(digits) != length and digits[1:2] not in {"", "0", "1"}:
        kind = "เบอร์มือถือ" if length == _MOBILE_LENGTH else "เบอร์บ้าน"
        return f'{kind}มี {length} หลัก "{part}" มี {len(digits)} หลัก'
    return f'"{part}" ไม่ใช่เบอร์ในประเทศไทย เบอร์มี 9 หรือ 10 หลัก ขึ้นต้นด้วย 0'
