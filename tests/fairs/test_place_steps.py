"""Officers choose province, district and subdistrict one after the other, without a script."""

import pytest
from django.urls import reverse

from fairs.models import Venue
from tests import factories as make
from tests.filled_forms import filled_form
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
NEXT = {"_next_place": "1"}


@pytest.fixture(autouse=True)
def officer(client):
    client.force_login(make.make_officer())


def lists_of(page, *names):
    fields = page.context["adminform"].form.fields
    return [fields[name].queryset.count() for name in names]


def test_each_list_holds_what_lies_in_the_place_chosen_before(client):
    url = reverse("staff:vendors_vendor_add")
    boxes = filled_form(client.get(url), holds="address")
    typed = {**boxes, **NEXT, "name_th": "กลุ่มทอผ้า", "province": "40", "district": "4001"}

    page = client.post(url, typed)

    assert (page.status_code, lists_of(page, "district", "subdistrict")) == (200, [26, 18])
    assert 'value="กลุ่มทอผ้า"' in page.content.decode()
    assert (page.context["errors"], Vendor.objects.count()) == ([], 0)


def test_a_district_of_another_province_offers_no_subdistrict(client):
    url = reverse("staff:vendors_vendor_add")
    boxes = filled_form(client.get(url), holds="address")
    page = client.post(url, {**boxes, **NEXT, "province": "40", "district": "5001"})
    assert lists_of(page, "subdistrict") == [0]


def test_a_district_is_saved_and_one_of_another_province_refused(client):
    url = reverse("staff:fairs_venue_add")
    boxes = filled_form(client.get(url), holds="map_url")
    refused = client.post(url, {**boxes, "name_th": "ลาน", "province": "40", "district": "5001"})
    assert list(refused.context["adminform"].form.errors) == ["district"]

    client.post(url, {**boxes, "name_th": "ลาน", "province": "40", "district": "4001"})
    assert Venue.objects.get().district_id == "4001"
