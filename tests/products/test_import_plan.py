"""A plan comes in as a spreadsheet: judged beside the working plan, one step, and back."""

import csv
import io
import time

import pytest
from django.urls import reverse

from fairs.exports import HEADINGS, plan_csv, plan_xlsx
from fairs.models import PlanStep
from fairs.operations.plan_releases import release_plan
from fairs.operations.plan_steps import take_step, undo_step
from fairs.plans.edits import Edit
from fairs.plans.parts import PartKind, new_key
from fairs.plans.working import working_plan_of
from otopfair.documents.xlsx import NUMBER, TEXT, Column, Table, workbook_bytes
from otopfair.errors import RuleBroken
from otopfair.removals.removing import restore
from products.imports.batches import plan_of
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import correct_batch
from products.operations.taking_back import take_back_batch
from tests import factories as make

pytestmark = pytest.mark.django_db
HEAD = ["สิ่งที่วาง", "เลขบูธ", "โซน", "ชื่อโซน", "x", "y", "กว้าง", "ไฟฟ้า", "บูธมุม"]
ROWS = [
    ["", "A01", "", "อาหาร", "3", "5", "", "15", "ใช่"],
    ["บูธ", "A02", "A", "", "๖", "5", "4.5", "", ""],
    ["ทางลาด", "ทางลาด 1", "", "", "0", "0", "2", "", ""],
]


def sheet(*rows, head=HEAD) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([head, *rows])
    return stream.getvalue().encode("utf-8-sig")


def upload(fair, data, by):
    return upload_batch(fair, "plan", file_name="ผัง.csv", data=data, by=by)


def apply(fair, data, by):
    return apply_batch(upload(fair, data, by), by=by)


@pytest.fixture
def officer():
    return make.make_officer()


@pytest.fixture
def fair():
    return make.make_fair_event()


def test_a_sheet_lays_out_zones_booths_and_landmarks_in_the_draft(fair, officer):
    batch = apply(fair, sheet(*ROWS), officer)

    plan = working_plan_of(fair)
    [zone] = plan.zones
    assert (zone.values["code"], zone.values["name_th"]) == ("A", "อาหาร")
    assert zone.box == (3.0, 5.0, 7.5, 3.0)
    booths = [
        (one.values["code"], one.values["plan_x"], one.values["width_m"], one.values["is_corner"])
        for one in plan.booths
    ]
    assert booths == [("A01", 3.0, 3.0, True), ("A02", 6.0, 4.5, False)]
    assert [(one.values["kind"], one.box.width) for one in plan.landmarks] == [("ramp", 2.0)]
    assert (fair.booths.count(), batch.counts["new"], PlanStep.objects.count()) == (0, 3, 1)


def test_a_sheet_changes_what_stands_there_and_leaves_what_it_does_not_name(fair, officer):
    apply(fair, sheet(*ROWS), officer)
    batch = upload(fair, sheet(["", "A01", "", "", "9", "5", "", "", ""]), officer)
    plan = plan_of(batch)
    assert (plan.counts["changed"], plan.counts["new"]) == (1, 0)
    assert plan.findings.assumptions == ["ไม่มีในไฟล์ 1 บูธ คงไว้ตามเดิม: A02"]
    apply_batch(batch, by=officer)

    [first, second] = working_plan_of(fair).booths
    assert (first.values["plan_x"], first.values["power_amps"]) == (9.0, 15)
    assert second.values["plan_x"] == 6.0


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (
            ["", "A01", "", "", "สาม", "5", "", "", ""],
            "x",
            '"สาม" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12',
        ),
        (["", "A01", "", "", "", "5", "", "", ""], "x", "ใส่จำนวนเมตร เช่น 3 หรือ 4.5"),
        (["", "A01", "", "", "3", "1200", "", "", ""], "y", "ใส่ 0 ถึง 999.5 เมตร"),
        (["", "A-เลขยาวมาก", "A", "", "3", "5", "", "", ""], "เลขบูธ", "รหัสยาวได้ไม่เกิน 8 ตัว"),
        (["บ้าน", "A01", "", "", "3", "5", "", "", ""], "สิ่งที่วาง", "ไม่รู้จัก “บ้าน”"),
        (["", "A01", "", "", "3", "5", "", "", "มั้ง"], "บูธมุม", "ใส่ ใช่ หรือเว้นว่าง"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_its_row_and_mended_in_the_preview(
    fair, officer, row, column, why
):
    batch = upload(fair, sheet(row, ROWS[1]), officer)
    [refusal] = plan_of(batch).findings.refusals
    assert (refusal.row, refusal.column, why in refusal.reason) == (2, column, True)
    with pytest.raises(RuleBroken, match="ยังมี 1 แถวที่นำเข้าไม่ได้"):
        apply_batch(batch, by=officer)

    good = {"x": "3", "y": "5", "code": "A01", "what": "บูธ", "corner": "ใช่"}[refusal.key]
    correct_batch(batch, {2: {refusal.key: good}})
    apply_batch(batch, by=officer)
    assert len(working_plan_of(fair).booths) == 2


def test_a_booth_that_stands_there_twice_is_said(fair, officer):
    other = ["", "a01", "", "", "9", "5", "", "", ""]
    plan = plan_of(upload(fair, sheet(ROWS[0], ROWS[0], other), officer))
    assert [(one.row, one.of_row) for one in plan.findings.duplicates] == [(3, 2)]
    [refusal] = plan.findings.refusals
    assert (refusal.row, refusal.reason) == (
        4,
        "A01 อยู่ในแถว 2 แล้วอีกแบบ ลบหรือแก้ให้เหลือแถวเดียว",
    )


@pytest.mark.parametrize("made", [plan_xlsx, plan_csv])
def test_what_goes_out_comes_in_as_it_was(fair, officer, made):
    apply(fair, sheet(*ROWS), officer)
    plan = plan_of(upload(fair, made(fair), officer))
    assert (plan.counts["unchanged"], plan.counts["refused"], plan.counts["zones"]) == (3, 0, 0)


def test_text_that_looks_like_a_formula_stays_text_in_the_csv(fair, officer):
    label = {"kind": "stage", "label": "=1+1"}
    take_step(fair, [Edit(new_key(PartKind.LANDMARK), label)], summary="เวที", by=officer)
    rows = list(csv.reader(io.StringIO(plan_csv(fair).decode("utf-8-sig"))))
    assert (rows[0], rows[1][:2]) == (HEADINGS, ["เวที", "'=1+1"])


# --- Taking it back


def take_back(batch, by):
    return take_back_batch(batch, by=by, reason="ผิดไฟล์", back_url="/")


def test_an_imported_plan_goes_back_and_comes_again(fair, officer):
    batch = apply(fair, sheet(*ROWS), officer)
    removal = take_back(batch, officer)
    assert working_plan_of(fair).booths == []
    restore(removal, by=officer)
    assert len(working_plan_of(fair).booths) == 2


def release(fair, step, by):
    release_plan(fair, name="แรก", by=by)


def undo(fair, step, by):
    undo_step(step, by=by)


def go_on(fair, step, by):
    booth = working_plan_of(fair).booths[0].key
    take_step(fair, [Edit(booth, {"plan_x": 30.0})], summary="ย้าย A01", by=by)


def add_below(fair, step, by):
    zone = working_plan_of(fair).zones[0].key
    booth = {"code": "A09", "zone": zone}
    take_step(fair, [Edit(new_key(PartKind.BOOTH), booth)], summary="เพิ่ม A09", by=by)


@pytest.mark.parametrize("meanwhile", [release, undo, go_on, add_below])
def test_an_imported_plan_on_which_something_stands_stays(fair, officer, meanwhile):
    batch = apply(fair, sheet(*ROWS), officer)
    meanwhile(fair, PlanStep.objects.get(), officer)
    with pytest.raises(RuleBroken, match="จึงไม่มีอะไรให้ถอน"):
        take_back(batch, officer)


def test_an_imported_plan_does_not_come_again_where_its_numbers_are_taken(fair, officer):
    batch = apply(fair, sheet(*ROWS), officer)
    removal = take_back(batch, officer)
    apply(fair, sheet(ROWS[0]), officer)
    with pytest.raises(RuleBroken, match="งานนี้มี"):
        restore(removal, by=officer)


# --- The page


def test_an_officer_imports_a_plan_on_its_page(client, fair, officer):
    client.force_login(officer)
    url = reverse("staff:import-plan", args=[fair.pk])
    assert "ต้องมีหัวคอลัมน์ เลขบูธ x และ y" in client.get(url).content.decode()
    answer = client.post(url, {"file": make.ContentFile(sheet(*ROWS), "ผัง.csv")})
    preview = client.get(answer.headers["Location"]).content.decode()
    assert "เพิ่มโซน A อาหาร" in preview

    done = client.post(answer.headers["Location"], {"act": "save"}, follow=True)
    assert "ดูร่างผัง" in done.content.decode()
    assert len(working_plan_of(fair).booths) == 2
    assert b"A02" in client.get(reverse("staff:plan-csv", args=[fair.pk])).content


@pytest.mark.once
def test_four_hundred_booths_are_laid_out_from_a_sheet_in_less_than_a_minute(fair, officer):
    columns = [Column("เลขบูธ"), Column("โซน"), Column("x", NUMBER), Column("y", NUMBER)]
    rows = [
        [f"{'ABCD'[n // 100]}{n % 100 + 1:02d}", "ABCD"[n // 100], n % 20 * 3, n // 20 * 4]
        for n in range(400)
    ]
    assert columns[0].kind == TEXT
    data = workbook_bytes([Table("ผัง", columns, rows)])

    began = time.perf_counter()
    apply(fair, data, officer)
    release_plan(fair, name="แรก", by=officer)
    assert (fair.booths.count(), fair.zones.count()) == (400, 4)
    assert time.perf_counter() - began < 20
