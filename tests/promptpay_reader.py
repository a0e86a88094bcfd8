"""A strict reader of Thai payment codes, written apart from the writer: it trusts nothing."""

from dataclasses import dataclass
from decimal import Decimal

TABLE = [0] * 256
for _byte in range(256):
    _value = _byte << 8
    for _bit in range(8):
        _value = ((_value << 1) ^ 0x1021) & 0xFFFF if _value & 0x8000 else _value << 1
    TABLE[_byte] = _value


@dataclass(frozen=True)
class Read:
    """What a bank's app would show."""

    kind: str  # "transfer" or "bill"
    payee: str
    references: tuple[str, ...]
    amount: Decimal | None
    once: bool


def fields_of(text: str) -> dict[str, str]:
    found, place = {}, 0
    while place < len(text):
        tag, length = text[place : place + 2], text[place + 2 : place + 4]
        value = text[place + 4 : place + 4 + int(length)]
        assert len(value) == int(length), f"field {tag} is cut off"
        assert tag not in found, f"field {tag} stands twice"
        found[tag], place = value, place + 4 + int(length)
    return found


def read(text: str) -> Read:
    assert text[-8:-4] == "6304", "the check sum does not come last"
    check = 0xFFFF
    for byte in text[:-4].encode("ascii"):
        check = ((check << 8) & 0xFFFF) ^ TABLE[(check >> 8) ^ byte]
    assert text[-4:] == f"{check:04X}", "the check sum is wrong"
    fields = fields_of(text)
    assert (fields["00"], fields["53"], fields["58"]) == ("01", "764", "TH")
    amount = Decimal(fields["54"]) if "54" in fields else None
    [tag] = {"29", "30"} & fields.keys()
    inner = fields_of(fields[tag])
    bill = tag == "30"
    assert inner["00"] == ("A000000677010112" if bill else "A000000677010111")
    numbers = [inner[one] for one in ("01",) if bill] or [
        value for key, value in inner.items() if key != "00"
    ]
    references = tuple(inner[one] for one in ("02", "03") if bill)
    [payee] = numbers
    return Read("bill" if bill else "transfer", payee, references, amount, fields["01"] == "12")
