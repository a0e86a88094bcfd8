"""A press without an answer, and a session about to end: the page says so and what to do."""

from threading import Event
from time import time

import pytest
from django.urls import reverse

from otopfair import sessions
from otopfair.accounts.models import Session
from otopfair.accounts.session_store import SessionStore
from otopfair.sessions import OFFICER
from products.models import Product
from products.operations.catalogue import add_product
from products.views.portal import products
from tests.browser.conftest import DESK
from tests.factories import make_officer, make_user, make_vendor

# Seconds pass as hundredths of a second, in the page alone.
QUICK_CLOCK = """const wait = window.setTimeout;
window.setTimeout = (act, pause, ...rest) => wait(act, pause / 100, ...rest);"""
# Playwright looks at nothing while a page is being left: the page itself notes and presses.
NOTES_AND_PRESSES = """new MutationObserver(() => {
  const line = document.querySelector(".slow");
  if (!line?.textContent) return;
  const said = JSON.parse(sessionStorage.said || "[]");
  if (said.at(-1) === line.textContent || said.length === 2) return;
  sessionStorage.said = JSON.stringify([...said, line.textContent]);
  line.querySelector("button")?.click();
}).observe(document, {childList: true, subtree: true});"""
COMES_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def quick(open_page):
    page = open_page(viewport=DESK)
    page.add_init_script(QUICK_CLOCK)
    return page


def test_a_press_without_an_answer_says_so_and_can_be_sent_again_once(quick, sign_in, monkeypatch):
    owner = make_user()
    make_vendor(user=owner)
    sign_in(quick, owner)
    url, pressed, is_pressed_again = reverse("my-product-add"), [], Event()

    def slow_at_first(*args, **kwargs):
        pressed.append(kwargs)
        if len(pressed) == 1:
            is_pressed_again.wait(10)
        is_pressed_again.set()
        return add_product(*args, **kwargs)

    monkeypatch.setattr(products, "add_product", slow_at_first)
    quick.add_init_script(NOTES_AND_PRESSES)
    quick.goto(url)
    quick.get_by_label("ชื่อสินค้า").fill("ผ้าคราม")
    quick.get_by_text("3 ผ้า เครื่องแต่งกาย").click()
    quick.get_by_label("ราคา (").fill("1500")
    quick.locator("main form button[type=submit]").last.evaluate("button => button.click()")
    for _try in range(200):  # waiting for an address ends with the press that is given up
        if quick.url.endswith("/photos/?new=1"):
            break
        quick.wait_for_timeout(50)
    assert len(pressed) == 2
    said = quick.evaluate("JSON.parse(sessionStorage.said)")
    assert [line.split()[0] for line in said] == ["ยังส่งไม่เสร็จ", "ยังไม่มีคำตอบ"]
    assert list(Product.objects.values_list("name_th", flat=True)) == ["ผ้าคราม"]


def away_for(minutes: float) -> None:
    """The one session there is was last used that long ago."""
    store = SessionStore(Session.objects.get().session_key)
    store[OFFICER] = {**store[OFFICER], "seen": int(time() - minutes * 60)}
    store.save()


def seconds_left() -> int:
    store = SessionStore(Session.objects.get().session_key)
    return sessions.seconds_left(store)


def test_an_officer_is_warned_before_the_session_ends_and_stays_with_one_tap(quick, sign_in):
    sign_in(quick, make_officer())
    quick.goto("/staff/")
    bar = quick.locator("[data-session-ends]")
    assert bar.is_hidden()
    away_for(minutes=28.5)
    quick.evaluate(COMES_BACK)
    quick.get_by_text("อีกไม่เกิน 2 นาทีจะออกจากระบบ").wait_for()
    assert seconds_left() <= 90  # to be asked is not to be there
    quick.get_by_role("button", name="ใช้งานต่อ").click()
    bar.wait_for(state="hidden")
    assert seconds_left() > 29 * 60


def test_a_session_that_has_ended_is_said_on_the_page(quick, sign_in):
    sign_in(quick, make_officer())
    quick.goto("/staff/")
    Session.objects.all().delete()
    quick.evaluate(COMES_BACK)
    quick.get_by_text("ออกจากระบบแล้ว").wait_for()
    assert quick.get_by_role("button", name="ใช้งานต่อ").is_hidden()
