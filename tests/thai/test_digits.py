import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.digits import (
    LARGEST_NUMBER,
    AsWritten,
    NumberError,
    in_official_digits,
    is_digits,
    parse_whole,
    to_arabic_digits,
    to_official_digits,
    to_thai_digits,
    whole_number,
)
from tests.trees import nodes_of


def test_digits_change_and_nothing_else():
    assert to_thai_digits("ที่ 123/2562") == "ที่ ๑๒๓/๒๕๖๒"
    assert to_arabic_digits("๘ ธ.ค. ๒๕๖๑") == "8 ธ.ค. 2561"


@given(st.integers())
def test_digits_come_back(number):
    assert int(to_arabic_digits(to_thai_digits(number))) == number


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("บูธ C07 ยอด 1,500 บาท", "บูธ C07 ยอด ๑,๕๐๐ บาท"),
        ("RPT-KK20-25631028-2", "RPT-KK20-25631028-2"),
        ("งาน “OTOP CITY” ครั้งที่ 20", "งาน “OTOP CITY” ครั้งที่ ๒๐"),
        ("A12, C02, C35 (3)", "A12, C02, C35 (๓)"),
    ],
)
def test_official_prints_keep_the_digits_of_codes(text, printed):
    assert to_official_digits(text) == printed


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("007", 7), (str(LARGEST_NUMBER), LARGEST_NUMBER)],
)
def test_a_number_that_a_program_wrote_is_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "²",
        "๑",
        "١",
        "1" * 30,
        str(LARGEST_NUMBER + 1),
        "\0",
        "1\0",
        "-1",
        "+1",
        "1.0",
        " 1",
        "1_0",
        None,
        7,
    ],
)
def test_what_int_or_a_column_would_fail_on_is_no_number(text):
    assert whole_number(text) is None


def test_a_number_outside_its_limits_is_none():
    assert [whole_number(text, least=1, most=5) for text in ("0", "1", "5", "6")] == [
        None,
        1,
        5,
        None,
    ]
    assert whole_number("12345", digits=4) is None


@pytest.mark.parametrize("text", ["²", "๑", "", "1a", "1\n", b"1", 1, None])
def test_digits_are_0_to_9(text):
    assert not is_digits(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("๑๒", 12),
        ("1,200", 1200),
        ("๑,๒๐๐", 1200),
        ("1 200", 1200),
        ("12.0", 12),
        (" 7 ", 7),
        ("12 บูธ", 12),
        ("๓๐ราย", 30),
    ],
)
def test_a_count_is_read_as_people_type_it(text, number):
    assert parse_whole(text) == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12.5", "กรอกเป็นจำนวนเต็ม ไม่มีจุดทศนิยม"),
        ("-3", "ตัวเลขติดลบไม่ได้"),
        ("²", '"²" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        ("1_0", '"1_0" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        ("1,20", '"1,20" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        ("2 ล้าน", '"2 ล้าน" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        ("9" * 61, "ตัวเลขยาวเกินไป"),
    ],
)
def test_says_why_it_is_no_count(text, why):
    with pytest.raises(NumberError) as refusal:
        parse_whole(text)

    assert str(refusal.value) == why


def test_only_this_module_asks_whether_text_is_digits():
    """str.isdigit() and its kin say yes to what int() and columns refuse."""
    root = Path(__file__).resolve().parent.parent.parent
    wrong = [
        f"{path.relative_to(root)}:{node.lineno}"
        for folder in (
            "otopfair",
            "fairs",
            "vendors",
            "products",
            "onsite",
            "sales",
            "pages",
            "demo",
        )
        for path in sorted((root / folder).rglob("*.py"))
        if path.relative_to(root) != Path("otopfair/thai/digits.py")
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in {"isdigit", "isdecimal", "isnumeric"}
    ]
    assert wrong == []


def test_a_name_on_a_paper_keeps_its_digits():
    row = {"place": "1", "name": AsWritten("กลุ่มทอผ้า 99"), "lines": ["บูธ 12 คูหา"]}
    assert in_official_digits(row) == {"place": "๑", "name": "กลุ่มทอผ้า 99", "lines": ["บูธ ๑๒ คูหา"]}
