"""Every page of the staff site that a link leads to speaks Thai only."""

import re

import pytest
from django.urls import Resolver404, resolve

from otopfair.accounts.models import User
from otopfair.demo.build import build_demo
from tests.staff.language import english_in

# English names stand beside the Thai ones here, as data.
BILINGUAL = re.compile(
    r"/staff/(fairs/(province|district|subdistrict|fairseries|fairevent)|products/product)/"
)
FILES = re.compile(r"\.(xlsx|pdf)$|/text/$")


@pytest.mark.parametrize("login", ["admin@demo.test", "malee@demo.test", "kong@demo.test"])
def test_every_page_that_a_link_leads_to_is_thai(client, db, settings, login):
    settings.DEMO = True
    build_demo()
    client.force_login(User.objects.get(email=login))
    waiting, seen_kinds, english = ["/staff/"], set(), {}

    while waiting:
        url = waiting.pop()
        kind = kind_of(url)
        if kind is None or kind in seen_kinds or BILINGUAL.match(url) or FILES.search(url):
            continue
        seen_kinds.add(kind)
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        page = response.content.decode()
        if found := english_in(page):
            english[url] = found
        waiting += re.findall(r'href="(/staff/[^"?#]*)', page)

    assert english == {}
    assert len(seen_kinds) > 10


def kind_of(url: str) -> str | None:
    """One page of each kind is enough: all changes of one register are one kind."""
    try:
        return resolve(url).url_name
    except Resolver404:
        return None
