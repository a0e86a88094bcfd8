"""A vendor chooses its booth and pays for it by keyboard alone, on a phone and at a desk; what was
refused on the way is read and done again."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.browser.conftest import DESK, PHONE
from tests.browser.keys import press_enter_on, tab_to
from tests.browser.test_photos import photo
from tests.factories import (
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_owing,
    make_user,
    make_vendor,
    make_zone,
)
from tests.promptpay_reader import read
from vendors.models import BoothAllocation, LedgerLine, PaymentSlip
from vendors.operations.payees import approve_payee, propose_payee
from vendors.operations.picking import pick_booth
from vendors.operations.slips import refuse_slip
from vendors.picking import LATELY

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])


def chooses_from(fair, name):
    """The application of a vendor who may choose now."""
    minutes = timezone.now() - timedelta(minutes=1)
    call = fair.calls.first() or make_call(fair, allocation_way="self", picking_opens_at=minutes)
    return make_application(fair, make_vendor(name, user=make_user()), call=call)


def owner_of(application):
    return application.vendor.members.get().user


def test_a_tap_after_the_session_has_ended_leads_to_the_sign_in(open_page, sign_in):
    fair = make_fair_event()
    make_zone(fair, "C")
    make_booth(fair, "C01")
    mine = chooses_from(fair, "ร้านหนึ่ง")
    page = open_page(viewport=PHONE)
    sign_in(page, owner_of(mine))
    page.goto(reverse("my-booth", args=[mine.pk]))
    page.context.clear_cookies()
    tab_to(page, page.locator(".plan-frame svg a").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/**")


@SIZES
def test_a_booth_is_chosen_lost_chosen_again_and_taken(open_page, sign_in, check_page, size):
    fair = make_fair_event()
    make_zone(fair, "C")
    booths = [make_booth(fair, f"C0{number}") for number in (1, 2, 3)]
    mine, other = chooses_from(fair, "ร้านหนึ่ง"), chooses_from(fair, "ร้านสอง")
    page = open_page(viewport=size)
    sign_in(page, owner_of(mine))
    page.goto(reverse("my-booth", args=[mine.pk]))
    check_page(page)
    pick_booth(other, booths[1].pk, by=owner_of(other))

    # By the map: one booth is a stop of the Tab key, the arrow keys lead on, Enter tells of it.
    tab_to(page, page.locator(".plan-frame svg a").first)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#chosen").get_by_text("C02").wait_for()
    check_page(page)

    # By the list: who comes late reads until when it is held, and what is free nearby.
    tab_to(page, page.get_by_role("button", name="เลือก C03"))
    pick_booth(other, booths[2].pk, by=owner_of(other))
    LATELY.clear()  # what was seen in the last second
    page.keyboard.press("Enter")
    said = page.get_by_role("alert")
    said.get_by_text("มีร้านอื่นถืออยู่ถึง").wait_for()
    check_page(page)
    press_enter_on(page, said.get_by_role("button", name="เลือก C02"))
    page.get_by_text("คุณถือบูธ C02").wait_for()
    press_enter_on(page, page.get_by_role("button", name="ไม่เอาบูธนี้"))
    press_enter_on(page, page.get_by_role("button", name="เลือก C01"))
    page.get_by_text("คุณถือบูธ C01").wait_for()
    check_page(page)
    press_enter_on(page, page.get_by_role("button", name="ยืนยันบูธ C01"))
    page.get_by_text("ได้บูธครบแล้ว").wait_for()
    check_page(page)
    assert BoothAllocation.objects.get().booth.code == "C01"


@SIZES
def test_a_sum_is_scanned_and_its_slip_sent_and_refused(open_page, sign_in, check_page, size):
    fair = make_fair_event()
    owing = make_owing(fair, make_vendor(user=make_user()), fee_baht="1500.50", deposit_baht=1000)
    account = {"bank": "ออมสิน", "account_number": "1-23", "promptpay_kind": "phone"}
    named = propose_payee(
        fair, name="กองทุน", promptpay_number="0801234567", by=make_officer(), **account
    )
    approve_payee(named, by=make_officer())
    page = open_page(viewport=size)
    sign_in(page, owner_of(owing))
    page.goto(reverse("my-application", args=[owing.pk]))
    assert "2,500.50 บาท" in page.locator("#money").inner_text()
    shown = Image.open(BytesIO(page.locator(".pay-qr svg").screenshot())).convert("L")
    [code] = zxingcpp.read_barcodes(shown)
    found = read(code.text)
    assert (found.payee, found.amount) == ("0066801234567", Decimal("2500.50"))
    check_page(page)

    press_enter_on(page, page.get_by_role("link", name="ส่งสลิปโอนเงิน"))
    send = page.get_by_role("button", name="ส่งสลิป")
    press_enter_on(page, send)
    page.get_by_role("heading", name="มีปัญหา").wait_for()
    check_page(page)
    box = page.locator("input[type=file]")
    tab_to(page, box)
    box.set_input_files(photo("slip.jpg", (600, 900)))  # the dialog is the machine's own
    press_enter_on(page, send)
    page.get_by_text("เจ้าหน้าที่จะเทียบกับเงินที่เข้าบัญชี").wait_for()
    check_page(page)
    assert not LedgerLine.objects.exclude(kind="charge").exists()

    refuse_slip(PaymentSlip.objects.get(), reason="ยอดไม่ตรงกับที่เข้าบัญชี", by=make_officer())
    page.goto(reverse("my-application", args=[owing.pk]))
    page.locator("#money").get_by_text("ยอดไม่ตรงกับที่เข้าบัญชี").wait_for()
    check_page(page)
    press_enter_on(page, page.get_by_role("link", name="ส่งสลิปโอนเงิน"))
    send.wait_for()
