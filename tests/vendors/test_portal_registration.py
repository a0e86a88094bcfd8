"""A vendor registers once, however often the form is sent, and edits its own page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import Subdistrict
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.history.words import label_of
from otopfair.outbox.models import Delivery
from otopfair.outbox.writing import tell
from otopfair.stale import StalePage
from tests.factories import make_officer, make_user, make_vendor
from tests.filled_forms import filled_form
from vendors.forms.profile import ProfileForm
from vendors.models import Vendor
from vendors.operations.registration import numbers_of, register_vendor, save_vendor

pytestmark = pytest.mark.django_db
ID = "1101700207030"


@pytest.fixture
def user():
    return make_user("นางบุญเรือง แสนสุข", phone="0812345678")


def place(code="400101"):
    subdistrict = Subdistrict.objects.select_related("district").get(pk=code)
    return {
        "province": subdistrict.district.province_id,
        "district": subdistrict.district_id,
        "subdistrict": subdistrict.pk,
    }


def answers(**more):
    return {
        "form_key": str(uuid4()),
        "kind": "group",
        "name_th": "กลุ่มย้อมครามบ้านโคกสูง",
        "contact_name": "นางบุญเรือง แสนสุข",
        "phones": "081-234-5678, 043 236 537",
        "identity_no": "",
        "address": "12 หมู่ 3",
        "is_published": "on",
        **place(),
        **more,
    }


def values(**more):
    subdistrict = Subdistrict.objects.select_related("district__province").get(pk="400101")
    return {
        "kind": "group",
        "name_th": "กลุ่มย้อมคราม",
        "province": subdistrict.district.province,
        "district": subdistrict.district,
        "subdistrict": subdistrict,
        "phones": ["0812345678"],
        **more,
    }


def test_a_vendor_registers_with_phones_place_and_member(client, user):
    client.force_login(user)
    response = client.post(reverse("my-register"), answers())
    assert (response.status_code, response["Location"]) == (302, reverse("my-home"))
    vendor = Vendor.objects.get()
    assert vendor.name_th == "กลุ่มย้อมครามบ้านโคกสูง"
    assert [phone.number for phone in vendor.phones.all()] == ["0812345678", "043236537"]
    assert (vendor.subdistrict_id, vendor.postcode) == ("400101", vendor.subdistrict.postcode)
    assert vendor.is_published
    assert not vendor.is_public
    assert not vendor.phone_is_public
    assert [member.user for member in vendor.members.all()] == [user]
    assert [entry.summary for entry in HistoryEntry.objects.of(vendor)] == ["ลงทะเบียนร้าน"]


def test_sending_the_same_form_again_makes_no_second_vendor(client, user):
    client.force_login(user)
    same = answers()
    locations = [client.post(reverse("my-register"), same)["Location"] for _ in range(2)]
    assert locations == [reverse("my-home")] * 2
    assert Vendor.objects.count() == 1


def test_the_same_key_gives_the_first_vendor(user):
    key = uuid4()
    first = register_vendor(user, form_key=key, **values())
    again = register_vendor(user, form_key=key, **values(name_th="อีกชื่อ"))
    assert again == first
    assert again.name_th == "กลุ่มย้อมคราม"


def test_an_identity_number_in_the_register_is_refused_with_what_to_do(client, user):
    make_vendor(identity_no=ID)
    client.force_login(user)
    response = client.post(reverse("my-register"), answers(identity_no=ID))
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "identity_no": ["เลข 13 หลักนี้ลงทะเบียนไว้แล้ว ถ้าเป็นร้านของคุณ กด “นี่คือร้านของฉัน”"]
    }
    assert "กลุ่มย้อมครามบ้านโคกสูง" in response.content.decode()
    assert Vendor.objects.count() == 1


def test_an_empty_form_lists_every_missing_answer(client, user):
    client.force_login(user)
    response = client.post(reverse("my-register"), {"form_key": str(uuid4())})
    assert response.status_code == 422
    assert {name: list(found) for name, found in response.context["form"].errors.items()} == {
        "kind": ["เลือกว่าคุณเป็นผู้ผลิตแบบไหน"],
        "name_th": ["กรอกชื่อกลุ่มหรือกิจการ"],
        "contact_name": ["กรอกชื่อผู้ติดต่อ"],
        "phones": ["กรอกเบอร์โทรศัพท์"],
        "province": ["เลือกจังหวัด"],
        "district": ["เลือกอำเภอหรือเขต"],
        "subdistrict": ["เลือกตำบลหรือแขวง"],
    }


def test_a_wrong_checksum_is_refused_with_the_number_kept(client, user):
    client.force_login(user)
    response = client.post(reverse("my-register"), answers(identity_no="1 1017 00207 03 1"))
    assert list(response.context["form"].errors) == ["identity_no"]
    assert "1 1017 00207 03 1" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_choosing_a_province_brings_its_districts_and_judges_nothing(client, user, headers):
    client.force_login(user)
    typed = {"refresh": "1", "name_th": "กลุ่มย้อมคราม", "province": "40", "form_key": str(uuid4())}
    response = client.post(reverse("my-register"), typed, headers=headers)
    assert response.status_code == 200
    form = response.context["form"]
    assert {row.province_id for row in form.fields["district"].queryset} == {"40"}
    assert form.fields["subdistrict"].queryset.count() == 0
    assert "กลุ่มย้อมคราม" in response.content.decode()
    assert "error-summary" not in response.content.decode()


def test_a_district_of_another_province_is_refused(client, user):
    client.force_login(user)
    response = client.post(reverse("my-register"), answers(**place() | {"province": "50"}))
    assert "district" in response.context["form"].errors


def test_registration_goes_on_to_the_application_that_asked_for_it(client, user):
    client.force_login(user)
    onward = client.post(reverse("my-register"), answers(next="/my/apply/some-fair/"))
    assert onward["Location"] == "/my/apply/some-fair/"
    client.force_login(make_user())
    other = answers(name_th="จักสาน", phones="0899999999", next="https://evil.example/")
    elsewhere = client.post(reverse("my-register"), other)
    assert elsewhere["Location"] == reverse("my-home")


def test_a_person_without_a_vendor_is_sent_to_register(client, user):
    client.force_login(user)
    for name in ("my-home", "my-profile", "my-applications", "my-messages"):
        response = client.get(reverse(name))
        assert response["Location"] == f"{reverse('my-register')}?next={reverse(name)}"


def test_an_officer_who_strays_here_goes_to_the_desk(client):
    client.force_login(make_officer())
    assert client.get(reverse("my-home"))["Location"] == reverse("after-sign-in")


def test_a_stranger_is_sent_to_sign_in(client):
    for name in ("my-register", "my-profile", "my-messages", "my-home"):
        response = client.get(reverse(name))
        assert response["Location"].startswith(reverse("account_login"))


def profile_form(client):
    return filled_form(client.get(reverse("my-profile")), holds="name_th")


@pytest.fixture
def registered(user):
    return register_vendor(user, form_key=uuid4(), **values(contact_name="นางบุญเรือง"))


def test_the_vendor_edits_its_page_and_decides_what_visitors_see(client, user, registered):
    client.force_login(user)
    typed = {"story": "ย้อมครามมา 40 ปี", "phone_is_public": "on", "is_published": "on"}
    response = client.post(reverse("my-profile"), profile_form(client) | typed)
    assert response.status_code == 302
    registered.refresh_from_db()
    assert (registered.story, registered.phone_is_public, registered.is_published) == (
        "ย้อมครามมา 40 ปี",
        True,
        True,
    )


def elsewhere():
    subdistrict = Subdistrict.objects.select_related("district__province").get(pk="520101")
    return {
        "province": subdistrict.district.province,
        "district": subdistrict.district,
        "subdistrict": subdistrict,
    }


OTHER_TEXTS = {
    "kind": ("sme", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"),
    "name_th": ("ชื่อของเจ้าหน้าที่", "ชื่อของเจ้าหน้าที่"),
    "name_en": ("Indigo", "Indigo"),
    "contact_name": ("นายบุญมี", "นายบุญมี"),
    "phones": (["0899999999", "043236537"], "0899999999, 043236537"),
    "address": ("99 หมู่ 1", "99 หมู่ 1"),
    "story": ("ของเจ้าหน้าที่", "ของเจ้าหน้าที่"),
    "phone_is_public": (True, "ใช่"),
    "is_published": (True, "ใช่"),
}


def test_every_field_of_the_profile_stands_on_the_page_once(client, user, registered):
    client.force_login(user)
    page = client.get(reverse("my-profile"))
    fields = page.context["form"].fields
    # A group of choices says its name once for each choice.
    shown = {name: page.content.decode().count(f'id="id_{name}"') for name in fields}
    assert shown == dict.fromkeys(fields, 1)


def test_every_field_of_the_profile_is_compared():
    # The three of a place change together and are tested beside; a number on record is no field.
    own = {"seen", "identity_no", "province", "district", "subdistrict"}
    assert [name for name in ProfileForm().fields if name not in {*own, *OTHER_TEXTS}] == []


@pytest.mark.parametrize("name", OTHER_TEXTS)
def test_nothing_of_another_editor_is_put_back_unseen(client, user, registered, name):
    client.force_login(user)
    mine = profile_form(client)
    value, shown = OTHER_TEXTS[name]
    save_vendor(registered, by=make_user("นางสาวมาลี ใจดี"), **{name: value})

    refused = client.post(reverse("my-profile"), mine)

    assert refused.status_code == 422
    differences = refused.context["form"].differences
    assert [(row.label, row.theirs) for row in differences] == [(label_of(Vendor, name), shown)]
    assert "นางสาวมาลี ใจดี แก้ข้อมูลร้าน" in refused.content.decode()
    registered.refresh_from_db()
    now = numbers_of(registered) if name == "phones" else getattr(registered, name)
    assert now == value

    again = filled_form(refused, holds="name_th")
    assert again | {"seen": ""} == mine | {"seen": ""}
    assert client.post(reverse("my-profile"), again).status_code == 302
    registered.refresh_from_db()
    now = numbers_of(registered) if name == "phones" else getattr(registered, name)
    assert now != value


def test_a_place_changed_by_another_is_not_put_back_unseen(client, user, registered):
    client.force_login(user)
    mine = profile_form(client)
    save_vendor(registered, by=make_user(), **elsewhere())

    refused = client.post(reverse("my-profile"), mine)

    labels = [row.label for row in refused.context["form"].differences]
    assert labels == ["จังหวัด", "อำเภอ", "ตำบล"]
    registered.refresh_from_db()
    assert registered.province_id == "52"


def test_phones_changed_in_the_register_are_not_put_back_unseen(client, user, registered):
    """The register writes the rows under the record, and knows no operation of ours."""
    client.force_login(user)
    mine = profile_form(client)
    registered.phones.update(number="0877777777")

    assert client.post(reverse("my-profile"), mine).status_code == 422
    assert numbers_of(registered) == ["0877777777"]


def test_the_same_save_sent_twice_is_no_conflict_with_oneself(client, user, registered):
    client.force_login(user)
    mine = profile_form(client) | {"story": "บรรทัดหนึ่ง\r\nบรรทัดสอง", "phones": "0844444444"}
    answers = [client.post(reverse("my-profile"), mine).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert HistoryEntry.objects.of(registered).filter(verb="change").count() == 1


def test_the_operation_refuses_what_another_page_showed():
    vendor = make_vendor()
    with pytest.raises(StalePage, match="มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า"):
        save_vendor(vendor, by=make_user(), seen="0123456789abcdef", story="ใหม่")


def test_saving_an_identity_number_of_another_vendor_is_refused():
    make_vendor(identity_no=ID)
    with pytest.raises(RuleBroken, match="ลงทะเบียนไว้แล้ว"):
        save_vendor(make_vendor("อีกร้าน"), by=make_user(), identity_no=ID)


def test_history_names_the_change_but_not_the_identity_number():
    vendor = make_vendor()
    save_vendor(vendor, by=make_user(), identity_no=ID, name_en="Khram")
    entry = HistoryEntry.objects.of(vendor).get()
    assert entry.changes == {"เลข 13 หลัก": ["•••", "•••"], "ชื่ออังกฤษ": ["", "Khram"]}


def test_the_profile_masks_the_identity_number(client, user):
    make_vendor(user=user, identity_no=ID)
    client.force_login(user)
    response = client.get(reverse("my-profile"))
    assert "1-1017-•••••-03-0" in response.content.decode()
    assert "identity_no" not in response.context["form"].fields


def test_messages_are_read_one_by_one_and_all_at_once(client, user):
    make_vendor(user=user)
    tell(user, "เรื่องแรก", "ข้อความ", link="/my/applications/")
    [first] = Delivery.objects.inbox_of(user)
    tell(user, "เรื่องสอง", "ข้อความ")
    stranger = make_user()
    tell(stranger, "ของคนอื่น", "ข้อความ")
    [foreign] = Delivery.objects.inbox_of(stranger)
    client.force_login(user)

    page = client.get(reverse("my-messages"))
    assert [row.message.subject for row in page.context["page"]] == ["เรื่องสอง", "เรื่องแรก"]
    assert page.context["unread"] == 2
    opened = client.post(reverse("my-messages"), {"message": first.pk})
    assert opened["Location"] == "/my/applications/"
    assert client.get(reverse("my-messages")).context["unread"] == 1
    client.post(reverse("my-messages"), {"message": foreign.pk})
    client.post(reverse("my-messages"))
    assert client.get(reverse("my-messages")).context["unread"] == 0
    foreign.refresh_from_db()
    assert foreign.read_at is None


def test_a_message_with_a_number_that_is_none_is_no_error(client, user):
    make_vendor(user=user)
    client.force_login(user)
    assert client.post(reverse("my-messages"), {"message": "²"})["Location"] == "/my/messages/"


def test_a_person_of_two_vendors_chooses_and_a_strangers_id_changes_nothing(client, user):
    first, second = make_vendor("ร้านแรก", user=user), make_vendor("ร้านสอง", user=user)
    foreign = make_vendor("ร้านคนอื่น")
    client.force_login(user)
    assert client.get(reverse("my-profile")).context["vendor"] == first
    client.post(reverse("my-vendor"), {"vendor": second.pk})
    assert client.get(reverse("my-profile")).context["vendor"] == second
    client.post(reverse("my-vendor"), {"vendor": foreign.pk})
    assert client.get(reverse("my-profile")).context["vendor"] == second
