"""Spreadsheets are read by what they are, with types kept, and written so that text stays text."""

import io
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from otopfair.documents.grid import SheetError
from otopfair.documents.headers import ColumnKind
from otopfair.documents.sheets import read_sheets
from otopfair.documents.tables import read_table
from otopfair.documents.xlsx import DATE, NUMBER, Column, Table, workbook_bytes


def workbook(write) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    write(book)
    book.close()
    return stream.getvalue()


def test_rows_are_counted_from_the_top_of_the_sheet_and_types_are_kept():
    def write(book):
        sheet = book.add_worksheet("ก")
        sheet.write(4, 0, 812345678)
        sheet.write(4, 1, 2.5)
        sheet.write_datetime(4, 2, date(2563, 10, 26), book.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_datetime(4, 3, date(2020, 2, 29), book.add_format({"num_format": "d/m/yyyy"}))

    sheet = read_sheets(workbook(write))[0]
    assert len(sheet.rows) == 5
    assert sheet.rows[4] == [812345678, 2.5, "26 ตุลาคม 2563", "29 กุมภาพันธ์ 2563"]


def test_a_formula_is_never_computed():
    def write(book):
        book.add_worksheet().write_formula(0, 0, "=1+1", value="5")

    assert str(read_sheets(workbook(write))[0].rows[0][0]) == "5"


def test_hidden_sheets_are_not_read():
    def write(book):
        book.add_worksheet("เห็น").write(0, 0, "ก")
        hidden = book.add_worksheet("ซ่อน")
        hidden.write(0, 0, "ข")
        hidden.hide()

    assert [sheet.name for sheet in read_sheets(workbook(write))] == ["เห็น"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp874"])
def test_csv_of_any_thai_excel_is_read(encoding):
    data = "ชื่อ,บูธ\nกลุ่มน้ำพริก,A01\n".encode(encoding)
    assert read_sheets(data)[0].rows == [["ชื่อ", "บูธ"], ["กลุ่มน้ำพริก", "A01"]]


@given(st.binary(max_size=300))
def test_any_rubbish_is_read_or_refused_and_never_breaks(data):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with suppress(SheetError):
            read_sheets(start + data)


def test_text_numbers_and_dates_are_written_as_what_they_are():
    table = Table(
        "ชื่อ[ยาว]มาก/เกิน:สามสิบเอ็ดตัวอักษรแน่นอนที่สุด",
        [Column("ข้อความ"), Column("เงิน", NUMBER), Column("วันที่", DATE)],
        [["=1+1", Decimal("1500.50"), date(2020, 10, 28)], ["0812345678", None, None]],
        ["หัวเรื่อง"],
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes([table])))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0][0] == "หัวเรื่อง"
    assert rows[3] == ["=1+1", 1500.5, date(2020, 10, 28)]
    assert rows[4][0] == "0812345678"


@pytest.mark.parametrize(
    ("row", "is_total"),
    [
        (["รวม", "", 12500, 700], True),
        (["รวมทั้งสิ้น 126 ราย"], True),
        (["ยอดรวม", 126, "บาท"], True),
        (["รวมโซน A", 5, 12500], True),
        (["Total", 12500], True),
        (["หมายเหตุ", "ไม่รวมร้านที่ถอน"], True),
        (["รวมมิตรขนมไทย", "อาหาร", "ขอนแก่น"], False),
        (["รวมใจทอเสื่อ", "ของใช้", "ขอนแก่น", ""], False),
        (["รวม", "อาหาร", "ขอนแก่น", "0812345678"], False),
        (["รวมมิตร", 12, 500], False),
    ],
)
def test_a_total_line_is_told_from_a_shop_whose_name_begins_like_one(row, is_total):
    kinds = (ColumnKind("name", "ชื่อ", ("ชื่อ",), required=True),)
    table = read_table([["ชื่อ", "ก", "ข", "ค"], row], kinds)
    assert [number for number, _why in table.ignored] == [2] * is_total
    assert len(table.rows) == 1 - is_total
