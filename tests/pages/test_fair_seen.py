"""A fair to be read: an organiser's partner sees its part, and what its rights allow."""

import pytest
from django.urls import reverse

from otopfair.rights.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = make.make_fair_event()
    make.make_booth(fair, "A01")
    make.make_allocation(make.make_booth(fair, "A02"))
    return fair


def test_a_partner_finds_the_fair_on_the_desk_and_reads_booths_and_sums(client, fair):
    other = make.make_fair_event("งานของคนอื่น")
    client.force_login(make.assign(make.make_user(), Role.ORGANISERS_PARTNER, fair_event=fair))
    url = reverse("staff:fair", args=[fair.pk])

    page = client.get(url)

    assert [(zone.all_booths, zone.taken) for zone in page.context["zones"]] == [(2, 1)]
    assert page.context["taken"] is not None
    assert [page for page, _ in page.context["more"]] == [
        "staff:allocation-fair",
        "staff:report-fair",
        "staff:visitors-fair",
        "staff:surveys-fair",
    ]
    desk = client.get(reverse("staff:index")).content.decode()
    assert (f'href="{url}"' in desk, reverse("staff:fair", args=[other.pk]) in desk) == (
        True,
        False,
    )


def test_who_reads_no_report_reads_no_sum(client, fair):
    officer = make.assign(make.make_user(), Role.DISTRICT_OFFICER, district_id="4001")
    client.force_login(officer)

    page = client.get(reverse("staff:fair", args=[fair.pk]))

    assert (page.context["taken"], page.context["zones"], page.context["more"]) == (None, [], [])
