"""Amounts of money in baht: as typed, as printed, in words."""

import re
from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

from otopfair.thai import in_english
from otopfair.thai.digits import is_shortened, to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.tongues import is_english

_SATANG = Decimal("0.01")
_MILLION = 1_000_000

_MINUS = re.compile(r"^[-−–]\s?\d")
_UNIT = re.compile(
    r"^(?:(?:จำนวน|ราคา|เป็น)?(?:เงิน)?\s?)?(?:฿|บาท|THB)?\s?(?=[\d.])"
    r"|(?:\s?[.,][-–—])?\s?(?:(?:บาท|฿)(?:ถ้วน)?|บ|THB)?\.?$"
)
_SATANG_IN_WORDS = re.compile(r"(?P<baht>[\d, ]+)\s?บาท\s?(?P<satang>\d{1,2})\s?สตางค์")
_AMOUNT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(?P<satang>\d*))?")
_COMMA_FOR_SATANG = re.compile(r"[\d.]*\d,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+")
_LETTER_FOR_DIGIT = re.compile(r"[\d,.]*[oOlI][\d,.oOlI]*")
_LONGEST_TEXT = 60
_MOST_DIGITS = 15


class BahtError(ValueError):
    """The text is no amount; str() is a Thai sentence that says why and how to mend it."""


def parse_baht(text: str) -> Decimal:
    """Read an amount in baht, satang optional, without a sign: "4,331,890", "๑,๕๐๐.๕๐ บาท",
    "1,500.-", "1,500 บ.".

    Raises BahtError on anything that could be read in two ways.
    """
    if len(text) > _LONGEST_TEXT:
        raise BahtError("จำนวนเงินยาวเกินไป")
    typed = to_arabic_digits(normalise(text))
    if not typed:
        raise BahtError("กรอกจำนวนเงินเป็นบาท เช่น 1,500.50")
    number = _UNIT.sub("", _with_point(typed)).strip()
    match = _AMOUNT.fullmatch(number)
    if not match:
        raise BahtError(_why_not(typed, number))
    satang = match["satang"] or ""
    if len(satang) > 2:
        raise BahtError("สตางค์มีได้ 2 ตำแหน่งหลังจุด เช่น 1,500.50")
    amount = Decimal(number.replace(",", "").replace(" ", "").rstrip("."))
    if amount.adjusted() >= _MOST_DIGITS:
        raise BahtError("จำนวนเงินมากเกินไป ตรวจจำนวนหลักอีกครั้ง")
    return amount.quantize(_SATANG) if satang else amount


def format_number(value: Decimal | int | float | None) -> str:
    """4,331,890; 1,500.50 — satang only when there are any; "" for None"""
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    amount = Decimal(str(value)).quantize(_SATANG, ROUND_HALF_UP)
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def format_baht(value: Decimal | int | float | None) -> str:
    """2,500 บาท; ฿2,500 on an English page"""
    number = format_number(value)
    if number and is_english():
        return in_english.format_baht(number)
    return number and f"{number} บาท"


def baht_in_words(value: Decimal | int | float) -> str:
    """สี่ล้านสามแสนสามหมื่นหนึ่งพันแปดร้อยเก้าสิบบาทถ้วน, as receipts and orders spell it"""
    amount = Decimal(str(value)).quantize(_SATANG, ROUND_HALF_UP)
    return num2words(amount, lang="th", to="currency", currency="THB")


def _with_point(typed: str) -> str:
    """1,500 บาท 5 สตางค์ → 1,500.05"""
    match = _SATANG_IN_WORDS.fullmatch(typed)
    return f"{match['baht'].strip()}.{int(match['satang']):02}" if match else typed


def _why_not(typed: str, number: str) -> str:
    if _MINUS.match(number):
        return "จำนวนเงินติดลบไม่ได้"
    if _LETTER_FOR_DIGIT.fullmatch(number) and re.search("[0-9]", number):
        return f'"{typed}" มีตัวอักษรปนอยู่ ใช้เลข 0 และ 1 แทน'
    if _COMMA_FOR_SATANG.fullmatch(number):
        return f'"{typed}" อ่านได้หลายแบบ ใช้จุดคั่นสตางค์ เช่น 1,234.50'
    if re.fullmatch(r"[\d,. ]+", number):
        return f'"{typed}" คั่นหลักไม่ถูก คั่นทุกสามหลัก เช่น 1,234,500'
    if is_shortened(number):
        return f'โปรแกรมตารางย่อเลขเป็น "{typed}" พิมพ์ยอดใหม่ทุกหลัก เช่น 150,000'
    if "ล้าน" in number or "พัน" in number or "แสน" in number or "หมื่น" in number:
        return "กรอกเป็นตัวเลขทุกหลัก เช่น 2,500,000"
    return f'"{typed}" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'
