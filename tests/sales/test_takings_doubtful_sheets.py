"""Sheets of takings that could be read in two ways: none is guessed, and each says why."""

import pytest

from otopfair.documents.marks import NO_VALUE, why_broken
from products.imports.batches import plan_of
from products.operations.imports import apply_batch
from products.operations.previews import correct_batch, say_columns
from sales.models import BoothSale
from tests.sales.test_takings_sheets import (  # noqa: F401
    NOVEMBER,
    evening,
    refused,
    rows_of,
    workbook,
    world,
)

TITLE = "ยอดจำหน่ายประจำวันที่ 24 พฤศจิกายน 2569"
HEAD = ["บูธ", "ชื่อร้าน", "ยอดจำหน่าย", "ยอดสั่งจอง"]
ROW = ["A01", "ร้าน A01", 100, 5]
READ = ("A01", NOVEMBER[24], 100, 5)
WHICH_IS_SOLD = "ยังไม่รู้ว่าคอลัมน์ใดคือยอดจำหน่าย (บาท) เลือกที่ “คอลัมน์ในไฟล์” แล้วอ่านใหม่"
NO_DAY = "ไม่พบวันที่ขายเหนือหัวตาราง ระบุวันที่ขายแล้วตรวจอีกครั้ง"


def problems_of(world, rows):  # noqa: F811
    return world.plan("ยอด.xlsx", workbook({"ยอด": rows})).findings.problems


@pytest.mark.parametrize(
    "head",
    [
        ["บูธ", "ชื่อร้าน", "ยอดขาย 23 พ.ย.", "ยอดขาย 24 พ.ย."],
        ["บูธ", "ชื่อร้าน", "ยอดจำหน่าย", "ยอดจำหน่าย"],
        ["บูธ", "ชื่อร้าน", "ยอดจำหน่ายสะสม", "ยอดสั่งจอง"],
        ["บูธ", "ชื่อร้าน", "ยอดขายเมื่อวาน", "เป้ายอดขาย"],
        ["บูธ", "ชื่อร้าน", "ยอดจำหน่าย (สะสม)", "ยอดสั่งจอง"],
        ["บูธ", "ชื่อร้าน", "ยอดขาย (ราย)", "ยอดสั่งจอง"],
    ],
)
def test_a_heading_that_may_be_another_sum_is_not_taken_for_the_days(world, head):  # noqa: F811
    assert problems_of(world, [[TITLE], head, ROW]) == [WHICH_IS_SOLD]


def test_a_number_of_buyers_beside_the_baht_is_not_taken_for_baht(world):  # noqa: F811
    head = ["บูธ", "ยอดจำหน่าย (บาท)", "ยอดสั่งจอง (ราย)", "ยอดสั่งจอง (บาท)", "ยอดขายสะสม"]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [[TITLE], head, ["A01", 100, 3, 5, 9999]]}))
    assert rows_of(plan) == [READ]


@pytest.mark.parametrize(
    ("title", "heading", "sentence"),
    [
        (
            TITLE,
            "ยอดจำหน่าย (พันบาท)",
            "คอลัมน์ “ยอดจำหน่าย (พันบาท)” เป็นหลักพันบาท แก้ในไฟล์เป็นบาท แล้วเลือกใหม่",
        ),
        (
            f"{TITLE} หน่วย : ล้านบาท",
            "ยอดจำหน่าย",
            f"เหนือหัวตารางเขียนว่า “{TITLE} หน่วย : ล้านบาท” แก้ยอดในไฟล์เป็นบาท แล้วเลือกใหม่",
        ),
    ],
)
def test_thousands_are_not_made_into_baht(world, title, heading, sentence):  # noqa: F811
    batch = world.upload("ยอด.xlsx", workbook({"ยอด": [[title], ["บูธ", heading], ["A01", 4.5]]}))
    [sheet] = plan_of(batch).findings.table.parts
    batch = say_columns(batch, {sheet.columns[1].id: "sold"}, by=world.officer)
    assert plan_of(batch).findings.problems == [sentence]


@pytest.mark.parametrize(
    ("words", "problems", "note"),
    [
        ("24/11/26", [], "“24/11/26” อ่านเป็นปี ค.ศ. คือ 24 พฤศจิกายน 2569"),
        ("๒๔ พ.ย. ๖๙", [], ""),
        ("24 และ 25 พ.ย. 2569", [NO_DAY], ""),
        ("22-24 พ.ย. 2569", [NO_DAY], ""),
        ("24 พ.ย.", [NO_DAY], ""),
        ("24 พ.ย. 2570", ["วันที่ 24 พฤศจิกายน 2570 ไม่อยู่ในวันจัดงาน (22–28 พฤศจิกายน 2569)"], ""),
    ],
)
def test_a_date_in_the_head_is_read_or_asked_for(world, words, problems, note):  # noqa: F811
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [[f"ยอดขาย {words}"], HEAD, ROW]}))
    assert plan.findings.problems == problems
    if not problems:
        assert rows_of(plan) == [READ]
        assert plan.findings.assumptions[1:-1] == [note] * bool(note)


def test_a_title_that_says_so_far_is_said(world):  # noqa: F811
    title = "ยอดสะสมถึงวันที่ 24 พฤศจิกายน 2569"
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [[title], HEAD, ROW]}))
    said = f"เหนือหัวตารางเขียนว่า “{title}” ดูว่ายอดในไฟล์เป็นของวันเดียว ไม่ใช่ยอดสะสม"
    assert said in plan.findings.assumptions


OTHER_DAY = "ยอดจำหน่ายประจำวันที่ 25 พฤศจิกายน 2569"


@pytest.mark.parametrize("between", [[[OTHER_DAY], HEAD], [["25 พ.ย. 2569"]]])
def test_a_second_day_further_down_does_not_go_to_the_first(world, between):  # noqa: F811
    rows = [[TITLE], HEAD, ROW, *between, ["A04", "ร้าน A04", 70, 0]]
    sentence = "แถว 4 เขียนวันที่ 25 พฤศจิกายน 2569 อยู่กลางตาราง แยกแต่ละวันเป็นคนละแผ่น แล้วเลือกไฟล์ใหม่"
    assert problems_of(world, rows) == [sentence]


def test_the_title_of_a_second_page_and_the_day_of_printing_are_no_second_day(world):  # noqa: F811
    rows = [[TITLE], HEAD, ROW, [TITLE], HEAD, ["A04", "ร้าน A04", 70, 0], ["พิมพ์เมื่อ 25 พ.ย. 2569"]]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": rows}))
    assert plan.findings.problems == []
    assert rows_of(plan) == [READ, ("A04", NOVEMBER[24], 70, 0)]
    assert [number for number, _why in plan.findings.ignored] == [4, 5]


DATED = ["วันที่", "บูธ", "ยอดจำหน่าย", "หมายเหตุ"]


def test_rows_that_say_their_own_day_go_to_it_with_their_note(world):  # noqa: F811
    rows = [
        ["ยอดขายของงาน"],
        DATED,
        ["24 พ.ย. 2569", "A01", 100, "ฝนตก"],
        ["25/11/69", "A01", 70, ""],
        ["29 พ.ย. 2569", "A04", 5, ""],
        ["", "A05", 5, ""],
    ]
    batch = world.upload("ยอด.xlsx", workbook({"ยอด": rows}))
    plan = plan_of(batch)
    assert plan.findings.problems == []
    assert rows_of(plan) == [("A01", NOVEMBER[24], 100, 0), ("A01", NOVEMBER[25], 70, 0)]
    outside = "วันที่ 29 พฤศจิกายน 2569 ไม่อยู่ในวันจัดงาน (22–28 พฤศจิกายน 2569)"
    assert refused(plan) == [(5, "วันที่", outside), (6, "วันที่", "ไม่ได้กรอกวันที่ขาย")]
    batch = correct_batch(batch, {5: {"day": "25 พ.ย. 69"}, 6: {"day": "25 พ.ย. 69"}})
    apply_batch(batch, by=world.officer)
    saved = BoothSale.objects.order_by("sold_on", "booth__code")
    assert list(saved.values_list("booth__code", "sold_on", "sold_baht", "note")) == [
        ("A01", NOVEMBER[24], 100, "ฝนตก"),
        ("A01", NOVEMBER[25], 70, ""),
        ("A04", NOVEMBER[25], 5, ""),
        ("A05", NOVEMBER[25], 5, ""),
    ]


def test_a_row_of_another_day_than_its_sheet_is_refused(world):  # noqa: F811
    rows = [[TITLE], DATED, ["25 พ.ย. 2569", "A01", 70, ""]]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": rows}))
    why = "แถวนี้เป็นยอดของ 25 พฤศจิกายน 2569 แต่แผ่นนี้เป็นยอดของ 24 พฤศจิกายน 2569"
    assert (rows_of(plan), refused(plan)) == ([], [(3, "วันที่", why)])


def test_a_note_without_a_new_figure_is_said_and_not_saved(world):  # noqa: F811
    rows = [[TITLE], [*HEAD, "หมายเหตุ"], [*ROW, "ฝนตก"]]
    apply_batch(world.upload("ยอด.xlsx", workbook({"ยอด": rows})), by=world.officer)
    rows[2] = [*ROW, "ฝนตกหนัก"]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": rows}))
    assert [one.reason for one in plan.findings.warnings] == ["ยอดเท่าเดิม จึงไม่บันทึกหมายเหตุ “ฝนตกหนัก”"]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        *(("1 200", 1200), ("1\u00a0200", 1200), ("๑,๒๐๐", 1200), ("1200 บาท", 1200)),
        *(("1,200.", 1200), ("1200.-", 1200), ("฿1,200", 1200), ("-", 0)),
        *((text, None) for text in ("-5", "(500)", "15%", "1,2", "1.200,50", "12.000", "1.2E3")),
        *((text, None) for text in ("500+200", "5 พัน", "1200*", "ปิดร้าน", "+500")),
    ],
)
def test_an_amount_is_read_or_refused_in_words(world, cell, amount):  # noqa: F811
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [[TITLE], HEAD, ["A01", "ร้าน A01", cell]]}))
    if amount is None:
        assert (rows_of(plan), [one[:2] for one in refused(plan)]) == ([], [(3, "ยอดจำหน่าย")])
    else:
        assert rows_of(plan) == [("A01", NOVEMBER[24], amount, 0)]


def test_a_formula_that_is_computed_when_excel_opens_the_file_is_not_nothing(world):  # noqa: F811
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": [[TITLE], HEAD, ["A01", "ร้าน A01", "=500+20"]]}))
    assert refused(plan) == [(3, "ยอดจำหน่าย", why_broken(NO_VALUE))]


@pytest.mark.parametrize(
    ("total", "remark"),
    [
        (105, []),
        ("", []),
        (150, ["ในไฟล์รวม 150 แต่จำหน่ายกับสั่งจองรวมกันได้ 105 บาท ตรวจกับร้าน"]),
        ("ร้อยห้า", ["ในไฟล์รวม ร้อยห้า แต่จำหน่ายกับสั่งจองรวมกันได้ 105 บาท ตรวจกับร้าน"]),
    ],
)
def test_a_sum_that_the_sheet_tells_of_a_row_is_compared(world, total, remark):  # noqa: F811
    rows = [[TITLE], [*HEAD, "รวม"], [*ROW, total]]
    plan = world.plan("ยอด.xlsx", workbook({"ยอด": rows}))
    said = [one.reason for one in plan.findings.warnings if "ในไฟล์รวม" in one.reason]
    assert (rows_of(plan), said) == ([READ], remark)
