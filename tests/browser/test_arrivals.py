"""The arrival list on a telephone with a bad line, and for whoever uses it next."""

from datetime import time

from django.urls import reverse

from onsite.models import Arrival, OnSiteRules
from otopfair.thai.calendar import today_in_thailand
from tests.browser.conftest import PHONE
from tests.browser.keys import press_enter_on, tab_to
from tests.factories import make_allocation, make_booth, make_fair_event, make_helper, make_vendor

ROWS = "**/rows/**"


def the_list(page):
    fair = make_fair_event()
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    for code in ("C07", "C08"):
        make_allocation(make_booth(fair, code), make_vendor(f"ร้าน {code}"))
    page.set_viewport_size(PHONE)
    return fair, reverse("staff:arrivals-fair", args=[fair.pk, today_in_thailand().isoformat()])


def row(page, code):
    return page.locator(".arrival", has_text=code)


def test_a_tap_without_a_signal_waits_and_is_sent_when_it_is_back(page, sign_in):
    fair, path = the_list(page)
    sign_in(page, make_helper(fair))
    page.goto(path)
    page.context.set_offline(True)
    row(page, "C07").get_by_role("button", name="มาแล้ว").click()

    assert row(page, "C07").get_by_text("รอส่ง").is_visible()
    assert row(page, "C07").get_by_text("ยังไม่มา", exact=True).is_visible()
    assert not Arrival.objects.exists()

    page.context.set_offline(False)
    row(page, "C07").get_by_text("ส่งแล้ว").wait_for()
    assert "มาแล้ว 1" in page.locator("#arrival-counts").inner_text()
    assert Arrival.objects.count() == 1

    row(page, "C07").get_by_role("button", name="ยกเลิก").click()
    row(page, "C07").get_by_text("ยังไม่มา", exact=True).wait_for()
    assert not Arrival.objects.standing().exists()


def test_what_one_has_tapped_is_not_sent_by_the_next(page, sign_in):
    fair, path = the_list(page)
    first, second = make_helper(fair), make_helper(fair)
    sign_in(page, first)
    page.goto(path)
    page.route(ROWS, lambda route: route.abort())
    row(page, "C08").get_by_role("button", name="มาแล้ว").click()
    row(page, "C08").get_by_text("รอส่ง").wait_for()
    page.goto("about:blank")
    page.unroute(ROWS)
    page.context.clear_cookies()

    sign_in(page, second)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert not Arrival.objects.exists()
    page.context.clear_cookies()

    sign_in(page, first)
    page.goto(path)
    row(page, "C08").get_by_text("ส่งแล้ว").wait_for()
    assert Arrival.objects.get().noted_by == first


def test_a_whole_morning_by_keyboard_alone(page, sign_in, check_page):
    fair, path = the_list(page)
    sign_in(page, make_helper(fair))
    page.goto(path)
    check_page(page)

    # Find the booth: the fold opens by Enter, the search is sent by Enter.
    press_enter_on(page, page.locator("details.drawer > summary"))
    tab_to(page, page.locator("#q"))
    page.keyboard.type("C08")
    page.keyboard.press("Enter")
    row(page, "C07").wait_for(state="detached")

    # It came; the answer keeps the focus on its row, where the next press takes it back.
    press_enter_on(page, row(page, "C08").get_by_role("button", name="มาแล้ว"))
    row(page, "C08").get_by_role("button", name="ยกเลิก").wait_for()
    assert Arrival.objects.standing().count() == 1
    tab_to(page, row(page, "C08").get_by_role("button", name="ยกเลิก"))
    page.keyboard.press("Space")
    row(page, "C08").get_by_text("ยังไม่มา", exact=True).wait_for()
    assert not Arrival.objects.standing().exists()

    # Who is not there: what was said on the telephone is written without a pointer, too.
    page.goto(path.rstrip("/") + "/missing/")
    check_page(page)
    press_enter_on(page, row(page, "C07").locator("summary"))
    tab_to(page, row(page, "C07").get_by_label("โทรแล้วได้ความว่า"))
    page.keyboard.type("มา 12.15")
    page.keyboard.press("Enter")
    row(page, "C07").get_by_text("มา 12.15").wait_for()
    assert "ยังไม่มา 2" in page.get_by_role("main").inner_text()
