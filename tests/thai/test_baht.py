from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otopfair.thai.baht import (
    BahtError,
    baht_in_words,
    format_baht,
    format_number,
    parse_baht,
)
from otopfair.thai.digits import to_thai_digits

AMOUNTS = st.decimals(0, Decimal("999999999999.99"), places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4,331,890", "4331890"),
        ("4331890", "4331890"),
        ("4 331 890", "4331890"),
        ("1\u00a0500.5", "1500.50"),
        ("๑,๕๐๐.๕๐ บาท", "1500.50"),
        ("1,500บาทถ้วน", "1500"),
        ("฿500", "500"),
        ("500.-", "500"),
        ("500.", "500"),
        ("1,500.- บาท", "1500"),
        ("1,500 .-", "1500"),
        ("1,500,-", "1500"),
        ("1,500.–", "1500"),
        ("1,500 บ.", "1500"),
        ("๑,๕๐๐บ", "1500"),
        ("1,500.50 บ.", "1500.50"),
        ("฿1,500.-", "1500"),
        ("บาท 1,500", "1500"),
        ("ราคา 1,500 บาท", "1500"),
        ("จำนวนเงิน 1,500.- บาท", "1500"),
        ("1,500 บาท 5 สตางค์", "1500.05"),
        ("0", "0"),
    ],
)
def test_reads_what_officers_paste(text, amount):
    assert parse_baht(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกจำนวนเงินเป็นบาท เช่น 1,500.50"),
        ("12,3oo", '"12,3oo" มีตัวอักษรปนอยู่ ใช้เลข 0 และ 1 แทน'),
        ("1.234,50", '"1.234,50" อ่านได้หลายแบบ ใช้จุดคั่นสตางค์ เช่น 1,234.50'),
        ("1500,50", '"1500,50" อ่านได้หลายแบบ ใช้จุดคั่นสตางค์ เช่น 1,234.50'),
        ("1,23,4", '"1,23,4" คั่นหลักไม่ถูก คั่นทุกสามหลัก เช่น 1,234,500'),
        ("12 34", '"12 34" คั่นหลักไม่ถูก คั่นทุกสามหลัก เช่น 1,234,500'),
        ("-5", "จำนวนเงินติดลบไม่ได้"),
        ("1.5E+05", 'โปรแกรมตารางย่อเลขเป็น "1.5E+05" พิมพ์ยอดใหม่ทุกหลัก เช่น 150,000'),
        ("1,500-", '"1,500-" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'),
        ("(1,500)", '"(1,500)" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'),
        ("บาท", '"บาท" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'),
        ("1.500", "สตางค์มีได้ 2 ตำแหน่งหลังจุด เช่น 1,500.50"),
        ("2.5 ล้าน", "กรอกเป็นตัวเลขทุกหลัก เช่น 2,500,000"),
        ("ยังไม่ส่ง", '"ยังไม่ส่ง" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'),
        ("-", '"-" ไม่ใช่จำนวนเงิน กรอกเป็นตัวเลข เช่น 1,500.50'),
        ("1" * 16, "จำนวนเงินมากเกินไป ตรวจจำนวนหลักอีกครั้ง"),
        ("1" * 61, "จำนวนเงินยาวเกินไป"),
    ],
)
def test_says_why_it_is_no_amount(text, why):
    with pytest.raises(BahtError) as refusal:
        parse_baht(text)

    assert str(refusal.value) == why


@given(AMOUNTS)
def test_what_is_printed_is_read_back(amount):
    assert parse_baht(format_number(amount)) == amount
    assert parse_baht(format_baht(amount)) == amount
    assert parse_baht(to_thai_digits(format_baht(amount))) == amount


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4331890, "4,331,890"),
        (Decimal("1500.50"), "1,500.50"),
        (Decimal("1500.00"), "1,500"),
        (Decimal("1E+3"), "1,000"),
        (12.5, "12.50"),
        (-5, "-5"),
        (0, "0"),
        (None, ""),
        ("", ""),
    ],
)
def test_satang_are_printed_only_when_there_are_any(value, text):
    assert format_number(value) == text


def test_the_unit_stands_after_the_amount():
    assert format_baht(2500) == "2,500 บาท"
    assert format_baht(None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (4331890, "สี่ล้านสามแสนสามหมื่นหนึ่งพันแปดร้อยเก้าสิบบาทถ้วน"),
        (Decimal("1500.50"), "หนึ่งพันห้าร้อยบาทห้าสิบสตางค์"),
        (0, "ศูนย์บาทถ้วน"),
        (11, "สิบเอ็ดบาทถ้วน"),
        (21, "ยี่สิบเอ็ดบาทถ้วน"),
        (101, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (1_000_000, "หนึ่งล้านบาทถ้วน"),
        (10_000_000, "สิบล้านบาทถ้วน"),
        (1_000_000_000_000, "หนึ่งล้านล้านบาทถ้วน"),
        (Decimal("0.25"), "ยี่สิบห้าสตางค์"),
    ],
)
def test_an_amount_in_words(value, words):
    assert baht_in_words(value) == words
