"""Every register: opens, speaks Thai only, keeps to the officer's scope, counts its queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import FairEvent, WorkingCommittee
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site
from products.models import Product, StarRound
from tests import factories as make
from tests.staff.language import english_in
from tests.staff.world import make_world

MODELS = sorted(staff_site._registry, key=lambda model: model._meta.label)
NATIONAL = {
    "vendors.StandardKind",
    "vendors.VendorDocumentKind",
    "accounts.User",
    "fairs.Subdistrict",
    "outbox.Delivery",
    "outbox.Message",
    "products.ProductGroup",
    "products.StarRound",
    "sales.TargetRule",
    "vendors.DecisionReason",
    "vendors.LoneOffice",
}
# These registers hold English names beside the Thai ones.
BILINGUAL = {"fairs.District", "fairs.Province", "fairs.Subdistrict"}


def pages_of(model) -> list[str]:
    """Addresses of the list, the empty form, one record, its history and its deletion."""
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").first()
    pages = [reverse(f"staff:{name}_changelist")]
    pages += [reverse(f"staff:{name}_{page}", args=[row.pk]) for page in ("change", "history")]
    return pages


@pytest.fixture
def administrator(client, db):
    make_world()
    administrator = make.make_administrator()
    client.force_login(administrator)
    return administrator


NO_ROWS = {
    f"{rows}-{name}_FORMS": 0
    for rows in ("members", "sub_committees")
    for name in ("TOTAL", "INITIAL")
}


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_register_opens_and_holds_no_english(client, administrator, model):
    for url in pages_of(model):
        response = client.get(url)
        assert response.status_code == 200, url
        if model._meta.label in BILINGUAL:
            continue
        html = response.content.decode()
        assert english_in(html) == [], url


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_empty_form_and_deletion_hold_no_english(client, administrator, model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").first()
    for page, args in (("add", []), ("delete", [row.pk])):
        response = client.get(reverse(f"staff:{name}_{page}", args=args))
        if response.status_code == 403:
            continue  # rows of this register are written by operations only
        html = response.content.decode()
        assert response.status_code == 200
        assert english_in(html) == [], page


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_wrong_input_is_answered_in_thai(client, administrator, model):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    url = reverse(f"staff:{name}_add")
    form = client.get(url)
    if form.status_code == 403:
        return
    management = dict(
        re.findall(r'name="(\w+-(?:TOTAL|INITIAL)_FORMS)" value="(\d+)"', form.content.decode())
    )
    response = client.post(url, management)
    html = response.content.decode()
    assert response.status_code == 422
    assert english_in(html) == []


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_register_asks_as_many_questions_for_many_rows_as_for_one(client, administrator, model):
    def count(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    pages = pages_of(model)[:2]
    before = [count(url) for url in pages]
    for number in (2, 3):
        make_world(number)
    assert [count(url) for url in pages] == before


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_register_is_scoped_or_national(model):
    scoped = hasattr(model._default_manager.all(), "visible_to")
    assert scoped == (model._meta.label not in NATIONAL)


def test_officer_of_another_province_finds_nothing(client, db):
    make_world()
    client.force_login(make.make_officer("52"))
    fair = FairEvent.objects.get(name_th="งานทดสอบ 1")

    assert (
        "งานทดสอบ 1" not in client.get(reverse("staff:fairs_fairevent_changelist")).content.decode()
    )
    response = client.get(reverse("staff:fairs_fairevent_change", args=[fair.pk]))
    assert response.status_code == 404


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


@pytest.mark.parametrize("typed", ["²", "NaN", "-1", "9" * 30])
def test_what_cannot_be_a_key_is_refused_where_rows_are_looked_up(client, administrator, typed):
    vendor = reverse("staff:vendors_vendor_change", args=[make.make_vendor().pk])
    answer = client.post(vendor, {"district": typed, "subdistrict": typed})
    wrong = answer.context["adminform"].form.errors
    assert (answer.status_code, {"district", "subdistrict"} - wrong.keys()) == (422, set())


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
    committee = make.make_committee(name_th="คณะทำงานเดิม", fiscal_year_be=2562)
    client.force_login(officer)
    url = reverse("staff:fairs_workingcommittee_change", args=[committee.pk])
    none = NO_ROWS

    client.post(url, {"name_th": "คณะทำงานใหม่", "fiscal_year_be": "๒๕๖๓", "province": "40", **none})

    entry = HistoryEntry.objects.of(committee).get()
    assert (entry.actor, entry.changes) == (
        officer,
        {"ชื่อคณะทำงาน": ["คณะทำงานเดิม", "คณะทำงานใหม่"], "ปีงบประมาณ": ["2562", "2563"]},
    )
    assert (
        "คณะทำงานเดิม"
        in client.get(
            reverse("staff:fairs_workingcommittee_history", args=[committee.pk])
        ).content.decode()
    )


def test_officer_opens_committees_of_the_own_province_only(client, db):
    client.force_login(make.make_officer())
    none = NO_ROWS
    url = reverse("staff:fairs_workingcommittee_add")

    response = client.post(
        url, {"name_th": "ข้ามเขต", "fiscal_year_be": "2562", "province": "52", **none}
    )

    assert response.status_code == 422
    assert not WorkingCommittee.objects.exists()


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
