"""A booth is found however its code is written, and never where it could be two."""

import pytest

from fairs.booth_codes import BoothCodes, booth_code, said_alike


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("บูธ ๑๒", "12"),
        (" a 01 ", "A01"),
        ("บูท A01", "A01"),
        ("Ａ０１", "A01"),
        ("\u200bA01\u200b", "A01"),
        ("-", ""),
        ("บูธ", "บูธ"),
    ],
)
def test_a_code_is_read_as_a_register_writes_it(written, code):
    assert booth_code(written) == code


@pytest.mark.parametrize("written", ["A01", "A1", "A-01", "A.1", "a/001", "บูธ A-1", "A ๑"])
def test_one_booth_written_in_many_ways(written):
    assert BoothCodes(["A01", "A02", "B01"]).meant(booth_code(written)) == "A01"


@pytest.mark.parametrize(
    "written", ["A01-A02", "A01/02", "A01,A02", "A", "1", "A1B", "AO1", "เอ 1"]
)
def test_what_is_no_one_booth_is_left_as_it_stands(written):
    assert BoothCodes(["A01", "A02", "A102"]).meant(booth_code(written)) == booth_code(written)


def test_where_two_booths_are_alike_the_code_must_be_exact():
    codes = BoothCodes(["A1", "A01"])
    assert [codes.meant(code) for code in ("A1", "A01", "A-1")] == ["A1", "A01", "A-1"]


def test_a_booth_whose_code_says_booth_is_found():
    assert BoothCodes(["บูธ7", "food-a"]).meant(booth_code("บูธ ๗")) == "บูธ7"
    assert BoothCodes(["บูธ7", "food-a"]).meant(booth_code("Food-A")) == "food-a"


def test_what_was_taken_for_another_code_is_said_once():
    read = [("A-1", "A01"), ("A02", "A02"), ("A-1", "A01"), ("A3", "A03")]
    assert [*said_alike(read)] == ["เลขบูธที่เขียนไม่เหมือนผังบูธ อ่าน A-1 เป็น A01, A3 เป็น A03"]
    assert [*said_alike([("A02", "A02")])] == []
