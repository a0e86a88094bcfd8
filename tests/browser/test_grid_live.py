"""An open grid follows what others save, and leaves alone the row in which somebody types."""

from django.urls import reverse

from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale
from tests.browser.conftest import DESK
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale

COMES_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


def test_what_others_save_comes_to_the_open_grid(open_page, sign_in):
    fair = make_fair_event()
    stands = [make_allocation(make_booth(fair, f"C0{number}")) for number in (1, 2, 3)]
    typing, theirs, mine = (stand.pk for stand in stands)
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    page.goto(reverse("staff:sales"))
    page.locator(f"#sold-{typing}").type("77")
    for stand in stands[:2]:
        make_sale(stand, sold_on=today_in_thailand(), sold="1500")

    page.evaluate(COMES_BACK)
    page.locator("[data-live] .chip.on", has_text="ขาด 1").wait_for()
    page.locator(f"#row-{theirs} [data-row-total]", has_text="1,500").wait_for()
    assert page.locator("[data-total=all]").inner_text() == "1,500"
    assert page.locator(f"#sold-{typing}").input_value() == "77"

    page.locator(f"#sold-{mine}").fill("20")
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    page.locator("[data-live]", has_text="รวม 3,020 บาท").wait_for()


def test_a_row_waits_out_a_line_that_fails_and_the_session_of_somebody_else(open_page, sign_in):
    stand = make_allocation(make_booth(make_fair_event(), "C01"))
    officer, other = make_officer(), make_officer()
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:sales"))
    page.route("**/rows/**", lambda route: route.abort("timedout"))
    page.locator(f"#sold-{stand.pk}").fill("700")
    page.keyboard.press("Enter")
    page.get_by_text("ไม่มีสัญญาณ ตัวเลขยังอยู่ในช่อง").wait_for()

    page.unroute("**/rows/**")
    sign_in(page, other)  # on the same computer
    page.evaluate(COMES_BACK)
    page.get_by_text("มีคนอื่นเข้าสู่ระบบในเครื่องนี้").wait_for()
    assert BoothSale.objects.count() == 0

    sign_in(page, officer)
    page.evaluate(COMES_BACK)
    page.locator("[data-grid-trouble]").wait_for(state="hidden")
    assert BoothSale.objects.get().reported_by == officer
