import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.phones import (
    PhoneError,
    format_phone,
    format_phones,
    parse_phone,
    parse_phones,
    tel_href,
)

NUMBERS = st.from_regex(r"\A(0[689][0-9]{8}|0[2-57][0-9]{7})\Z")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("098-2940139 / 043-236-537", ["0982940139", "043236537"]),
        ("081-234-5678/082-345-6789", ["0812345678", "0823456789"]),
        ("มือถือ 081 234 5678 หรือ 043-236537", ["0812345678", "043236537"]),
        ("089 389 4650 043 236 537", ["0893894650", "043236537"]),
        ("โทร. 089 389 4650", ["0893894650"]),
        ("๐๖๒๖๘๑๗๐๖๙", ["0626817069"]),
        ("0-5328-1234", ["053281234"]),
        ("09 1234 5678", ["0912345678"]),
        ("+66 89 389 4650", ["0893894650"]),
        ("+66 (0)2 123 4567", ["021234567"]),
        ("66893894650", ["0893894650"]),
        ("043-236-537 ต่อ 12", ["043236537#12"]),
        ("043-236-537-9", ["043236537", "043236538", "043236539"]),
        ("043-236-537/8", ["043236537", "043236538"]),
        ("0982940139, 0982940139", ["0982940139"]),
        ("", []),
    ],
)
def test_reads_every_number_in_a_cell(cell, numbers):
    assert parse_phones(cell) == numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [("670170001.0", "0670170001"), (670170001.0, "0670170001"), ("43236537", "043236537")],
)
def test_puts_back_the_zero_that_a_spreadsheet_lost(cell, number):
    assert parse_phones(cell) == [number]


def test_a_mobile_printed_before_2549_gets_its_8():
    assert parse_phones("0-6241-1234") == ["0862411234"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("0812", 'เบอร์มือถือมี 10 หลัก "0812" มี 4 หลัก'),
        ("089-389-465", 'เบอร์มือถือมี 10 หลัก "089-389-465" มี 9 หลัก'),
        ("043-236-53", 'เบอร์บ้านมี 9 หลัก "043-236-53" มี 8 หลัก'),
        (
            "1567",
            '"1567" ไม่ใช่เบอร์ในประเทศไทย เบอร์มี 9 หรือ 10 หลัก ขึ้นต้นด้วย 0',
        ),
        (
            "0812345678 (สมชาย)",
            '"0812345678 (สมชาย)" ไม่ใช่เบอร์โทรศัพท์ กรอกแต่ตัวเลข เช่น 081-234-5678',
        ),
        ("043-236-537-2", 'อ่านช่วงเบอร์ "043-236-537-2" ไม่ได้'),
        ("8.12E+08", 'โปรแกรมตารางย่อเบอร์เป็น "8.12E+08" เลขท้ายหายไปแล้ว พิมพ์เบอร์ใหม่ทั้งเบอร์'),
        ("0" * 201, "เบอร์โทรศัพท์ยาวเกินไป"),
    ],
)
def test_says_why_it_is_no_number(cell, why):
    with pytest.raises(PhoneError) as refusal:
        parse_phones(cell)

    assert str(refusal.value) == why


def test_one_wrong_number_spoils_the_cell():
    with pytest.raises(PhoneError):
        parse_phones("098-2940139 / 0812")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกเบอร์โทรศัพท์ เช่น 081-234-5678"),
        ("098-2940139 / 043-236-537", "กรอกเบอร์เดียว ตอนนี้มี 2 เบอร์"),
    ],
)
def test_one_number_means_one(text, why):
    with pytest.raises(PhoneError) as refusal:
        parse_phone(text)

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("number", "printed", "href"),
    [
        ("0982940139", "098-294-0139", "tel:+66982940139"),
        ("021234567", "02-123-4567", "tel:+6621234567"),
        ("043236537", "043-236-537", "tel:+6643236537"),
        ("043236537#12", "043-236-537 ต่อ 12", "tel:+6643236537;ext=12"),
    ],
)
def test_a_number_in_groups_and_as_a_link(number, printed, href):
    assert format_phone(number) == printed
    assert tel_href(number) == href


@given(st.lists(NUMBERS, unique=True, max_size=4))
def test_what_is_printed_is_read_back(numbers):
    assert parse_phones(format_phones(numbers)) == numbers


@given(NUMBERS)
def test_a_number_with_its_country_code_is_read_back(number):
    assert parse_phone(tel_href(number).removeprefix("tel:")) == number
