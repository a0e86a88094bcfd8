"""Files that nobody needs any more are deleted after the days of their kind; the trace stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.removals.models import Removal
from otopfair.removals.removing import forget_outlived, remove, restore
from otopfair.work.clock import do_what_is_due
from products.models import ProductPhoto
from tests.factories import (
    make_administrator,
    make_application,
    make_call,
    make_decision,
    make_document,
    make_fair_event,
    make_officer,
    make_penalty,
    make_product,
    make_slip,
    make_standard,
    make_user,
    make_vendor,
)
from vendors.models import PaymentSlip, VendorDocument, VendorDocumentKind
from vendors.operations.announcing import announce_decisions
from vendors.operations.objections import object_to_penalty, object_to_refusal
from vendors.operations.papers import bring_back, correct_standard
from vendors.operations.retention import erase_old_papers, erase_old_slips

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(days: int):
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "is_erased"),
    [
        ({"ended_at": ago(366)}, True),
        ({"ended_at": ago(364)}, False),
        ({"state": "refused", "judged_at": ago(366)}, True),
        ({"state": "refused", "judged_at": ago(364)}, False),
        ({"valid_until": ago(367).date()}, True),
        ({"valid_until": ago(364).date()}, False),
        ({"sent_at": ago(4000), "judged_at": ago(4000)}, False),
        ({"state": "waiting", "sent_at": ago(4000)}, False),
    ],
)
def test_only_what_nobody_needs_any_more_goes(facts, is_erased):
    row = make_document(**{**facts, "vendor": make_vendor()})
    VendorDocument.objects.filter(pk=row.pk).update(**facts)

    assert [erase_old_papers(), erase_old_papers()] == [int(is_erased), 0]

    left = VendorDocument.objects.get(pk=row.pk)
    assert (left.erased_at is not None, default_storage.exists(row.file.name)) == (
        is_erased,
        not is_erased,
    )


def test_the_file_and_its_name_go_and_the_trace_stays():
    row = make_document(state="refused", judged_at=ago(366))

    erase_old_papers()

    left = VendorDocument.objects.get(pk=row.pk)
    assert (left.file.name, left.file_name) == ("", "")
    assert (left.ended_at, left.reason) == (left.erased_at, "รูปไม่ชัด")
    [entry] = HistoryEntry.objects.of(row)
    assert (entry.summary, entry.actor) == ("ลบไฟล์ รูปถ่ายสถานที่ผลิต ตามกำหนดเก็บ 365 วัน", None)


def test_how_long_is_the_kinds_own_and_no_less_than_a_month():
    card = VendorDocumentKind.objects.get(name_th="สำเนาบัตรประชาชนของเจ้าของหรือประธาน")
    assert card.kept_days == 90
    make_document(name=card.name_th, ended_at=ago(89))
    make_document(name=card.name_th, ended_at=ago(91))
    make_standard(file="papers/x", ended_at=ago(91))

    assert erase_old_papers() == 1
    card.kept_days = 29
    with pytest.raises(ValidationError, match="เก็บอย่างน้อย 30 วัน"):
        card.validate_constraints()


@pytest.mark.parametrize("about", ["refusal", "ban"])
def test_nothing_of_a_vendor_goes_while_its_objection_is_open(about):
    owner, officer = make_user(), make_officer()
    vendor = make_vendor(user=owner)
    make_document(vendor, ended_at=ago(400))
    make_document(ended_at=ago(400))
    if about == "ban":
        object_to_penalty(make_penalty(vendor, by=officer), text="ไม่จริง", by=owner)
    else:
        call = make_call(make_fair_event())
        application = make_application(call.fair_event, vendor, status="submitted", call=call)
        make_decision(application, "refuse", note="ซื้อมาขายต่อ", by=officer)
        refused = announce_decisions(application, by=officer)
        object_to_refusal(refused, text="ไม่จริง", by=owner)

    assert erase_old_papers() == 1
    assert vendor.documents.get().erased_at is None


def test_what_was_erased_does_not_come_back_and_a_new_file_takes_its_place():
    owner = make_user()
    vendor = make_vendor(user=owner)
    gone = make_document(vendor, ended_at=ago(366))
    standard = make_standard(vendor, valid_until=ago(367).date(), state="waiting", file="papers/x")

    assert erase_old_papers() == 2

    with pytest.raises(RuleBroken, match="ลบตามกำหนดเก็บแล้ว"):
        bring_back(gone, by=owner)
    until = (NOW + timedelta(days=9)).date()
    new = make_document().file.open()
    sent = correct_standard(
        standard, number="มผช. 15/2566", valid_until=until, upload=new, by=owner
    )
    assert (sent.erased_at, bool(sent.file)) == (None, True)


def test_the_pages_say_that_the_file_is_gone(client):
    owner = make_user()
    vendor = make_vendor(user=owner)
    gone = make_document(vendor, ended_at=ago(366))
    erase_old_papers()
    client.force_login(owner)

    page = client.get(reverse("my-document", args=[gone.kind_id])).content.decode()

    assert ("ลบไฟล์แล้ว" in page, "เก็บไฟล์ที่ไม่ใช้แล้วไว้ 365 วัน" in page) == (True, True)
    assert client.get(reverse("my-document-file", args=[gone.pk])).status_code == 404
    client.force_login(make_officer())
    shown = client.get(reverse("staff:paper-document", args=[gone.pk])).content.decode()
    assert "ลบไฟล์ตามกำหนดเก็บเมื่อ" in shown


def test_the_worker_does_it_by_the_clock(monkeypatch):
    monkeypatch.setattr("otopfair.work.clock._NEXT", {})
    make_document(ended_at=ago(366))

    do_what_is_due()

    assert VendorDocument.objects.exclude(erased_at=None).count() == 1


@pytest.mark.parametrize(
    ("state", "days", "is_erased"),
    [("refused", 366, True), ("refused", 364, False), ("waiting", 4000, False)],
)
def test_the_picture_of_a_slip_goes_a_year_after_it_was_judged(state, days, is_erased):
    slip = make_slip(make_application(make_fair_event()))
    judged = {"judged_at": ago(days), "judged_by": make_officer(), "reason": "ไม่พบเงิน"}
    PaymentSlip.objects.filter(pk=slip.pk).update(
        state=state, sent_at=ago(days), **(judged if state == "refused" else {})
    )

    assert [erase_old_slips(), erase_old_slips()] == [int(is_erased), 0]

    left = PaymentSlip.objects.get(pk=slip.pk)
    assert default_storage.exists(slip.file.name) is not is_erased
    assert (left.digest, bool(left.file)) == (slip.digest, not is_erased)
    assert HistoryEntry.objects.of(slip.application).filter(verb="erase").exists() is is_erased


def test_pages_say_that_the_picture_of_a_slip_is_gone(client):
    owner, officer = make_user(), make_officer()
    application = make_application(make_fair_event(), make_vendor(user=owner), status="selected")
    judged = {"judged_at": ago(366), "judged_by": officer, "reason": "ไม่พบเงิน"}
    slip = make_slip(application, by=owner, state="refused", **judged)
    erase_old_slips()

    client.force_login(owner)
    assert client.get(reverse("my-slip-file", args=[slip.pk])).status_code == 404
    client.force_login(officer)
    page = client.get(reverse("staff:money-slip", args=[slip.pk])).content.decode()
    assert "ลบรูปตามกำหนดเก็บเมื่อ" in page
    assert reverse("staff:money-slip-file", args=[slip.pk]) not in page


def removed(row) -> Removal:
    return remove(
        row,
        owner=row.province,
        title="ที่ลบ",
        permission="vendors.delete_vendor",
        back_url="/staff/",
        by=make_administrator(),
    )


def a_vendor_with_a_paper():
    paper = make_document()
    return paper.vendor, paper.file.name


def a_product_with_a_photo():
    photo = ProductPhoto.objects.create(product=make_product())
    return photo.product, default_storage.save(f"photos/{photo.name}-s160.webp", ContentFile(b"x"))


@pytest.mark.parametrize("make", [a_vendor_with_a_paper, a_product_with_a_photo])
@pytest.mark.parametrize("is_restored", [False, True])
def test_files_of_what_was_removed_go_when_it_cannot_be_put_back(make, is_restored):
    row, name = make()
    removal = removed(row)
    if is_restored:
        restore(removal, by=removal.removed_by)
    assert (forget_outlived(), default_storage.exists(name)) == (0, True)
    Removal.objects.filter(pk=removal.pk).update(removed_at=ago(91))

    assert (forget_outlived(), default_storage.exists(name)) == (1, is_restored)
