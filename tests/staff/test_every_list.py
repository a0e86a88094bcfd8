"""Every list of the staff site is searched and exported: by itself, or in the register of its rows.

The lists are found by looking at every page of the site; what is none says why.
"""

import re

import pytest
from django.core.paginator import Page

from otopfair.staff.site import staff_site
from tests import factories as make
from tests.shared_rows import written_once
from tests.staff.world import make_world
from tests.test_fuzz import ROUTES, real_path

pytestmark = [pytest.mark.long, pytest.mark.once]
SEARCH = re.compile(r'<input[^>]*name="q"')
FILE = re.compile(r'(?:href|action)="[^"]*(?:xlsx|/export/|/file/|\.csv)')
TO_REGISTER = re.compile(r'href="([^"]+)"\s*>ค้นและส่งออกในทะเบียน')
# The search of the whole site stands in the head of every page.
MAIN = re.compile(r"<main.*</main>", re.DOTALL)

# Pages that turn their leaves, and are no list of a register.
NO_LISTS = {
    "staff:removed": "the bin: ninety days, and each row is put back where it was",
    "staff:my-history": "what one person did, by day",
    "staff:import-take-back": "the preview of one act",
    "staff:messages-shops": "recipients are chosen here, and searched by the same conditions",
    "staff:messages-write": "recipients are chosen here, and searched by the same conditions",
    "staff:late-entries": "codes that let somebody in: searched here, and in no file",
    "staff:cards-fair": "cards: searched here, printed, and names of people go in no other file",
    "staff:arrivals-missing": "a part of the list of who came, which is searched and exported",
    "staff:call-conditions": "a form, and below it who was let in all the same, with a file",
    "staff:visitors-fair": "the days of one fair, with a file",
    "staff:report-fair": "the days of one fair; their figures leave from the report",
    "staff:report": "the days of one fair, with a file",
    "staff:sales-chase": "nobody is missing in this world; searched in tests/sales/test_chasing.py",
    "staff:order-follow-ups-fair": "no round has begun here; see tests/sales/test_follow_ups.py",
}


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        make_world()
        yield make.make_administrator()


@pytest.fixture
def lists(client, everything, db):
    """Name of a route -> its page, for all work pages that turn leaves."""
    client.force_login(everything)
    pages = {f"staff:{page.name}" for page in staff_site.work_pages}
    found = {}
    for name, route in ROUTES:
        answer = client.get(real_path(name, route)) if name in pages else None
        if answer is not None and answer.status_code == 200 and turns_leaves(answer):
            found[name] = MAIN.search(answer.content.decode())[0]
    return found


def turns_leaves(answer) -> bool:
    """What was drawn is told as one dict, as the layers of a page, or as a list of pages."""
    shown = answer.context or []
    layers = [
        one if isinstance(one, dict) else one.flatten()
        for one in ([shown] if isinstance(shown, dict) else shown)
    ]
    return any(isinstance(value, Page) for one in layers for value in one.values())


def test_every_list_is_searched_and_exported_or_leads_to_its_register(client, lists):
    without = [
        name
        for name, html in lists.items()
        if not ((SEARCH.search(html) and FILE.search(html)) or TO_REGISTER.search(html))
    ]
    ways = {name: found[1] for name, html in lists.items() if (found := TO_REGISTER.search(html))}

    assert sorted(without) == sorted(NO_LISTS)
    # A filter that is not there would lead away.
    assert [name for name, way in ways.items() if client.get(way).status_code != 200] == []
