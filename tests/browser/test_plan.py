"""The map of a fair under the hand: true at 360 pixels, zoomed, panned, walked, tapped, printed."""

import math

import pytest

from fairs.models import Booth
from tests.browser.conftest import DESK, PHONE
from tests.browser.screens import RUNNING, axe_findings, measured

pytestmark = pytest.mark.usefixtures("demo")
PLAN = f"/fairs/{RUNNING}/plan/"
MIDDLES = """() => Object.fromEntries([...document.querySelectorAll('.plan-frame svg a')].map(a => {
  const box = a.querySelector('use').getBoundingClientRect();
  return [new URLSearchParams(a.getAttribute('href')).get('booth'),
          [box.x + box.width / 2, box.y + box.height / 2]];
}))"""
# Letters of the map that can be seen, in pixels on the screen.
SMALLEST_LETTERS = """() => Math.min(...[...document.querySelectorAll('.plan-frame text')]
  .filter(text => text.checkVisibility())
  .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
SCALE = "document.querySelector('.plan-frame svg').getScreenCTM().a"
SCROLLED = "(frame => [frame.scrollLeft, frame.scrollTop])(document.querySelector('.plan-frame'))"
CHOSEN = "document.querySelector('.plan-frame a[aria-current]')?.getAttribute('href') ?? ''"
IN_SIGHT = """() => {
  const frame = document.querySelector('.plan-frame').getBoundingClientRect();
  const pin = document.querySelector('#pin').getBoundingClientRect();
  return pin.left >= frame.left && pin.right <= frame.right && pin.bottom <= frame.bottom;
}"""


def nearest(middles: dict) -> dict[str, set[str]]:
    """Each booth's neighbours: all that are as near as its nearest, give or take a tenth."""
    neighbours = {}
    for code, (x, y) in middles.items():
        far = {c: math.hypot(x - a, y - b) for c, (a, b) in middles.items() if c != code}
        neighbours[code] = {c for c, apart in far.items() if apart <= 1.1 * min(far.values())}
    return neighbours


def test_neighbours_on_a_phone_are_neighbours_in_the_hall(page):
    hall = {
        booth.code: (
            float(booth.plan_x + booth.width_m / 2),
            float(booth.plan_y + booth.depth_m / 2),
        )
        for booth in Booth.objects.filter(fair_event__slug=RUNNING)
    }
    page.goto(PLAN)

    assert nearest(page.evaluate(MIDDLES)) == nearest(hall)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_the_map_is_zoomed_panned_walked_and_pressed(open_page, size):
    page = open_page(viewport=size)
    page.goto(PLAN)
    whole = page.evaluate(SCALE)
    assert page.evaluate(SMALLEST_LETTERS) >= 11.99

    page.get_by_role("button", name="ซูมเข้า").click()
    assert page.evaluate(SCALE) == pytest.approx(whole * 1.5, rel=0.01)
    assert page.evaluate(SMALLEST_LETTERS) >= 11.99
    page.get_by_role("button", name="ซูมออก").click()
    assert page.evaluate(SCALE) == pytest.approx(whole, rel=0.01)

    page.get_by_role("link", name="C01", exact=False).first.focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    before = page.evaluate(SCROLLED)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate(SCROLLED) != before
    page.keyboard.press("0")
    assert page.evaluate(SCALE) == pytest.approx(whole, rel=0.01)
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    said = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert said.startswith("C15 ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/?booth=C15")
    page.locator(".plan-card", has_text="บูธ C15").wait_for()
    assert page.evaluate(CHOSEN) == "?booth=C15"
    assert page.evaluate(IN_SIGHT)
    assert axe_findings(page) + measured(page) == []

    page.go_back()
    page.locator(".plan-card").wait_for(state="detached")
    assert page.evaluate(CHOSEN) == ""


def test_two_fingers_and_the_wheel_zoom_where_they_are(page):
    page.goto(PLAN)
    frame = page.locator(".plan-frame").bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    whole = page.evaluate(SCALE)
    fingers = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 80), ("touchMove", 120)):
        points = [{"x": x - apart / 2, "y": y}, {"x": x + apart / 2, "y": y}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate(SCALE) == pytest.approx(whole * 3, rel=0.02)

    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 2000)
    page.keyboard.up("Control")
    assert page.evaluate(SCALE) == pytest.approx(whole, rel=0.02)


def test_a_tap_on_a_booth_too_small_comes_nearer_and_the_next_tells(page):
    page.goto(PLAN)
    page.locator('.plan-frame a[href="?booth=D09"]').click()
    assert page.url.endswith("/plan/")
    assert page.evaluate(SCALE) > 1
    page.locator('.plan-frame a[href="?booth=D09"]').click()
    page.locator(".plan-card", has_text="บูธ D09").wait_for()


def test_a_tap_without_a_signal_keeps_the_map_and_says_so(page):
    page.goto(PLAN)
    booth = page.locator('.plan-frame a[href="?booth=D09"]')
    page.context.set_offline(True)
    booth.focus()
    page.keyboard.press("Enter")
    page.get_by_text("ไม่มีสัญญาณ ผังยังอยู่").wait_for()
    assert page.url.endswith(PLAN)
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    page.locator(".plan-card", has_text="บูธ D09").wait_for()


def test_without_a_script_the_map_scrolls_inside_the_page(page_without_javascript):
    page = page_without_javascript
    page.goto(f"{PLAN}?booth=C07")
    assert measured(page) == []
    assert page.evaluate(SMALLEST_LETTERS) >= 11.99
    page.get_by_role("link", name="เลื่อนผังไปที่บูธนี้").click()
    assert page.evaluate(IN_SIGHT)


def test_paper_has_the_whole_map_with_numbers_and_every_row(page):
    page.goto(PLAN)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 within its margins
    seen = page.evaluate("""() => ({
      wide: document.documentElement.scrollWidth - window.innerWidth,
      map: document.querySelector('.plan-frame svg').getBoundingClientRect().width > 600,
      numbers: [...document.querySelectorAll('.plan-frame a text')].every(t => t.checkVisibility()),
      buttons: [...document.querySelectorAll('button, .search, #chosen, .chip')]
        .filter(one => one.checkVisibility()).length,
    })""")
    assert seen == {"wide": 0, "map": True, "numbers": True, "buttons": 0}


def test_paper_has_every_day_of_the_programme_and_the_screen_folds_them_again(page):
    page.goto(f"/fairs/{RUNNING}/")
    days = page.locator("main details:not([open])")
    folded = days.count()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert days.count() == 0

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert days.count() == folded > 0
