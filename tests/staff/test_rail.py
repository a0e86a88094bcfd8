"""The rail says how much waits behind its entries, with one question to the database."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onsite.models import OnSiteRules
from otopfair.staff.site import staff_site
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_decision,
    make_fair_event,
    make_officer,
    make_vendor,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("staff:registers")


def counts_of(answer) -> dict[str, int]:
    entries = [entry for group in answer.context["rail"] for entry in group["items"]]
    return {entry["label"]: entry["count"] for entry in entries if entry["count"]}


def rail(client) -> tuple[dict[str, int], int]:
    """What the rail says, and in how many queries the page was made."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(PAGE)
    return counts_of(answer), len(queries)


def test_what_waits_is_counted_in_one_statement(client):
    client.force_login(make_officer())
    nothing, bare = rail(client)
    fair = make_fair_event("งานวันนี้")
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    for name in ("ก", "ข"):
        make_allocation(make_booth(fair, name), make_vendor(name))
    decided, _waits = [
        make_application(fair, make_vendor(name), status="submitted") for name in ("ค", "ง")
    ]
    make_decision(decided)
    make_application(make_fair_event("งานลำปาง", province="52"), status="submitted")
    make_vendor("จ", show_state="new")

    said, full = rail(client)

    assert nothing == {}
    assert said == {"ใบสมัคร": 1, "ร้านมาถึง": 2, "ยอดขายรายวัน": 2, "ร้านใหม่รอดู": 1}
    assert bare == full == 3  # session and account, roles, and what waits


def test_what_waits_depends_on_roles_and_the_day_alone():
    """Else two people with the same roles would read each other's numbers, or yesterday's."""
    one, other = make_officer(), make_officer(email="other@example.th")
    for page in staff_site.work_pages:
        if page.waits:
            asked = [
                [rows.query.sql_with_params() for rows in page.waits(who)] for who in (one, other)
            ]
            assert repr(asked[0]) == repr(asked[1]), page.name  # JSON of PostgreSQL is no value
            values = [value for _sql, values in asked[0] for value in values]
            assert not [value for value in values if isinstance(value, datetime)], page.name


def test_other_roles_and_another_day_count_anew(client):
    fair = make_fair_event("งานวันนี้")
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    make_allocation(make_booth(fair, "ก"), make_vendor("ก"))
    officers = make_officer(), make_officer(email="lampang@example.th", province="52")
    said = []
    for officer in officers:
        client.force_login(officer)
        said.append(rail(client)[0])
    with time_machine.travel(fair.closes_on + timedelta(days=1)):
        client.force_login(officers[0])
        said.append(rail(client)[0])

    assert said == [{"ร้านมาถึง": 1, "ยอดขายรายวัน": 1}, {}, {}]
