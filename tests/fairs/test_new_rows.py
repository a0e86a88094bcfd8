"""What stands in the boxes of a fair's form: telephones in groups, new rows behind the others."""

import pytest
from django.urls import reverse

from fairs.models import OfficialAct
from tests.factories import make_agency, make_fair_event, make_officer
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair(client):
    fair = make_fair_event(contact_phone="043236537")
    client.force_login(make_officer(fair.home_province))
    return fair


def page_of(fair) -> str:
    return reverse("staff:fairs_fairevent_change", args=[fair.pk])


def boxes_of(client, fair) -> dict:
    return filled_form(client.get(page_of(fair)), holds="seen")


def test_the_telephone_stands_in_groups_and_is_read_back(client, fair):
    boxes = boxes_of(client, fair)
    answer = client.post(page_of(fair), boxes | {"contact_phone": "๐๔๓ ๒๓๖ ๕๓๘"})
    fair.refresh_from_db()

    assert boxes["contact_phone"] == "043-236-537"
    assert (answer.status_code, fair.contact_phone) == (302, "043236538")


def test_the_telephone_of_an_agency_stands_in_groups(client, fair):
    agency = make_agency("สำนักงานทดสอบ", province=fair.home_province, phone="0812345678")
    form = client.get(reverse("staff:fairs_agency_change", args=[agency.pk]))
    assert filled_form(form, holds="seen")["phone"] == "081-234-5678"


def test_a_new_act_stands_behind_the_others_and_alone_is_no_row(client, fair):
    for place in (1, 2):
        OfficialAct.objects.create(
            fair_event=fair, kind="attends", position_title=f"แขก {place}", sequence=place
        )
    boxes = boxes_of(client, fair)
    row = next(name for name in boxes if name.endswith("-2-sequence") and "act" in name)

    assert boxes[row] == "3"
    assert client.post(page_of(fair), boxes).status_code == 302
    assert fair.acts.count() == 2
    start = row.removesuffix("sequence")
    typed = {f"{start}kind": "attends", f"{start}position_title": "แขก 3"}
    assert client.post(page_of(fair), boxes_of(client, fair) | typed).status_code == 302
    assert list(fair.acts.values_list("sequence", flat=True)) == [1, 2, 3]
