"""The visitors' main pages keep their shape: letters twice as large, no script, nothing jumps."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from demo.people import OFFICER
from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE
from tests.browser.screens import DRAWN, OPEN, RUNNING, measured

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

PAPER = {"width": 643, "height": 960}  # A4 between its margins
BESIDE_THE_PAPER = """() => [...document.querySelectorAll("main table")]
  .map(table => Math.round(table.getBoundingClientRect().right - innerWidth))
  .filter(pixels => pixels > 1)"""


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


CURRENT_BY_BORDER = """() => [...document.querySelectorAll(".site-nav a:not(.button), .sub-menu a")]
  .filter(link => link.offsetParent && link.matches("[aria-current]") === (
    getComputedStyle(link).borderBottomColor === getComputedStyle(document.body).backgroundColor))
  .map(link => link.textContent.trim())"""


def test_in_forced_colours_only_the_current_page_is_marked(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url, viewport=DESK, forced_colors="active", locale="th-TH"
    )
    page = context.new_page()
    page.goto(f"/fairs/{RUNNING}/plan/")
    wrong = page.evaluate(CURRENT_BY_BORDER)
    context.close()
    assert wrong == []


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


def test_no_sheet_of_paper_is_empty(page):
    """Seen: the plan ended with an empty sheet that had nothing but its number."""
    empty = {}
    for path in MAIN_PAGES:
        page.goto(path)
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        empty[path] = [at for at, sheet in enumerate(sheets) if len(sheet.extract_text()) < 40]
    assert {path: sheets for path, sheets in empty.items() if sheets} == {}


def test_paper_loses_no_column(page_of):
    """Seen: the last column of the money, and of the tables of fairness, lay beside the paper."""
    page = page_of(OFFICER)
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    keys = dict(FairEvent.objects.values_list("slug", "pk"))
    money, drawn, today = keys[OPEN], keys[DRAWN], today_in_thailand().isoformat()
    beside = {}
    for path in (
        f"{money}/money/",
        f"{money}/money/deposits/",
        f"{money}/fairness/",
        f"{drawn}/fairness/booths/",
        f"{keys[RUNNING]}/arrivals/{today}/",
        f"{keys[RUNNING]}/visitors/",
        f"{keys[RUNNING]}/complaints/",
    ):
        answer = page.goto(f"/staff/fairs/{path}?print=1")
        assert answer.status == 200, path
        beside[path] = page.evaluate(BESIDE_THE_PAPER)
    assert {path: tables for path, tables in beside.items() if tables} == {}
