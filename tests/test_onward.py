"""Only addresses of our own are a way on or back."""

import re
from itertools import cycle, permutations

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import RequestFactory
from django.urls import reverse

from otopfair.onward import onward, own_address, page_before, with_onward
from tests.factories import make_administrator, make_user, make_vendor
from tests.test_architecture import CODE
from tests.test_public_urls import ADDRESSES

pytestmark = pytest.mark.long

FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,evil.example",
    "/my/\r\nSet-Cookie: evil.example=1",
    "/my/\x00evil.example",
    "evil.example",
    " https://evil.example/",
    "http://testserver@evil.example/",
    "http://[evil.example/",
]


@pytest.mark.parametrize("address", [*FOREIGN, "", None])
def test_what_leads_elsewhere_is_refused(address):
    assert own_address(RequestFactory().get("/"), address, "/my/") == "/my/"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/my/sales/", "/my/sales/"),
        ("/my/sales/?day=1&zone=ก", "/my/sales/?day=1&zone=ก"),
        ("http://testserver/my/?a=1#top", "/my/?a=1"),
    ],
)
def test_our_own_addresses_are_taken_as_paths(address, path):
    assert own_address(RequestFactory().get("/"), address) == path


def test_where_a_request_wants_to_go_and_comes_from():
    request = RequestFactory().post("/?next=/b/", {"next": "/a/"})
    request.META["HTTP_REFERER"] = "http://testserver/c/?d=1"
    assert (onward(request), page_before(request)) == ("/a/", "/c/?d=1")
    request.META["HTTP_REFERER"] = "https://evil.example/c/"
    assert page_before(request, "/my/") == "/my/"
    assert with_onward("/in/", "/a/?b=1&c=2") == "/in/?next=/a/%3Fb%3D1%26c%3D2"
    assert with_onward("/in/", "") == "/in/"


def test_nobody_reads_such_an_address_past_the_one_function():
    reads = re.compile(
        r"url_has_allowed_host|HTTP_REFERER|headers.*[Rr]eferer|(GET|POST)\S*[\"'](next|back)[\"']"
    )
    wrong = [
        f"{name}:{number}"
        for name, path in CODE.items()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if reads.search(line) and name != "otopfair.onward"
    ]
    assert wrong == []


def make_vendors_user():
    user = make_user()
    make_vendor(user=user)
    return user


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("who", [lambda: None, make_vendors_user, make_administrator])
def test_no_page_leads_to_a_foreign_address_or_shows_it(client, who):
    """Every page meets one of the two addresses in its query and the other one in its form."""
    wrong = []
    hosts = cycle(permutations(["https://evil.example/", "javascript:alert('evil.example')"]))
    person = who()
    for name, path in ADDRESSES:
        if person is not None and SESSION_KEY not in client.session:
            client.force_login(person)
        for send, foreign in zip((client.get, client.post), next(hosts), strict=True):
            asked = dict.fromkeys(("next", "back", "return", "redirect", "from"), foreign)
            address = f"{path}?next={foreign}&back={foreign}"
            response = send(path, asked) if send == client.get else send(address, asked)
            target = response.headers.get("Location", "")
            if not target.startswith("/accounts/login/"):
                body = b"" if response.streaming else response.content
                linked = re.search(rb"=[\"'](https?:)?//evil|=[\"']javascript:", body)
                if re.match(r"(https?:)?//evil|javascript", target) or linked:
                    wrong.append((name, send.__name__, target))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("foreign", [text for text in FOREIGN if "\x00" not in text])
def test_signing_in_and_registering_go_on_to_our_own_pages_only(client, foreign):
    password = "มะม่วง-หนองขาม-12"
    make_user(phone="0812345678", password=password)
    answers = {"login": "0812345678", "password": password, "next": foreign}
    response = client.post(reverse("account_login"), answers)
    assert response["Location"] == reverse("after-sign-in")
