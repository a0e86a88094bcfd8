"""A vendor tells of a registration that it has by its number; an officer checks it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fairs.models import District
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.stale import StalePage
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    assign,
    make_call,
    make_fair_event,
    make_officer,
    make_request,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from vendors.dossier import registration as standing_of
from vendors.eligibility import why_not
from vendors.models import RegistrationKind, RegistrationState, Vendor, VendorRegistration
from vendors.operations.merging import why_not_merged
from vendors.operations.registrations import (
    NOT_JURISTIC,
    decide_registration,
    seen_of_registration,
    tell_registration,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
SOON = TODAY + timedelta(days=9)
JURISTIC = RegistrationKind.JURISTIC
COMPANY, OTHER_COMPANY, PERSON = "0107537000521", "0107536000315", "1101700207030"
APPROVED, REFUSED = RegistrationState.APPROVED, RegistrationState.REFUSED


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner, district=District.objects.get(pk="4001"))


@pytest.fixture
def officer():
    person = make_user("นางสาวมาลี ใจดี", position_title="นักวิชาการพัฒนาชุมชน")
    return assign(person, Role.DISTRICT_OFFICER, district=District.objects.get(pk="4001"))


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", slug="silk", opens_on=SOON, closes_on=SOON))


def tell(vendor, owner, number=COMPANY, kind=JURISTIC, **fields):
    values = {"form_key": uuid4(), **fields}
    return tell_registration(vendor, kind, number=number, by=owner, **values)


@pytest.mark.parametrize(
    ("asked", "leads_to", "act"),
    [
        (["juristic"], "/my/registration/juristic/", "แจ้งเลขทะเบียนนิติบุคคล"),
        (["community"], "/my/registration/community/", "แจ้งเลขทะเบียนวิสาหกิจชุมชน"),
        (["commerce"], "/my/registration/commerce/", "แจ้งเลขทะเบียนพาณิชย์"),
        (["juristic", "commerce"], "/my/registration/", "แจ้งเลขทะเบียน"),
        (["otop"], "/my/registration/", "ยื่นขอขึ้นทะเบียน"),
    ],
)
def test_what_is_missing_leads_to_the_form_of_its_kind(call, vendor, asked, leads_to, act):
    call.conditions.create(kind="registration", values=asked)
    [barrier] = why_not(call, vendor)
    assert (barrier.address, barrier.act) == (leads_to, act)


def test_a_vendor_tells_its_number_and_applies_when_it_was_checked(
    client, call, vendor, owner, officer
):
    call.conditions.create(kind="registration", values=["juristic"])
    page = reverse("my-apply", args=["silk"])
    client.force_login(owner)
    link = f'<a href="/my/registration/juristic/?next={page}">แจ้งเลขทะเบียนนิติบุคคล</a>'
    assert link in client.get(page).content.decode()

    url = f"/my/registration/juristic/?next={page}"
    form = filled_form(client.get(url), holds="number") | {"number": "๐-๑๐๗๕-๓๗๐๐๐-๕๒-๑"}
    assert client.post(url, form)["Location"] == f"/my/registration/?next={page}"
    row = VendorRegistration.objects.get()
    assert (row.kind, row.number, row.state) == ("juristic", COMPANY, "asked")
    [barrier] = why_not(call, vendor)
    assert barrier.sentence == "รอบนี้ต้องมีทะเบียนนิติบุคคล เลขที่ร้านแจ้งไว้เจ้าหน้าที่ยังตรวจไม่เสร็จ"

    client.force_login(officer)
    url = reverse("staff:registration", args=[row.pk])
    form = filled_form(client.get(url), holds="number")
    assert form["number"] == COMPANY
    assert client.post(url, form | {"state": "approved"}).status_code == 302

    row.refresh_from_db()
    assert (row.state, row.valid_from, row.valid_until) == ("approved", None, None)
    assert (row.received_by, row.received_position) == ("นางสาวมาลี ใจดี", "นักวิชาการพัฒนาชุมชน")
    assert Message.objects.get().subject == "ตรวจทะเบียนนิติบุคคลแล้ว"
    assert why_not(call, Vendor.objects.get(pk=vendor.pk)) == []
    client.force_login(owner)
    shown = client.get(reverse("my-registration")).content.decode()
    assert "ผู้รับคำขอ นางสาวมาลี ใจดี นักวิชาการพัฒนาชุมชน" in shown


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (PERSON, NOT_JURISTIC),
        ("0107537000522", "เลขนิติบุคคลไม่ตรงกับหลักตรวจสอบ ตรวจทีละหลักกับเอกสาร"),
        ("12", "กรอกเลขนิติบุคคล 13 หลัก ตอนนี้มี 2 หลัก"),
    ],
)
def test_a_number_that_is_no_juristic_persons_is_refused_and_kept(
    client, vendor, owner, number, said
):
    client.force_login(owner)
    url = reverse("my-registration-tell", args=["juristic"])
    answer = client.post(url, {"form_key": str(uuid4()), "number": number})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"number": [said]})
    assert f'value="{number}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"valid_until": TODAY - timedelta(days=1)}, "ทะเบียนนี้หมดอายุแล้ว"),
        ({"valid_from": SOON, "valid_until": TODAY}, "วันหมดอายุต้องไม่มาก่อน"),
    ],
)
def test_a_registration_that_has_run_out_is_not_told(vendor, owner, days, said):
    with pytest.raises(RuleBroken, match=said):
        tell(vendor, owner, **days)


def test_until_an_officer_looks_the_next_number_takes_the_place_of_the_one_before(
    vendor, owner, officer
):
    row = tell(vendor, owner)
    seen = seen_of_registration(row)
    assert tell(vendor, owner, OTHER_COMPANY) == row
    assert VendorRegistration.objects.get().number == OTHER_COMPANY
    with pytest.raises(StalePage):
        decide_registration(row, APPROVED, number=COMPANY, seen=seen, by=officer)


def test_the_same_form_again_is_told_once_also_after_it_was_decided(vendor, owner, officer):
    key = uuid4()
    row = tell(vendor, owner, form_key=key)
    assert tell(vendor, owner, form_key=key) == row
    decide_registration(row, REFUSED, reason="ดูไม่ออก", by=officer)
    assert tell(vendor, owner, form_key=key) == row
    assert VendorRegistration.objects.count() == 1


def test_a_number_that_is_to_be_mended_is_said_and_told_anew(client, vendor, owner, officer):
    row = tell(vendor, owner)
    for _press in range(2):
        row = decide_registration(row, REFUSED, reason="เลขไม่ตรงกับหนังสือรับรอง", by=officer)
    message = Message.objects.get()
    assert message.subject == "ขอให้แก้เลขทะเบียนนิติบุคคล"
    assert message.body == "เลขไม่ตรงกับหนังสือรับรอง\nแก้แล้วแจ้งใหม่ในหน้าทะเบียนของร้าน"
    assert standing_of(vendor).line == "เจ้าหน้าที่ขอให้แก้เลขทะเบียนนิติบุคคล"

    client.force_login(owner)
    url = reverse("my-registration-tell", args=["juristic"])
    page = client.get(url)
    assert "เลขไม่ตรงกับหนังสือรับรอง" in page.content.decode()
    form = filled_form(page, holds="number")
    assert form["number"] == COMPANY
    assert client.post(url, form | {"number": OTHER_COMPANY}).status_code == 302
    states = VendorRegistration.objects.order_by("pk").values_list("number", "state")
    assert list(states) == [(COMPANY, "refused"), (OTHER_COMPANY, "asked")]


def test_a_number_that_is_only_told_takes_it_from_nobody(vendor, owner, officer):
    other = make_vendor("ร้านอื่น")
    tell(vendor, owner)
    other.registrations.create(kind=JURISTIC, number=COMPANY)
    with pytest.raises(RuleBroken, match="บันทึกไว้กับร้านอื่นแล้ว"):
        decide_registration(
            VendorRegistration.objects.get(vendor=vendor), APPROVED, number=COMPANY, by=officer
        )


def test_a_shop_registered_in_its_owners_name_does_not_show_the_owners_number(
    client, vendor, owner, officer
):
    row = tell(vendor, owner, PERSON, RegistrationKind.COMMERCE)
    assert str(row) == "ทะเบียนพาณิชย์ 1-1017-•••••-03-0"
    client.force_login(owner)
    for page in (reverse("my-registration"), reverse("my-registration-tell", args=["commerce"])):
        assert PERSON not in client.get(page).content.decode()
    decide_registration(row, APPROVED, number=PERSON, by=officer)
    assert PERSON not in Message.objects.get().body
    assert [entry.summary for entry in HistoryEntry.objects.of(row).order_by("pk")] == [
        "แจ้งทะเบียนพาณิชย์ 1-1017-•••••-03-0",
        "ตรวจแล้ว ทะเบียนพาณิชย์ 1-1017-•••••-03-0",
    ]


def test_what_is_on_record_is_not_told_again(vendor, owner):
    vendor.registrations.create(kind=JURISTIC, number=COMPANY)
    with pytest.raises(RuleBroken, match="อยู่ในข้อมูลร้านแล้ว"):
        tell(vendor, owner)


def test_one_number_of_a_kind_waits_at_a_time(vendor, owner):
    tell(vendor, owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        vendor.registrations.create(kind=JURISTIC, number=OTHER_COMPANY, state="asked")


def test_two_shops_that_told_of_one_kind_are_merged_when_one_was_checked(vendor, owner):
    other_owner = make_user()
    other = make_vendor("ซ้ำ", user=other_owner)
    tell(vendor, owner)
    tell(other, other_owner, OTHER_COMPANY)
    said = "ทั้งสองร้านแจ้งทะเบียนนิติบุคคลที่ยังไม่ได้ตรวจ ให้ตรวจเลขหนึ่งก่อนรวม"
    assert why_not_merged(vendor, other) == said


def test_another_person_may_have_received_the_request(client, vendor):
    row = make_request(vendor)
    client.force_login(make_officer())
    url = reverse("staff:registration", args=[row.pk])
    form = filled_form(client.get(url), holds="received_by")
    form |= {"state": "approved", "number": "400100334701"}
    nobody = client.post(url, form | {"received_by": "", "received_position": "ปลัดอำเภอ"})
    assert nobody.context["form"].errors == {"received_by": ["กรอกชื่อผู้รับคำขอ"]}

    named = {"received_by": "นางบัวลา ศรีสุข", "received_position": "พัฒนาการอำเภอ"}
    assert client.post(url, form | named).status_code == 302
    row.refresh_from_db()
    assert (row.received_by, row.received_position) == ("นางบัวลา ศรีสุข", "พัฒนาการอำเภอ")
    assert "ผู้รับคำขอ นางบัวลา ศรีสุข พัฒนาการอำเภอ" in client.get(url).content.decode()


def test_a_kind_that_is_none_is_not_there(client, owner, vendor):
    client.force_login(owner)
    assert client.get("/my/registration/anything/").status_code == 404
