"""A registered shop is not registered twice unseen; who owns it asks for it."""

from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse

from fairs.models import Subdistrict
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from tests.factories import make_officer, make_user, make_vendor
from vendors.models import ClaimState, TwinPair, Vendor, VendorClaim
from vendors.operations.claims import claim_vendor, decide_claim
from vendors.operations.registration import save_vendor
from vendors.operations.twins import note_twins, tell_apart
from vendors.twins import twins_of

pytestmark = pytest.mark.django_db
ID, OTHER_ID = "1101700207030", "1112034563562"
PLACE = {"province": "40", "district": "4001", "subdistrict": "400101"}


@pytest.fixture
def registered():
    vendor = make_vendor("วิสาหกิจชุมชนทอผ้าบ้านโคกสูง", district_id="4001", subdistrict_id="400101")
    vendor.phones.create(number="0811111111")
    return vendor


def answers(**more):
    return {
        "form_key": str(uuid4()),
        "kind": "group",
        "name_th": "กลุ่มทอผ้า บ้านโคกสูง",
        "contact_name": "นางบุญเรือง แสนสุข",
        "phones": "0899999999",
        **PLACE,
        **more,
    }


def names(twins):
    return [(str(twin.vendor), twin.why) for twin in twins]


def here(code="400101"):
    subdistrict = Subdistrict.objects.select_related("district__province").get(pk=code)
    district = subdistrict.district
    return {"province": district.province, "district": district, "subdistrict": subdistrict}


@pytest.mark.parametrize(
    "name",
    [
        "ทอผ้าบ้านโคกสูง",
        "ร้านทอผ้าบ้านโคกสูง",
        "กลุมทอผาบานโคกสูง",
        "กลุ่มทอผ้าไหมบ้านโคกสูง",
        "วิสาหกิจชุมชน ทอผ้า (บ้านโคกสูง)",
    ],
)
def test_near_names_in_one_place_are_twins(registered, name):
    assert [twin.vendor for twin in twins_of(name_th=name, **here())] == [registered]


def test_what_is_elsewhere_or_has_another_number_is_no_twin(registered):
    assert twins_of(name_th="ทอผ้าบ้านโคกสูง", **here("520101")) == []
    assert twins_of(name_th="ทอผ้าบ้านโคกสูง", **here("400102")) == []
    Vendor.objects.filter(pk=registered.pk).update(identity_no=ID)
    assert twins_of(name_th="ทอผ้าบ้านโคกสูง", identity_no=OTHER_ID, **here()) == []


def test_a_phone_and_a_number_find_their_shop_anywhere(registered):
    Vendor.objects.filter(pk=registered.pk).update(identity_no=ID)
    assert names(twins_of(phones=["0811111111"])) == [(str(registered), "เบอร์โทรเดียวกัน")]
    assert names(twins_of(identity_no=ID)) == [(str(registered), "เลข 13 หลักเดียวกัน")]


def test_a_twin_is_asked_about_and_registered_only_when_it_is_said_to_be_another(
    client, registered
):
    """Seen: a shop with the name and the tambon of a registered one was taken without its ID."""
    client.force_login(make_user())
    typed = answers()
    asked = client.post(reverse("my-register"), typed)
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "วิสาหกิจชุมชนทอผ้าบ้านโคกสูง" in page
    assert "นี่คือร้านของฉัน" in page
    assert 'value="กลุ่มทอผ้า บ้านโคกสูง"' in page
    assert Vendor.objects.count() == 1

    marks = [question.mark for question in asked.context["asked"]]
    sure = client.post(reverse("my-register"), typed | {"asked": marks, "is-right": "1"})
    assert sure.status_code == 302
    assert TwinPair.objects.get().why == "ชื่อเดียวกันในจังหวัดเดียวกัน"


def test_a_phone_alone_tells_no_stranger_whose_it_is(client, registered):
    client.force_login(make_user())
    asked = client.post(reverse("my-register"), answers(name_th="ปลาร้าแม่บุญ", phones="081-111-1111"))
    page = asked.content.decode()
    assert "มีร้านหนึ่งในทะเบียนที่ใช้เบอร์โทรเดียวกัน" in page
    assert "โคกสูง" not in page
    token = asked.context["twins"][0]["token"]
    assert "โคกสูง" not in client.get(reverse("my-claim", args=[token])).content.decode()


def test_twins_are_told_while_typing(client, registered):
    client.force_login(make_user())
    part = client.post(
        reverse("my-register-twins"), {"name_th": "ทอผ้าโคกสูง", **PLACE}, HTTP_HX_REQUEST="true"
    )
    assert part.status_code == 200
    part = client.post(reverse("my-register-twins"), {"name_th": "ทอผ้าบ้านโคกสูง", **PLACE})
    assert "นี่คือร้านของฉัน" in part.content.decode()
    assert "<h1" not in part.content.decode()
    for _ in range(70):
        last = client.post(reverse("my-register-twins"), {"name_th": "ก"})
    assert last.status_code == 429


def test_an_identity_number_in_the_register_leads_to_the_claim(client, registered):
    Vendor.objects.filter(pk=registered.pk).update(identity_no=ID)
    client.force_login(make_user())
    refused = client.post(reverse("my-register"), answers(identity_no=ID, name_th="อื่น"))
    assert refused.status_code == 422
    assert "นี่คือร้านของฉัน" in refused.content.decode()


def test_who_has_a_shop_already_is_asked_before_opening_another(client):
    user = make_user()
    make_vendor("ร้านแรก", user=user)
    client.force_login(user)
    asked = client.post(reverse("my-register"), answers(name_th="ร้านสอง"))
    assert "คุณดูแลร้าน ร้านแรก อยู่แล้ว" in asked.content.decode()
    assert Vendor.objects.count() == 1


def test_whoever_saves_a_vendor_possible_twins_are_noted_once(registered):
    other = make_vendor("ของฝาก", district_id="4001", subdistrict_id="400101")
    assert not TwinPair.objects.exists()
    save_vendor(other, by=make_user(), name_th="กลุ่มทอผ้าบ้านโคกสูง")
    save_vendor(other, by=make_user(), phones=["0811111111"])
    pair = TwinPair.objects.get()
    assert (pair.first, pair.second) == (registered, other)


def test_two_that_are_told_apart_are_not_asked_about_again(registered):
    other = make_vendor("ทอผ้าบ้านโคกสูง", district_id="4001", subdistrict_id="400101")
    note_twins([other])
    officer = make_officer()
    tell_apart(TwinPair.objects.get(), by=officer)
    note_twins([other])
    assert not TwinPair.objects.open().exists()
    assert HistoryEntry.objects.of(registered).first().actor == officer


def claim_page(client, user, vendor):
    client.force_login(user)
    way = client.get(reverse("my-claim-shop", args=[vendor.pk]))
    return way["Location"]


def test_the_owner_asks_and_an_officer_of_the_home_province_gives_the_shop(client, registered):
    user, helper = make_user("นางบุญเรือง"), make_user("ลูกสาว")
    registered.members.create(user=helper)
    page = claim_page(client, user, registered)
    assert client.post(page, {"note": "เป็นประธานกลุ่ม"})["Location"] == page
    assert "รอเจ้าหน้าที่" in client.get(page).content.decode()
    client.post(page, {"note": "อีกครั้ง"})
    claim = VendorClaim.objects.get()
    assert "ขอดูแลร้าน" in Message.objects.to(registered).get().subject
    assert "รอเจ้าหน้าที่" in client.get(reverse("my-register")).content.decode()

    client.force_login(make_officer("52"))
    work = reverse("staff:claim", args=[claim.pk])
    assert client.get(work).status_code == 404
    client.force_login(make_officer())
    assert client.post(work, {"accepted": "yes"}).status_code == 422
    assert client.post(work, {"accepted": "yes", "reason": "โทรถามแล้ว"}).status_code == 302
    assert client.post(work, {"accepted": "yes", "reason": "โทรถามแล้ว"}).status_code == 302
    assert registered.members.filter(user=user).count() == 1
    assert Message.objects.to(user).count() == 1
    assert "โทรถามแล้ว" in [entry.reason for entry in HistoryEntry.objects.of(registered)]


def test_a_refused_claim_says_why_and_gives_nothing(registered):
    user = make_user()
    claim = claim_vendor(registered, by=user)
    with pytest.raises(RuleBroken, match="ทำไมไม่ผูกร้าน"):
        decide_claim(claim, accepted=False, by=make_officer())
    decide_claim(claim, accepted=False, by=make_officer(), reason="ไม่รู้จัก")
    assert not registered.members.exists()
    assert "ไม่รู้จัก" in Message.objects.to(user).get().body
    with pytest.raises(RuleBroken, match="ตัดสินแล้ว"):
        decide_claim(claim, accepted=True, by=make_officer())
    assert claim_vendor(registered, by=user).state == ClaimState.OPEN


def test_a_claim_is_an_address_of_one_person(client, registered):
    page = claim_page(client, make_user(), registered)
    client.force_login(make_user())
    assert client.get(page).status_code == 404
    assert client.get(reverse("my-claim", args=["x"])).status_code == 404
    forged = signing.dumps([1, 2], salt="vendors.claim")
    assert client.get(reverse("my-claim", args=[forged])).status_code == 404
    assert client.get(page)["Cache-Control"] == "no-store, private"
    hidden = make_vendor("ลับ", show_state="new")
    assert client.get(reverse("my-claim-shop", args=[hidden.pk])).status_code == 404
