"""Every register: opens, speaks Thai only, keeps to the officer's scope, counts its queries.

All read the same rows; what writes its own stands in test_registers.py.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import FairEvent
from otopfair.staff.paged import PagedModelAdmin
from otopfair.staff.site import staff_site
from tests import factories as make
from tests.shared_rows import written_once
from tests.staff.language import english_in
from tests.staff.world import make_world

pytestmark = pytest.mark.long


def is_typed(model) -> bool:
    """Whether its records are read and written in forms of the register."""
    return not isinstance(staff_site._registry[model], PagedModelAdmin)


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
    "onsite.PublicHoliday",
    "sales.TargetRule",
    "vendors.DecisionReason",
    "vendors.LoneOffice",
}
# These registers hold English names beside the Thai ones.
TYPED = list(filter(is_typed, MODELS))
BILINGUAL = {"fairs.District", "fairs.Province", "fairs.Subdistrict"}


def pages_of(model) -> list[str]:
    """Addresses of the list, the empty form, one record, its history and its deletion."""
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    row = model._default_manager.order_by("pk").first()
    pages = [reverse(f"staff:{name}_changelist")]
    of_record = ("change", "history") if is_typed(model) else ("history",)
    pages += [reverse(f"staff:{name}_{page}", args=[row.pk]) for page in of_record]
    return pages


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One row of everything, and who may see it."""
    with written_once(django_db_blocker):
        make_world()
        yield make.make_administrator()


@pytest.fixture
def administrator(client, world, db):
    client.force_login(world)
    return world


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
    forms = (("add", []), ("delete", [row.pk])) if is_typed(model) else (("delete", [row.pk]),)
    for page, args in forms:
        response = client.get(reverse(f"staff:{name}_{page}", args=args))
        if response.status_code == 403:
            continue  # rows of this register are written by operations only
        html = response.content.decode()
        assert response.status_code == 200
        assert english_in(html) == [], page


@pytest.mark.once
@pytest.mark.parametrize("model", TYPED, ids=lambda model: model._meta.label)
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
def test_registers_ask_as_many_questions_for_many_rows_as_for_one(client, administrator):
    def count(url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        return len(queries)

    pages = [url for model in MODELS for url in pages_of(model)[:2]]
    for url in pages:
        client.get(url)
    before = {url: count(url) for url in pages}
    for number in (2, 3):
        make_world(number)
    assert {url: count(url) for url in pages} == before


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_register_is_scoped_or_national(model):
    scoped = hasattr(model._default_manager.all(), "visible_to")
    assert scoped == (model._meta.label not in NATIONAL)


@pytest.mark.once
@pytest.mark.parametrize("model", [model for model in MODELS if not is_typed(model)])
def test_a_register_without_forms_leads_to_the_pages_of_its_records(client, administrator, model):
    register, row = staff_site._registry[model], model._default_manager.first()
    name = f"staff:{model._meta.app_label}_{model._meta.model_name}"
    pages = {register.page_of(row): client.get(reverse(f"{name}_change", args=[row.pk]))}
    if register.begin_page:
        pages[register.begin_url] = client.get(reverse(f"{name}_add"))

    assert {page: answer.headers["Location"] for page, answer in pages.items()} == {
        page: page for page in pages
    }
    listed = client.get(reverse(f"{name}_changelist")).content.decode()
    assert [page for page in pages if f'href="{page}"' not in listed] == []


@pytest.mark.parametrize("typed", ["²", "NaN", "-1", "9" * 30])
def test_what_cannot_be_a_key_is_refused_where_rows_are_looked_up(client, administrator, typed):
    vendor = reverse("staff:vendors_vendor_change", args=[make.make_vendor().pk])
    answer = client.post(vendor, {"district": typed, "subdistrict": typed})
    wrong = answer.context["adminform"].form.errors
    assert (answer.status_code, {"district", "subdistrict"} - wrong.keys()) == (422, set())


def test_officer_of_another_province_finds_nothing(client, administrator):
    client.force_login(make.make_officer("52"))
    fair = FairEvent.objects.get(name_th="งานทดสอบ 1")

    assert (
        "งานทดสอบ 1" not in client.get(reverse("staff:fairs_fairevent_changelist")).content.decode()
    )
    response = client.get(reverse("staff:fairs_fairevent_change", args=[fair.pk]))
    assert response.status_code == 404
