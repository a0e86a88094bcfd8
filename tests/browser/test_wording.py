"""The example of a report follows while its words are chosen, and nothing is saved by that."""

from django.urls import reverse

from sales.models import ReportWording
from tests.browser.conftest import DESK
from tests.factories import make_officer


def test_the_example_follows_what_is_chosen_and_typed(open_page, check_page, sign_in):
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    page.goto(reverse("staff:wording"))
    page.get_by_label("คำเรียกบูธ").select_option("บูท")
    page.get_by_text("รวม 66 บูท (72 ราย)").wait_for()
    page.get_by_role("textbox", name="คำลงท้าย").press_sequentially("จึงเรียนมาเพื่อโปรดทราบ")
    page.locator("#wording-preview").get_by_text("จึงเรียนมาเพื่อโปรดทราบ").wait_for()
    check_page(page)
    assert ReportWording.objects.count() == 0
