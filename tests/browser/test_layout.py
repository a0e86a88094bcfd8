"""The visitors' main pages keep their shape: letters twice as large, no script, nothing jumps."""

import pytest

from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE
from tests.browser.screens import RUNNING, measured

pytestmark = pytest.mark.usefixtures("demo")

MAIN_PAGES = ["/", "/products/", "/products/1/", f"/fairs/{RUNNING}/", f"/fairs/{RUNNING}/plan/"]
# How far boxes moved while the page came up, as browsers count it (0 to 1).
LAYOUT_SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


def test_letters_twice_as_large_fit_on_a_phone(browser, live_server):
    """As with the letters of the phone itself set to the largest: 32 pixels in place of 16."""
    large = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, "--blink-settings=defaultFontSize=32"]
    )
    page = large.new_page(base_url=live_server.url, viewport=PHONE)
    found = {}
    for path in [*MAIN_PAGES, "/accounts/signup/"]:
        page.goto(path)
        found[path] = measured(page)
    large.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_nothing_jumps_while_a_page_comes_up(open_page):
    moved = {}
    for size in (DESK, PHONE):
        page = open_page(viewport=size)
        for path in MAIN_PAGES:
            page.goto(path)
            moved[path, size["width"]] = page.evaluate(LAYOUT_SHIFT)
    assert {where: shift for where, shift in moved.items() if shift > 0.02} == {}


def test_the_pages_keep_their_shape_without_a_script(open_page):
    found = {}
    for size in (DESK, PHONE):
        page = open_page(viewport=size, javascript=False)
        for path in MAIN_PAGES:
            page.goto(path)
            found[path, size["width"]] = measured(page)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
