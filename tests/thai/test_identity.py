import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.digits import to_thai_digits
from otopfair.thai.identity import (
    IdentityError,
    IdKind,
    format_id,
    has_valid_checksum,
    id_caution,
    id_kind,
    mask_id,
    parse_id,
)
from tests.thai.vectors import IDS

TWELVE_DIGITS = st.from_regex(r"\A[0-9]{12}\Z")


@pytest.mark.parametrize("number", IDS["valid"])
def test_accepts_a_valid_number(number):
    assert parse_id(number) == number


@pytest.mark.parametrize("text", IDS["spelling_of_the_first"])
def test_accepts_any_grouping(text):
    assert parse_id(text) == IDS["valid"][0]


@pytest.mark.parametrize("text", IDS["invalid"])
def test_refuses_an_invalid_number(text):
    with pytest.raises(IdentityError):
        parse_id(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกเลขบัตรประชาชน 13 หลัก"),
        ("123454567878", "กรอกเลขบัตรประชาชน 13 หลัก ตอนนี้มี 12 หลัก"),
        ("12345456787811", "กรอกเลขบัตรประชาชน 13 หลัก ตอนนี้มี 14 หลัก"),
        (
            "1.4002E+12",
            'โปรแกรมตารางย่อเลขเป็น "1.4002E+12" เลขท้ายหายไปแล้ว พิมพ์เลขบัตรประชาชนใหม่ทั้ง 13 หลัก',
        ),
        ("abcdefghijklm", "เลขบัตรประชาชนมีแต่ตัวเลข 13 หลัก"),
        ("1234545678789", "เลขบัตรประชาชนไม่ตรงกับหลักตรวจสอบ ตรวจทีละหลักกับเอกสาร"),
    ],
)
def test_says_why_it_is_no_number(text, why):
    with pytest.raises(IdentityError) as refusal:
        parse_id(text)

    assert str(refusal.value) == why


def test_the_sentence_names_the_number_asked_for():
    with pytest.raises(IdentityError) as refusal:
        parse_id("1", name="เลขนิติบุคคล")

    assert str(refusal.value) == "กรอกเลขนิติบุคคล 13 หลัก ตอนนี้มี 1 หลัก"


@given(TWELVE_DIGITS)
def test_exactly_one_check_digit_is_right(twelve):
    assert sum(has_valid_checksum(f"{twelve}{check}") for check in range(10)) == 1


@given(st.sampled_from(IDS["valid"]))
def test_what_is_printed_is_read_back(number):
    assert parse_id(format_id(number)) == number
    assert parse_id(to_thai_digits(format_id(number))) == number


def test_a_number_in_groups_and_masked():
    assert format_id("1999900000013") == "1-9999-00000-01-3"
    assert mask_id("1999900000013") == "1-9999-•••••-01-3"


def test_juristic_persons_begin_with_0():
    assert id_kind("0105536112014") == IdKind.JURISTIC
    assert id_kind("1112034563562") == IdKind.CITIZEN


@pytest.mark.parametrize("first", "12345")
def test_most_citizens_need_no_second_look(first):
    assert id_caution(first + "000000000000") == ""


@pytest.mark.parametrize("first", "06789")
def test_an_officer_looks_twice_at_rarer_kinds(first):
    assert f"ขึ้นต้นด้วย {first}" in id_caution(first + "000000000000")
