"""One act on many records: what would happen is said before, and happens as it was said."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import Agency, Person
from otopfair.history.models import HistoryEntry
from otopfair.removals.models import Removal
from otopfair.staff.models import SavedView
from otopfair.work.models import BulkWork
from otopfair.work.running import do_work
from tests import factories as make
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
VENDORS = reverse("staff:register-bulk", args=["vendors.vendor"])
AGENCIES = reverse("staff:register-bulk", args=["fairs.agency"])


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def test_the_preview_says_how_many_and_why_the_others_are_left_out(client, officer):
    shown, hidden = make.make_vendor("ร้านแสดง"), make.make_vendor("ร้านซ่อน", is_published=False)
    page = client.post(VENDORS, {"act": "is_published:0", "row": [shown.pk, hidden.pk]})

    found = page.context["preview"]
    left = [(row.name_th, why) for row, why in found.left]
    assert [row.name_th for row in found.will] == ["ร้านแสดง"]
    assert left == [("ร้านซ่อน", "แสดงในหน้าเว็บ เป็น “ไม่ใช่” อยู่แล้ว")]
    assert Vendor.objects.filter(is_published=True).count() == 1
    assert not HistoryEntry.objects.of(shown).exists()


def test_the_second_press_does_it_once_with_history_on_each_record(client, officer):
    rows = [make.make_vendor(f"ร้าน {number}") for number in range(3)]
    sent = {"act": "is_published:0", "row": [row.pk for row in rows], "form_key": str(uuid4())}
    first, second = client.post(VENDORS, sent), client.post(VENDORS, sent)
    do_work.func(BulkWork.objects.get().pk)

    assert first.url == second.url
    assert Vendor.objects.filter(is_published=False).count() == 3
    assert [entry.changes for entry in HistoryEntry.objects.of_all(rows)] == [
        {"แสดงในหน้าเว็บ": ["ใช่", "ไม่ใช่"]}
    ] * 3


def test_what_is_deleted_in_bulk_can_be_put_back_and_what_is_held_stays(client):
    client.force_login(make.make_administrator())
    free, held = make.make_agency("ว่าง"), make.make_agency("มีคน")
    Person.objects.create(agency=held, given_name="สมศรี", family_name="ใจดี")
    page = client.post(AGENCIES, {"act": "delete", "row": [free.pk, held.pk]})
    assert [row.name_th for row in page.context["preview"].will] == ["ว่าง"]

    client.post(AGENCIES, {"act": "delete", "row": [free.pk], "form_key": str(uuid4())})
    do_work.func(BulkWork.objects.get().pk)

    assert (Agency.objects.get(), Removal.objects.count()) == (held, 1)


def test_all_that_a_list_finds_are_meant_and_nothing_beside_it(client, officer):
    for number in range(3):
        make.make_vendor(f"ผ้า {number}")
    other = make.make_vendor("ไม้")
    page = client.post(f"{VENDORS}?q=ผ้า", {"act": "is_published:0", "all": "1"})
    beside = client.post(f"{VENDORS}?q=ผ้า", {"act": "is_published:0", "row": other.pk})
    assert [row.name_th for row in page.context["preview"].will] == ["ผ้า 0", "ผ้า 1", "ผ้า 2"]
    assert beside.status_code == 302


def test_an_act_that_the_register_does_not_offer_is_refused(client, officer):
    vendor = make.make_vendor()
    for act in ("delete", "kind:1", "is_published:2", ""):
        assert client.post(VENDORS, {"act": act, "row": vendor.pk}).status_code == 403


# --- Views --------------------------------------------------------------------------------------

VIEWS = reverse("staff:register-views", args=["vendors.vendor"])


def test_a_view_keeps_the_address_for_its_owner_alone(client, officer):
    answer = client.post(VIEWS, {"name": "กลุ่มผ้า", "query": "q=ผ้า&o=-name_th&page=3"})
    mine = client.get(answer.url).context["views"]
    client.force_login(make.make_officer(full_name="คนอื่น"))
    theirs = client.get(answer.url).context["views"]

    assert [(one["label"], one["on"]) for one in mine] == [("กลุ่มผ้า", True)]
    assert theirs == []
    assert SavedView.objects.get().query == "o=-name_th&q=%E0%B8%9C%E0%B9%89%E0%B8%B2"


def test_the_same_name_is_the_same_view_and_a_view_can_go(client, officer):
    client.post(VIEWS, {"name": "ผ้า", "query": "q=1"})
    client.post(VIEWS, {"name": "ผ้า", "query": "q=2"})
    kept = SavedView.objects.get()
    client.post(VIEWS, {"drop": str(kept.pk)})
    assert (kept.query, SavedView.objects.count()) == ("q=2", 0)


@pytest.mark.parametrize("name", ["", " ", "ก" * 61])
def test_a_view_without_a_good_name_is_not_kept(client, officer, name):
    client.post(VIEWS, {"name": name, "query": "q=1"})
    assert not SavedView.objects.exists()
