"""The officer's import pages: choose, look, correct, save; strangers and helpers stay out."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from zeal import zeal_ignore

from products.models import ImportBatch, Product, StarRound
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import correct_batch
from sales.models import BoothSale
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_vendor,
)
from tests.products.test_imports import CORRECTIONS
from vendors.models import Vendor

CASES = Path(__file__).parent.parent / "cases"
VENDORS = CASES / "vendors.xlsx"
SALES = CASES / "sales-day.xlsx"


def make_fair():
    StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
    return make_fair_event(
        "OTOP CITY IN KHONKAEN",
        slug="khon-kaen-20",
        opens_on=date(2020, 10, 26),
        closes_on=date(2020, 11, 1),
    )


def make_malee():
    return make_officer(email="malee@example.invalid")


@pytest.fixture
def fair(db):
    return make_fair()


@pytest.fixture
def officer(db):
    return make_malee()


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def send(page, fair, path=VENDORS, kind="vendors", **fields):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    url = reverse(f"staff:import-{kind}", args=[fair.pk])
    return page.post(url, {"file": upload, **fields}, follow=True)


def save(page, batch_url, **fields):
    """Press the button. Saving row by row is the work itself, not an N+1."""
    with zeal_ignore():
        return page.post(batch_url, {"act": "save", **fields}, follow=True)


def text_of(response):
    return response.content.decode()


def test_a_file_leads_to_the_preview_and_nothing_is_saved(page, fair):
    answer = send(page, fair)
    assert answer.status_code == 200
    assert answer.context["counts"]["importable"] == 121
    assert text_of(answer).count('data-busy="กำลังบันทึก 121 แถว…"') == 1
    assert Vendor.objects.count() == 0


def test_a_misspelt_province_is_first_the_one_that_has_the_district(page, fair):
    refusals = send(page, fair).context["plan"].findings.refusals
    assert [one.reason for one in refusals if one.row == 28] == [
        'ไม่รู้จักจังหวัด "ขอนแกน่" อำเภอเมืองอุดรธานีอยู่ในอุดรธานี ถ้าอำเภอผิด หมายถึง ขอนแก่น หรือไม่'
    ]


def test_cells_are_corrected_in_the_preview_and_saved(page, fair):
    batch_url = send(page, fair).request["PATH_INFO"]
    refused = page.post(batch_url, {"act": "save"})
    assert refused.status_code == 422
    assert "<title>ข้อผิดพลาด: " in text_of(refused)
    fixes = {
        f"fix-{row}-{key}": text
        for row, cells in CORRECTIONS.items()
        for key, text in cells.items()
    }
    checked = page.post(batch_url, {"act": "check", **fixes}, follow=True)
    assert checked.context["counts"]["refused"] == 0
    done = save(page, batch_url)
    assert "นำเข้าแล้ว" in text_of(done)
    assert Vendor.objects.count() == 126


def test_a_district_of_another_province_leaves_both_cells_open_to_correction(page, fair):
    batch_url = send(page, fair).request["PATH_INFO"]
    fixes = {"act": "check", "fix-28-province": "ขอนแก่น"}
    checked = page.post(batch_url, fixes, follow=True)
    refusals = checked.context["plan"].findings.refusals
    assert [(one.key, one.reason) for one in refusals if one.row == 28] == [
        ("district", 'ไม่มีอำเภอ "อ.เมืองอุดรธานี" ในจังหวัดขอนแก่น'),
        ("province", "ถ้าชื่ออำเภอถูกแล้ว แก้จังหวัดเป็น อุดรธานี"),
    ]
    page.post(batch_url, {"act": "check", "fix-28-province": "อุดรธานี"})
    refused_rows = page.get(batch_url).context["plan"].findings.refused_rows
    assert 28 not in refused_rows


def test_the_rows_that_passed_are_saved_when_ticked(page, fair):
    batch_url = send(page, fair).request["PATH_INFO"]
    save(page, batch_url, accept_partial="on")
    assert Vendor.objects.count() == 121


@pytest.mark.parametrize(("ticked", "seen"), [({}, 0), ({"shows_new": "on"}, 121)])
def test_visitors_see_new_vendors_when_the_officer_says_so(page, fair, ticked, seen):
    batch_url = send(page, fair).request["PATH_INFO"]
    assert "ให้ผู้ชมเห็นร้านใหม่ 121 ร้าน" in text_of(page.get(batch_url))
    save(page, batch_url, accept_partial="on", **ticked)
    assert Vendor.objects.published().count() == seen
    assert Product.objects.filter(is_public=True).count() == seen


def test_hidden_rows_are_taken_with_one_press_and_left_out_again(page, fair, officer):
    head = ["ชื่อกลุ่ม/กิจการ", "ประเภท", "จังหวัด"]
    rows = [[name, "ผ้า", "ขอนแก่น"] for name in ("กลุ่มหนึ่ง", "กลุ่มสอง", "กลุ่มสาม")]
    rows[2][1] = "#N/A"
    batch = ImportBatch.objects.create(
        kind="vendors",
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=fair,
        file_name="v.xlsx",
        cells=[head, *rows],
        sheets=[{"name": "ก", "count": 4, "hidden": [3], "header": [0, 0]}],
        uploaded_by=officer,
    )
    address = reverse("staff:import-batch", args=[batch.pk])
    shown = page.get(address)
    assert "แถว 3 ถูกซ่อนหรือกรองไว้ในไฟล์ ไม่นำเข้า 1 แถว" in text_of(shown)
    assert [one.row.number for one in shown.context["plan"].rows] == [2]
    assert [(one.row, one.key) for one in shown.context["refusals"]] == [(4, "category")]
    taken = page.post(address, {"act": "take_hidden"}, follow=True)
    assert [one.row.number for one in taken.context["plan"].rows] == [2, 3]
    left = page.post(address, {"act": "leave_hidden"}, follow=True)
    assert [one.row.number for one in left.context["plan"].rows] == [2]


def test_what_changed_after_the_preview_is_shown_and_not_overwritten(page, fair, officer):
    vendor = make_vendor("กลุ่มเดิม", contact_name="นางเดิม ใจดี")
    batch = ImportBatch.objects.create(
        kind="vendors",
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=fair,
        file_name="v.xlsx",
        cells=[
            ["ชื่อกลุ่ม/กิจการ", "ชื่อ - สกุล", "ประเภท", "จังหวัด"],
            ["กลุ่มเดิม", "นางจากไฟล์ ใจดี", "ผ้า", "ขอนแก่น"],
            ["กลุ่มใหม่", "", "ผ้า", "ขอนแก่น"],
        ],
        uploaded_by=officer,
    )
    address = reverse("staff:import-batch", args=[batch.pk])
    seen = page.get(address).context["seen"]
    Vendor.objects.filter(pk=vendor.pk).update(contact_name="นางเปลี่ยนเอง ใจดี")

    refused = page.post(address, {"act": "save", "seen": seen})

    assert refused.status_code == 422
    assert "แถว 2 กลุ่มเดิม" in text_of(refused)
    assert "จาก “นางเดิม ใจดี” เป็น “นางเปลี่ยนเอง ใจดี”" in text_of(refused)
    vendor.refresh_from_db()
    assert vendor.contact_name == "นางเปลี่ยนเอง ใจดี"
    assert not Vendor.objects.filter(name_th="กลุ่มใหม่").exists()
    save(page, address, seen=refused.context["seen"])
    vendor.refresh_from_db()
    assert vendor.contact_name == "นางจากไฟล์ ใจดี"


def test_no_file_and_a_wrong_file_are_refused_beside_the_field(page, fair, tmp_path):
    url = reverse("staff:import-vendors", args=[fair.pk])
    empty = page.post(url, {})
    assert (empty.status_code, empty.context["form"].errors["file"]) == (422, ["เลือกไฟล์ก่อน"])
    picture = tmp_path / "photo.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    wrong = send(page, fair, picture)
    assert wrong.status_code == 422
    assert wrong.context["form"].errors["file"] == [
        "ไฟล์นี้เป็นรูป ต้องเป็น .xlsx .xls .ods หรือ .csv เลือกไฟล์อื่น"
    ]


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(page, fair, tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(90 * 1024 * 1024))
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb.getvalue())
    answer = send(page, fair, path)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith("ข้อมูลข้างในไฟล์ใหญ่ผิดปกติ")


def test_a_list_in_the_old_thai_code_page_is_welcome(page, fair, tmp_path):
    path = tmp_path / "list.csv"
    rows = "บัญชีรายชื่อ\n\nจังหวัด,บูท,ชื่อกลุ่ม,ประเภทผลิตภัณฑ์,เบอร์โทร\nกทม.,A1,กลุ่มหนึ่ง,2. เครื่องดื่ม,812345678\n"
    path.write_bytes(rows.encode("cp874"))
    row = send(page, fair, path).context["plan"].rows[0].row
    assert (row.name, row.province, row.category, row.phones, row.booth) == (
        "กลุ่มหนึ่ง",
        "10",
        2,
        ("0812345678",),
        "A1",
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(
    page, fair, tmp_path, django_assert_max_num_queries
):
    batch_url = send(page, fair).request["PATH_INFO"]
    with django_assert_max_num_queries(30):
        page.get(batch_url)


def test_a_helper_may_not_import_and_another_province_sees_nothing(client, fair, officer):
    batch = upload_batch(fair, "vendors", file_name="v.xlsx", data=VENDORS.read_bytes(), by=officer)
    batch_url = reverse("staff:import-batch", args=[batch.pk])
    upload_url = reverse("staff:import-vendors", args=[fair.pk])
    client.force_login(make_helper(fair))
    assert [client.get(url).status_code for url in (batch_url, upload_url)] == [404, 403]
    client.force_login(make_officer("52"))
    assert [client.get(url).status_code for url in (batch_url, upload_url)] == [404, 404]


def test_the_pages_of_an_import_and_its_error_list_open(page, fair, officer):
    batch = upload_batch(fair, "vendors", file_name="v.xlsx", data=VENDORS.read_bytes(), by=officer)
    urls = [
        reverse("staff:imports"),
        reverse("staff:import-errors", args=[batch.pk]),
        reverse("staff:import-template", args=[fair.pk, "vendors"]),
        reverse("staff:import-template", args=[fair.pk, "sales"]),
        reverse("staff:import-sales", args=[fair.pk]),
    ]
    assert [page.get(url).status_code for url in urls] == [200] * 5


def test_booths_that_the_fair_lacks_do_not_hide_the_names_of_another_fair(page, fair):
    for code in ("A01", "A02", "A03", "A04", "A05", "A06", "A07"):
        make_allocation(make_booth(fair, code), make_vendor(f"ร้านอื่น {code}"))
    answer = send(page, fair, SALES, "sales")
    assert answer.context["findings"].problems == ["ชื่อร้านไม่ตรงทะเบียน 7 แถว ไฟล์นี้น่าจะเป็นของงานอื่น"]


def run(name, path, *options):
    out = io.StringIO()
    call_command(name, str(path), "--as", "malee@example.invalid", *options, stdout=out)
    return out.getvalue()


def test_the_command_ends_with_an_error_while_rows_are_refused(fair, officer):
    with pytest.raises(CommandError, match="ยังมี 5 แถวที่นำเข้าไม่ได้"):
        run("import_vendors", VENDORS, "--fair", "khon-kaen-20")
    assert Vendor.objects.count() == 0


def test_the_command_saves_what_passed_and_prints_the_counts(fair, officer):
    printed = run("import_vendors", VENDORS, "--fair", "khon-kaen-20", "--accept-partial")
    assert "ใหม่ 121 เปลี่ยน 0 เหมือนเดิม 0 นำเข้าไม่ได้ 5 ซ้ำ 2" in printed
    assert "แถว 83 คอลัมน์ โทรศัพท์: เบอร์มือถือมี 10 หลัก" in printed
    again = run("import_vendors", VENDORS, "--fair", fair.reference_code, "--accept-partial")
    assert "ใหม่ 0 เปลี่ยน 0 เหมือนเดิม 121" in again


def test_a_dry_run_saves_nothing(fair, officer):
    with pytest.raises(CommandError, match="มี 5 แถวที่นำเข้าไม่ได้"):
        run("import_vendors", VENDORS, "--fair", "khon-kaen-20", "--dry-run")
    assert (Vendor.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_the_command_names_the_fairs_it_knows(fair, officer):
    with pytest.raises(CommandError, match="ไม่พบงาน nowhere งานที่มี: khon-kaen-20"):
        run("import_vendors", VENDORS, "--fair", "nowhere")


def test_a_cell_that_is_too_long_is_refused_and_stays_in_its_box(page, fair):
    send(page, fair)
    url = reverse("staff:import-batch", args=[ImportBatch.objects.get().pk])
    cell = next(iter(page.get(url).context["refusals"]))
    box, long = f"fix-{cell.row}-{cell.key}", "ก" * 501

    answer = page.post(url, {box: long})

    assert answer.status_code == 422
    assert f"แถว {cell.row}: ช่องหนึ่งยาวได้ไม่เกิน 500 ตัวอักษร" in answer.content.decode()
    assert f'value="{long}"' in answer.content.decode()
    assert ImportBatch.objects.get().corrections == {}


def test_a_booth_with_a_number_that_is_too_long_is_refused_at_its_cell(page, fair):
    send(page, fair)
    url = reverse("staff:import-batch", args=[ImportBatch.objects.get().pk])

    page.post(url, {"fix-20-booth": "โซนอาหาร01"})

    refused = {(one.row, one.key): one.reason for one in page.get(url).context["refusals"]}
    assert refused[20, "booth"] == "เลขบูธยาวเกิน 8 ตัวอักษร"


class AfterTheListWasSaved(TestCase):
    """One import for all promises: TestCase rolls each of them back to it."""

    @classmethod
    def setUpTestData(cls):
        cls.fair, officer = make_fair(), make_malee()
        vendors = upload_batch(
            cls.fair, "vendors", file_name="v.xlsx", data=VENDORS.read_bytes(), by=officer
        )
        apply_batch(correct_batch(vendors, CORRECTIONS), by=officer)
        cls.officer = officer

    def setUp(self):
        self.client.force_login(self.officer)

    def test_sales_are_imported_from_the_page(self):
        preview = send(self.client, self.fair, SALES, "sales")
        assert preview.context["plan"].not_reported == ["A12", "C02", "C35"]
        batch_url = preview.request["PATH_INFO"]
        save(self.client, batch_url, **{"fix-71-sold": "12,300"})
        assert BoothSale.objects.count() == 123

    def test_a_sales_sheet_of_another_fair_is_doubted_as_a_whole(self):
        for vendor in Vendor.objects.order_by("pk"):
            vendor.name_th = f"ร้านอื่น {vendor.pk}"
            vendor.save()
        answer = send(self.client, self.fair, SALES, "sales")
        doubt = "ชื่อร้านไม่ตรงทะเบียน 126 แถว ไฟล์นี้น่าจะเป็นของงานอื่น"
        assert answer.context["findings"].problems == [doubt]
        refused = self.client.post(
            answer.request["PATH_INFO"], {"act": "save", "accept_partial": "on"}, follow=True
        )
        assert (refused.status_code, refused.context["problem"]) == (422, doubt)
        assert BoothSale.objects.count() == 0

    def test_the_sales_command_prints_the_totals(self):
        printed = run("import_sales", SALES, "--fair", "khon-kaen-20", "--accept-partial")
        assert "รวม 122 บูธ ยอดจำหน่าย 1,099,280 ยอดสั่งจอง 420,500 รวม 1,519,780 บาท" in printed
        assert "ยังไม่ส่งยอด 3 บูธ: A12, C02, C35" in printed
