"""A computer that several people use: Back shows nothing of them, and a lost session no word."""

import pytest
from django.urls import reverse

from otopfair.accounts.models import Session
from sales.models import BoothSale
from tests.browser.conftest import DESK
from tests.browser.walking import press
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)

PASSWORD = "มะม่วง-หนองขาม-12"


def sign_in_by_form(page, login):
    page.get_by_label("อีเมลหรือโทรศัพท์").fill(login)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()


def test_back_shows_nothing_after_signing_out(open_page):
    owner = make_user(email=None, phone="0812345678", password=PASSWORD)
    make_vendor("กลุ่มทอผ้าบ้านลับ", user=owner, identity_no="1999900000013")
    page = open_page()
    page.goto("/accounts/login/")
    sign_in_by_form(page, "0812345678")
    page.goto(reverse("my-profile"))
    assert "บ้านลับ" in page.content()
    page.locator("button[name=show_identity]").click()
    page.get_by_text("1-9999-00000-01-3").wait_for()
    page.goto(reverse("account_logout"))
    press(page, "ออกจากระบบ")
    for _page in range(2):  # one from the browser's memory loads itself again
        page.go_back()
        page.wait_for_load_state("networkidle")
    assert "บ้านลับ" not in page.content()
    assert "1-9999-" not in page.content()
    assert page.url.split("?")[0].endswith("/accounts/login/")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_takings_typed_into_a_lost_session_are_there_again(open_page, javascript):
    officer = make_officer(password=PASSWORD)
    fair = make_fair_event()
    rows = [make_allocation(make_booth(fair, f"C0{number}")).pk for number in (1, 2)]
    page = open_page(viewport=DESK, javascript=javascript)
    page.goto("/accounts/login/")
    sign_in_by_form(page, officer.email)
    page.goto(reverse("staff:sales"))
    page.locator(f"#sold-{rows[0]}").fill("1,500")
    Session.objects.all().delete()
    page.locator(f"#sold-{rows[1]}").fill("700")  # with a script the row before saves itself now
    if javascript:
        page.get_by_text("ยังไม่ได้บันทึก 1 แถว").wait_for()
        assert "/sales/" in page.url  # nobody is led away while typing
    page.locator(".grid-totals button").first.click()
    page.wait_for_url("**/accounts/login/**")
    assert "ยังไม่ได้บันทึก" in page.content()
    sign_in_by_form(page, officer.email)
    page.wait_for_url("**/sales/**")
    typed = [page.locator(f"#sold-{row}").input_value() for row in rows]
    assert typed == ["1,500", "700"]
    assert "ยังไม่ได้บันทึก" in page.content()


def test_a_row_that_had_no_signal_says_so_and_is_sent_when_there_is_one(open_page):
    officer = make_officer(password=PASSWORD)
    fair = make_fair_event()
    rows = [make_allocation(make_booth(fair, f"C0{number}")).pk for number in (1, 2)]
    page = open_page(viewport=DESK)
    page.goto("/accounts/login/")
    sign_in_by_form(page, officer.email)
    page.goto(reverse("staff:sales"))
    page.context.set_offline(True)
    page.locator(f"#sold-{rows[0]}").fill("1,500")
    page.locator(f"#sold-{rows[1]}").focus()
    page.get_by_text("ยังไม่ได้บันทึก 1 แถว").wait_for()
    assert page.locator("[data-unsaved]:visible").count() == 1
    assert page.locator(f"#row-{rows[0]}.wrong [data-row-total]").inner_text() == "1,500"
    assert page.locator("[data-total=all]").inner_text() == "0"
    assert BoothSale.objects.count() == 0
    page.context.set_offline(False)
    page.locator(f"#row-{rows[0]} [data-unsaved]").wait_for(state="hidden")
    page.locator("[data-grid-trouble]").wait_for(state="hidden")
    assert list(BoothSale.objects.values_list("sold_baht", flat=True)) == [1500]


def test_back_onto_a_refused_form_finds_the_form_with_what_was_typed(page, sign_in):
    """Chromium has no answer to a post to show again: it said ERR_CACHE_MISS."""
    owner = make_user()
    make_vendor(user=owner)
    sign_in(page, owner)
    page.goto(reverse("my-product-add"))
    page.get_by_label("ชื่อสินค้า").fill("ผ้าที่พิมพ์ไว้")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()
    assert page.locator("[data-error-summary]").count() == 1
    page.goto(reverse("my-home"))
    page.go_back()
    assert page.get_by_label("ชื่อสินค้า").input_value() == "ผ้าที่พิมพ์ไว้"
    assert "ยังไม่ได้บันทึก" in page.content()
