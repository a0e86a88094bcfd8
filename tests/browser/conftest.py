"""Headless Chromium against a live server: phone-sized pages, strict CSP, axe."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Q
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from otopfair.accounts.models import User
from tests.browser.screens import axe_findings
from tests.ready_demo import fill_with_demo

# The shell without windows needs half the time of the whole browser; the engine is the same.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 20_000

# Playwright's own event loop lives in the thread in which the tests use the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Without it a service worker goes on with a signal when its page has none.
os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test with real transactions."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.fail(
            f"{CHROMIUM} is not there: apt-get install chromium-headless-shell", pytrace=False
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server):
    """Return a function that opens a page: `open_page(viewport=DESK, javascript=False)`.

    When the test ends, a CSP violation, a script error, a failed request to our own server or
    any request to another host fails it.
    """
    contexts, wrong = [], []

    def open_one(*, viewport=PHONE, javascript=True, workers=True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            java_script_enabled=javascript,
            service_workers="allow" if workers else "block",
            locale="th-TH",
            timezone_id="Asia/Bangkok",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("console", lambda line: _note_error(line, wrong))
        page.on("request", lambda request: _note_stranger(request.url, live_server.url, wrong))
        page.on("response", lambda response: _note_fault(response, wrong))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def _note_error(line, wrong: list[str]) -> None:
    """CSP violations are errors of the console, too. Answers are judged by their status."""
    # Without a signal htmx says so here as well; the page says it in words.
    expected = ("Failed to load resource", "htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")
    expected += ("An unknown error occurred when fetching the script",)  # of a worker
    if line.type == "error" and not line.text.startswith(expected):
        wrong.append(f"console: {line.text}")


def _note_stranger(url: str, home: str, wrong: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:", "about:")):
        wrong.append(f"request to another host: {url}")


def _note_fault(response, wrong: list[str]) -> None:
    missing_file = response.status == 404 and response.request.resource_type != "document"
    if response.status >= 500 or missing_file:
        wrong.append(f"{response.status} {response.url}")


@pytest.fixture
def page(open_page) -> Page:
    """A phone, 360 pixels wide."""
    return open_page()


@pytest.fixture
def page_without_javascript(open_page) -> Page:
    """The same phone with JavaScript turned off."""
    return open_page(javascript=False)


@pytest.fixture
def desk_page(open_page) -> Page:
    """A screen of 1280 pixels, as officers have."""
    return open_page(viewport=DESK)


@pytest.fixture
def sign_in(live_server):
    """Return `sign_in(page, user)`: give the page a session, without the sign-in form."""

    def sign_in_as(page: Page, user) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return sign_in_as


@pytest.fixture
def demo(db):
    """The demonstration, so that every screen has life."""
    fill_with_demo()


@pytest.fixture
def page_of(open_page, sign_in):
    """Return `page_of(login)`: a page on which the account of the demonstration is signed in."""

    def page_of_account(login: str) -> Page:
        page = open_page(viewport=DESK)
        sign_in(page, User.objects.get(Q(email=login) | Q(phone=login)))
        return page

    return page_of_account


@pytest.fixture
def check_page():
    """Return `check_page(page)`: axe finds nothing, and nothing is wider than the screen."""

    def check(page: Page) -> None:
        assert axe_findings(page) == [], page.url
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"

    return check
