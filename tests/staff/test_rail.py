"""The rail says how much waits behind its entries, with one question to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
    assert said == {"ใบสมัคร": 1, "ยอดขายรายวัน": 2, "ร้านใหม่รอดู": 1}
    assert bare == full == 4  # session, account, roles, and what waits
