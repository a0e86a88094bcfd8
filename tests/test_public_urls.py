"""What strangers may open is a list; all else leads to sign-in, and the staff site to 403."""

import re

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from tests.factories import make_user, make_vendor

OPEN = {
    # visitors
    *("home", "search", "suggest", "fair", "province-list", "province", "privacy", "help"),
    *("fair-results", "fair-result", "fair-result-pdf", "offer-answer", "card-check"),
    "takings-link",
    "fair-figures",
    "staff-calendar-file",  # behind a signed address
    *(
        "fair-list",
        "fairs-calendar",
        "fair-feed",
        "public-project",
        "news-list",
        "news-feed",
        "news",
        "notice-list",
        "notice",
        "notice-paper",
        "fair-calendar",
        "fair-plan",
        "fair-plan-picture",
        "fair-fairness",
        "fair-vendors",
        "fair-products",
    ),
    *(
        "vendor-list",
        "vendor",
        "product-list",
        "product",
        "product-named",
        *("saved", "saved-shared"),
        "photo",
        "site-card",
        "fair-card",
    ),
    *("fair-draws", "fair-draw", "fair-draw-list", "fair-draw-file", "fair-draw-script"),
    "fair-fairness-booths",
    *("fair-complaint", "complaint-answer"),
    *("fair-survey", "survey-link", "order-follow-up-link"),
    "my-apply",  # what a call asks for, and how to go on; the rest of /my/ is closed
    "my-sales-worker",  # a script that names nobody
    # accounts
    *(
        "account_begin",
        "account_login",
        "account_signup",
        "account_opened",
        "draft-drop",
        "account_logout",
        "account_inactive",
        "account_code",
        "account_code_enter",
        "account_slip",
    ),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    # machines
    *("healthz", "readyz", "robots", "sitemap", "sitemap-section"),
    *("open-data", "data-file", "data-schema", "data-catalogue"),
}

# Any value of the right kind: the gate stands before the row is looked for.
VALUES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}


def walk(resolver, prefix="", namespace=""):
    """(name, path with dummy values) of every address of the portal."""
    for entry in resolver.url_patterns:
        path = prefix + dummy_path(entry.pattern)
        if isinstance(entry, URLPattern):
            if entry.name or namespace:
                yield f"{namespace}{entry.name or 'unnamed'}", f"/{path}"
        else:
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, path, inner)


def dummy_path(pattern) -> str:
    if isinstance(pattern, RoutePattern):
        return re.sub(
            r"<(?:(\w+):)?\w+>",
            lambda found: VALUES.get(found[1] or "str", "2020-10-28"),
            pattern._route,
        )
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern)
    # allauth's regular expressions: a key is letters, digits and a dash
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "1-x", pattern._regex.lstrip("^").rstrip("$"))
    return route.replace("\\Z", "").replace("/?", "/")


ADDRESSES = list(walk(get_resolver()))
STAFF = [(name, path) for name, path in ADDRESSES if name.startswith("staff:")]
# The staff site's own doors: they send on, to sign-in or away.
STAFF_DOORS = {"staff:login", "staff:logout", "staff:unnamed"}


def is_gated(response) -> bool:
    """Sent to sign in; /staff/login/ itself sends on to the one sign-in page."""
    doors = ("/accounts/login/?next=", "/staff/login/?next=")
    return response.status_code == 302 and response["Location"].startswith(doors)


@pytest.mark.django_db
def test_the_open_addresses_are_exactly_these(client):
    open_names = {name for name, path in ADDRESSES if not is_gated(client.get(path))}
    assert open_names == OPEN


@pytest.mark.django_db
def test_a_stranger_cannot_post_to_a_closed_address(client):
    closed = [(name, path) for name, path in ADDRESSES if name not in OPEN]
    assert [name for name, path in closed if not is_gated(client.post(path))] == []


@pytest.mark.django_db
def test_a_vendor_gets_403_on_every_page_of_the_staff_site(client):
    user = make_user()
    make_vendor(user=user)
    client.force_login(user)
    answers = {
        name: client.get(path).status_code for name, path in STAFF if name not in STAFF_DOORS
    }
    assert {name: status for name, status in answers.items() if status != 403} == {}
