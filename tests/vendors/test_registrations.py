"""A producer asks to be registered in a round; its district decides, and the vendor is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import District, Province
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.stale import StalePage
from tests.factories import (
    assign,
    make_call,
    make_fair_event,
    make_request,
    make_round,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from vendors.dossier_parts import dossier_of
from vendors.eligibility import why_not
from vendors.models import RegistrationRound, RegistrationState, Vendor, VendorRegistration
from vendors.operations.merging import why_not_merged
from vendors.operations.registrations import (
    ask_registration,
    decide_registration,
    seen_of_registration,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
APPROVED, REFUSED = RegistrationState.APPROVED, RegistrationState.REFUSED


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner, district=District.objects.get(pk="4001"))


@pytest.fixture
def officer():
    """Of the vendor's district."""
    return assign(make_user(), Role.DISTRICT_OFFICER, district=District.objects.get(pk="4001"))


def ask(vendor, owner, in_round=None, **fields):
    values = {"form_key": uuid4(), "by_labour": True, **fields}
    return ask_registration(vendor, in_round or make_round(), by=owner, **values)


def state_of(vendor) -> str:
    standing = {part.key: standing for part, standing in dossier_of(vendor)}
    return standing["registration"].state.value


def test_rounds_are_open_on_their_days_for_the_country_or_a_province(vendor):
    country = make_round()
    here = make_round("ขอนแก่น", province=vendor.province)
    make_round("ลำปาง", province=Province.objects.get(pk="52"))
    make_round("ก่อน", opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))

    assert list(RegistrationRound.objects.open_for(vendor).order_by("pk")) == [country, here]


def test_a_producer_asks_once_and_a_second_press_finds_it(vendor, owner):
    in_round, key = make_round(), uuid4()
    first, second = (ask(vendor, owner, in_round, form_key=key) for _ in range(2))

    assert first == second
    assert (first.state, first.is_in_force) == ("asked", False)
    assert not VendorRegistration.objects.valid_on(TODAY).exists()
    with pytest.raises(RuleBroken, match="ร้านนี้ยื่นในรอบนี้แล้ว"):
        ask(vendor, owner, in_round)


def test_a_request_names_a_link_with_its_community(vendor, owner):
    with pytest.raises(RuleBroken, match="เลือกอย่างน้อยหนึ่งข้อ"):
        ask(vendor, owner, by_labour=False, link_text="เราทำเอง")


def test_a_round_that_is_over_takes_nobody(vendor, owner):
    over = make_round(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="รอบนี้ปิดรับแล้ว"):
        ask(vendor, owner, over)


def test_without_a_district_nobody_could_decide(owner):
    with pytest.raises(RuleBroken, match="กรอกอำเภอที่ตั้ง"):
        ask(make_vendor(user=owner), owner)


def test_the_district_registers_a_producer_for_as_long_as_the_round_says(vendor, owner, officer):
    row = ask(vendor, owner, make_round(holds_until=date(2031, 9, 30)))
    row = decide_registration(row, APPROVED, number="400100334701", by=officer)

    assert (row.valid_from, row.valid_until) == (TODAY, date(2031, 9, 30))
    assert list(VendorRegistration.objects.valid_on(TODAY)) == [row]
    assert Message.objects.get().body == "เลขทะเบียน 400100334701 ใช้สมัครออกงานได้แล้ว"
    assert state_of(vendor) == "ครบ"


def test_who_is_not_registered_reads_why_and_may_ask_again(vendor, owner, officer):
    in_round = make_round()
    row = ask(vendor, owner, in_round)
    assert state_of(vendor) == "รอเจ้าหน้าที่"
    with pytest.raises(RuleBroken, match="บอกร้านว่าเพราะอะไร"):
        decide_registration(row, REFUSED, by=officer)

    decide_registration(row, REFUSED, reason="ซื้อมาขายไป", by=officer)

    assert Message.objects.get().body == "ซื้อมาขายไป\nยื่นใหม่ได้ในรอบที่เปิดรับ"
    assert state_of(vendor) == "ต้องแก้"
    assert ask(vendor, owner, in_round).state == "asked"


@pytest.mark.parametrize(
    ("number", "said"),
    [("", "กรอกเลขทะเบียน"), ("400100334701", "เลขทะเบียนนี้บันทึกไว้กับร้านอื่นแล้ว")],
)
def test_a_registration_has_a_number_of_its_own(vendor, owner, officer, number, said):
    VendorRegistration.objects.create(
        vendor=make_vendor("อื่น"), number="400100334701", valid_from=TODAY
    )
    with pytest.raises(RuleBroken, match=said):
        decide_registration(ask(vendor, owner), APPROVED, number=number, by=officer)


def test_what_is_decided_is_not_decided_again(vendor, owner, officer):
    row = ask(vendor, owner)
    seen = seen_of_registration(row)
    decide_registration(row, REFUSED, reason="ซื้อมาขายไป", by=officer)

    with pytest.raises(StalePage):
        decide_registration(row, APPROVED, number="400100334701", seen=seen, by=officer)
    with pytest.raises(RuleBroken, match="พิจารณาคำขอนี้ไปแล้ว"):
        decide_registration(row, APPROVED, number="400100334701", by=officer)


def test_a_vendor_asks_on_its_page_and_sees_where_it_stands(client, vendor, owner):
    make_round()
    client.force_login(owner)
    url = reverse("my-registration")
    form = filled_form(client.get(url), holds="round")

    wrong = client.post(url, form | {"link_text": "ทอเอง"})
    assert wrong.status_code == 422
    assert "เลือกอย่างน้อยหนึ่งข้อ" in wrong.content.decode()
    assert "ทอเอง" in wrong.content.decode()

    page = client.post(url, form | {"by_benefit": "on"}, follow=True).content.decode()
    assert "รออำเภอพิจารณา" in page
    assert "ยื่นขอขึ้นทะเบียน รอบ" not in page


def test_the_district_decides_from_its_queue(client, vendor, officer):
    row = make_request(vendor)
    make_request(make_vendor("อำเภออื่น", district=District.objects.get(pk="4002")))
    client.force_login(officer)
    assert list(client.get(reverse("staff:registrations")).context["page"]) == [row]

    url = reverse("staff:registration", args=[row.pk])
    form = filled_form(client.get(url), holds="number") | {"state": "approved"}
    asked = client.post(url, form | {"number": "500100334701"})
    assert "ไม่ขึ้นต้นด้วยรหัสอำเภอเมืองขอนแก่น (4001)" in asked.content.decode()

    answer = client.post(url, form | {"number": "400100334701"})
    assert answer.headers["Location"] == reverse("staff:registrations")
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", officer)


def test_two_shops_that_asked_in_one_round_are_not_merged_before_it_is_decided(vendor, owner):
    in_round, other = make_round(), make_vendor("ซ้ำ")
    for row in (vendor, other):
        make_request(row, in_round)

    assert why_not_merged(vendor, other) == ("ทั้งสองร้านยื่นขอขึ้นทะเบียนรอบ ไตรมาส 1 ให้พิจารณาใบหนึ่งก่อนรวม")


def test_who_has_asked_reads_that_the_district_has_still_to_decide(vendor, owner, officer):
    soon = TODAY + timedelta(days=9)
    call = make_call(make_fair_event(opens_on=soon, closes_on=soon))
    call.conditions.create(kind="registration", values=["otop"])
    row = ask(vendor, owner)

    [barrier] = why_not(call, vendor)
    assert barrier.sentence == "รอบนี้ต้องมีทะเบียนผู้ผลิต OTOP คำขอของร้านรออำเภอพิจารณา"

    decide_registration(row, APPROVED, number="400100334701", by=officer)
    assert why_not(call, Vendor.objects.get(pk=vendor.pk)) == []
