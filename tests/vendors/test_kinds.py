"""Three kinds of vendor: whose 13 digits, whose members, which day of founding."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import make_officer, make_request, make_user, make_vendor
from tests.filled_forms import filled_form
from tests.vendors.test_portal_registration import answers
from vendors.forms.by_kind import A_COMPANY, A_PERSON, number_doubt
from vendors.models import Vendor
from vendors.models.vendors import MEMBERS_DO_NOT_ADD_UP, TOO_MANY_MEN, TOO_MANY_WOMEN

pytestmark = pytest.mark.django_db
PERSON, COMPANY = "1101700207030", "0107537000521"


@pytest.fixture
def owner():
    return make_user("นางกัลยา ทองดี")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def asked(response) -> list[str]:
    return [question.sentence for question in response.context["form"].asked]


@pytest.mark.parametrize(
    ("kind", "number", "doubt"),
    [
        ("sme", PERSON, A_PERSON),
        ("sme", COMPANY, ""),
        ("single", COMPANY, A_COMPANY),
        ("single", PERSON, ""),
        ("group", PERSON, ""),
        ("group", COMPANY, ""),
        ("sme", "", ""),
    ],
)
def test_a_number_of_another_kind_is_doubted(kind, number, doubt):
    assert number_doubt(kind, number) == doubt


def test_a_company_that_gives_a_persons_number_is_asked_and_may_be_right(client, owner):
    client.force_login(owner)
    typed = answers(kind="sme", identity_no=PERSON)
    response = client.post(reverse("my-register"), typed)
    assert (response.status_code, asked(response)) == (422, [A_PERSON])
    assert not Vendor.objects.exists()

    mark = response.context["form"].asked[0].mark
    assert client.post(reverse("my-register"), typed | {"asked": mark, "is-right": "1"})
    assert Vendor.objects.get().identity_no == PERSON


def test_a_number_typed_later_is_asked_about_by_the_kind(client, vendor, owner):
    Vendor.objects.filter(pk=vendor.pk).update(kind="single")
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=contact"
    page = client.get(url)
    assert page.context["form"]["identity_no"].label == "เลขบัตรประชาชนของเจ้าของ"
    form = filled_form(page, holds="identity_no")
    form |= {"identity_no": COMPANY, "contact_name": "นางกัลยา", "phones": "0812345678"}
    response = client.post(url, form)
    assert (response.status_code, asked(response)) == (422, [A_COMPANY])
    assert A_COMPANY in response.content.decode()
    assert client.post(url, filled_form(response, holds="identity_no") | {"is-right": "1"})
    assert Vendor.objects.get().identity_no == COMPANY


def test_another_kind_is_asked_about_while_the_number_on_record_is_a_persons(client, vendor, owner):
    Vendor.objects.filter(pk=vendor.pk).update(kind="single", identity_no=PERSON)
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=shop"
    form = filled_form(client.get(url), holds="name_th")
    assert asked(client.post(url, form | {"kind": "sme"})) == [A_PERSON]
    assert client.post(url, form | {"story": "ทอผ้ามา 40 ปี"}).status_code == 302


def test_an_officer_is_asked_about_the_number_of_another_kind(client, vendor):
    client.force_login(make_officer())
    url = reverse("staff:vendors_vendor_change", args=[vendor.pk])
    form = filled_form(client.get(url), holds="identity_no")
    refused = client.post(url, form | {"kind": "sme", "identity_no": PERSON})
    assert (refused.status_code, A_PERSON in refused.content.decode()) == (422, True)
    assert client.post(url, form | {"kind": "sme", "identity_no": COMPANY}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("group", {"founded_on", "member_count", "women_count", "men_count"}),
        ("sme", {"founded_on"}),
        ("single", set()),
    ],
)
def test_each_kind_is_asked_for_its_own(client, vendor, owner, kind, own):
    Vendor.objects.filter(pk=vendor.pk).update(kind=kind)
    client.force_login(owner)
    fields = client.get(f"{reverse('my-profile')}?part=business").context["form"].fields
    of_kinds = {"founded_on", "member_count", "women_count", "men_count"}
    assert fields.keys() & of_kinds == own


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"women_count": "19"}, {"women_count": [TOO_MANY_WOMEN]}),
        ({"men_count": "19"}, {"men_count": [TOO_MANY_MEN]}),
        ({"women_count": "15", "men_count": "4"}, {"men_count": [MEMBERS_DO_NOT_ADD_UP]}),
    ],
)
def test_women_and_men_are_the_members(client, vendor, owner, typed, wrong):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=business"
    form = filled_form(client.get(url), holds="men_count") | {"member_count": "18"}
    refused = client.post(url, form | typed)
    assert refused.context["form"].errors == wrong
    columns = {name: int(value) for name, value in typed.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Vendor.objects.filter(pk=vendor.pk).update(member_count=18, **columns)


def test_the_district_reads_when_a_group_was_founded_and_of_whom(client, vendor, owner):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=business"
    form = filled_form(client.get(url), holds="founded_on")
    form |= {"member_count": "18", "women_count": "15", "men_count": "3"}
    assert client.post(url, form | {"founded_on": "13 มิ.ย. 2548"}).status_code == 302
    assert Vendor.objects.get().founded_on == date(2005, 6, 13)

    client.force_login(make_officer())
    page = client.get(reverse("staff:registration", args=[make_request(vendor).pk]))
    shown = page.content.decode().replace("\xa0", " ")
    assert "จัดตั้งหรือจดทะเบียนเมื่อ 13 มิ.ย. 2548" in shown
    assert "สมาชิก 18 คน หญิง 15 คน ชาย 3 คน" in shown
