"""The text inside a Thai QR for payment (EMVCo, merchant-presented): fields of id, length, value.

PromptPay is field 29, bill payment field 30. With an amount the code is for one payment (`12`).
"""

import re
from decimal import Decimal

CREDIT_TRANSFER, BILL_PAYMENT = "29", "30"
_OF_TRANSFER, _OF_BILL = "A000000677010111", "A000000677010112"
_BAHT, _THAILAND = "764", "TH"
_REFERENCE = re.compile(r"[A-Z0-9]{1,20}")


def transfer_to_phone(phone: str, amount: Decimal | None = None) -> str:
    """PromptPay by a mobile number of ten digits."""
    return _payload(CREDIT_TRANSFER, _OF_TRANSFER, [("01", f"0066{phone[1:]}")], amount)


def transfer_to_tax_id(number: str, amount: Decimal | None = None) -> str:
    """PromptPay by the thirteen digits of a taxpayer."""
    return _payload(CREDIT_TRANSFER, _OF_TRANSFER, [("02", number)], amount)


def pay_bill(biller: str, first: str, second: str, amount: Decimal | None = None) -> str:
    """Bill payment to a biller of fifteen digits, with two references of capitals and digits."""
    for reference in (first, second):
        if not _REFERENCE.fullmatch(reference):
            raise ValueError(f"no reference of a bill: {reference!r}")
    fields = [("01", biller), ("02", first), ("03", second)]
    return _payload(BILL_PAYMENT, _OF_BILL, fields, amount)


def crc16(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, from 0xFFFF, nothing turned round."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = crc << 1 ^ (0x1021 if crc & 0x8000 else 0)
        crc &= 0xFFFF
    return crc


def _payload(tag: str, application: str, fields, amount: Decimal | None) -> str:
    if amount is not None and amount <= 0:
        raise ValueError(f"no amount to pay: {amount}")
    whole = [
        ("00", "01"),
        ("01", "11" if amount is None else "12"),
        (tag, _joined([("00", application), *fields])),
        ("53", _BAHT),
        *([] if amount is None else [("54", f"{amount:.2f}")]),
        ("58", _THAILAND),
    ]
    text = _joined(whole) + "6304"
    return f"{text}{crc16(text):04X}"


def _joined(fields) -> str:
    return "".join(f"{tag}{len(value):02}{value}" for tag, value in fields)
