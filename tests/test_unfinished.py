"""What is typed into a long form is kept before it is sent: for its owner, on any device."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from otopfair.drafts.models import UnfinishedForm
from otopfair.drafts.unfinished import MOST_KEPT, forget_old_forms
from products.models import Product
from tests.factories import make_product, make_user, make_vendor
from tests.filled_forms import filled_form
from tests.vendors.test_portal_registration import answers
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
BY_ITSELF = {"X-Only-Keep": "1", "HX-Request": "true"}
NOTE = "คุณกรอกค้างไว้เมื่อ"
REGISTER = "/my/register/"


@pytest.fixture
def owner():
    return make_user("นางกัลยา ทองดี")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def phone_of(user) -> Client:
    """Another device: nothing of the first is on it."""
    client = Client()
    client.force_login(user)
    return client


def half(**more):
    return answers(subdistrict="", address="", phones="", **more)


@pytest.mark.parametrize(
    ("headers", "press"), [(BY_ITSELF, {}), ({}, {"refresh": "1"})], ids=["script", "no script"]
)
def test_a_registration_goes_on_where_it_was_left_on_another_phone(owner, headers, press):
    typed = half(kind="sme")
    kept = phone_of(owner).post(REGISTER, typed | press, headers=headers)
    assert kept.status_code == 200
    assert not Vendor.objects.exists()

    other = phone_of(owner)
    page = other.get(REGISTER)
    assert NOTE in page.content.decode()
    form = filled_form(page, holds="name_th")
    assert {name: form[name] for name in typed if name != "phones"} == {
        name: value for name, value in typed.items() if name != "phones"
    }
    assert "refresh" not in form

    done = form | {"subdistrict": "400101", "phones": "0812345678"}
    assert other.post(REGISTER, done).status_code == 302
    assert Vendor.objects.get().kind == "sme"
    assert NOTE not in other.get(REGISTER).content.decode()


def test_what_the_page_sends_late_does_not_bring_a_taken_form_back(owner):
    client, typed = phone_of(owner), answers()
    assert client.post(REGISTER, typed).status_code == 302
    late = client.post(REGISTER, typed, headers=BY_ITSELF)
    assert "เก็บไว้แล้ว" not in late.content.decode()
    assert NOTE not in client.get(REGISTER).content.decode()

    again = client.post(REGISTER, answers(name_th="ร้านที่สอง"), headers=BY_ITSELF)
    assert "เก็บไว้แล้ว" in again.content.decode()
    assert "ร้านที่สอง" in client.get(REGISTER).content.decode()


def test_a_part_of_the_dossier_is_kept_for_its_shop_and_its_owner_only(owner, vendor):
    client, url = phone_of(owner), f"{reverse('my-profile')}?part=contact"
    typed = filled_form(client.get(url), holds="contact_name") | {"contact_name": "นางใหม่"}
    client.post(url, typed, headers=BY_ITSELF)

    assert 'value="นางใหม่"' in phone_of(owner).get(url).content.decode()
    assert NOTE not in client.get(f"{reverse('my-profile')}?part=address").content.decode()
    second = make_vendor("ร้านสอง", user=owner)
    client.post(reverse("my-vendor"), {"vendor": second.pk})
    assert NOTE not in client.get(url).content.decode()
    helper = make_user()
    vendor.members.create(user=helper)
    assert NOTE not in phone_of(helper).get(url).content.decode()

    client.post(reverse("my-vendor"), {"vendor": vendor.pk})
    form = filled_form(client.get(url), holds="contact_name") | {"phones": "0812345678"}
    assert client.post(url, form).status_code == 302
    vendor.refresh_from_db()
    assert vendor.contact_name == "นางใหม่"
    assert NOTE not in client.get(url).content.decode()


def test_a_product_is_kept_before_it_is_added_and_while_it_is_changed(owner, vendor):
    client, add = phone_of(owner), reverse("my-product-add")
    form = filled_form(client.get(add), holds="name_th") | {"name_th": "ผ้าไหมมัดหมี่"}
    client.post(add, form, headers=BY_ITSELF)
    assert not Product.objects.exists()
    assert 'value="ผ้าไหมมัดหมี่"' in phone_of(owner).get(add).content.decode()

    product = make_product(vendor)
    url = reverse("my-product-edit", args=[product.pk])
    form = filled_form(client.get(url), holds="name_th") | {"name_th": "ผ้าคราม"}
    client.post(url, form, headers=BY_ITSELF)
    assert 'value="ผ้าคราม"' in phone_of(owner).get(url).content.decode()
    other = reverse("my-product-edit", args=[make_product(vendor).pk])
    assert NOTE not in client.get(other).content.decode()


def test_what_is_not_wanted_any_more_is_thrown_away_by_its_owner(owner):
    client = phone_of(owner)
    client.post(REGISTER, half(), headers=BY_ITSELF)
    drop = filled_form(client.get(REGISTER), holds="unfinished")

    phone_of(make_user()).post(reverse("draft-drop"), drop)
    assert NOTE in client.get(REGISTER).content.decode()
    assert client.post(reverse("draft-drop"), drop)["Location"] == REGISTER
    assert NOTE not in client.get(REGISTER).content.decode()


def test_what_nobody_goes_on_with_is_deleted_after_a_month(owner):
    client = phone_of(owner)
    client.post(REGISTER, half(), headers=BY_ITSELF)
    assert forget_old_forms() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert NOTE not in phone_of(owner).get(REGISTER).content.decode()
        assert forget_old_forms() == 1
    assert not UnfinishedForm.objects.exists()


def test_one_person_has_so_many_of_them_and_no_more(owner, vendor):
    client = phone_of(owner)
    for number in range(MOST_KEPT + 1):
        client.post(f"/my/products/{number}/", {"form_key": str(uuid4())}, headers=BY_ITSELF)
    paths = UnfinishedForm.objects.order_by("pk").values_list("path", flat=True)
    assert list(paths) == [f"/my/products/{number}/" for number in range(1, MOST_KEPT + 1)]


def test_photos_are_sent_and_not_kept_as_words(owner, vendor):
    client, product = phone_of(owner), make_product(vendor)
    assert client.post(reverse("my-product-photos", args=[product.pk]), {}).status_code == 422
    assert not UnfinishedForm.objects.exists()


@pytest.mark.parametrize("page", ["my-register", "my-profile", "my-product-add"])
def test_a_page_keeps_what_is_typed_by_itself(owner, vendor, page):
    shown = phone_of(owner).get(reverse(page)).content.decode()
    assert shown.count('hx-headers=\'{"X-Only-Keep": "1"}\'') == 1
