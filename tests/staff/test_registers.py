"""What one register or the other does, beside what all do (test_every_register.py)."""

import pytest
from django.urls import reverse

from fairs.models import Agency
from otopfair.history.models import HistoryEntry
from products.models import Product, StarRound
from tests import factories as make
from tests.filled_forms import filled_form


def test_officer_cannot_open_the_accounts_register(client, db):
    client.force_login(make.make_officer())
    assert client.get(reverse("staff:accounts_user_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("somsri@example.com", ["นางสมศรี ใจดี"]),
        ("098-294-0139", ["นางสมศรี ใจดี"]),
        ("somsri", []),
        ("สมศรี", []),
        ("", []),
    ],
)
def test_officer_finds_an_account_to_name_by_its_whole_address_only(client, db, typed, found):
    make.make_user("นางสมศรี ใจดี", email="somsri@example.com", phone="0982940139")
    client.force_login(make.make_officer())
    names = {"app_label": "vendors", "model_name": "vendormember", "field_name": "user"}
    answer = client.get(reverse("staff:autocomplete"), {**names, "term": typed}).json()
    assert [row["text"] for row in answer["results"]] == found


def test_helper_looks_no_account_up(client, db):
    client.force_login(make.make_helper(make.make_fair_event()))
    names = {"app_label": "vendors", "model_name": "vendormember", "field_name": "user"}
    query = {**names, "term": "a"}
    assert client.get(reverse("staff:autocomplete"), query).status_code == 403


def test_vendor_cannot_enter_the_staff_site(client, db):
    user = make.make_user()
    make.make_vendor(user=user)
    client.force_login(user)
    assert client.get(reverse("staff:fairs_fairevent_changelist")).status_code == 403


def test_a_change_in_a_register_stands_in_the_history_with_both_values(client, db):
    officer = make.make_officer()
    agency = make.make_agency("สำนักงานเดิม", province_id="40")
    client.force_login(officer)
    url = reverse("staff:fairs_agency_change", args=[agency.pk])

    client.post(url, {**filled_form(client.get(url), holds="seen"), "name_th": "สำนักงานใหม่"})

    entry = HistoryEntry.objects.of(agency).get()
    assert (entry.actor, entry.changes) == (officer, {"ชื่อหน่วยงาน": ["สำนักงานเดิม", "สำนักงานใหม่"]})
    history = client.get(reverse("staff:fairs_agency_history", args=[agency.pk]))
    assert "สำนักงานเดิม" in history.content.decode()


def test_an_officer_opens_records_of_the_own_province_only(client, db):
    client.force_login(make.make_officer())
    url = reverse("staff:fairs_agency_add")

    typed = {**filled_form(client.get(url), holds="name_th"), "name_th": "ข้ามเขต", "province": "52"}
    response = client.post(url, typed)

    assert response.status_code == 422
    assert not Agency.objects.exists()


def test_a_product_of_the_register_is_public_and_carries_its_newest_stars(client, db):
    client.force_login(make.make_officer())
    vendor = make.make_vendor()
    old, new = (StarRound.objects.create(year_be=year, name_th=f"{year}") for year in (2559, 2562))
    typed = {
        "vendor": vendor.pk,
        "category": "3",
        "name_th": "ผ้าขาวม้า",
        "price_baht": "๑,๒๐๐",
        "is_published": "on",
        "photos-TOTAL_FORMS": 0,
        "photos-INITIAL_FORMS": 0,
        "ratings-TOTAL_FORMS": 2,
        "ratings-INITIAL_FORMS": 0,
        "ratings-0-star_round": old.pk,
        "ratings-0-stars": "5",
        "ratings-1-star_round": new.pk,
        "ratings-1-stars": "4",
    }

    client.post(reverse("staff:products_product_add"), typed)

    product = Product.objects.get()
    shown = (product.province_id, product.is_public, product.stars, product.stars_year_be)
    assert shown == ("40", True, 4, 2562)
    assert product.price_baht == 1200


def test_subdistricts_are_chosen_by_their_long_name(client, db):
    client.force_login(make.make_officer())
    query = {
        "term": "ในเมือง",
        "app_label": "vendors",
        "model_name": "vendor",
        "field_name": "subdistrict",
    }
    answer = client.get(reverse("staff:autocomplete"), query).json()
    names = [choice["text"] for choice in answer["results"]]
    assert "ในเมือง อ.เมืองขอนแก่น จ.ขอนแก่น" in names


def test_a_photo_is_taken_away_in_the_register_with_its_history(client, db):
    client.force_login(make.make_officer())
    product = make.make_product()
    photo = product.photos.create()
    typed = {
        "vendor": product.vendor_id,
        "category": "3",
        "name_th": product.name_th,
        "photos-TOTAL_FORMS": 1,
        "photos-INITIAL_FORMS": 1,
        "photos-0-id": photo.pk,
        "photos-0-product": product.pk,
        "photos-0-DELETE": "on",
        "ratings-TOTAL_FORMS": 0,
        "ratings-INITIAL_FORMS": 0,
    }

    url = reverse("staff:products_product_change", args=[product.pk])
    asked = client.post(url, typed).context["asked"]
    client.post(url, typed | {"asked": [one.mark for one in asked], "is-right": "1"})

    verbs = sorted(entry.verb for entry in HistoryEntry.objects.of(product))
    assert (product.photos.kept().count(), verbs) == (0, ["change", "remove_photo"])


def test_no_app_has_a_page_of_its_own_beside_the_registers(client, db):
    client.force_login(make.make_officer())
    answer = client.get("/staff/fairs/")
    assert (answer.status_code, answer.url) == (302, reverse("staff:registers"))
