"""The plan under an officer's hand: dragged, moved by keys, and changed without a script."""

import re
from itertools import count

import pytest
from django.urls import reverse

from fairs.models import FairEvent
from otopfair.accounts.models import User
from tests.browser.conftest import DESK
from tests.browser.screens import OFFICER, TO_FILL, axe_findings
from tests.fairs.test_plan_page import booth

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def fair():
    """A fair without vendors; what a journey did is gone afterwards."""
    fair_event = FairEvent.objects.get(slug=TO_FILL)
    yield fair_event
    fair_event.plan_steps.in_work().delete()


def plan_url(fair, query=""):
    return reverse("staff:plan", args=[fair.pk]) + query


def place(fair, code):
    box = booth(fair, code).box
    return box.x, box.y


def link_to(page, fair, code):
    key = booth(fair, code).key
    return page.locator(f'.plan-frame a[href="?part={key}"]')


def said(page):
    return page.locator("[data-move-said]")


def turn_on(page, fair):
    page.goto(plan_url(fair))
    page.locator(".plan[data-ready]").wait_for()
    page.get_by_role("button", name="ย้ายบนผัง").click()


def test_a_booth_is_dragged_in_steps_of_half_a_metre_and_the_table_follows(page_of, fair):
    page = page_of(OFFICER)
    turn_on(page, fair)
    x, y = place(fair, "A01")
    metre = page.evaluate("12 * document.querySelector('.plan-frame svg').getScreenCTM().a")
    box = link_to(page, fair, "A01").locator("use").bounding_box()

    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 4 + metre * 1.1, box["y"] + 4 + metre * 14.6, steps=4)
    page.mouse.up()
    said(page).get_by_text("วางแล้ว").wait_for(state="attached")

    assert place(fair, "A01") == (x + 1, y + 14.5)
    key = booth(fair, "A01").key
    assert page.locator(f'[name="{key}.plan_y"]').input_value() == f"{y + 14.5:g}"
    assert page.url.endswith(plan_url(fair))  # nothing was opened

    page.get_by_role("button", name=re.compile("เลิกทำ ย้ายบูธ A01")).click()
    page.get_by_text("เลิกทำแล้ว: ย้ายบูธ A01").wait_for()
    assert place(fair, "A01") == (x, y)


def test_keys_pick_a_booth_up_move_it_put_it_down_and_say_where_it_is(page_of, fair):
    page = page_of(OFFICER)
    turn_on(page, fair)
    x, y = place(fair, "D22")
    link_to(page, fair, "D22").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert said(page).text_content() == "D22 อยู่ที่เดิม"
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert said(page).text_content() == f"D22 x {x + 1:g} y {y + 0.5:g} เมตร"
    page.keyboard.press("Enter")
    said(page).get_by_text("วางแล้ว").wait_for(state="attached")
    assert place(fair, "D22") == (x + 1, y + 0.5)


def test_a_zone_takes_its_booths_along_and_a_booth_goes_on_from_there_without_waiting(
    page_of, fair
):
    page = page_of(OFFICER)
    page.route("**/plan/move/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    turn_on(page, fair)
    x, y = place(fair, "E10")
    zone = page.locator(".plan-handle").filter(has_text=re.compile("^E"))
    answers = count(1)
    with page.expect_response(lambda one: "/plan/move/" in one.url and next(answers) == 2):
        for link in (zone, link_to(page, fair, "E10")):
            link.focus()
            for key in ("Enter", "ArrowDown", "Enter"):
                page.keyboard.press(key)
    assert (place(fair, "E10"), place(fair, "E01")[1] - 35) == ((x, y + 1), 0.5)


def test_the_table_does_the_same_without_a_script(open_page, sign_in, fair):
    page = open_page(viewport=DESK, javascript=False)
    sign_in(page, User.objects.get(email=OFFICER))
    page.goto(plan_url(fair, "?zone=B"))
    assert not page.get_by_role("button", name="ย้ายบนผัง").is_visible()
    page.get_by_label("B02 x (ม.)").fill("๙๐.๕")
    page.get_by_label("B03 มุม").check()
    page.get_by_role("button", name="บันทึกตารางในร่าง").click()
    page.get_by_text("บันทึกในร่างแล้ว: แก้ B02, B03").wait_for()
    assert place(fair, "B02")[0] == 90.5

    page.goto(plan_url(fair, "?zone=B"))
    page.get_by_label("เลือก B14").check()
    page.get_by_role("button", name="เอาแถวที่ติ๊กออกจากผัง…").click()
    page.get_by_role("button", name="เอาบูธ B14ออก").click()
    assert booth(fair, "B14") is None


def test_the_page_of_the_plan_has_no_barrier(page_of, fair):
    page = page_of(OFFICER)
    turn_on(page, fair)
    assert axe_findings(page) == []
