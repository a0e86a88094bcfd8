"""Suggestions in a browser: by keys, announced, and asked for no more often than one would wait."""

import re

import brotli
import pytest
from playwright.sync_api import expect

from tests.browser.screens import RUNNING

MOST_SCRIPT = 20_000  # bytes, as they are sent
FAIR = f"/fairs/{RUNNING}/"
PAGES = ["/", "/products/", "/vendors/", "/search/?q=ผ้าไหม", FAIR, f"{FAIR}plan/?booth=C18"]


@pytest.fixture
def asked(page, demo):
    """The addresses of suggestions that the page has asked for."""
    addresses = []
    page.on(
        "request", lambda request: "/suggest/?" in request.url and addresses.append(request.url)
    )
    return addresses


def test_by_keys_and_announced(page, asked, check_page):
    page.goto("/")
    box = page.locator("#q")
    box.click()
    expect(box).to_have_role("combobox")
    page.keyboard.type("ผ", delay=20)
    page.wait_for_timeout(500)
    assert asked == []

    page.keyboard.type("้าไห", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert len(asked) == 1
    expect(page.locator("#q ~ [role=status]")).to_have_text(re.compile(r"มี \d+ คำแนะนำ"))
    check_page(page)

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_value("ผ้าไห")

    page.keyboard.press("ArrowDown")
    where = options.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{where}")


def test_enter_alone_searches(page, asked):
    page.goto("/")
    page.locator("#q").click()
    page.keyboard.type("ผ้าไหม", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=*")


def test_without_letters_there_is_no_list(page, asked):
    page.goto("/products/")
    page.locator("#q").click()
    page.keyboard.type("ผ้า", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("#q").fill("ผ")

    expect(page.locator("#suggestions")).to_be_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_fetches_little_script(page, demo, path):
    sizes = {}

    def note(response):
        if ".js" in response.url:
            sizes[response.url] = len(brotli.compress(response.body()))

    page.on("response", note)
    page.goto(path)
    page.wait_for_load_state("networkidle")

    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
