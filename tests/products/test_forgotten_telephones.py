"""Sheets keep no telephones after thirty days; the vendors keep theirs."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from products.imports.batches import plan_of
from products.imports.taking_back import plan_taking_back
from products.models import ImportBatch
from products.operations.forgetting import forget_telephones
from products.operations.imports import apply_batch, upload_batch
from products.operations.previews import correct_batch
from tests import factories as make
from vendors.models import VendorPhone

pytestmark = pytest.mark.django_db
TEXT = (
    "บัญชีรายชื่อ ติดต่อ ๐๘๑-๒๓๔-๕๖๗๘\n"
    "ชื่อกลุ่ม,ประเภท,จังหวัด,โทร,ผลิตภัณฑ์,อื่น\n"
    "กลุ่มหนึ่ง,ผ้า,ขอนแก่น,812345678,ผ้าขาวม้า,โทร +66 81 234 5678\n"
    "กลุ่มสอง,ผ้า,ขอนแก่น,081234567,ผ้า 9999000011112,\n"
)
NUMBERS = ("2345678", "234567", "๒๓๔", "234 5678", "0899999999")


@pytest.fixture
def officer():
    return make.make_officer()


def upload(officer, fair):
    return upload_batch(fair, "vendors", file_name="v.csv", data=TEXT.encode(), by=officer)


def aged(batch, days):
    ImportBatch.objects.filter(pk=batch.pk).update(
        uploaded_at=timezone.now() - timedelta(days=days)
    )


def kept(batch):
    """Everything that the batch holds, as text."""
    values = ImportBatch.objects.filter(pk=batch.pk).values(
        "cells", "corrections", "options", "answers"
    )
    rows = batch.imported_rows.values("before", "after")
    return json.dumps([*values, *rows], ensure_ascii=False)


def test_telephones_go_from_a_saved_sheet_and_all_else_stays(officer):
    fair = make.make_fair_event()
    batch = correct_batch(upload(officer, fair), {4: {"phone": "0899999999", "name": "กลุ่มสองใหม่"}})
    apply_batch(batch, by=officer)
    aged(batch, 31)

    assert (forget_telephones(), forget_telephones()) == (1, 0)

    text = kept(batch)
    assert [number for number in NUMBERS if number in text] == []
    batch.refresh_from_db()
    assert batch.cells[3] == ["กลุ่มสอง", "ผ้า", "ขอนแก่น", "ลบเบอร์แล้ว", "ผ้า 9999000011112", ""]
    assert batch.corrections == {"4": {"name": "กลุ่มสองใหม่"}}
    numbers = VendorPhone.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["0812345678", "0899999999"]


def test_what_came_in_within_thirty_days_is_not_touched(officer):
    batch = upload(officer, make.make_fair_event())
    aged(batch, 29)
    assert forget_telephones() == 0
    batch.refresh_from_db()
    assert batch.cells[2][3] == "812345678"


def test_the_import_can_still_be_taken_back_and_its_corrections_come_again(officer):
    fair = make.make_fair_event()
    batch = correct_batch(upload(officer, fair), {4: {"phone": "0899999999", "name": "กลุ่มสองใหม่"}})
    apply_batch(batch, by=officer)
    aged(batch, 31)
    forget_telephones()
    batch.refresh_from_db()
    assert plan_taking_back(batch, officer).staying == []
    assert upload(officer, fair).corrections == {"4": {"name": "กลุ่มสองใหม่"}}


def test_a_sheet_that_was_never_saved_is_to_be_chosen_again(officer):
    batch = upload(officer, make.make_fair_event())
    aged(batch, 31)
    forget_telephones()
    batch.refresh_from_db()
    (problem,) = plan_of(batch).findings.problems
    assert problem.startswith("เบอร์โทรศัพท์ในไฟล์นี้ลบตามกำหนดเก็บเมื่อ")


def test_sums_of_takings_are_no_telephones(officer):
    text = "ประจำวันที่ 25 พ.ย. 2569\nบูธ,ยอดจำหน่าย\nA01,812345678\n"
    fair = make.make_fair_event()
    batch = upload_batch(fair, "sales", file_name="s.csv", data=text.encode(), by=officer)
    aged(batch, 31)
    forget_telephones()
    batch.refresh_from_db()
    assert batch.cells[2] == ["A01", "812345678"]
