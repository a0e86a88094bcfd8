"""A press puts the marks around what is chosen, and the page shows what becomes of them."""

from django.urls import reverse

from fairs.models import NewsItem
from tests.browser.conftest import DESK
from tests.factories import make_officer


def test_marks_are_put_by_a_press_and_seen_beside_the_text(open_page, check_page, sign_in):
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    page.goto(reverse("staff:fairs_newsitem_add"))
    body = page.get_by_label("เนื้อข่าว")
    body.fill("งาน OTOP")
    body.select_text()
    page.get_by_role("button", name="ตัวหนา").click()
    assert body.input_value() == "**งาน OTOP**"
    page.locator("#news-typed strong").get_by_text("งาน OTOP").wait_for()
    body.press("End")
    body.press_sequentially("\nข้อแรก")
    page.get_by_role("button", name="รายการ").click()
    assert body.input_value() == "**งาน OTOP**\n\n- ข้อแรก"
    check_page(page)
    assert NewsItem.objects.count() == 0
