"""A phase that hides names hides them at every door of the staff site; not before, not after."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from otopfair.thai.calendar import today_in_thailand
from otopfair.work.models import BulkWork
from tests.factories import (
    make_administrator,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, PhaseKind
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)
NAME, CONTACT, ACCOUNT = "กลุ่มทอผ้าบ้านดอนข่า", "นางทองดี แก้วใส", "นางกัลยา ดอนข่า"
SECRETS = {
    "name": NAME,
    "contact": CONTACT,
    "account": ACCOUNT,
    "phone": "089-000-1234",
    "identity": "1-9999-",
    "address": "99 หมู่ 5",
    "registration": "40-12345",
    "note": "ร้านดอนข่าเจ้าเดิม",
}


@pytest.fixture
def fair():
    return make_fair_event(slug="silk")


@pytest.fixture
def application(fair):
    call = make_call(fair)
    owner = make_user(ACCOUNT)
    vendor = make_vendor(
        NAME, user=owner, contact_name=CONTACT, identity_no="1999900000013", address="99 หมู่ 5"
    )
    vendor.phones.create(number="0890001234")
    vendor.registrations.create(kind="otop", number="40-12345")
    draft = make_application(
        fair, vendor, status="draft", call=call, started_by=owner, note="ร้านดอนข่าเจ้าเดิม"
    )
    make_offer(draft)
    sent = submit_application(draft, accepts_terms=True, by=owner)
    sent.vendor.name_en = "Donkha"
    sent.vendor.save()
    return sent


def hide(application, first=-1, last=1):
    phases = application.call.phases.filter(kind=PhaseKind.SCORING)
    phases.update(names_hidden=True, from_on=TODAY + first * DAY, until_on=TODAY + last * DAY)


def doors(application) -> dict[str, str]:
    fair_event, key = application.fair_event, application.pk
    of_fair = {
        name: reverse(f"staff:{name}", args=[fair_event.pk])
        for name in (
            *("review-fair", "announce-fair", "review-scores", "review-interests"),
            *("letters-fair", "reserve-fair", "fairness-fair"),
        )
    }
    of_one = {
        name: reverse(f"staff:{name}", args=[key])
        for name in (
            *("review", "review-products", "review-photos", "review-past-fairs"),
            *("review-same-person", "review-return", "review-score", "review-letter"),
        )
    }
    register = reverse("staff:vendors_boothapplication_changelist")
    return {
        **of_fair,
        **of_one,
        "list by name": of_fair["review-fair"] + "?sort=name",
        "register": register,
        "record": reverse("staff:vendors_boothapplication_change", args=[key]),
        "record's history": reverse("staff:vendors_boothapplication_history", args=[key]),
        "search by number": reverse("staff:search") + f"?q={application.reference_no}",
        "desk": reverse("staff:index"),
    }


def told_at(client, url) -> set[str]:
    words = client.get(url, follow=True).content.decode()
    return {what for what, secret in SECRETS.items() if secret in words}


def somebody(role) -> Client:
    client = Client()
    client.force_login(make_officer() if role == "officer" else make_administrator())
    return client


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_no_door_tells_the_name(application, role):
    hide(application)
    client = somebody(role)

    told = {name: told_at(client, url) for name, url in doors(application).items()}

    assert {name: what for name, what in told.items() if what} == {}


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-3, -1)], ids=["before", "after"])
def test_control_outside_of_the_phase_names_are_open(application, first, last):
    hide(application, first, last)
    client = somebody("officer")

    assert "name" in told_at(client, doors(application)["review"])
    assert "name" in told_at(client, doors(application)["review-fair"])


def test_the_page_is_about_the_number(application):
    hide(application)
    client = somebody("officer")

    words = client.get(doors(application)["review"]).content.decode()

    assert f"<title>ตรวจใบสมัคร {application.reference_no}" in words
    assert f"<h2>ผู้สมัคร {application.reference_no}</h2>" in words
    assert 'href="/vendors/' not in words
    assert 'href="/products/' not in words


@pytest.mark.parametrize(
    "query", ["?q=ดอนข่า", "?q=Donkha", "?q=ทองดี"], ids=["name", "name in English", "contact"]
)
def test_no_search_finds_a_number_by_a_name(application, query):
    hide(application)
    client, number = somebody("officer"), application.reference_no
    register = reverse("staff:vendors_boothapplication_changelist")
    for url in (doors(application)["review-fair"], reverse("staff:search"), register):
        assert number not in client.get(url + query).content.decode()
        assert number in client.get(f"{url}?q={number}").content.decode()


def test_the_order_by_name_is_no_order_of_names(application, fair):
    hide(application)
    make_application(fair, make_vendor("ก ร้านแรก"), status="submitted")
    client = somebody("officer")

    page = client.get(doors(application)["list by name"]).context["page"]

    assert [row.pk for row in page] == sorted(row.pk for row in page)


def test_the_export_has_numbers_and_no_names(application, fair):
    hide(application)
    client = somebody("officer")

    answer = client.get(reverse("staff:review-export", args=[fair.pk]))

    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    words = str(sheet.to_python())
    assert application.reference_no in words
    assert [secret for secret in SECRETS.values() if secret in words] == []
    assert "donkha" not in answer["Content-Disposition"].lower()


def test_the_thirteen_digits_are_closed(application):
    hide(application)
    client = somebody("officer")

    answer = client.post(reverse("staff:review-identity", args=[application.pk]))

    assert answer.status_code == 409
    assert "1-9999" not in answer.content.decode()


def test_a_letter_that_names_a_vendor_does_not_name_the_number(application):
    return_application(application, parts={"note": "เติมรูป"}, answer_by=TODAY, by=make_officer())
    hide(application)
    client = somebody("officer")

    url = reverse("staff:messages-fair", args=[application.fair_event_id])
    words = client.get(url).content.decode()

    assert NAME in words or ACCOUNT in words
    assert application.reference_no not in words


def test_work_on_many_rows_leaves_numbers_out_by_number(application):
    hide(application)
    client = somebody("officer")
    shown = f"{application.pk}:{application.version}"
    BoothApplication.objects.update(version=99)

    page = client.post(
        doors(application)["review-fair"], {"act": "pass", "ids": [shown]}, follow=True
    )

    assert BulkWork.objects.get().left_out[0]["label"] == application.reference_no
    words = page.content.decode()
    assert [secret for secret in SECRETS.values() if secret in words] == []


def test_whoever_changed_the_application_is_not_named(application):
    shown = application.version
    hide(application)
    BoothApplication.objects.update(version=shown + 1, saved_at=timezone.now())
    client = somebody("officer")

    answer = client.post(doors(application)["review"], {"decision": "select", "seen": shown})

    assert answer.status_code == 409
    assert ACCOUNT not in answer.content.decode()


def test_a_vendor_who_was_told_to_be_chosen_has_a_name(application):
    hide(application)
    BoothApplication.objects.update(status="selected")

    assert "name" in told_at(somebody("officer"), doors(application)["review-fair"])


def test_a_waiting_decision_is_listed_by_number(application):
    make_decision(application, "select")
    hide(application)

    assert told_at(somebody("officer"), doors(application)["announce-fair"]) == set()
