"""A block copied in a spreadsheet is pasted into the grid, taken and undone by keyboard."""

from django.urls import reverse

from sales.models import BoothSale
from tests.browser.conftest import DESK
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer

PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  return document.activeElement.dispatchEvent(event);
}"""


def test_a_block_is_pasted_looked_at_taken_and_undone(open_page, check_page, sign_in):
    fair = make_fair_event()
    keys = [make_allocation(make_booth(fair, f"C0{number}")).pk for number in (1, 2, 3)]
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    page.goto(reverse("staff:sales"))
    page.locator(f"#sold-{keys[1]}").focus()
    assert page.evaluate(PASTE, "1,200")  # one cell goes into its box as ever
    with page.expect_navigation():
        assert not page.evaluate(PASTE, "๑,๒๐๐\t300\r\nหลายบาท\r\n5\r\n")
    page.get_by_text("ไม่มีที่ให้ใส่ 1 รายการ").wait_for()
    check_page(page)
    assert BoothSale.objects.count() == 0
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the button of the preview has the focus
    assert list(BoothSale.objects.values_list("sold_baht", "ordered_baht")) == [(1200, 300)]
    undo = page.get_by_role("button", name="เลิกทำทั้งชุด")
    undo.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert BoothSale.objects.count() == 0
