"""The registers of the ground, and who puts back what was removed."""

import pytest
from django.urls import reverse

from fairs.models import Booth, Zone
from otopfair.removals.models import Removal
from tests import factories as make
from tests.filled_forms import filled_form
from vendors.operations.ground import remove_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def change(client, row, **typed):
    """Save a row of the register with something typed otherwise."""
    url = reverse(f"staff:fairs_{row._meta.model_name}_change", args=[row.pk])
    holds = "code"
    return client.post(url, {**filled_form(client.get(url), holds=holds), **typed})


# --- Registers


def test_a_booth_with_a_vendor_stays_in_its_zone(client, officer):
    fair = make.make_fair_event()
    booth = make.make_allocation(make.make_booth(fair, "C01")).booth
    other = make.make_zone(fair, "D")

    answer = change(client, booth, zone=other.pk)

    assert "บูธ C01 มีร้านอยู่ ย้ายร้านหรือคืนบูธก่อน จึงเปลี่ยนโซนได้" in answer.content.decode()
    assert Booth.objects.get(pk=booth.pk).zone_id == booth.zone_id


def test_a_booth_keeps_room_for_those_who_stand_in_it(client, officer):
    booth = make.make_booth(make.make_fair_event(), "C01", places=2)
    make.make_allocation(booth)
    make.make_allocation(booth)

    answer = change(client, booth, places=1)

    assert "บูธ C01 มีร้านอยู่ถึงที่ 2" in answer.content.decode()
    assert Booth.objects.get(pk=booth.pk).places == 2


def test_a_booth_with_a_vendor_is_not_closed(client, officer):
    booth = make.make_allocation(make.make_booth(make.make_fair_event(), "C01")).booth
    url = reverse("staff:fairs_booth_change", args=[booth.pk])
    typed = filled_form(client.get(url), holds="code")
    typed.pop("is_usable")

    answer = client.post(url, typed)

    assert "จึงปิดใช้ได้" in answer.content.decode()
    assert Booth.objects.get(pk=booth.pk).is_usable


def test_a_booth_gets_no_zone_of_another_fair_and_the_plan_stays_readable(client, officer):
    """Seen: the booth stood in a zone of another fair, and both public plans were error pages."""
    fair, other = make.make_fair_event(slug="one"), make.make_fair_event(slug="other")
    booth = make.make_booth(fair, "C01")
    foreign = make.make_zone(other, "X")

    answer = change(client, booth, zone=foreign.pk)

    assert "โซนนี้เป็นของงานอื่น" in answer.content.decode()
    assert Booth.objects.get(pk=booth.pk).zone_id == booth.zone_id
    assert client.get("/fairs/one/plan/").status_code == 200


def test_an_empty_booth_moves_to_another_zone_of_its_fair(client, officer):
    fair = make.make_fair_event()
    booth, zone = make.make_booth(fair, "C01"), make.make_zone(fair, "D")

    assert change(client, booth, zone=zone.pk).status_code == 302

    assert Booth.objects.get(pk=booth.pk).zone == zone


def test_a_zone_stays_at_its_fair(client, officer):
    fair, other = make.make_fair_event(), make.make_fair_event()
    zone = make.make_booth(fair, "C01").zone

    change(client, zone, fair_event=other.pk)

    assert Zone.objects.get(pk=zone.pk).fair_event == fair


def test_a_new_booth_has_the_fair_of_its_zone_and_a_code_of_its_own(client, officer):
    fair = make.make_fair_event()
    make.make_booth(fair, "C01")
    zone = make.make_zone(fair, "D")
    url = reverse("staff:fairs_booth_add")
    page = client.get(url)
    typed = {**filled_form(page, holds="code"), "zone": zone.pk}

    refused = client.post(url, {**typed, "code": "C01"})
    client.post(url, {**typed, "code": "D01"})

    assert f"D ผ้า {fair}" in page.content.decode()
    assert "งานนี้มีบูธเลขนี้แล้ว" in refused.content.decode()
    assert Booth.objects.get(code="D01").fair_event == fair


# --- Putting back


def test_who_may_put_a_zone_back(client, officer):
    fair = make.make_fair_event()
    zone = make.make_booth(fair, "C01").zone
    removal = remove_part(zone, by=officer, reason="ลดพื้นที่")
    back = reverse("staff:removed-one", args=[removal.pk])
    who = [
        (make.make_officer("52"), 404),
        (make.make_helper(fair), 403),
        (make.make_user(), 403),
    ]
    for user, status in who:
        client.force_login(user)
        assert client.post(back).status_code == status
    assert Removal.objects.get().restored_at is None
