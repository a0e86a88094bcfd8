"""Sheets as offices make them, in ways nobody had thought of."""

import io
from datetime import timedelta
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from otopfair.documents.sheets import read_sheets
from products.models import ImportBatch
from products.operations.forgetting import forget_telephones
from tests.sales.test_takings_doubtful_sheets import HEAD, READ, ROW, TITLE
from tests.sales.test_takings_sheets import (  # noqa: F401
    NOVEMBER,
    evening,
    refused,
    rows_of,
    workbook,
    world,
)

CASES = Path(__file__).parent.parent / "cases"
SERIAL = 46350  # 24 November 2026, as a spreadsheet counts


def plan_of_rows(world, *rows):  # noqa: F811
    return world.plan("ยอด.xlsx", workbook({"ยอด": [[TITLE], HEAD, *rows]}))


def test_a_second_table_with_other_columns_is_not_read_as_the_first(world):  # noqa: F811
    plan = plan_of_rows(
        world,
        ROW,
        [],
        ["บูธ", "ชื่อร้าน", "ยอดสั่งจอง (บาท)", "ยอดจำหน่าย (บาท)"],
        ["A04", "ร้าน A04", 7, 900],
        HEAD,
        ["A05", "ร้าน A05", 300, 0],
    )
    assert rows_of(plan) == [READ, ("A05", NOVEMBER[24], 300, 0)]
    assert plan.findings.ignored == [
        (5, "หัวตารางที่เรียงคอลัมน์อีกแบบ"),
        (7, "หัวตารางซ้ำ"),
    ]
    assert {row for row, _column, _why in refused(plan)} == {6}
    assert refused(plan)[0][2] == (
        "แถวนี้อยู่ใต้หัวตารางที่แถว 5 ซึ่งเรียงคอลัมน์อีกแบบ ในไฟล์เขียนว่า “A04 ร้าน A04 7 900” พิมพ์ค่าที่ถูกทีละช่อง"
    )


def test_satang_that_a_spreadsheet_has_added_up_are_read(world):  # noqa: F811
    plan = plan_of_rows(world, ["A01", "ร้าน A01", 12.1 * 3, 0.1 + 0.2])
    assert [(str(row.sold), str(row.ordered)) for row in plan.rows] == [("36.30", "0.30")]


def test_a_head_of_many_letters_is_read_past(world):  # noqa: F811
    rows = [[f"บรรทัดที่ {number} ของหนังสือนำ"] for number in range(100)]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [*rows, [TITLE], HEAD, ROW]}))
    assert rows_of(plan) == [READ]


def test_a_day_outside_the_fair_is_no_word_against_its_booths(world):  # noqa: F811
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [["ยอดขายวันที่ 12/1/2026"], HEAD, ROW]}))
    assert (plan.findings.problems, refused(plan)) == (
        ["วันที่ 12 มกราคม 2569 ไม่อยู่ในวันจัดงาน (22–28 พฤศจิกายน 2569)"],
        [],
    )


def test_the_number_of_a_day_that_has_lost_its_form_is_read_and_said(world):  # noqa: F811
    head = ["วันที่", "บูธ", "ยอดจำหน่าย"]
    rows = [head, [SERIAL, "A01", 100], [40000, "A04", 1]]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": rows}))
    assert rows_of(plan) == [("A01", NOVEMBER[24], 100, 0)]
    assert f"{SERIAL} เป็นเลขวันที่ของ Excel อ่านเป็น 24 พฤศจิกายน 2569" in plan.findings.assumptions
    assert refused(plan) == [(3, "วันที่", "วันที่ 6 กรกฎาคม 2552 ไม่อยู่ในวันจัดงาน (22–28 พฤศจิกายน 2569)")]
    above = world.plan("ยอด.xlsx", workbook({"ยอด": [["ยอดของวันที่", SERIAL], HEAD, ROW]}))
    assert (rows_of(above), above.findings.problems) == ([READ], [])


def test_a_year_of_two_digits_is_said_for_rows_too(world):  # noqa: F811
    head = ["วันที่", "บูธ", "ยอดจำหน่าย"]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [head, ["24/11/1969", "A01", 100]]}))
    assert rows_of(plan) == [("A01", NOVEMBER[24], 100, 0)]
    assert "Excel เก็บวันที่เป็น 24 พฤศจิกายน 2512 อ่านเป็น 24 พฤศจิกายน 2569" in plan.findings.assumptions


def test_booths_written_in_another_way_are_read_and_said(world):  # noqa: F811
    plan = plan_of_rows(
        world,
        ["A-01", "ร้าน A01", 100, 0],
        ["บูธ A4", "ร้าน A04", 200, 0],
        ["A05-A16", "", 300, 0],
    )
    assert rows_of(plan) == [("A01", NOVEMBER[24], 100, 0), ("A04", NOVEMBER[24], 200, 0)]
    assert "เลขบูธที่เขียนไม่เหมือนผังบูธ อ่าน A-01 เป็น A01, A4 เป็น A04" in plan.findings.assumptions
    assert [row for row, _column, _why in refused(plan)] == [5]


def test_one_booth_in_two_ways_of_writing_is_one_booth(world):  # noqa: F811
    plan = plan_of_rows(world, ["A01", "", 100, 0], ["A-1", "", 200, 0])
    assert (len(plan.rows), len(refused(plan))) == (1, 1)


def test_a_text_that_is_written_as_a_formula_is_that_text():
    (sheet,) = read_sheets('บูธ,โทร\n="A01",="0812345678"\n'.encode())
    assert sheet.rows == [["บูธ", "โทร"], ["A01", "0812345678"]]


def noted() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("ยอด")
        for number, row in enumerate([[TITLE], HEAD, ROW]):
            sheet.write_row(number, 0, row)
        sheet.write_comment("C3", "ยังไม่แน่ใจ\nโทร 0812345678")
    return stream.getvalue()


def test_a_comment_on_a_cell_is_said_not_to_be_read(world):  # noqa: F811
    plan = world.plan("ยอด.xlsx", noted())
    assert rows_of(plan) == [READ]
    assert "ความคิดเห็นบนช่องไม่ได้อ่าน: C3 “ยังไม่แน่ใจ โทร 0812345678”" in plan.findings.assumptions


def test_comments_of_other_kinds_of_file_are_found_too():
    for name in ("notes.ods", "notes.xls"):
        (sheet,) = read_sheets((CASES / name).read_bytes())
        assert sheet.notes == [(3, 3, "ยังไม่แน่ใจ")], name


def test_telephones_in_comments_are_forgotten_with_the_others(world):  # noqa: F811
    batch = world.upload("ยอด.xlsx", noted())
    ImportBatch.objects.update(uploaded_at=timezone.now() - timedelta(days=400))
    forget_telephones()
    batch.refresh_from_db()
    assert [one["notes"] for one in batch.sheets] == [[[3, 3, "ยังไม่แน่ใจ โทร ลบเบอร์แล้ว"]]]
