"""A cancelled fair ends sending, deciding and confirming, and says so on its vendors' pages."""

import pytest
from django.urls import reverse

from fairs.operations.events import cancel_fair
from otopfair.errors import RuleBroken
from tests import factories as make
from vendors.models import Outcome
from vendors.operations.allocations import allocate_booth, release_allocation
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application, start_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.make_officer()


@pytest.fixture
def user(client):
    user = make.make_user()
    client.force_login(user)
    return user


@pytest.fixture
def fair():
    fair = make.make_fair_event("งานไหม")
    make.make_call(fair)
    return fair


ACTS = {
    "start": lambda row, by: start_application(
        row.fair_event, make.make_vendor(), form_key=row.form_key, by=by
    ),
    "answer": lambda row, by: answer_application(row, by=by, note="มีของหนัก"),
    "submit": lambda row, by: submit_application(row, accepts_terms=True, by=by),
    "decide": lambda row, by: decide(row, Outcome.SELECT, by=by),
    "confirm": lambda row, by: confirm_application(row, by=by),
    "enrol": lambda row, by: enrol_vendor(
        row.fair_event, make.make_vendor(), category=3, form_key=row.form_key, by=by
    ),
    "allocate": lambda row, by: allocate_booth(row, make.make_booth(row.fair_event), by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_goes_on_at_a_cancelled_fair(fair, officer, act):
    status = {"answer": "draft", "submit": "draft", "confirm": "selected", "allocate": "confirmed"}
    application = make.make_application(fair, status=status.get(act, "submitted"))
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    with pytest.raises(RuleBroken, match="งานไหม ยกเลิกแล้ว จึง"):
        ACTS[act](application, officer)

    before = application.status
    application.refresh_from_db()
    assert application.status == before


def test_a_vendor_may_still_withdraw_and_an_officer_take_a_booth_back(fair, officer):
    allocation = make.make_allocation(make.make_booth(fair, "C01"))
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    release_allocation(allocation, reason="งานยกเลิก", by=officer)
    withdrawn = withdraw_application(allocation.application, by=officer)

    assert withdrawn.status == "declined"


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "selected", "confirmed"])
def test_every_page_of_the_vendor_says_that_the_fair_is_cancelled(
    client, user, fair, officer, status
):
    application = make.make_application(fair, make.make_vendor(user=user), status=status)
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    urls = [
        reverse("my-home"),
        reverse("my-applications"),
        reverse("my-application", args=[application.pk]),
        reverse("my-apply", args=[fair.slug]),
        reverse("my-application-confirm", args=[application.pk]),
    ]
    if status == "draft":
        steps = ("my-apply-category", "my-apply-products", "my-apply-note", "my-apply-check")
        urls += [reverse(step, args=[fair.slug]) for step in steps]
    for url in urls:
        page = client.get(url)
        assert page.status_code == 200, url
        assert "ยกเลิก" in page.content.decode(), url


def test_nothing_waits_for_the_vendor_of_a_cancelled_fair(client, user, fair, officer):
    make.make_application(fair, make.make_vendor(user=user), status="selected")
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    assert client.get(reverse("my-home")).context["waiting"] is False
    assert client.get(reverse("my-applications")).context["to_do"] == 0


def test_a_step_that_is_posted_anyway_reads_the_sentence(client, user, fair, officer):
    make.make_application(fair, make.make_vendor(user=user), status="draft")
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    page = client.post(reverse("my-apply-note", args=[fair.slug]), {"note": "มีของหนัก"})

    assert page.status_code == 422
    assert "งานไหม ยกเลิกแล้ว จึงสมัครไม่ได้" in page.content.decode()


@pytest.mark.parametrize("name", ["fair", "fair-plan", "fair-vendors", "fair-products"])
def test_every_public_page_of_the_fair_says_so(client, fair, officer, name):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    page = client.get(reverse(name, args=[fair.slug])).content.decode()
    assert "ยกเลิก" in page.split("<main", 1)[1] or "งานนี้ยกเลิกแล้ว" in page


@pytest.mark.parametrize("name", ["review-fair", "allocation-fair"])
def test_the_officers_pages_say_so(client, fair, officer, name):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    client.force_login(officer)
    assert "งานนี้ยกเลิกแล้ว" in client.get(reverse(f"staff:{name}", args=[fair.pk])).content.decode()
