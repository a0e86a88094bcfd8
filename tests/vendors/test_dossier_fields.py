"""What the dossier asks beside: who speaks for a producer, where it lies, who certified it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from otopfair.history.models import HistoryEntry
from otopfair.thai.forms import NOT_DIRECT
from tests.factories import make_officer, make_request, make_user, make_vendor
from tests.filled_forms import filled_form
from vendors.forms.contact import NO_DEGREES
from vendors.models import Vendor
from vendors.models.vendors import (
    AGENT_UNNAMED,
    CERTIFIED_BY_NOBODY,
    HALF_A_POINT,
    NOT_IN_THAILAND,
)
from vendors.operations.merging import merge_vendors, undo_merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("นางกัลยา ทองดี")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def part(client, name, **typed):
    """Answer of a part of the dossier, filled in as it is shown but for what is typed."""
    url = f"{reverse('my-profile')}?part={name}"
    return client.post(url, filled_form(client.get(url), holds=next(iter(typed))) | typed)


OWN = {"contact_name": "นางกัลยา", "phones": "0812345678"}
CONTACT = {
    "leader_birth_year_be": "2508",
    "leader_address": "12 หมู่ 3",
    "agent_name": "นายทวี",
    "agent_phone": "089-876-5432",
    "fax": "043-236-537",
    "email": "silk@example.com",
}


def test_who_speaks_for_a_producer_is_kept_and_no_visitor_reads_it(client, vendor, owner):
    client.force_login(owner)
    assert part(client, "contact", **OWN, **CONTACT).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.leader_birth_year_be, vendor.leader_address) == (2508, "12 หมู่ 3")
    assert (vendor.agent_name, vendor.agent_phone) == ("นายทวี", "0898765432")
    assert (vendor.fax, vendor.email) == ("043236537", "silk@example.com")
    visitors = client.get(reverse("vendor", args=[vendor.pk]), follow=True).content.decode()
    private = ("นายทวี", "089-876-5432", "0898765432", "silk@example.com", "12 หมู่ 3", "2508")
    assert [text for text in private if text in visitors] == []


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"agent_phone": "0898765432"}, {"agent_name": [AGENT_UNNAMED]}),
        ({"fax": "043-236-537 ต่อ 12"}, {"fax": [NOT_DIRECT]}),
        ({"email": "silk"}, {"email": ["กรอกอีเมลให้ครบ เช่น name@example.com"]}),
    ],
)
def test_a_contact_that_reaches_nobody_is_refused(client, vendor, owner, typed, wrong):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=contact"
    form = filled_form(client.get(url), holds="agent_name")
    refused = client.post(url, form | {"contact_name": "ก", "phones": "0812345678"} | typed)
    assert refused.status_code == 422
    assert refused.context["form"].errors == wrong


PLACE = {"province": "40", "district": "4001", "subdistrict": "400101", "address": "9"}


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("16.4419", "102.836"),
        ("๑๖.๔๔๑๙", "๑๐๒.๘๓๖"),
        ("16.441900049, 102.836000041", "(16.441900049, 102.836000041)"),
    ],
)
def test_the_place_of_production_is_a_point_on_the_map(client, vendor, owner, latitude, longitude):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=address"
    form = filled_form(client.get(url), holds="latitude") | PLACE
    saved = client.post(url, form | {"latitude": latitude, "longitude": longitude})

    assert saved.headers["Location"] == reverse("my-dossier")
    vendor.refresh_from_db()
    assert (vendor.latitude, vendor.longitude) == (Decimal("16.4419"), Decimal("102.836"))
    changes = HistoryEntry.objects.of(vendor).get(verb="change").changes
    assert changes["ละติจูดของที่ผลิต"] == ["", "16.4419"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"),
    [
        ("16.4419", "", {"longitude": [HALF_A_POINT]}),
        ("", "102.836", {"latitude": [HALF_A_POINT]}),
        ("102.836", "16.4419", {"latitude": [NOT_IN_THAILAND]}),
        ("4.9", "102.836", {"latitude": [NOT_IN_THAILAND]}),
        ("9" * 30, "102.836", {"latitude": [NO_DEGREES]}),
        ("16.4419", "106.1", {"latitude": [NOT_IN_THAILAND]}),
    ],
)
def test_a_point_that_is_half_or_not_in_thailand_is_refused(
    client, vendor, owner, latitude, longitude, wrong
):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=address"
    form = filled_form(client.get(url), holds="latitude") | PLACE
    refused = client.post(url, form | {"latitude": latitude, "longitude": longitude})

    assert refused.status_code == 422
    assert refused.context["form"].errors == wrong
    vendor.latitude = Decimal(latitude) if latitude else None
    vendor.longitude = Decimal(longitude) if longitude else None
    with pytest.raises(DatabaseError), transaction.atomic():
        vendor.save()


def test_the_network_of_the_district_certifies_by_a_name_and_a_day(client, vendor, owner):
    client.force_login(owner)
    url = f"{reverse('my-profile')}?part=business"
    form = filled_form(client.get(url), holds="certified_by")
    refused = client.post(url, form | {"certified_on": "1 ต.ค. 2563"})
    assert refused.context["form"].errors == {"certified_by": [CERTIFIED_BY_NOBODY]}

    form |= {"certified_by": "นางบัวลา", "certified_on": "1 ต.ค. 2563"}
    assert client.post(url, form).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.certified_by, vendor.certified_on) == ("นางบัวลา", date(2020, 10, 1))
    for columns in ({"certified_by": ""}, {"agent_phone": "0898765432"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vendor.objects.filter(pk=vendor.pk).update(**columns)


POINT = ("latitude", "longitude")


def test_an_officer_types_a_number_as_it_is_printed(client, vendor):
    client.force_login(make_officer())
    url = reverse("staff:vendors_vendor_change", args=[vendor.pk])
    page = client.get(url)
    assert "แตะค้างตรงที่ผลิต" in page.content.decode()
    form = filled_form(page, holds="agent_phone")
    typed = {"agent_name": "นายทวี", "agent_phone": "089-876-5432", "fax": "๐๔๓ ๒๓๖ ๕๓๗"}
    assert client.post(url, form | typed | {"latitude": "16.4"}).status_code == 422
    pair = "16.4419, 102.836"
    assert client.post(url, form | typed | dict.fromkeys(POINT, pair)).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.agent_phone, vendor.fax) == ("0898765432", "043236537")
    assert (vendor.latitude, vendor.longitude) == (Decimal("16.4419"), Decimal("102.836"))


def test_a_merged_entry_gets_a_telephone_only_with_whose_it_is(vendor):
    vendor.agent_name = "นายทวี"
    vendor.save()
    other = {"agent_name": "นายสี", "agent_phone": "0898765432", "certified_by": "นางบัวลา"}
    point = {"latitude": Decimal("16.4"), "longitude": Decimal("102.8")}
    gone = make_vendor("กลุ่มทอผ้า", **other, **point)
    officer = make_officer()
    merge = merge_vendors(vendor, gone, by=officer)
    assert merge.filled == ["latitude", "longitude", "certified_by"]

    Vendor.objects.filter(pk=vendor.pk).update(certified_on=date(2020, 10, 1))
    undo_merge(merge, by=officer)
    vendor.refresh_from_db()
    assert (vendor.agent_name, vendor.certified_on, vendor.latitude) == ("นายทวี", None, None)


def test_the_district_reads_who_speaks_and_who_certified_before_it_decides(client, vendor):
    row = make_request(vendor)
    client.force_login(make_officer())
    url = reverse("staff:registration", args=[row.pk])
    assert "ผู้ลงทะเบียนแทน" not in client.get(url).content.decode()

    certified = {"certified_by": "นางบัวลา", "certified_on": date(2020, 10, 1)}
    agent = {"agent_name": "นายทวี", "agent_phone": "0898765432"}
    Vendor.objects.filter(pk=vendor.pk).update(**certified, **agent)
    page = client.get(url).content.decode()
    assert "นายทวี 089-876-5432" in page
    assert "รับรองโดย นางบัวลา 1 ต.ค. 2563" in page.replace("\xa0", " ")
