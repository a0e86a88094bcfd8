"""The 13-digit number of a citizen or a juristic person."""

import re
from enum import StrEnum

from otopfair.thai.digits import is_digits, is_shortened, to_arabic_digits
from otopfair.thai.folding import normalise

ID_LENGTH = 13

_GROUPING = re.compile(r"[\s.\-–/]+")
_CAUTIONS = {
    "0": "เลขขึ้นต้นด้วย 0 ใช้กับนิติบุคคลหรือผู้ไม่มีสถานะทางทะเบียน",
    "6": "เลขขึ้นต้นด้วย 6 ใช้กับผู้อยู่ชั่วคราว ตรวจสัญชาติจากบัตร",
    "7": "เลขขึ้นต้นด้วย 7 ใช้กับบุตรของผู้อยู่ชั่วคราว ตรวจสัญชาติจากบัตร",
    "8": "เลขขึ้นต้นด้วย 8 ใช้กับคนต่างด้าวหรือผู้แปลงสัญชาติ ตรวจสัญชาติจากบัตร",
    "9": "เลขขึ้นต้นด้วย 9 ไม่ใช่เลขบัตรประชาชนทั่วไป ตรวจจากบัตร",
}


class IdentityError(ValueError):
    """The text is no 13-digit number; str() is a Thai sentence that says why."""


class IdKind(StrEnum):
    CITIZEN = "citizen"
    JURISTIC = "juristic"


def parse_id(text: str, *, name: str = "เลขบัตรประชาชน") -> str:
    """Read the number in any grouping, Thai digits too; return its 13 digits.

    `name` is what the sentence of an IdentityError calls the number.
    """
    digits = _GROUPING.sub("", to_arabic_digits(normalise(text)))
    if not digits:
        raise IdentityError(f"กรอก{name} {ID_LENGTH} หลัก")
    if is_shortened(text.strip()):
        raise IdentityError(
            f'โปรแกรมตารางย่อเลขเป็น "{text}" เลขท้ายหายไปแล้ว พิมพ์{name}ใหม่ทั้ง {ID_LENGTH} หลัก'
        )
    if not is_digits(digits):
        raise IdentityError(f"{name}มีแต่ตัวเลข {ID_LENGTH} หลัก")
    if len(digits) != ID_LENGTH:
        raise IdentityError(f"กรอก{name} {ID_LENGTH} หลัก ตอนนี้มี {len(digits)} หลัก")
    if not has_valid_checksum(digits):
        raise IdentityError(f"{name}ไม่ตรงกับหลักตรวจสอบ ตรวจทีละหลักกับเอกสาร")
    return digits


def has_valid_checksum(number: str) -> bool:
    """Whether the last of 13 digits is the check digit of the other twelve."""
    if len(number) != ID_LENGTH or not is_digits(number):
        return False
    weighted = sum(int(digit) * (ID_LENGTH - place) for place, digit in enumerate(number[:-1]))
    return (11 - weighted % 11) % 10 == int(number[-1])


def format_id(number: str) -> str:
    """1-2345-67890-12-3"""
    return f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"


def mask_id(number: str) -> str:
    """1-2345-•••••-12-3, for screens until the reader asks for the whole"""
    return f"{number[0]}-{number[1:5]}-•••••-{number[10:12]}-{number[12]}"


def id_kind(number: str) -> IdKind:
    """Juristic persons, tax numbers of agencies included, begin with 0."""
    return IdKind.JURISTIC if number.startswith("0") else IdKind.CITIZEN


def id_caution(number: str) -> str:
    """What an officer should look at before taking this as a Thai citizen's number, or ""."""
    return _CAUTIONS.get(number[:1], "")
