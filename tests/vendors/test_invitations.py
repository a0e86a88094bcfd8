"""Calls for invited shops, and for those that districts name within their number."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fairs.models import CallKind, District
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.rights.roles import Role
from otopfair.thai.line_breaks import keep_together
from tests.factories import (
    assign,
    make_application,
    make_call,
    make_committee,
    make_fair_event,
    make_officer,
    make_product,
    make_user,
    make_vendor,
)
from tests.race_world import ALL
from tests.races import (
    meet_after,
    race,
    refusals,
    stopped_by_database,
    take_lock_away,
)
from vendors.conditions import in_words
from vendors.eligibility import why_not
from vendors.models import BoothApplication, CallInvite, NominationQuota
from vendors.operations import invitations
from vendors.operations.conditions import NotEligible
from vendors.operations.invitations import (
    invite_vendors,
    nominate_vendors,
    set_quotas,
    take_back,
)
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db
TOWN, OTHER = "4001", "4002"


def make(kind, **fields):
    return make_call(make_fair_event("งานไหม", slug="silk"), kind=kind, **fields)


def shop(name="ร้านในเมือง", district=TOWN, **fields):
    return make_vendor(name, district_id=district, **fields)


def quota_of(call, places=2, district=TOWN):
    return NominationQuota.objects.create(call=call, district_id=district, places=places)


def district_officer(district=TOWN):
    user = make_user("น.ส.ดวงใจ อำเภอ")
    return assign(user, Role.DISTRICT_OFFICER, district=District.objects.get(pk=district))


@pytest.mark.parametrize(
    ("kind", "public", "sentence"),
    [
        ("invited", "ร้านที่ผู้จัดเชิญเท่านั้น", "ร้านนี้ไม่อยู่ในรายชื่อ"),
        ("nominated", "ร้านที่อำเภอเสนอชื่อเท่านั้น", "ร้านนี้ยังไม่ได้รับการเสนอ"),
    ],
)
def test_who_is_not_on_the_list_reads_why(client, kind, public, sentence):
    call, owner = make(kind), make_user()
    vendor = shop(user=owner)
    assert in_words(call) == [public]

    client.force_login(owner)
    page = client.get(reverse("my-apply", args=["silk"])).content.decode()

    assert sentence in page
    with pytest.raises(NotEligible):
        start_application(call.fair_event, vendor, form_key=uuid4(), by=owner)


def test_a_call_that_is_open_asks_for_no_list():
    assert why_not(make("open"), shop()) == []


def test_an_officer_invites_shops_which_are_told_and_apply(client):
    call, owner = make("invited"), make_user()
    vendor, other = shop(user=owner), shop("ร้านในอีกแห่ง")
    client.force_login(make_officer())
    here = reverse("staff:call-invited", args=[call.pk])

    answer = client.post(f"{here}?q=ร้านใน", {"vendors": [vendor.pk, other.pk], "note": "มติ"})

    assert answer["Location"] == here
    assert {str(row) for row in CallInvite.objects.all()} == {"ร้านในเมือง", "ร้านในอีกแห่ง"}
    assert {row.subject for row in Message.objects.all()} == {"ร้านของคุณได้รับสิทธิ์สมัครงานไหม"}
    assert HistoryEntry.objects.of(call).first().reason == "มติ"
    assert start_application(call.fair_event, vendor, form_key=uuid4(), by=owner).pk


def test_inviting_again_tells_nobody_twice():
    call, vendor, officer = make("invited"), shop(), make_officer()

    assert [invite_vendors(call, [vendor], by=officer) for _ in range(2)] == [1, 0]
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("open", {}, "ไม่ได้ให้สมัครเฉพาะร้านที่เชิญ"),
        ("invited", {"closes_at": timezone.now() - timedelta(hours=1)}, "ปิดรับสมัครแล้ว"),
    ],
    ids=["open", "over"],
)
def test_nobody_is_invited_to_a_call_without_a_list(kind, fields, words):
    with pytest.raises(RuleBroken, match=words):
        invite_vendors(make(kind, **fields), [shop()], by=make_officer())


def test_a_shop_taken_off_the_list_reads_why_and_sends_nothing(client):
    call, officer, owner = make("invited"), make_officer(), make_user()
    vendor = shop(user=owner)
    invite_vendors(call, [vendor], by=officer)
    draft = make_application(call.fair_event, vendor, status="draft", started_by=owner)
    draft.offered_products.create(product=make_product(vendor))
    invite = CallInvite.objects.get()
    client.force_login(officer)
    here = reverse("staff:call-invite", args=[call.pk, invite.pk])

    assert client.post(here, {"reason": ""}).status_code == 422
    assert client.post(here, {"reason": "เชิญผิดร้าน"}).status_code == 302

    assert "เชิญผิดร้าน" in Message.objects.order_by("-pk").first().body
    with pytest.raises(NotEligible):
        submit_application(draft, accepts_terms=True, by=owner)
    invite_vendors(call, [vendor], by=officer)
    assert submit_application(draft, accepts_terms=True, by=owner).status == "submitted"


def test_a_sent_application_stays_when_the_name_is_taken_off():
    call, officer, vendor = make("invited"), make_officer(), shop()
    invite_vendors(call, [vendor], by=officer)
    make_application(call.fair_event, vendor, status="submitted")

    take_back(CallInvite.objects.get(), reason="มติ", by=officer)
    take_back(CallInvite.objects.get(), reason="มติ", by=officer)

    assert BoothApplication.objects.get().status == "submitted"
    assert [row.verb for row in HistoryEntry.objects.of(call)] == ["take_back", "invite"]


def test_officers_set_how_many_each_district_names(client):
    call = make("nominated")
    client.force_login(make_officer())
    here = reverse("staff:call-invited", args=[call.pk])

    client.post(here, {"quotas": "1", f"district-{TOWN}": "3", f"district-{OTHER}": "1"})
    client.post(here, {"quotas": "1", f"district-{TOWN}": "2", f"district-{OTHER}": ""})

    assert list(call.quotas.values_list("district", "places")) == [(TOWN, 2)]
    assert "เสนอแล้ว 0 จาก 2 ร้าน" in client.get(here).content.decode()


def test_a_number_below_what_is_named_is_refused(client):
    call, officer = make("nominated"), make_officer()
    nominate_vendors(quota_of(call), [shop("ก"), shop("ข")], by=officer)
    client.force_login(officer)

    data = {"quotas": "1", f"district-{TOWN}": "1"}
    answer = client.post(reverse("staff:call-invited", args=[call.pk]), data)

    assert answer.status_code == 422
    assert keep_together("เสนอไว้แล้ว 2 ร้าน ลดเหลือ 1 ไม่ได้") in answer.content.decode()


def test_a_smaller_number_keeps_the_later_seats():
    call, officer = make("nominated"), make_officer()
    quota = quota_of(call, 3)
    nominate_vendors(quota, [shop("ก"), shop("ข"), shop("ค")], by=officer)
    take_back(CallInvite.objects.get(seat=1), reason="ซ้ำ", by=officer)

    set_quotas(call, {TOWN: 2}, by=officer)

    seats = CallInvite.objects.live().order_by("seat").values_list("seat", flat=True)
    assert list(seats) == [1, 2]


def test_a_district_officer_names_shops_of_the_own_district_up_to_the_number(client):
    call, owner = make("nominated"), make_user()
    quota = quota_of(call)
    vendor, elsewhere = shop(user=owner), shop("ร้านในไกล", OTHER)
    client.force_login(district_officer())
    assert "งานไหม" in client.get(reverse("staff:nominations")).content.decode()
    here = reverse("staff:nominations-name", args=[quota.pk])
    page = client.get(f"{here}?q=ร้านใน").content.decode()
    assert ("ร้านในเมือง" in page, "ร้านในไกล" in page) == (True, False)

    assert client.post(f"{here}?q=ร้านใน", {"vendors": [elsewhere.pk]}).status_code == 422
    assert client.post(f"{here}?q=ร้านใน", {"vendors": [vendor.pk]})["Location"] == here

    assert "เสนอชื่อ 1 จาก 2 ร้าน" in client.get(here).content.decode()
    assert list(Message.objects.to(vendor)) == list(Message.objects.all()) != []
    assert start_application(call.fair_event, vendor, form_key=uuid4(), by=owner).pk


def test_no_officer_names_for_another_district(client):
    quota = quota_of(make("nominated"), district=OTHER)
    client.force_login(district_officer())

    assert client.get(reverse("staff:nominations-name", args=[quota.pk])).status_code == 404
    assert "งานไหม" not in client.get(reverse("staff:nominations")).content.decode()


def test_too_many_are_refused_as_a_whole():
    call, by = make("nominated"), make_officer()
    quota = quota_of(call, 1)

    with pytest.raises(RuleBroken, match="เหลืออีก 1 ร้าน ครั้งนี้เลือกไว้ 2 ร้าน"):
        nominate_vendors(quota, [shop("ก"), shop("ข")], by=by)
    with pytest.raises(RuleBroken, match="เสนอได้เฉพาะร้านของอำเภอ"):
        nominate_vendors(quota, [shop("ค", OTHER)], by=by)
    assert CallInvite.objects.count() == 0


def test_a_seat_that_was_taken_back_is_free_again(client):
    call, by = make("nominated"), district_officer()
    quota = quota_of(call, 1)
    nominate_vendors(quota, [shop("ก")], by=by)
    client.force_login(by)
    here = reverse("staff:nominations-take-back", args=[quota.pk, CallInvite.objects.get().pk])

    assert client.post(here, {"reason": "ร้านขอถอน"}).status_code == 302
    assert nominate_vendors(quota, [shop("ข")], by=by) == 1


def test_a_stranger_reads_who_decides(client):
    make("open", decided_by=make_committee(name_th="คณะทำงานกลั่นกรอง"))

    assert "คณะทำงานกลั่นกรอง" in client.get(reverse("my-apply", args=["silk"])).content.decode()


def rows_of(answer, sheet=0) -> list[list]:
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)[4:]


def test_the_list_leaves_as_a_sheet_and_the_call_remembers_who_took_it(client):
    call, officer = make("nominated"), make_officer(full_name="นายเอก ขยัน")
    quota_of(call, 3, district=OTHER)
    nominate_vendors(quota_of(call), [shop("=ข"), shop("ก")], note="มติ", by=officer)
    make_application(call.fair_event, CallInvite.objects.first().vendor, status="submitted")
    client.force_login(officer)
    address = reverse("staff:call-invited-export", args=[call.pk])
    assert address in client.get(reverse("staff:call-invited", args=[call.pk])).content.decode()

    answer = client.get(address)

    assert sorted([*row[:4], row[5]] for row in rows_of(answer)) == [
        ["=ข", "อ.เมืองขอนแก่น จ.ขอนแก่น", "ส่งใบสมัครแล้ว", "นายเอก ขยัน", "มติ"],
        ["ก", "อ.เมืองขอนแก่น จ.ขอนแก่น", "ยังไม่ส่ง", "นายเอก ขยัน", "มติ"],
    ]
    assert sorted(rows_of(answer, 1)) == [["อำเภอบ้านฝาง", 0, 3], ["อำเภอเมืองขอนแก่น", 2, 2]]
    taken = HistoryEntry.objects.of(call).first()
    assert (taken.summary, taken.actor) == ("ส่งออกรายชื่อร้านที่สมัครได้ 2 ร้าน", officer)


def test_a_district_takes_its_own_list_only(client):
    call = make("nominated")
    own, other = quota_of(call), quota_of(call, district=OTHER)
    nominate_vendors(own, [shop("ก")], by=make_officer())
    nominate_vendors(other, [shop("ข", district=OTHER)], by=make_officer())
    client.force_login(district_officer())

    answer = client.get(reverse("staff:nominations-export", args=[own.pk]))

    assert [row[0] for row in rows_of(answer)] == ["ก"]
    assert client.get(reverse("staff:nominations-export", args=[other.pk])).status_code == 404


def test_the_list_takes_the_same_queries_for_more_shops(client):
    call, officer = make("invited"), make_officer()
    client.force_login(officer)
    here = reverse("staff:call-invited", args=[call.pk])
    counts = []
    for number in range(3):
        invite_vendors(call, [shop(f"ร้าน {number}{one}") for one in "กข"], by=officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(here)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def two_name_the_last(monkeypatch, *, with_locks):
    call, by = make(CallKind.NOMINATED), make_officer()
    quota = quota_of(call, 1)
    shops = [shop("ก"), shop("ข")]
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, (invitations, "_free_seats"))
    outcomes = race(*(lambda one=one: nominate_vendors(quota, [one], by=by) for one in shops))
    return outcomes, CallInvite.objects.live().count()


@pytest.mark.django_db(transaction=True)
def test_two_who_name_the_last_shop_of_a_district_are_one(monkeypatch):
    outcomes, named = two_name_the_last(monkeypatch, with_locks=True)

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert "เสนอครบ" in str(refusals(outcomes)[0])
    assert named == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_the_database_stops_the_second(monkeypatch):
    outcomes, named = two_name_the_last(monkeypatch, with_locks=False)

    assert stopped_by_database(outcomes)
    assert named == 1


def test_a_list_is_searched_and_leaves_as_it_is_seen(client):
    call, officer = make("nominated"), make_officer()
    nominate_vendors(quota_of(call, 3), [shop("ทอผ้าบ้านดอน"), shop("จักสาน")], by=officer)
    client.force_login(officer)
    address = reverse("staff:call-invited", args=[call.pk])

    page = client.get(address, {"q": "บ้านดอน"})
    [way] = re.findall(r'href="([^"]+xlsx[^"]*)"', page.content.decode())
    answer = client.get(unescape(way))

    assert [str(invite.vendor) for invite in page.context["page"]] == ["ทอผ้าบ้านดอน"]
    assert [row[0] for row in rows_of(answer)] == ["ทอผ้าบ้านดอน"]
    taken = HistoryEntry.objects.of(call).first()
    assert taken.summary == "ส่งออกรายชื่อร้านที่สมัครได้ ที่มีคำว่า บ้านดอน 1 ร้าน"
    nothing = client.get(address, {"q": "เซรามิก"}).content.decode()
    assert "ไม่มีร้านในรายชื่อที่มีคำว่า เซรามิก" in nothing
