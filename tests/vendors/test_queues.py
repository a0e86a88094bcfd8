"""A queue of officers leads to its register, where the same rows are searched and exported."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_officer

pytestmark = pytest.mark.django_db
TO_REGISTER = re.compile(r'href="([^"]+)"\s*>ค้นและส่งออกในทะเบียน')


@pytest.mark.parametrize("queue", ["papers", "registrations", "new-shops", "objections"])
def test_a_queue_leads_to_the_same_rows_in_the_register(client, queue):
    client.force_login(make_officer())

    address = TO_REGISTER.search(client.get(reverse(f"staff:{queue}")).content.decode())[1]

    register = client.get(address)
    assert register.status_code == 200  # a filter that is not there would lead away
    if "?" in address:
        assert register.context["cl"].has_active_filters
