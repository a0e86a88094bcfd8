"""Payment codes: as in the published cases, right to the check sum, read back by another."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from otopfair.documents.promptpay import crc16, pay_bill, transfer_to_phone, transfer_to_tax_id
from tests.promptpay_reader import Read, read

CASES = Path(__file__).parent.parent / "cases" / "promptpay.json"
MADE = {
    "mobile 0801234567, no amount": lambda: transfer_to_phone("0801234567"),
    "tax id 0123456789012, no amount": lambda: transfer_to_tax_id("0123456789012"),
    "mobile 0000000000, 4.22 baht": lambda: transfer_to_phone("0000000000", Decimal("4.22")),
    "tax id 0994000617721, 1500.00 baht": lambda: transfer_to_tax_id(
        "0994000617721", Decimal(1500)
    ),
    "bill payment, biller 099400061772100, ref1 KKC2563000123, ref2 B0042, 1500.00 baht": (
        lambda: pay_bill("099400061772100", "KKC2563000123", "B0042", Decimal(1500))
    ),
}
PAYLOADS = {row["case"]: row["payload"] for row in json.loads(CASES.read_text(encoding="utf-8"))}
OUR_ORDER = [name for name in PAYLOADS if "1500.00" in name]
SATANG = some.integers(1, 99_999_999_999).map(lambda number: Decimal(number) / 100)


def test_the_check_sum_is_that_of_the_standard():
    assert crc16("123456789") == 0x29B1


def test_there_is_a_maker_for_each_case():
    assert MADE.keys() == PAYLOADS.keys()


@pytest.mark.parametrize("case", PAYLOADS)
def test_a_case_says_what_ours_says(case):
    """Generators put country, currency and amount in different orders; readers take any."""
    assert read(MADE[case]()) == read(PAYLOADS[case])


@pytest.mark.parametrize("case", OUR_ORDER)
def test_a_case_in_our_order_is_the_same_letter_by_letter(case):
    assert MADE[case]() == PAYLOADS[case]


@given(amount=SATANG, digits=some.integers(0, 99_999_999))
def test_every_amount_is_read_back(amount, digits):
    phone = f"08{digits:08}"
    expected = Read("transfer", f"0066{phone[1:]}", (), amount, once=True)
    assert read(transfer_to_phone(phone, amount)) == expected


@pytest.mark.parametrize(
    "change", [("5303764", "5303840"), ("1500.00", "0001.00"), ("0112", "0111")]
)
def test_a_code_that_was_changed_is_refused(change):
    code = MADE["tax id 0994000617721, 1500.00 baht"]()
    changed = code.replace("010212", "010211") if change[0] == "0112" else code.replace(*change)
    assert changed != code
    with pytest.raises(AssertionError, match="check sum is wrong"):
        read(changed)


@pytest.mark.parametrize("reference", ["", "กข", "A-1", "a1", "A" * 21])
def test_a_bill_takes_only_references_that_banks_take(reference):
    with pytest.raises(ValueError, match="no reference"):
        pay_bill("099400061772100", reference, "1", Decimal(1))


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_amount(amount):
    with pytest.raises(ValueError, match="no amount"):
        transfer_to_phone("0801234567", Decimal(amount))
