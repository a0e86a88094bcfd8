"""A long import is saved outside the request: whoever pressed sees how far it is, and why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from products.models import ImportBatch
from products.operations import saving
from products.operations.previews import correct_batch
from products.operations.saving import TROUBLE, hand_over, save_batch
from tests import factories as make
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
HEAD = ["ชื่อกลุ่ม", "ประเภท", "จังหวัด"]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def three_rows_are_long(monkeypatch):
    monkeypatch.setattr(saving, "LONG_ROWS", 2)


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def batch_of(officer, *rows, **fields):
    return ImportBatch.objects.create(
        kind="vendors",
        kind_name="รายชื่อผู้ประกอบการ",
        fair_event=make.make_fair_event(),
        file_name="v.xlsx",
        cells=[HEAD, *([name, "ผ้า", province] for name, province in rows)],
        uploaded_by=officer,
        **fields,
    )


def two_rows(officer, **fields):
    return batch_of(officer, ("กลุ่มหนึ่ง", "ขอนแก่น"), ("กลุ่มสอง", "ขอนแก่น"), **fields)


def in_hands(officer, ago=timedelta(0), **answers):
    """A batch that the worker has not taken up."""
    since = timezone.now() - ago
    said = {
        "accept_partial": False,
        "beside_reason": "",
        "shows_new": True,
        "why": "",
        "seen": None,
    }
    return two_rows(officer, saving_since=since, saved_by=officer, answers={**said, **answers})


def address(batch):
    return reverse("staff:import-batch", args=[batch.pk])


def test_a_long_list_is_saved_by_the_worker_with_the_answers_of_who_pressed(client, officer):
    batch = two_rows(officer)
    seen = client.get(address(batch)).context["seen"]
    done = client.post(
        address(batch), {"act": "save", "seen": seen, "shows_new": "on"}, follow=True
    )
    batch.refresh_from_db()
    assert "นำเข้าแล้ว" in done.content.decode()
    assert (batch.saved_by, batch.counts["new"]) == (officer, 2)
    assert Vendor.objects.filter(is_published=True).count() == 2


def test_the_page_says_how_far_it_is_and_comes_again_when_it_is_done(client, officer):
    batch = in_hands(officer)
    page = client.get(address(batch))
    assert page.templates[0].name == "products/work/import_saving.html"
    ImportBatch.objects.update(saving_step=1)
    part = client.get(address(batch), headers=HTMX)
    assert part.templates[0].name == "products/work/_import_saving.html"
    assert '<progress class="work-progress" max="3" value="1">' in part.content.decode()
    save_batch.func(batch.pk)
    assert client.get(address(batch), headers=HTMX).headers["HX-Refresh"] == "true"


def test_what_the_worker_could_not_save_is_said_on_the_preview_and_nothing_is_saved(
    client, officer
):
    batch = batch_of(officer, ("กลุ่มหนึ่ง", "ขอนแก่น"), ("กลุ่มสอง", "ไม่มี"))
    page = client.post(address(batch), {"act": "save"}, follow=True)
    assert page.context["problem"] == ("ยังมี 1 แถวที่นำเข้าไม่ได้ แก้ก่อน หรือเลือกนำเข้าเฉพาะแถวที่ผ่าน")
    assert not Vendor.objects.exists()
    mended = client.post(address(batch), {"act": "check", "fix-3-province": "ขอนแก่น"}, follow=True)
    assert mended.context["problem"] is None
    client.post(address(batch), {"act": "save"})
    assert Vendor.objects.count() == 2


def test_trouble_of_the_machine_is_said_and_it_can_be_pressed_again(
    client, officer, monkeypatch, caplog
):
    batch = in_hands(officer)
    with monkeypatch.context() as patch:
        patch.setattr(saving, "apply_batch", lambda *args, **answers: 1 / 0)
        save_batch.func(batch.pk)
    assert [record.message for record in caplog.records] == [f"import={batch.pk} not saved"]
    assert client.get(address(batch)).context["problem"] == TROUBLE
    client.post(address(batch), {"act": "save"})
    assert Vendor.objects.count() == 2


def test_what_is_being_saved_is_pressed_once_and_not_corrected(officer):
    batch = in_hands(officer)
    hand_over(batch, by=make.make_officer(), seen=None, shows_new=False)
    batch.refresh_from_db()
    assert (batch.saved_by, batch.answers["shows_new"]) == (officer, True)
    with pytest.raises(RuleBroken, match="กำลังนำเข้าไฟล์นี้อยู่"):
        correct_batch(batch, {2: {"name": "อื่น"}})


def test_a_second_run_of_the_worker_saves_nothing_more(officer):
    batch = in_hands(officer)
    save_batch.func(batch.pk)
    applied_at = ImportBatch.objects.get().applied_at
    save_batch.func(batch.pk)
    assert (ImportBatch.objects.get().applied_at, Vendor.objects.count()) == (applied_at, 2)


def test_what_a_worker_left_behind_can_be_pressed_again(client, officer):
    batch = in_hands(officer, ago=timedelta(minutes=11))
    page = client.get(address(batch))
    assert page.templates[0].name == "products/work/import_vendors.html"
    assert page.context["problem"].startswith("นำเข้าครั้งก่อนไม่เสร็จภายใน 10 นาที")
    client.post(address(batch), {"act": "save"})
    assert Vendor.objects.count() == 2
