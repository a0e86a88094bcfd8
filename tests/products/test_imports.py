"""Spreadsheets are saved whole or not at all, and a second time adds nothing."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from fairs.models import Booth, Province
from otopfair.errors import RuleBroken, about
from otopfair.history.models import HistoryEntry
from products.exports import fair_vendors_xlsx
from products.imports.batches import plan_of
from products.imports.beside_rules import BARRED
from products.imports.recalling import earlier_corrections
from products.models import ImportBatch, Product, StarRating, StarRound
from products.operations import import_vendors
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import correct_batch
from sales.models import BoothSale, BoothSaleRevision
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_penalty,
    make_vendor,
)
from vendors.fairness import for_committee
from vendors.models import BoothAllocation, BoothApplication, Decision, Vendor, VendorPhone

CASES = Path(__file__).parent.parent / "cases"
SALES = json.loads((CASES / "sales-day.expected.json").read_text())
# What an officer types into the preview of vendors.xlsx.
CORRECTIONS = {
    20: {"category": "ผ้า"},
    28: {"province": "อุดรธานี"},
    43: {"stars": "5"},
    58: {"name": "บริษัทตัวอย่างกล้วยอบ ภูผาม่าน 11 จำกัด"},
    83: {"phone": "081-234-5678"},
}


def make_fair():
    StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
    return make_fair_event(
        "OTOP CITY IN KHONKAEN", opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1)
    )


@pytest.fixture
def fair(db):
    return make_fair()


@pytest.fixture
def officer(db):
    return make_officer()


def upload(fair, officer, name="vendors.xlsx", kind="vendors", **options):
    data = (CASES / name).read_bytes()
    return upload_batch(fair, kind, file_name=name, data=data, by=officer, **options)


def upload_sales(fair, officer, **options):
    return upload(fair, officer, "sales-day.xlsx", "sales", **options)


def register_counts():
    models = (Vendor, VendorPhone, Product, StarRating, BoothApplication, BoothAllocation, Booth)
    return {model.__name__: model.objects.count() for model in models}


def import_all_vendors(fair, officer):
    batch = correct_batch(upload(fair, officer), CORRECTIONS)
    return apply_batch(batch, by=officer, shows_new=True)


def test_nothing_is_saved_while_a_row_is_refused(fair, officer):
    with pytest.raises(RuleBroken, match="ยังมี 5 แถวที่นำเข้าไม่ได้"):
        apply_batch(upload(fair, officer), by=officer)
    assert set(register_counts().values()) == {0}


def test_the_rows_that_passed_are_saved_when_the_officer_agrees(fair, officer):
    batch = apply_batch(upload(fair, officer), by=officer, accept_partial=True)
    assert batch.counts["new"] == 121
    assert register_counts() == {
        "Vendor": 121,
        "VendorPhone": 122,
        "Product": 121,
        "StarRating": StarRating.objects.count(),
        "BoothApplication": 121,
        "BoothAllocation": 121,
        "Booth": 126,  # also for the rows that are refused: they come later
    }


def test_the_second_import_of_the_same_file_adds_nothing(fair, officer):
    apply_batch(upload(fair, officer), by=officer, accept_partial=True)
    before, history = register_counts(), HistoryEntry.objects.count()
    second = apply_batch(upload(fair, officer), by=officer, accept_partial=True)
    assert (second.counts["new"], second.counts["changed"]) == (0, 0)
    assert second.counts["unchanged"] == 121
    assert register_counts() == before
    assert HistoryEntry.objects.count() == history + 1  # that the file was imported


def test_a_failure_half_way_leaves_nothing(fair, officer, monkeypatch):
    def fail_at_fifty(pairs, *, by):
        with about(pairs[50][0]):
            raise RuleBroken("สมมติว่าเครื่องล้ม")

    monkeypatch.setattr(import_vendors, "allocate_booths", fail_at_fifty)
    with pytest.raises(RuleBroken, match="แถว 60: สมมติว่าเครื่องล้ม"):
        apply_batch(upload(fair, officer), by=officer, accept_partial=True)
    assert set(register_counts().values()) == {0}


def test_a_known_vendor_of_another_province_keeps_its_contact_data(fair, officer):
    lampang = Province.objects.get(pk="52")
    known = make_vendor("ร้านตัวอย่างผ้าแพรวา แม่ทะ 74", province=lampang, contact_name="เดิม")
    import_all_vendors(fair, officer)
    known.refresh_from_db()
    assert known.contact_name == "เดิม"
    assert known.applications.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ไฟล์ที่เลือกว่างเปล่า"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "ไฟล์นี้เป็นรูป"),
        (b"PK\x03\x04rubbish", "ต้องเป็น .xlsx .xls .ods หรือ .csv"),
        ("ก,ข\n1,2\n".encode(), "ขาดคอลัมน์ ชื่อกลุ่ม/กิจการ, ประเภท, จังหวัด"),
        (b"\xd0\xcf\x11\xe0" + b"\xa1\xb1\x1a\xe1" + bytes(600), "ต้องเป็น .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "ตั้งรหัสผ่านไว้",
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(fair, officer, data, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        upload_batch(fair, "vendors", file_name="x.xlsx", data=data, by=officer)


class AfterTheListWasSaved(TestCase):
    """One import for all promises: TestCase rolls each of them back to it."""

    @classmethod
    def setUpTestData(cls):
        cls.fair, cls.officer = make_fair(), make_officer()
        cls.batch = import_all_vendors(cls.fair, cls.officer)

    def test_the_same_list_comes_with_what_was_corrected_before(self):
        again = upload(self.fair, self.officer)
        plan = plan_of(again)
        rows = ", ".join(str(row) for row in sorted(CORRECTIONS))
        assert plan.counts["refused"] == 0
        said = [one for one in plan.findings.assumptions if "ครั้งก่อน" in one]
        assert said == [f"ใช้ค่าที่แก้ไว้ครั้งก่อน แถว {rows}"]

    def test_a_row_that_the_new_list_changed_is_not_corrected_from_the_old_one(self):
        again = upload(self.fair, self.officer)
        changed = min(CORRECTIONS)
        again.cells[changed - 1][-1] = "เขียนใหม่"
        recalled = earlier_corrections(again)
        assert sorted(map(int, recalled)) == sorted(set(CORRECTIONS) - {changed})

    def test_corrected_rows_are_saved_with_the_rest(self):
        assert self.batch.counts["refused"] == 0
        assert Vendor.objects.count() == 126
        vendor = Vendor.objects.get(name_th="บริษัทตัวอย่างกล้วยอบ ภูผาม่าน 11 จำกัด")
        assert vendor.kind == "sme"
        assert (vendor.is_published, vendor.phone_is_public) == (True, False)

    def test_a_vendor_is_registered_as_the_row_says(self):
        vendor = Vendor.objects.get(name_th="บริษัทตัวอย่างกาแฟคั่วบด สีชมพู 44 จำกัด")
        assert vendor.place == "อ.สีชมพู จ.ขอนแก่น"
        assert vendor.contact_name == "นางสายทอง พลเยี่ยม"
        assert [phone.number for phone in vendor.phones.all()] == ["0620981233"]
        product = vendor.products.get()
        assert (product.name_th, product.stars, product.is_public) == ("กาแฟคั่วบด", 5, True)
        application = vendor.applications.get()
        assert (application.status, application.category) == ("confirmed", 2)
        assert application.allocations.get().booth.code == "B01"

    def test_a_formula_stays_text(self):
        assert Vendor.objects.filter(name_th__startswith="=HYPERLINK(").count() == 1

    def test_a_booth_that_somebody_has_is_refused_with_the_name(self):
        batch = correct_batch(
            upload(self.fair, self.officer), {**CORRECTIONS, 5: {"name": "กลุ่มใหม่"}}
        )
        refusals = plan_of(batch).findings.refusals
        assert [(refusal.row, refusal.column, refusal.reason) for refusal in refusals] == [
            (5, "บูธ", "บูธ A01 มี กลุ่มตัวอย่างแหนมเนือง หนองหาน 6 แล้ว")
        ]

    def test_the_day_is_read_and_judged_as_expected(self):
        plan = plan_of(upload_sales(self.fair, self.officer))
        assert plan.sold_on.isoformat() == SALES["date"]
        assert plan.findings.assumptions[0] == "ยอดของวันพุธที่ 28 ตุลาคม 2563"
        assert {
            str(key): {"booths": line.booths, "sold": line.sold, "ordered": line.ordered}
            for key, line in plan.by_category.items()
        } == SALES["by_category"]
        grand = plan.grand
        assert {
            "booths": grand.booths,
            "sold": grand.sold,
            "ordered": grand.ordered,
        } == SALES["grand"]
        assert grand.total == SALES["grand_total"]
        assert plan.not_reported == SALES["not_reported"]
        assert [(refusal.row, refusal.column) for refusal in plan.findings.refusals] == [
            (error["excel_row"], error["column"]) for error in SALES["errors"]
        ]
        assert plan.findings.refusals[0].reason == '"12,3oo" มีตัวอักษรปนอยู่ ใช้เลข 0 และ 1 แทน'

    def test_sales_are_saved_once_and_changed_figures_keep_the_old_ones(self):
        apply_batch(upload_sales(self.fair, self.officer), by=self.officer, accept_partial=True)
        assert BoothSale.objects.count() == 122
        second = apply_batch(
            upload_sales(self.fair, self.officer), by=self.officer, accept_partial=True
        )
        assert (second.counts["new"], second.counts["changed"]) == (0, 0)
        assert BoothSaleRevision.objects.count() == 0
        corrected = correct_batch(
            upload_sales(self.fair, self.officer), {71: {"sold": "12,300"}, 8: {"sold": "9,900"}}
        )
        third = apply_batch(corrected, by=self.officer)
        assert (third.counts["new"], third.counts["changed"]) == (1, 1)
        revision = BoothSaleRevision.objects.get()
        assert (revision.sold_before, revision.sold_after) == (Decimal(9840), Decimal(9900))

    def test_rows_of_unknown_booths_or_of_another_booths_vendor_are_refused(self):
        batch = correct_batch(
            upload_sales(self.fair, self.officer),
            {
                5: {"booth": "Z99"},
                6: {"name": "กลุ่มตัวอย่างแหนมเนือง หนองหาน 6"},
                7: {"sold": "-5"},
                71: {"sold": "12,300"},
            },
        )
        refusals = plan_of(batch).findings.refusals
        assert [(refusal.row, refusal.column) for refusal in refusals] == [
            (5, "บูธ"),
            (6, "ชื่อกลุ่ม/กิจการ"),
            (7, "ยอดจำหน่าย (บาท)"),
        ]

    def test_a_day_outside_the_fair_is_refused_as_a_whole(self):
        self.fair.opens_on, self.fair.closes_on = date(2020, 10, 29), date(2020, 11, 1)
        self.fair.save()
        with pytest.raises(RuleBroken, match="ไม่อยู่ในวันจัดงาน"):
            apply_batch(upload_sales(self.fair, self.officer), by=self.officer, accept_partial=True)
        assert BoothSale.objects.count() == 0

    def test_pressing_twice_saves_once(self):
        again = apply_batch(self.batch, by=self.officer)
        assert again.applied_at == self.batch.applied_at

    def test_the_exported_list_is_read_back_without_a_change(self):
        data = fair_vendors_xlsx(self.fair, made_at=timezone.now())
        batch = upload_batch(self.fair, "vendors", file_name="out.xlsx", data=data, by=self.officer)
        counts = plan_of(batch).counts
        assert (counts["unchanged"], counts["refused"], counts["new"]) == (126, 0, 0)


# --- What a list passes over ------------------------------------------------------------------


@pytest.fixture
def small_list(db):
    """Two shops with one telephone, and one of somebody else, for a round of two cloth booths."""
    fair, officer = make_fair_event(), make_officer()
    make_call(fair, categories=[3], places=2, max_booths=1)
    head = ["ชื่อกลุ่ม/กิจการ", "ประเภท", "จังหวัด", "โทรศัพท์"]
    rows = [
        ["กลุ่มหนึ่ง", "ผ้า", "ขอนแก่น", "0811111111"],
        ["กลุ่มสอง", "ผ้า", "ขอนแก่น", "0811111111"],
        ["กลุ่มสาม", "ผ้า", "ขอนแก่น", "0833333333"],
    ]
    return ImportBatch.objects.create(
        kind="vendors",
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=fair,
        file_name="รายชื่อ.xlsx",
        cells=[head, *rows],
        uploaded_by=officer,
    )


def test_the_preview_names_what_a_list_passes_over_and_asks_why(client, small_list):
    fair = small_list.fair_event
    client.force_login(small_list.uploaded_by)
    address = reverse("staff:import-batch", args=[small_list.pk])

    page = client.get(address)
    found = [(one.row, one.who) for one in page.context["findings"].beside_rules]
    assert found == [(3, "กลุ่มสอง"), (4, "กลุ่มสาม")]
    words = page.content.decode()
    assert "งานนี้ให้ไม่เกิน 1 บูธต่อราย อีกร้านของคนเดียวกันได้รับคัดเลือกแล้ว 1 บูธ" in words
    assert "รับ 2 บูธ เลือกแล้ว 2 บูธ" in words
    typed = {"act": "save", "beside_reason": "มติเพิ่มบูธ"}
    asked = client.post(address, typed)
    assert asked.status_code == 422
    assert "2 แถวเกินเกณฑ์ของงาน" in asked.content.decode()
    assert 'value="มติเพิ่มบูธ"' in asked.content.decode()
    assert not fair.applications.exists()

    assert client.post(address, typed | {"beside": "on"}).status_code == 302

    overrides = [
        (one.application.vendor.name_th, one.what) for one in for_committee(fair).overrides
    ]
    assert overrides == [("กลุ่มสอง", "เกินสิทธิ์ต่อราย"), ("กลุ่มสาม", "รับเกินจำนวน")]
    notes = Decision.objects.order_by("pk").values_list("note", flat=True)
    assert list(notes) == [f"อยู่ในบัญชีรายชื่อ รายชื่อ.xlsx แถว {row}" for row in (2, 3, 4)]


def test_a_banned_person_is_in_no_list_under_another_name(small_list):
    banned = make_vendor("ร้านเดิม")
    banned.phones.create(number="0811111111")
    make_penalty(banned)

    findings = plan_of(small_list).findings

    assert [(one.row, one.reason) for one in findings.refusals] == [(2, BARRED), (3, BARRED)]
    assert findings.beside_rules == []


def test_a_list_adds_nothing_to_an_application_that_waits(small_list):
    vendor = make_vendor("กลุ่มสาม", province_id="40")
    vendor.phones.create(number="0833333333")
    waits = make_application(small_list.fair_event, vendor, status="submitted")
    small_list.cells[0].append("ผลิตภัณฑ์")
    small_list.cells[3].append("ผ้าไหม")
    small_list.save()

    apply_batch(small_list, by=small_list.uploaded_by, beside_reason="มติเพิ่มบูธ")

    waits.refresh_from_db()
    assert waits.status == "submitted"
    assert not waits.offered_products.exists()
    assert not waits.decisions.exists()
