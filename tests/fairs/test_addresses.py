"""A fair's old address leads to the new one for good, on every page of it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fairs.models import FairAddress, FairEvent
from fairs.operations.addresses import keep_addresses
from fairs.proposals import proposed_address
from otopfair.history.models import HistoryEntry
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def rename(client, fair, slug):
    """The officer writes another address into the register."""
    url = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    return client.post(url, {**filled_form(client.get(url), holds="slug"), "slug": slug})


def moved(fair, before, by=None):
    keep_addresses(fair, before=before, by=by or make.make_officer())


@pytest.mark.parametrize(
    "page", ["", "plan/", "plan/?zone=C&free=1", "vendors/", "products/", "calendar.ics"]
)
def test_every_page_of_a_fair_is_found_under_its_old_address(client, page):
    moved(make.make_fair_event(slug="new"), "old")

    answer = client.get(f"/fairs/old/{page}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/fairs/new/{page}")


@pytest.mark.parametrize("page", ["", "category/", "note/", "check/", "done/", "products/"])
def test_the_way_of_an_application_goes_on_under_the_new_address(client, page):
    fair = make.make_fair_event(slug="new")
    moved(fair, "old")
    user = make.make_user()
    make.make_vendor(user=user)
    client.force_login(user)

    read = client.get(f"/my/apply/old/{page}")
    sent = client.post(f"/my/apply/old/{page}")

    assert (read.status_code, read.headers["Location"]) == (301, f"/my/apply/new/{page}")
    # What was typed goes along: 308 keeps the method.
    assert sent.status_code in (308, 405)


def test_an_address_that_nobody_had_and_that_of_a_draft_are_not_found(client):
    moved(make.make_fair_event(slug="secret", state="draft"), "old")

    assert client.get("/fairs/old/").status_code == 404
    assert client.get("/fairs/never/").status_code == 404


def test_two_moves_lead_to_the_newest_address_at_once(client):
    fair = make.make_fair_event(slug="third")
    moved(fair, "first")
    moved(fair, "second")

    assert client.get("/fairs/first/").headers["Location"] == "/fairs/third/"
    assert client.get("/fairs/second/").headers["Location"] == "/fairs/third/"


def test_the_register_keeps_the_old_address(client, officer):
    fair = make.make_fair_event(slug="old")

    assert rename(client, fair, "new").status_code == 302

    assert client.get("/fairs/old/").headers["Location"] == "/fairs/new/"
    assert HistoryEntry.objects.of(fair).filter(verb="readdress").count() == 1


def test_a_fair_may_take_its_own_old_address_back(client, officer):
    fair = make.make_fair_event(slug="old")
    rename(client, fair, "new")

    assert rename(client, fair, "old").status_code == 302

    assert client.get("/fairs/old/").status_code == 200
    assert client.get("/fairs/new/").headers["Location"] == "/fairs/old/"


def test_another_fair_cannot_take_an_old_address(client, officer):
    moved(make.make_fair_event(slug="new"), "old")
    other = make.make_fair_event(slug="other")

    answer = rename(client, other, "old")

    assert "ที่อยู่นี้เคยเป็นของงานอื่น" in answer.content.decode()
    assert FairEvent.objects.get(pk=other.pk).slug == "other"


def test_the_database_gives_an_address_to_one_fair_only():
    moved(make.make_fair_event(slug="new"), "old")
    other = make.make_fair_event(slug="other")

    with pytest.raises(IntegrityError), transaction.atomic():
        FairAddress.objects.create(slug="old", fair_event=other)


def test_no_old_address_is_proposed_to_a_new_fair():
    moved(make.make_fair_event(slug="new"), "otop-fair-2569")

    proposal = proposed_address(FairEvent(name_en="OTOP fair", year_label_be=2569))

    assert proposal == "otop-fair-2569-2"
