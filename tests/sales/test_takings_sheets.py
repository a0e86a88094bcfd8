"""Sheets of takings as offices make them: nothing is dropped or guessed in silence."""

import io
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.thai.calendar import THAILAND
from products.imports.batches import plan_of
from products.imports.standing import read_shown, shown
from products.models import HeadingMeaning
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import (
    correct_batch,
    say_columns,
    say_days,
    take_hidden_rows,
    take_sheet,
)
from sales.models import BoothSale
from sales.operations.reports import close_report
from tests import factories as make
from tests.shared_rows import written_once
from vendors.operations.allocations import move_allocation

FIELD = Path(__file__).parent.parent / "cases" / "field"
BOOTHS = ("A01", "A04", "A05", "A16", "A17", "A18", "A21")
NOVEMBER = {day: date(2026, 11, day) for day in range(22, 29)}


def at(day: date, hour=20):
    return time_machine.travel(datetime.combine(day, time(hour), THAILAND), tick=False)


class World:
    def __init__(self):
        self.fair = make.make_fair_event(opens_on=NOVEMBER[22], closes_on=NOVEMBER[28])
        self.officer = make.make_officer()
        self.allocations = {
            code: make.make_allocation(
                make.make_booth(self.fair, code), make.make_vendor(f"ร้าน {code}")
            )
            for code in BOOTHS
        }
        self.free = make.make_booth(self.fair, "A33")

    def upload(self, name: str, data: bytes = b"", **options):
        data = data or (FIELD / name).read_bytes()
        return upload_batch(
            self.fair, "sales", file_name=name, data=data, by=self.officer, **options
        )

    def plan(self, name: str, data: bytes = b"", **options):
        return plan_of(self.upload(name, data, **options))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with at(NOVEMBER[22]), written_once(django_db_blocker):
        yield World()


@pytest.fixture(autouse=True)
def evening(world, db):
    """The evening of the 26th."""
    with at(NOVEMBER[26]):
        yield


def workbook(sheets: dict[str, list[list]], merge=()) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for area, text in merge:
                sheet.merge_range(area, text)
    return stream.getvalue()


def rows_of(plan):
    return [(row.booth, row.sold_on, row.sold, row.ordered) for row in plan.rows]


def refused(plan):
    return [(one.row, one.column, one.reason) for one in plan.findings.refusals]


def test_a_hidden_row_is_left_out_and_taken_with_one_press(world):
    batch = world.upload("01-hidden-row-sales.xlsx")
    plan = plan_of(batch)
    assert [row.booth for row in plan.rows] == ["A01", "A05"]
    assert plan.findings.hidden_in_words == "แถว 6"
    taken = plan_of(take_hidden_rows(batch, True))
    assert taken.grand.sold == 4500 + 999999 + 3200


def with_hidden_columns(rows: list[list], *hidden: int) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for column in hidden:
            sheet.set_column(column, column, None, None, {"hidden": True})
    return stream.getvalue()


def test_a_hidden_column_is_said_and_gives_way_to_one_that_is_seen(world):
    rows = [
        ["ยอดจำหน่ายประจำวันที่ 24 พฤศจิกายน 2569"],
        ["บูธ", "ยอดจำหน่าย", "ยอดจำหน่าย (บาท)", "ยอดสั่งจอง"],
        ["A01", 999, 500, 20],
    ]
    plan = world.plan("hidden.xlsx", with_hidden_columns(rows, 1, 3))
    assert rows_of(plan) == [("A01", NOVEMBER[24], 500, 20)]
    assert [one for one in plan.findings.assumptions if "ซ่อน" in one] == [
        "คอลัมน์ “ยอดจำหน่าย” ถูกซ่อนในไฟล์ ไม่ได้อ่าน",
        "คอลัมน์ “ยอดสั่งจอง” ถูกซ่อนในไฟล์ อ่านเป็นยอดสั่งจอง (บาท)",
    ]


def test_a_sheet_a_day_is_taken_together_each_with_its_own_day(world):
    batch = world.upload("02-sheet-per-day.xlsx")
    plan = plan_of(batch)
    assert rows_of(plan) == [
        ("A01", NOVEMBER[24], 24000, 0),
        ("A04", NOVEMBER[24], 26400, 0),
        ("A01", NOVEMBER[25], 25000, 0),
        ("A04", NOVEMBER[25], 27500, 0),
    ]
    assert plan.findings.assumptions[:2] == [
        "แผ่น “24 พ.ย.” ยอดของวันอังคารที่ 24 พฤศจิกายน 2569",
        "แผ่น “25 พ.ย.” ยอดของวันพุธที่ 25 พฤศจิกายน 2569",
    ]
    apply_batch(batch, by=world.officer)
    assert BoothSale.objects.filter(sold_on=NOVEMBER[24]).count() == 2
    assert BoothSale.objects.filter(sold_on=NOVEMBER[25]).count() == 2


def test_a_sheet_can_be_left_out(world):
    batch = world.upload("02-sheet-per-day.xlsx")
    assert plan_of(take_sheet(batch, 0, False)).days == [NOVEMBER[25]]
    batch.refresh_from_db()
    assert plan_of(take_sheet(batch, 0, True)).days == [NOVEMBER[24], NOVEMBER[25]]
    batch.refresh_from_db()
    both = take_sheet(take_sheet(batch, 0, False), 1, False)
    assert plan_of(both).findings.problems == ["ยังไม่ได้เลือกแผ่นงานที่จะนำเข้า"]
    with pytest.raises(RuleBroken, match="ไม่มีแผ่นงานนั้น"):
        take_sheet(batch, 2, True)


def test_the_same_booth_on_two_sheets_of_one_day_is_refused_with_the_sheet(world):
    head = [["ประจำวันที่ 25 พฤศจิกายน 2569"], ["บูธ", "ยอดจำหน่าย"]]
    data = workbook({"โซน A": [*head, ["A01", 5]], "รวมทุกโซน": [*head, ["A01", 6]]})
    reason = "บูธ A01 มียอดอีกแบบในแผ่น “โซน A” แถว 3 ลบหรือแก้ให้เหลือแถวเดียว"
    assert refused(world.plan("z.xlsx", data)) == [(6, "บูธ", reason)]


def test_a_sheet_without_a_date_goes_by_its_name_and_is_asked_for_otherwise(world):
    head = ["บูธ", "ยอดจำหน่าย"]
    data = workbook({"24 พ.ย.": [head, ["A01", 5]], "อื่น": [head, ["A01", 6]]})
    plan = world.plan("z.xlsx", data)
    assert [sheet.day for sheet in plan.sheets] == [NOVEMBER[24], None]
    assert plan.findings.problems == ["แผ่น “อื่น” ไม่พบวันที่ขายเหนือหัวตาราง ระบุวันที่ขายแล้วตรวจอีกครั้ง"]


def test_sheets_that_hold_no_takings_are_named(world):
    rows = [["ประจำวันที่ 25 พฤศจิกายน 2569"], ["บูธ", "ยอดจำหน่าย"], ["A01", 5]]
    data = workbook({"ยอด": rows, "ผู้ติดต่อ": [["ชื่อ", "โทร"], ["ก", "08"]]})
    unread = world.upload("z.xlsx", data).options["unread"]
    assert unread == [["ผู้ติดต่อ", "ไม่มีหัวตาราง บูธ, ยอดจำหน่าย (บาท)"]]


def test_a_formula_without_a_value_is_no_zero(world):
    plan = world.plan("03-formula-no-value.xlsx")
    why = "ช่องนี้เป็นสูตรที่ยังไม่มีค่า เปิดไฟล์ใน Excel แล้วบันทึกใหม่"
    assert refused(plan) == [(5, "ยอดจำหน่าย (บาท)", why), (6, "ยอดจำหน่าย (บาท)", why)]
    assert plan.not_reported == []


def test_a_row_with_more_cells_than_headings_is_shown_as_it_stands(world):
    batch = world.upload("06-unquoted-thousands.csv")
    plan = plan_of(batch)
    assert rows_of(plan) == [("A04", NOVEMBER[25], 800, 0)]
    assert plan.findings.refused_rows == {3, 5}
    said = [reason for row, column, reason in refused(plan) if (row, column) == (3, "บูธ")]
    assert said == ["แถวนี้มี 5 ช่อง แต่หัวตารางมี 4 ช่อง ในไฟล์เขียนว่า “A01,,12,500,0” พิมพ์ค่าที่ถูกทีละช่อง"]
    typed = {"booth": "A01", "name": "", "sold": "12,500", "ordered": "0"}
    assert rows_of(plan_of(correct_batch(batch, {3: typed})))[0] == ("A01", NOVEMBER[25], 12500, 0)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "07-two-digit-year.xlsx",
            ["Excel เก็บวันที่เป็น 25 พฤศจิกายน 2512 อ่านเป็น 25 พฤศจิกายน 2569"],
        ),
        ("07b-date1904.xlsx", []),
        ("07c-be-year-as-ce.xlsx", []),
    ],
)
def test_dates_as_excel_keeps_them_are_the_day_that_was_meant(world, name, said):
    plan = world.plan(name)
    assert (plan.sold_on, plan.findings.problems) == (NOVEMBER[25], [])
    assert [one for one in plan.findings.assumptions if "Excel" in one] == said


def test_sums_typed_as_text_are_read_or_refused_in_words(world):
    plan = world.plan("08-text-amounts.xlsx")
    assert rows_of(plan)[0] == ("A01", NOVEMBER[25], Decimal("12500.00"), 0)
    assert [row for row, _column, _why in refused(plan)] == [6, 7, 8, 9]


def test_two_dates_in_the_head_are_asked_about_with_the_likelier_chosen(world):
    batch = world.upload("09-printed-on-and-sold-on.xlsx")
    plan = plan_of(batch)
    (sheet,) = plan.sheets
    assert [one.day for one in sheet.choices] == [NOVEMBER[24], NOVEMBER[25]]
    assert sheet.day == NOVEMBER[24]
    assert plan.findings.problems == [
        "พบหลายวันที่ 24 พฤศจิกายน 2569 และ 25 พฤศจิกายน 2569 เลือกวันที่ขายแล้วกด ใช้วันที่นี้"
    ]
    answered = plan_of(say_days(batch, {0: NOVEMBER[24]}))
    assert answered.findings.problems == []
    assert answered.findings.assumptions[:2] == [
        "ยอดของวันอังคารที่ 24 พฤศจิกายน 2569",
        "ไม่ใช้วันที่ 25 พฤศจิกายน 2569 ใน “รายงานผลการจำหน่าย ข้อมูล ณ วันที่ 25 พฤศจิกายน 2569 เวลา 09.00 น.”",
    ]


def test_the_days_of_the_fair_are_shown_and_not_taken_for_the_day(world):
    rows = [
        ["งาน OTOP ระหว่างวันที่ 22 - 28 พฤศจิกายน 2569"],
        ["ประจำวันที่ 25 พ.ย. 69"],
        ["บูธ", "ยอดจำหน่าย"],
        ["A01", 5],
    ]
    plan = world.plan("z.xlsx", workbook({"ยอด": rows}))
    assert plan.sold_on == NOVEMBER[25]
    assert plan.findings.assumptions[1] == (
        "ไม่ใช้ 28 พฤศจิกายน 2569 ใน “งาน OTOP ระหว่างวันที่ 22 - 28 พฤศจิกายน 2569” เพราะเป็นช่วงวันจัดงาน"
    )


def test_a_date_that_cannot_be_read_says_why(world):
    rows = [["ประจำวันที่ 31 กุมภาพันธ์ 2569"], ["บูธ", "ยอดจำหน่าย"], ["A01", 5]]
    (problem,) = world.plan("z.xlsx", workbook({"ยอด": rows})).findings.problems
    assert problem.startswith("อ่านวันที่เหนือหัวตารางไม่ได้: ")


def test_the_officer_can_always_say_the_day(world):
    batch = world.upload("30-old-preview.xlsx")
    assert plan_of(say_days(batch, {0: NOVEMBER[23]})).sold_on == NOVEMBER[23]


def test_a_sum_over_two_booths_is_the_sum_of_neither(world):
    rows = [["ประจำวันที่ 25 พฤศจิกายน 2569"], ["บูธ", "ยอดจำหน่าย"], ["A01", ""], ["A04", ""]]
    plan = world.plan("z.xlsx", workbook({"ยอด": rows}, [("B3:B4", "900")]))
    why = "ช่องนี้ผสานกันแถว 3–4 พิมพ์ค่าของแถวนี้แถวเดียว"
    assert refused(plan) == [(3, "ยอดจำหน่าย", why), (4, "ยอดจำหน่าย", why)]


def test_a_heading_in_two_lines_is_read(world):
    rows = [
        ["ประจำวันที่ 25 พฤศจิกายน 2569"],
        ["ที่", "บูธ", "ยอดจำหน่าย (บาท)", ""],
        ["", "", "ขายได้", "สั่งจอง"],
        [1, "A01", 4500, 300],
    ]
    plan = world.plan("z.xlsx", workbook({"ยอด": rows}))
    assert rows_of(plan) == [("A01", NOVEMBER[25], 4500, 300)]


def test_old_excel_is_read_as_carefully(world):
    plan = world.plan("40-old-excel.xls")
    assert [row.booth for row in plan.rows] == ["A01", "A05"]
    assert plan.findings.hidden == [5]
    assert [one.row for one in plan.findings.refusals] == [7, 8]


def test_findings_use_the_headings_of_the_file(world):
    rows = [["ประจำวันที่ 25 พฤศจิกายน 2569"], ["เลขบูธ", "ขายได้ (บ.)"], ["Z9", 5], ["A01", "x"]]
    plan = world.plan("z.xlsx", workbook({"ยอด": rows}))
    assert [(row, column) for row, column, _why in refused(plan)] == [
        (3, "เลขบูธ"),
        (4, "ขายได้ (บ.)"),
    ]


# --- What a heading stands for ----------------------------------------------------------------


def strange(world):
    rows = [["ประจำวันที่ 25 พฤศจิกายน 2569"], ["บูธ", "ชื่อร้าน", "รายรับ"], ["A01", "", 4500]]
    return world.upload("z.xlsx", workbook({"ยอด": rows}))


def test_a_column_that_is_needed_is_asked_for_and_remembered_for_the_office(world):
    batch = strange(world)
    assert plan_of(batch).findings.problems == [
        "ยังไม่รู้ว่าคอลัมน์ใดคือยอดจำหน่าย (บาท) เลือกที่ “คอลัมน์ในไฟล์” แล้วอ่านใหม่"
    ]
    assert plan_of(batch).findings.refusals == []
    (name,) = [one.id for one in plan_of(batch).findings.table.parts[0].columns if not one.key]
    said = say_columns(batch, {name: "sold"}, by=world.officer)
    assert rows_of(plan_of(said)) == [("A01", NOVEMBER[25], 4500, 0)]
    assert [(one.heading, one.column) for one in HeadingMeaning.objects.all()] == [
        ("รายรับ", "sold")
    ]
    assert rows_of(plan_of(strange(world))) == [("A01", NOVEMBER[25], 4500, 0)]


def test_two_columns_are_not_the_same(world):
    batch = world.upload("30-old-preview.xlsx")
    ids = {one.key: one.id for one in plan_of(batch).findings.table.parts[0].columns}
    with pytest.raises(RuleBroken, match=r"เลือกยอดจำหน่าย \(บาท\)ไว้สองคอลัมน์"):
        say_columns(batch, {ids["sold"]: "sold", ids["name"]: "sold"}, by=world.officer)
    assert not HeadingMeaning.objects.exists()


def test_another_province_has_its_own_words(world):
    HeadingMeaning.objects.create(
        province_id="52", kind="sales", heading_id="x", heading="x", said_by=world.officer
    )
    assert world.upload("30-old-preview.xlsx").meanings == {}


# --- What changed meanwhile, and what is closed -------------------------------------------------


def test_a_figure_that_came_after_the_preview_is_shown_and_not_overwritten(world):
    batch = world.upload("30-old-preview.xlsx")
    seen = read_shown(shown(plan_of(batch).standing))
    sale = make.make_sale(world.allocations["A16"], sold_on=NOVEMBER[25], sold="8170")

    with pytest.raises(RuleBroken) as refused_by:
        apply_batch(batch, by=world.officer, seen=seen)

    assert refused_by.value.message == (
        "แถว 4 A16 ร้าน A16: ยอดเปลี่ยนหลังจากตรวจ: ยอดจำหน่าย จาก “ไม่มี” เป็น “8,170”"
        " ยอดสั่งจอง จาก “ไม่มี” เป็น “0” ดูแล้วนำเข้าอีกครั้ง"
    )
    sale.refresh_from_db()
    assert sale.sold_baht == 8170
    apply_batch(batch, by=world.officer, seen=read_shown(shown(plan_of(batch).standing)))
    sale.refresh_from_db()
    assert sale.sold_baht == 3000


def test_a_figure_of_a_closed_day_asks_why_and_keeps_the_reason(world):
    make.make_sale(world.allocations["A21"], sold_on=NOVEMBER[23], sold="500")
    close_report(world.fair, NOVEMBER[23], accept_missing=True, by=world.officer)
    batch = world.upload("32-closed-day.xlsx")
    closed = "รายงานวันที่ 23 พฤศจิกายน 2569 ปิดแล้ว ยอดที่นำเข้าเป็นการแก้ยอดหลังปิดรายงาน"
    assert plan_of(batch).findings.asks_why == [closed]
    with pytest.raises(RuleBroken, match="บอกเหตุผลก่อนนำเข้า"):
        apply_batch(batch, by=world.officer)
    assert BoothSale.objects.get().sold_baht == 500
    apply_batch(batch, by=world.officer, why="ร้านแจ้งใบเสร็จเพิ่ม")
    revision = BoothSale.objects.get().revisions.get()
    assert revision.reason == "นำเข้าจาก 32-closed-day.xlsx ร้านแจ้งใบเสร็จเพิ่ม"


def test_a_vendor_that_moved_is_found_in_its_new_booth_and_told_of_in_the_old(world):
    with at(NOVEMBER[25], hour=9):
        move_allocation(world.allocations["A18"], world.free, by=world.officer)
    on_the_day = world.plan("31-moved-day-of-move.xlsx")
    assert rows_of(on_the_day) == [("A33", NOVEMBER[25], 2000, 0)]
    assert refused(on_the_day) == [
        (4, "บูธ", "ร้าน A18 ย้ายจากบูธ A18 ไปบูธ A33 แล้ว แก้เลขบูธเป็น A33 หรือลบแถวนี้")
    ]
    assert rows_of(world.plan("31b-moved-day-before.xlsx")) == [("A18", NOVEMBER[24], 1111, 0)]
    assert [one[:2] for one in refused(world.plan("31c-moved-day-before-new-code.xlsx"))] == [
        (4, "บูธ")
    ]


# --- The page ----------------------------------------------------------------------------------


OF_TAKINGS = [
    *("01-hidden-row-sales.xlsx", "02-sheet-per-day.xlsx", "03-formula-no-value.xlsx"),
    *("06-unquoted-thousands.csv", "07-two-digit-year.xlsx", "07b-date1904.xlsx"),
    *("07c-be-year-as-ce.xlsx", "08-text-amounts.xlsx", "09-printed-on-and-sold-on.xlsx"),
    *("30-old-preview.xlsx", "31-moved-day-of-move.xlsx", "31b-moved-day-before.xlsx"),
    *("31c-moved-day-before-new-code.xlsx", "32-closed-day.xlsx", "40-old-excel.xls"),
]
OF_VENDORS = [
    *("04-merged-producer.xlsx", "05-three-products-three-rows.xlsx"),
    *("10-booths-A1-to-A12.xlsx", "11-headings-not-known.xlsx"),
    "12-names-that-begin-with-ruam.xlsx",
]


def test_every_file_of_an_office_is_known_here():
    names = sorted(
        path.name for path in FIELD.iterdir() if path.suffix in {".xlsx", ".xls", ".csv"}
    )
    assert names == sorted(OF_TAKINGS + OF_VENDORS)


@pytest.mark.parametrize(
    ("kind", "name"),
    [*(("sales", name) for name in OF_TAKINGS), *(("vendors", name) for name in OF_VENDORS)],
)
def test_every_file_leads_from_its_page_to_a_preview(world, client, kind, name):
    client.force_login(world.officer)
    upload = SimpleUploadedFile(name, (FIELD / name).read_bytes())
    address = reverse(f"staff:import-{kind}", args=[world.fair.pk])
    preview = client.post(address, {"file": upload}, follow=True)
    assert (preview.status_code, preview.context["batch"].file_name) == (200, name)


def test_the_preview_says_what_was_read_and_takes_the_answers(world, client):
    client.force_login(world.officer)
    batch = world.upload("09-printed-on-and-sold-on.xlsx")
    page = reverse("staff:import-batch", args=[batch.pk])
    shown_page = client.get(page)
    assert [one.day for one in shown_page.context["plan"].sheets[0].choices] == [
        NOVEMBER[24],
        NOVEMBER[25],
    ]
    refused_page = client.post(page, {"act": "days", "day-0": "other", "other-0": "วันนั้น"})
    assert (refused_page.status_code, refused_page.context["problem_field"]) == (422, "days")
    chosen = client.post(
        page, {"act": "days", "day-0": "other", "other-0": "๒๔ พ.ย. ๖๙"}, follow=True
    )
    assert chosen.context["plan"].sold_on == NOVEMBER[24]
    saved = client.post(page, {"act": "save", "seen": chosen.context["seen"]}, follow=True)
    assert "นำเข้าแล้ว" in saved.content.decode()
    assert BoothSale.objects.get().sold_on == NOVEMBER[24]


def test_sheets_are_left_out_and_taken_on_the_page(world, client):
    client.force_login(world.officer)
    batch = world.upload("02-sheet-per-day.xlsx")
    page = reverse("staff:import-batch", args=[batch.pk])
    left = client.post(page, {"act": "leave_sheet-0"}, follow=True)
    assert left.context["plan"].days == [NOVEMBER[25]]
    taken = client.post(page, {"act": "take_sheet-0"}, follow=True)
    assert [one["day"] for one in taken.context["days"]] == [NOVEMBER[24], NOVEMBER[25]]
    nonsense = client.post(page, {"act": "take_sheet-x"})
    assert (nonsense.status_code, nonsense.context["problem"]) == (
        422,
        "ไฟล์นี้ไม่มีแผ่นงานนั้น เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง",
    )


def test_a_day_that_was_chosen_and_not_yet_read_is_read_before_anything_is_saved(world, client):
    client.force_login(world.officer)
    batch = world.upload("30-old-preview.xlsx")
    page = reverse("staff:import-batch", args=[batch.pk])
    chosen = {"day-0": "other", "other-0": "24 พ.ย. 69", "was-0": "2026-11-25"}
    read = client.post(page, {"act": "save", **chosen})
    assert (read.status_code, read.context["plan"].sold_on) == (422, NOVEMBER[24])
    assert read.context["problem"].startswith("อ่านไฟล์ใหม่ตามที่เลือกแล้ว")
    assert not BoothSale.objects.exists()
    same = {"day-0": "other", "other-0": "24 พ.ย. 2569", "was-0": "2026-11-24"}
    client.post(page, {"act": "save", "seen": read.context["seen"], **same})
    assert BoothSale.objects.get().sold_on == NOVEMBER[24]


def test_what_is_typed_into_a_cell_comes_along_with_every_button(world, client):
    client.force_login(world.officer)
    batch = world.upload("01-hidden-row-sales.xlsx")
    page = reverse("staff:import-batch", args=[batch.pk])
    empty = {"day-0": "other", "other-0": "", "was-0": "2026-11-25"}
    taken = client.post(page, {"act": "take_hidden", "fix-5-sold": "77", **empty}, follow=True)
    assert [row.sold for row in taken.context["plan"].rows] == [77, 999999, 3200]
