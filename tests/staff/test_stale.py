"""Two officers save one record of a register: the second sees what the first one wrote."""

import pytest
from django.urls import reverse

from fairs.models import Agency, OfficialAct, Person
from otopfair.history.models import HistoryEntry
from otopfair.stale import Difference
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def agency(officer):
    return make.make_agency("สำนักงานเดิม", province_id="40")


def page_of(record) -> str:
    name = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"staff:{name}_change", args=[record.pk])


def opened(client, record):
    """The page as an officer has it before them: what its form would send."""
    return filled_form(client.get(page_of(record)), holds="seen")


OTHER_TEXTS = {
    "name_th": ("ชื่อของคนแรก", "ชื่อของคนแรก"),
    "kind": ("company", "บริษัท"),
    "address": ("ถนนหน้าเมือง", "ถนนหน้าเมือง"),
    "phone": ("043123456", "043-123-456"),
    "fax": ("053283738", "053-283-738"),
}


@pytest.mark.parametrize("name", OTHER_TEXTS)
def test_nothing_of_another_officer_is_put_back_unseen(client, agency, name):
    mine = opened(client, agency)
    value, shown = OTHER_TEXTS[name]
    Agency.objects.filter(pk=agency.pk).update(**{name: value})

    refused = client.post(page_of(agency), mine)

    label = str(Agency._meta.get_field(name).verbose_name)
    told = [(row.label, row.theirs) for row in refused.context["differences"]]
    assert told == [(label, shown)]
    assert "ในระบบตอนนี้" in refused.content.decode()
    agency.refresh_from_db()
    assert getattr(agency, name) == value

    again = filled_form(refused, holds="seen")
    assert again | {"seen": ""} == mine | {"seen": ""}
    assert client.post(page_of(agency), again).status_code == 302
    agency.refresh_from_db()
    assert getattr(agency, name) != value


def test_the_sentence_says_who_and_when(client, agency):
    mine = opened(client, agency)
    client.force_login(make.make_officer(full_name="นางสาวปราณี ใจงาม"))
    client.post(page_of(agency), opened(client, agency) | {"address": "ถนนหน้าเมือง"})

    refused = client.post(page_of(agency), mine | {"address": "ถนนกลางเมือง"})

    page = refused.content.decode()
    assert "หลังจากคุณเปิดหน้า (นางสาวปราณี ใจงาม แก้ไขในทะเบียน" in page
    assert refused.context["differences"] == [Difference("ที่อยู่", "ถนนหน้าเมือง", "ถนนกลางเมือง")]


def test_the_same_save_sent_twice_is_no_conflict_with_oneself(client, agency):
    mine = opened(client, agency) | {"name_th": "ชื่อใหม่", "address": "ก\r\nข"}

    answers = [client.post(page_of(agency), mine).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert HistoryEntry.objects.of(agency).count() == 1


# --- Rows under a record ----------------------------------------------------------------------


@pytest.fixture
def vendor(officer):
    vendor = make.make_vendor("กลุ่มทอผ้า")
    for sequence, number in enumerate(["0811111111", "0822222222"], start=1):
        vendor.phones.create(number=number, sequence=sequence)
    return vendor


def numbers(vendor) -> list[str]:
    return sorted(vendor.phones.values_list("number", flat=True))


def test_a_row_that_another_changed_is_not_put_back_unseen(client, vendor):
    mine = opened(client, vendor)
    vendor.phones.filter(number="0822222222").update(number="0899999999")

    refused = client.post(page_of(vendor), mine)

    [difference] = refused.context["differences"]
    assert (difference.theirs, difference.mine) == ("089-999-9999", "082-222-2222")
    assert numbers(vendor) == ["0811111111", "0899999999"]

    again = filled_form(refused, holds="seen")
    assert client.post(page_of(vendor), again).status_code == 302
    assert numbers(vendor) == ["0811111111", "0822222222"]


def test_a_row_that_another_added_is_told_and_stays(client, vendor):
    mine = opened(client, vendor) | {"phones-0-number": "0877777777"}
    vendor.phones.create(number="0833333333", sequence=3)

    refused = client.post(page_of(vendor), mine)

    told = [(row.theirs, row.mine) for row in refused.context["differences"]]
    assert told == [
        ("081-111-1111", "087-777-7777"),
        ("083-333-3333", "ไม่มีในหน้าของคุณ และจะยังอยู่"),
    ]

    again = filled_form(refused, holds="seen")
    assert client.post(page_of(vendor), again).status_code == 302
    assert numbers(vendor) == ["0822222222", "0833333333", "0877777777"]


def test_a_row_that_another_removed_is_told_and_a_second_save_brings_it_back(client, vendor):
    mine = opened(client, vendor) | {"phones-1-number": "0877777777"}
    vendor.phones.filter(number="0811111111").delete()

    refused = client.post(page_of(vendor), mine)

    told = [(row.theirs, row.mine) for row in refused.context["differences"]]
    assert told == [("082-222-2222", "087-777-7777"), ("ลบออกแล้ว", "081-111-1111")]
    assert numbers(vendor) == ["0822222222"]

    again = filled_form(refused, holds="seen")
    assert client.post(page_of(vendor), again).status_code == 302
    assert numbers(vendor) == ["0811111111", "0877777777"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ({"phones-2-number": "0855555555"}, ["0811111111", "0822222222", "0855555555"]),
        ({"phones-0-DELETE": "on"}, ["0822222222"]),
        ({"phones-1-number": "0866666666"}, ["0811111111", "0866666666"]),
    ],
    ids=["added", "removed", "changed"],
)
def test_rows_sent_twice_are_saved_once(client, vendor, typed, left):
    mine = opened(client, vendor) | typed

    if "phones-0-DELETE" in typed:
        asked = client.post(page_of(vendor), mine)
        mine = filled_form(asked, holds="seen") | {"is-right": "1"}

    answers = [client.post(page_of(vendor), mine).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert numbers(vendor) == left


def test_acts_sent_twice_are_there_once(client, officer):
    """Nothing in the database forbids the second one."""
    fair = make.make_fair_event()
    person = Person.objects.create(given_name="สมศักดิ์", family_name="ชอบงาน")
    mine = opened(client, fair) | {"acts-0-person": person.pk, "acts-0-kind": "opens"}

    answers = [client.post(page_of(fair), mine).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert OfficialAct.objects.filter(person=person).count() == 1


def test_more_rows_than_one_press_may_bring_are_refused_in_words(client, officer):
    fair = make.make_fair_event()
    flood = opened(client, fair) | {"acts-TOTAL_FORMS": "9" * 30}

    refused = client.post(page_of(fair), flood)

    limit = "บันทึกได้ครั้งละไม่เกิน 100 แถว บันทึกส่วนแรกก่อน แล้วเพิ่มส่วนที่เหลือ"
    assert refused.content.decode().count(limit) == 2  # above, and with the rows
    assert refused.content.decode().count('id="id_acts-99-person"') == 1
    assert refused.content.decode().count('id="id_acts-100-person"') == 0
