"""The clicker at a gate: without a signal taps wait in the phone, and count once."""

import pytest
from django.urls import reverse

from onsite.models import CountTap, VisitorCount
from otopfair.thai.calendar import today_in_thailand
from tests.factories import make_fair_event, make_helper
from tests.onsite.rows import gate_at


@pytest.fixture
def fair(transactional_db):
    return make_fair_event()


def test_taps_without_a_signal_wait_and_count_once(page, sign_in, fair):
    gate_at(fair)
    sign_in(page, make_helper(fair))
    page.goto(reverse("staff:visitors-tap", args=[fair.pk, today_in_thailand().isoformat()]))
    state = page.locator("[data-counter-state]")
    page.context.set_offline(True)
    page.get_by_role("button", name="+10").click()
    for _tap in range(3):
        page.get_by_role("button", name="+1", exact=True).click()
    page.get_by_role("button", name="กดเกิน เอาออก 1").click()
    state.get_by_text("รอส่ง 12 คน").wait_for()

    page.context.set_offline(False)

    page.get_by_text("ส่งถึงระบบครบแล้ว").wait_for()
    assert page.locator("[data-sum]").inner_text() == "12"
    page.reload()
    assert page.locator("[data-sum]").inner_text() == "12"
    assert (VisitorCount.objects.get().people, CountTap.objects.count()) == (12, 1)


def test_what_one_has_tapped_is_not_sent_by_the_next(page, sign_in, fair):
    gate_at(fair)
    first, second = make_helper(fair), make_helper(fair)
    path = reverse("staff:visitors-tap", args=[fair.pk, today_in_thailand().isoformat()])
    sign_in(page, first)
    page.goto(path)
    page.route("**/taps/", lambda route: route.abort())
    page.get_by_role("button", name="+10").click()
    page.get_by_text("กำลังส่ง 10 คน").wait_for()
    page.goto("about:blank")
    page.unroute("**/taps/")
    page.context.clear_cookies()

    sign_in(page, second)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert not VisitorCount.objects.exists()
    page.context.clear_cookies()

    sign_in(page, first)
    page.goto(path)
    page.get_by_text("ส่งถึงระบบครบแล้ว").wait_for()
    assert VisitorCount.objects.get().counted_by == first
