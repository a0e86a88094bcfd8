"""Lists of vendors as offices make them: nothing is dropped or guessed in silence."""

import io
from pathlib import Path

import pytest
import xlsxwriter
from django.urls import reverse

from products.imports.batches import plan_of
from products.imports.columns import columns_shown
from products.models import HeadingMeaning, ImportBatch, StarRound
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import say_columns
from tests import factories as make
from tests.shared_rows import written_once
from vendors.models import BoothAllocation, Vendor

CASES = Path(__file__).parent.parent / "cases"
FIELD = CASES / "field"


class World:
    def __init__(self):
        StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
        self.fair, self.officer = make.make_fair_event(), make.make_officer()

    def upload(self, name: str, data: bytes = b"") -> ImportBatch:
        data = data or (FIELD / name).read_bytes()
        return upload_batch(self.fair, "vendors", file_name=name, data=data, by=self.officer)

    def plan(self, name: str, data: bytes = b""):
        return plan_of(self.upload(name, data))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        yield World()


@pytest.fixture(autouse=True)
def rolled_back(world, db):
    """What a test writes is gone with it."""


def workbook(sheets: dict[str, list[list]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def refused(plan):
    return [(one.row, one.column, one.reason) for one in plan.findings.refusals]


@pytest.mark.parametrize(
    ("name", "products"),
    [
        ("04-merged-producer.xlsx", [("กระติบข้าว", 4), ("ตะกร้าไม้ไผ่", 3), ("โคมไฟไม้ไผ่", 3)]),
        (
            "05-three-products-three-rows.xlsx",
            [("ผ้าไหมมัดหมี่ลายแคนแก่นคูน", 5), ("ผ้าไหมพื้นเรียบ", 4), ("ผ้าพันคอไหม", 3)],
        ),
    ],
)
def test_one_producer_with_three_products_is_one_vendor(world, name, products):
    batch = world.upload(name)
    plan = plan_of(batch)
    assert (plan.counts["vendors"], plan.counts["refused"], plan.findings.duplicates) == (1, 0, [])
    apply_batch(batch, by=world.officer)
    vendor = Vendor.objects.get()
    found = vendor.products.order_by("pk").values_list("name_th", "ratings__stars")
    assert list(found) == products


def test_the_preview_says_that_merged_cells_were_read_as_filled_down(world):
    assert world.plan("04-merged-producer.xlsx").findings.assumptions[0] == (
        "ช่องที่ผสานกันหลายแถว อ่านเป็นค่าของทุกแถวนั้น 10 ช่อง"
    )


def test_booths_stand_in_natural_order(world):
    batch = world.upload("10-booths-A1-to-A12.xlsx")
    apply_batch(batch, by=world.officer)
    placed = BoothAllocation.objects.in_booth_order(world.fair)
    assert [one.booth.code for one in placed] == [f"A{number}" for number in range(1, 13)]


def test_shops_whose_name_begins_like_a_total_are_vendors(world):
    plan = world.plan("12-names-that-begin-with-ruam.xlsx")
    assert [one.row.name for one in plan.rows] == [
        "รวมมิตรกรณีทดสอบขนมไทย",
        "รวมใจกรณีทดสอบทอเสื่อ",
        "ร้านกรณีทดสอบปลาร้า",
    ]
    assert plan.findings.ignored == []


def test_headings_that_nobody_knows_are_named_and_what_is_said_of_them_is_remembered(world):
    batch = world.upload("11-headings-not-known.xlsx")
    columns = columns_shown(plan_of(batch).findings.table, batch.meanings)
    unknown = {one.called: one.id for one in columns if one.is_unknown}
    assert list(unknown) == ["ชื่อประธานกลุ่ม", "จำนวนดาว", "Tel."]
    said = {
        unknown["ชื่อประธานกลุ่ม"]: "contact",
        unknown["จำนวนดาว"]: "stars",
        unknown["Tel."]: "phone",
    }
    say_columns(batch, said, by=world.officer)
    again = world.upload("11-headings-not-known.xlsx")
    (change,) = plan_of(again).rows
    row = change.row
    assert (row.contact, row.stars, row.phones) == ("นางทดสอบ ใจงาม", 5, ("0814440001",))
    shown = columns_shown(plan_of(again).findings.table, again.meanings)
    assert [one.called for one in shown if one.is_unknown] == []


def test_a_heading_that_is_not_to_be_read_is_not_asked_about_again(world):
    batch = world.upload("11-headings-not-known.xlsx")
    (tel,) = [
        one.id for one in columns_shown(plan_of(batch).findings.table, {}) if one.called == "Tel."
    ]
    say_columns(batch, {tel: ""}, by=world.officer)
    again = world.upload("11-headings-not-known.xlsx")
    shown = columns_shown(plan_of(again).findings.table, again.meanings)
    assert [one.called for one in shown if one.is_unknown] == ["ชื่อประธานกลุ่ม", "จำนวนดาว"]


def test_sheets_of_zones_are_one_list_and_findings_name_the_sheet(world):
    make.make_booth(world.fair, "A1")
    make.make_booth(world.fair, "B2")
    head = ["ชื่อกลุ่ม", "ประเภท", "จังหวัด", "บูธ"]
    data = workbook(
        {
            "โซน A": [head, ["กลุ่มหนึ่ง", "ผ้า", "ขอนแก่น", "A1"]],
            "โซน B": [head, ["กลุ่มสอง", "ผ้า", "ขอนแก่น", "A1"], ["กลุ่มสาม", "ผ้า", "xx", "B2"]],
        }
    )
    plan = world.plan("zones.xlsx", data)
    assert [one.row.name for one in plan.rows] == ["กลุ่มหนึ่ง"]
    assert [(plan.findings.table.place(row), column) for row, column, _why in refused(plan)] == [
        ("แผ่น “โซน B” แถว 3", "จังหวัด"),
        ("แผ่น “โซน B” แถว 2", "บูธ"),
    ]
    assert refused(plan)[1][2] == "บูธ A1 ซ้ำกับแผ่น “โซน A” แถว 2"


def test_a_list_in_a_comma_file_with_doubled_quotes_is_not_shifted(world):
    text = 'ชื่อกลุ่ม,ประเภท,จังหวัด\n"กลุ่ม ""แม่บ้าน"", ท่าพระ",อาหาร,ขอนแก่น\n'
    (change,) = world.plan("q.csv", text.encode()).rows
    assert change.row.name == 'กลุ่ม "แม่บ้าน", ท่าพระ'


def test_the_categories_of_the_officers_own_list_are_counted_on_the_preview(world, client):
    client.force_login(world.officer)
    batch = world.upload("vendors.xlsx", (CASES / "vendors.xlsx").read_bytes())
    page = client.get(reverse("staff:import-batch", args=[batch.pk]))
    assert [count for _label, count in page.context["categories"]] == [34, 12, 52, 20, 8]


def test_what_a_heading_stands_for_is_chosen_on_the_page(world, client):
    client.force_login(world.officer)
    batch = world.upload("11-headings-not-known.xlsx")
    address = reverse("staff:import-batch", args=[batch.pk])
    page = client.get(address)
    assert [one.called for one in page.context["unknown"]] == ["ชื่อประธานกลุ่ม", "จำนวนดาว", "Tel."]
    chosen = {f"column:{one.id}": one.key for one in page.context["columns"]}
    tel = next(one.id for one in page.context["columns"] if one.called == "Tel.")
    answered = client.post(
        address, {**chosen, f"column:{tel}": "phone", "act": "columns"}, follow=True
    )
    assert answered.context["plan"].rows[0].row.phones == ("0814440001",)
    kept = HeadingMeaning.objects.values_list("heading", "column")
    assert dict(kept) == {"ลำดับ": "", "ชื่อประธานกลุ่ม": "", "จำนวนดาว": "", "Tel.": "phone"}
    twice = {**chosen, f"column:{tel}": "name", "act": "columns"}
    refused_page = client.post(address, twice)
    assert (refused_page.status_code, refused_page.context["problem"]) == (
        422,
        "เลือกชื่อกลุ่ม/กิจการไว้สองคอลัมน์ เลือกให้เหลือคอลัมน์เดียว",
    )


def test_a_column_that_was_chosen_and_not_yet_read_is_read_before_anything_is_saved(world, client):
    client.force_login(world.officer)
    batch = world.upload("11-headings-not-known.xlsx")
    address = reverse("staff:import-batch", args=[batch.pk])
    columns = client.get(address).context["columns"]
    shown = {f"was:{one.id}": one.key for one in columns}
    chosen = {f"column:{one.id}": one.key or "phone" * (one.called == "Tel.") for one in columns}
    read = client.post(address, {"act": "save", **shown, **chosen})
    assert (read.status_code, read.context["plan"].rows[0].row.phones) == (422, ("0814440001",))
    assert not Vendor.objects.exists()
    shown = {f"was:{one.id}": one.key for one in read.context["columns"]}
    client.post(address, {"act": "save", "seen": read.context["seen"], **shown, **chosen})
    assert Vendor.objects.get().phones.get().number == "0814440001"


def test_a_second_table_with_other_columns_gives_no_name_to_a_president(world):
    head = ["ชื่อกลุ่ม", "ประธาน", "ประเภท", "จังหวัด"]
    other = ["ประธาน", "ชื่อกลุ่ม", "ประเภท", "จังหวัด"]
    rows = [
        head,
        ["กลุ่มบน", "นาย ก", "อาหาร", "ขอนแก่น"],
        [],
        other,
        ["นาย ข", "กลุ่มล่าง", "ผ้า", "เลย"],
    ]
    plan = world.plan("สองตาราง.xlsx", workbook({"รายชื่อ": rows}))
    assert [change.row.name for change in plan.rows] == ["กลุ่มบน"]
    assert plan.findings.ignored == [(4, "หัวตารางที่เรียงคอลัมน์อีกแบบ")]
    assert {row for row, _column, _why in refused(plan)} == {5}


def test_a_booth_written_in_another_way_is_the_booth_of_the_plan(world):
    fair = make.make_fair_event()
    make.make_booth(fair, "A01")
    rows = [["ชื่อกลุ่ม", "ประเภท", "จังหวัด", "บูธ"], ["กลุ่มหนึ่ง", "อาหาร", "ขอนแก่น", "A-1"]]
    batch = upload_batch(
        fair, "vendors", file_name="บูธ.xlsx", data=workbook({"รายชื่อ": rows}), by=world.officer
    )
    plan = plan_of(batch)
    assert [change.row.booth for change in plan.rows] == ["A01"]
    assert "เลขบูธที่เขียนไม่เหมือนผังบูธ อ่าน A-1 เป็น A01" in plan.findings.assumptions
    apply_batch(batch, by=world.officer)
    assert BoothAllocation.objects.get(booth__fair_event=fair).booth.code == "A01"
