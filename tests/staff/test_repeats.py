"""An add form of a register that is sent twice opens one record."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import Agency, AgencyKind, Person
from otopfair.history.models import HistoryEntry
from tests import factories as make
from tests.races import race

pytestmark = pytest.mark.django_db


def agency(key, **fields):
    return {
        "name_th": "สำนักงานทดสอบ",
        "kind": AgencyKind.STATE,
        "province": "40",
        "form_key": str(key),
        **fields,
    }


def add(name):
    return reverse(f"staff:fairs_{name}_add")


def test_the_form_carries_a_key_of_its_own(client):
    client.force_login(make.make_officer())
    keys = {str(client.get(add("agency")).context["form_key"]) for _ in range(2)}
    assert len(keys) == 2


def test_the_second_press_gets_the_first_answer(client):
    client.force_login(make.make_officer())
    typed = agency(uuid4())
    first, second = (client.post(add("agency"), typed) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Agency.objects.filter(name_th="สำนักงานทดสอบ").count() == 1


def test_a_record_without_a_unique_name_is_opened_once_too(client):
    client.force_login(make.make_officer())
    typed = {"given_name": "มาลี", "province": "40", "form_key": str(uuid4())}
    for _ in range(2):
        client.post(add("person"), typed)
    assert Person.objects.filter(given_name="มาลี").count() == 1
    person = Person.objects.get(given_name="มาลี")
    assert [entry.verb for entry in HistoryEntry.objects.of(person)] == ["add"]


def test_a_refused_form_keeps_its_key(client):
    client.force_login(make.make_officer())
    key = uuid4()
    refused = client.post(add("agency"), agency(key, name_th=""))
    assert refused.context["form_key"] == key


def test_anothers_key_opens_a_record_of_ones_own(client):
    key = uuid4()
    client.force_login(make.make_officer())
    client.post(add("agency"), agency(key))
    client.force_login(make.make_officer(full_name="คนที่สอง"))
    client.post(add("agency"), agency(key, name_th="สำนักงานอื่น"))
    assert Agency.objects.filter(name_th__startswith="สำนักงาน").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_open_one_record():
    from django.test import Client

    officer = make.make_officer()
    typed = {"given_name": "มาลี", "province": "40", "form_key": str(uuid4())}

    def press():
        client = Client()
        client.force_login(officer)
        return client.post(add("person"), typed).status_code

    outcomes = race(press, press)
    assert outcomes == [302, 302]
    assert Person.objects.filter(given_name="มาลี").count() == 1
