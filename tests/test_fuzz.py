"""Hostile text in every address, query and field: 404, 422 or any other answer, and never a fault.

Nothing is listed by hand: the addresses come from the URLconf, the names of query values from the
code, the fields from the forms that the pages show. Each field meets a few of the kinds, and most
answers are not written out as pages; `FUZZ=deep make test` lets each meet all, and writes all.
Names of query values come in three hands, so that what is refused first hides little.
PostgreSQL, which refuses other texts than SQLite, gets all values of a page at once, not singly,
in addresses what passes for a number or a name, and the fields of all forms at every address.
"""

import ast
import logging
import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.forms import BaseForm
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from fairs.models import FairEvent
from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from otopfair.staff.site import staff_site
from products.models import ImportBatch
from sales.models import DailyReport
from tests import factories as make
from tests.guards import pages_unwritten
from tests.shared_rows import written_once
from tests.staff.world import make_world
from tests.test_architecture import CODE
from tests.trees import tree_of

pytestmark = pytest.mark.long
DEEP = os.environ.get("FUZZ") == "deep"
SINGLY = DEEP or connection.vendor == "sqlite"
TURNS = 11 if DEEP else 3
HOSTILE = {  # as an address carries it
    "zero byte": "a%00b",
    "superscript": "%C2%B2",
    "Thai digit": "%E0%B9%91",
    "30 digits": "9" * 30,
    "20 digits": "9" * 20,  # more than a column holds
    "surrogate": "%ED%A0%80",
    "invalid UTF-8": "%FF%FE",
    "negative": "-1",
    "long": "%E0%B8%81" * 400,
    "quote": "%27%22%3E%3C",
    "day": "0000-00-00",
}
# What a path takes and a database of numbers refuses.
NUMBERS = [HOSTILE["20 digits"], HOSTILE["superscript"]]
TRIED = HOSTILE.values() if SINGLY else NUMBERS
REAL = {  # part of an address -> whose number it is
    "agency_id": "fairs.Agency",
    "allocation_id": "vendors.BoothAllocation",
    "announcement_id": "vendors.Announcement",
    "application_id": "vendors.BoothApplication",
    "assignment_id": "fairs.Assignment",
    "batch_id": "products.ImportBatch",
    "block_id": "sales.EnteredBlock",
    "booth_id": "fairs.Booth",
    "complaint_id": "onsite.Complaint",
    "finding_id": "onsite.Finding",
    "inspection_id": "onsite.InspectionRound",
    "photo_id": "onsite.InspectionPhoto",
    "province_id": "fairs.Province",
    "answer_id": "vendors.QuestionAnswer",
    "card_id": "onsite.ExhibitorCard",
    "claim_id": "vendors.VendorClaim",
    "draw_id": "vendors.Draw",
    "document_id": "vendors.VendorDocument",
    "fair_event_id": "fairs.FairEvent",
    "project_id": "fairs.Project",
    "reportphoto_id": "sales.ReportPhoto",
    "news_id": "fairs.NewsItem",
    "news_item_id": "fairs.NewsItem",
    "news_photo_id": "fairs.NewsPhoto",
    "notice_id": "fairs.Notice",
    "fairseries_id": "fairs.FairSeries",
    "id": "accounts.User",
    "invite_id": "vendors.VendorInvite",
    "kind_id": "vendors.StandardKind",
    "line_id": "vendors.LedgerLine",
    "member_id": "vendors.VendorMember",
    "pair_id": "vendors.TwinPair",
    "objection_id": "vendors.Objection",
    "penalty_id": "vendors.Penalty",
    "person_id": "fairs.Person",
    "quota_id": "vendors.NominationQuota",
    "product_id": "products.Product",
    "number": "vendors.VendorDocument",
    "registration_id": "vendors.VendorRegistration",
    "removal_id": "removals.Removal",
    "resolution_id": "fairs.Resolution",
    "meeting_id": "fairs.Meeting",
    "workingcommittee_id": "fairs.WorkingCommittee",
    "appointmentorder_id": "fairs.AppointmentOrder",
    "attachment_id": "fairs.Attachment",
    "run_id": "vendors.RulesRun",
    "slip_id": "vendors.PaymentSlip",
    "statement_id": "vendors.BankStatement",
    "standard_id": "vendors.VendorStandard",
    "termstext_id": "fairs.TermsText",
    "vendor_id": "vendors.Vendor",
    "venue_id": "fairs.Venue",
    "vendorcall_id": "fairs.VendorCall",
    "zone_id": "fairs.Zone",
    "work_id": "work.BulkWork",
}
WORDS = {
    "outcome": "select",
    "registered_as": "juristic",
    "reminder": "draft",
    "kind": "vendors",
    "register": "fairs.province",
    "ending": "docx",
    "audience": "visitors",
    "months": "1",
    "paper": "minutes",
    "section": "pages",
    "role": "fair_helper",
    "name": f"{'0' * 32}.webp",
}


# --- Addresses ----------------------------------------------------------------------------------

PART = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes(resolver=None, prefix="", namespace="") -> Iterator[tuple[str, str]]:
    """(name, route with <converter:name> parts) of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            yield from routes(entry, prefix)
            continue
        if not isinstance(entry.pattern, RoutePattern):
            continue  # one address of allauth's, a regular expression
        route = prefix + entry.pattern._route
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", route
        else:
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, route, inner)


ROUTES = list(routes())


REGISTERS = {
    f"staff:{model._meta.app_label}_{model._meta.model_name}": model
    for model in staff_site._registry
}


def first_pk(model) -> str:
    row = model.objects.order_by("pk").first()
    return str(row.pk) if row else "1"


def real_value(part: str, name: str) -> str:
    """A value that leads to a page where there is one."""
    if part == "object_id" and (model := REGISTERS.get(name.rpartition("_")[0])):
        return first_pk(model)
    if part in REAL:
        return first_pk(apps.get_model(REAL[part]))
    if name.startswith("data-") and part == "name":
        return "fairs"
    if part == "day":
        return FairEvent.objects.order_by("pk").first().opens_on.isoformat()
    if part == "slug":
        return "khon-kaen" if name == "province" else FairEvent.objects.order_by("pk").first().slug
    return WORDS.get(part, "1")


def real_path(name: str, route: str) -> str:
    return "/" + PART.sub(lambda found: real_value(found[2], name), route)


def hostile_paths(name: str, route: str) -> Iterator[str]:
    """The address with one part after the other hostile."""
    for part in PART.finditer(route):
        # What is no number for one address is none for another.
        for text in NUMBERS if part[1] == "int" and not DEEP else TRIED:
            before, after = route[: part.start()], route[part.end() :]
            yield real_path(name, before) + text + real_path(name, after).lstrip("/")


def test_every_number_in_an_address_has_a_row_to_lead_to():
    parts = {part[2] for _, route in ROUTES for part in PART.finditer(route) if part[1] == "int"}
    assert parts - REAL.keys() - WORDS.keys() == set()


# --- Query values and fields --------------------------------------------------------------------


REGISTER_NAMES = {"q", "page", "cols", "o", "e", "_to_field", "_popup", "id__exact", "pk__in"}
LOOK_UP_NAMES = {"term", "app_label", "model_name", "field_name", "page"}


def names_in(tree: ast.AST) -> set[str]:
    """Names that a module reads from a query or a form."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.search(r"(GET|POST)\.get", ast.unparse(node.func)):
            names |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        if isinstance(node, ast.Subscript) and re.search(r"(GET|POST)$", ast.unparse(node.value)):
            names |= {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
    return {name for name in names if isinstance(name, str) and name}


@cache
def read_names() -> dict[str, set[str]]:
    return {name: names_in(tree_of(path)) for name, path in CODE.items()}


@cache
def all_names() -> list[str]:
    return sorted(set().union(*read_names().values(), REGISTER_NAMES, LOOK_UP_NAMES, {"next"}))


def query_names(path: str, page: str) -> set[str]:
    """Those that the page's own module reads, and those of the links and boxes on it."""
    view = resolve(path).func
    names = read_names().get(getattr(view, "__module__", ""), set()) | forms_of(page).names
    return names | (LOOK_UP_NAMES if "autocomplete" in path else set())


class Forms(HTMLParser):
    """Fields of every form of a page: [(action, {name: value})]."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.names: set[str] = set()  # of queries
        self._in_query_form = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and (found.get("method") or "").lower() == "post":
            self.forms.append((found.get("action") or "", {}))
        if tag == "form":
            self._in_query_form = (found.get("method") or "").lower() != "post"
        if tag == "a" and "?" in (found.get("href") or ""):
            self.names |= set(re.findall(r"[?&](\w+)=", found["href"]))
        if tag in ("input", "select") and self._in_query_form and found.get("name"):
            self.names.add(found["name"])
        elif tag in ("input", "select", "textarea", "button") and found.get("name") and self.forms:
            fields = self.forms[-1][1]
            fields.setdefault(found["name"], found.get("value") or "")


def forms_of(page: str) -> Forms:
    parser = Forms()
    parser.feed(page)
    return parser


# --- The audiences ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def honest_world(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        make_honest_world()
        yield


@pytest.fixture
def world(honest_world, db):
    """Without the log: it keeps the frames of thousands of refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def make_honest_world() -> None:
    make_world()
    # The world's report has no figures, and its import no cells: nothing real is like that.
    DailyReport.objects.all().delete()
    ImportBatch.objects.all().delete()


def vendor_client() -> Client:
    from vendors.models import Vendor

    vendor = Vendor.objects.order_by("pk").first()
    return signed_in(vendor.members.first().user)


def signed_in(user=None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def audience(name: str, part: int, parts: int) -> tuple[Client, list[tuple[str, str]]]:
    """The client, and this part of the addresses that are its business."""
    client, addresses = everything_for(name)
    return client, addresses[part::parts]


def everything_for(name: str) -> tuple[Client, list[tuple[str, str]]]:
    staff = [(route, path) for route, path in ROUTES if path.startswith("staff/")]
    mine = [(route, path) for route, path in ROUTES if path.startswith("my/")]
    public = [pair for pair in ROUTES if pair not in staff and pair not in mine]
    if name == "visitor":
        return signed_in(), public
    if name == "vendor":
        return vendor_client(), mine
    return signed_in(staff_called(name)), staff


def staff_called(name: str) -> User:
    if name == "administrator":
        return make.make_administrator()
    if name == "helper":
        return make.make_helper(FairEvent.objects.latest("pk"))
    if name == "district":
        return make.assign(make.make_user(), Role.DISTRICT_OFFICER, district_id="4001")
    return make.make_officer()


# Each walk in parts, so that two workers share the long ones.
VISITOR, VENDOR = ("visitor", 0, 1), ("vendor", 0, 1)
OFFICER = [("officer", part, 3) for part in range(3)] if DEEP else []
ADMINISTRATOR = [("administrator", part, 5) for part in range(5)]


def faults(client: Client, requests, written=True) -> list[str]:
    """What answered with a fault; whatever a request did is undone."""
    found = []
    for label, send in requests:
        with transaction.atomic(), nullcontext() if written or DEEP else pages_unwritten():
            status = send(client).status_code
            transaction.set_rollback(True)
        if status >= 500:
            found.append(f"{status} {label}")
    return found


@pytest.mark.parametrize("walk", [VISITOR, VENDOR, *OFFICER, *ADMINISTRATOR])
def test_hostile_text_in_addresses(world, walk):
    client, addresses = audience(*walk)
    requests = [get(path) for pair in addresses for path in hostile_paths(*pair)]
    is_short = walk in (VISITOR, VENDOR)  # where what is not found is written out, too
    assert faults(client, requests, is_short) == []


@pytest.mark.parametrize("walk", [VISITOR, VENDOR, *ADMINISTRATOR])
def test_hostile_text_in_queries(world, walk):
    """All names at once with one kind, and the page's own with one kind after the other."""
    client, addresses = audience(*walk)
    kinds = cycle(HOSTILE.values())
    requests, singly = [], []
    for route_name, route in addresses:
        path = real_path(route_name, route)
        requests.append(get(f"{path}?{all_at_once('superscript')}"))
        kinds_left = ("30 digits", "invalid UTF-8")
        singly += [get(f"{path}?{all_at_once(kind)}") for kind in kinds_left]
        if SINGLY:
            for names in in_hands(sorted(query_names(path, page_at(client, path)))):
                values = "&".join(f"{key}={next(kinds)}" for key in names)
                singly.append(get(f"{path}?{values}"))
    assert faults(client, requests, SINGLY) + faults(client, singly, written=False) == []


def in_hands(names: list[str]) -> list[list[str]]:
    """A third of the names at a time; each by itself where it goes deep."""
    hands = len(names) if DEEP else min(3, len(names))
    return [names[turn::hands] for turn in range(hands)]


def all_at_once(kind: str) -> str:
    return "&".join(f"{key}={HOSTILE[kind][:200]}" for key in all_names())


def get(url: str):
    return url[:160], lambda client: client.get(url)


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    return "" if answer.streaming else answer.content.decode(errors="replace")


TYPED = [
    "a\x00b",
    "²",
    "๑",
    "9" * 30,
    "-1",
    "\ufffd",
    "ก" * 10_000,
    "NaN",
    "0000-00-00",
    "31/2/2568",
    "\u200b\u202e",
]
# As a text, and as a number; the others meet Python before they meet a database.
REFUSED_BY_POSTGRESQL = ("a\x00b", "9" * 30)


@pytest.mark.parametrize("walk", [VISITOR, VENDOR, *ADMINISTRATOR])
def test_hostile_text_in_fields(world, walk):
    """Every form of every page: all fields at once, and in turns every third field with another
    kind, among what the page shows."""
    client, addresses = audience(*walk)
    kinds = cycle(TYPED)
    requests, in_turns = [], []
    for route_name, route in addresses:
        path = real_path(route_name, route)
        for action, fields in distinct_forms(page_at(client, path)) if SINGLY else ():
            target = urljoin(path, action)
            requests.append(post(target, dict.fromkeys(fields, "²")))
            in_turns.append(post(target, dict.fromkeys(fields, "9" * 30)))
            turns = range(max(3, min(len(fields), TURNS)))
            in_turns += [post(target, turned(fields, turn)) for turn in turns]
        for kind in () if SINGLY else REFUSED_BY_POSTGRESQL:
            in_turns.append(post(path, dict.fromkeys(field_names(), kind)))
        in_turns.append(post(path, dict.fromkeys(all_names(), next(kinds))))
    assert faults(client, requests) + faults(client, in_turns, written=False) == []


@cache
def field_names() -> list[str]:
    """Of every form that is written down in the code."""
    waiting, names = [BaseForm], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        names |= set(getattr(kind, "base_fields", {}))
    return sorted(names)


def turned(fields: dict[str, str], turn: int) -> dict[str, str]:
    """What the page shows, with a hostile text in every third field; each field has its turn."""
    return {
        name: TYPED[(place + turn) % len(TYPED)] if (place + turn) % 3 == 0 else value
        for place, (name, value) in enumerate(fields.items())
    }


def post(target: str, filled: dict[str, str]):
    return f"{target} {filled}"[:200], lambda client: client.post(target, filled)


def distinct_forms(page: str) -> list[tuple[str, dict[str, str]]]:
    """One of many alike (a row of a list), and none that signs out."""
    forms = {}
    for action, fields in forms_of(page).forms:
        kind = (re.sub(r"\d+", "", action), *(re.sub(r"\d+", "", field) for field in fields))
        if "logout" not in action:
            forms.setdefault(kind, (action, fields))
    return list(forms.values())
