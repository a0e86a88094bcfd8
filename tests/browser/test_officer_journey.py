"""The officer's day in a browser: desk, review, booth, takings by keyboard, the way to the report.

Each page of the journey is checked by axe and under the strict policy, at 1280 and at 360 pixels,
with JavaScript and without.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import ProductCategory
from otopfair.thai.calendar import today_in_thailand
from products.models import OfferedProduct
from sales.models import BoothSale
from tests.browser.conftest import DESK, PHONE
from tests.factories import (
    look_at_everything,
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_product,
    make_sale,
    make_vendor,
    make_zone,
)
from vendors.models import Announcement, BoothAllocation, BoothApplication
from vendors.operations.announcements import (
    apply_due_announcements,
    approve_announcement,
    seen_by_approver,
)

TODAY = today_in_thailand()
PASSWORD = "otop-test-1"


@pytest.fixture
def officer():
    officer = make_officer(position_title="นักวิชาการพัฒนาชุมชน", email="malee@example.invalid")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม ผูกเสี่ยว")
    make_call(fair)
    zone = make_zone(fair, "C", category=ProductCategory.CLOTH)
    for code in ("C01", "C02", "C03"):
        make_allocation(make_booth(fair, code, zone=zone), make_vendor(f"กลุ่มทอผ้า {code}"))
    make_booth(fair, "C04", zone=zone)
    make_booth(fair, "C05", zone=zone, held_for="ศูนย์บริการ")
    stands = BoothAllocation.objects.select_related("booth__fair_event", "application__vendor")
    for stand in stands.order_by("pk"):
        make_sale(stand, sold_on=TODAY - timedelta(days=1), sold="12000")
    return fair


@pytest.fixture
def application(fair):
    vendor = make_vendor("กลุ่มย้อมครามบ้านโคกสูง", identity_no="1999900000013")
    vendor.phones.create(number="0890001234")
    application = make_application(fair, vendor, status="submitted", reference_no="KK63-0151")
    OfferedProduct.objects.create(application=application, product=make_product(vendor))
    return application


def sign_in_by_form(page, officer):
    page.goto("/accounts/login/?next=/staff/")
    page.fill("input[name=login]", officer.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/staff/")


def decide(page, application, choice):
    page.goto(reverse("staff:review", args=[application.pk]))
    page.check(f"input[name=decision][value={choice}]")
    with page.expect_navigation():
        page.click("form:has(input[name=decision]) .button")
    application.refresh_from_db()


def another_officer_approves():
    announcement = Announcement.objects.get()
    approve_announcement(announcement, seen=seen_by_approver(announcement), by=make_officer())
    Announcement.objects.update(applies_at=timezone.now())
    apply_due_announcements()


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(DESK, True), (PHONE, True), (PHONE, False)],
    ids=["1280", "360", "360 without script"],
)
def test_the_officers_day(open_page, check_page, officer, fair, application, viewport, javascript):
    page = open_page(viewport=viewport, javascript=javascript)

    def check():
        if javascript:
            check_page(page)

    look_at_everything(application, by=officer)
    sign_in_by_form(page, officer)
    assert page.locator("h1").inner_text() == "งานที่รอคุณวันนี้"
    check()

    page.click("text=ตรวจใบสมัคร")
    page.wait_for_url("**/applications/?status=submitted**")
    check()
    page.click("text=KK63-0151")
    page.wait_for_url(f"**/applications/{application.pk}/**")
    assert page.locator("#identity", has_text="1-9999-•••••-01-3").count() == 1
    check()
    page.click("#identity button")
    page.locator("text=1-9999-00000-01-3").wait_for()

    for choice in ("pass", "select"):
        decide(page, application, choice)
        assert application.status == "submitted"
    page.goto(reverse("staff:announce-fair", args=[fair.pk]))
    check()
    with page.expect_navigation():
        page.click("text=เตรียมประกาศผลที่เลือก")
    check()
    another_officer_approves()
    application.refresh_from_db()
    assert application.status == "selected"
    decide(page, application, "confirm")
    assert application.status == "confirmed"

    page.goto(reverse("staff:allocation-fair", args=[fair.pk]))
    check()
    page.locator(f"#application-{application.pk} button").click()
    page.locator("#board .note.done").wait_for()
    assert "กลุ่มย้อมครามบ้านโคกสูง ได้บูธ C04 แล้ว" in page.locator(".note.done").inner_text()
    check()

    page.goto(reverse("staff:sales"))
    check()
    enter_takings(page, javascript)
    amounts = BoothSale.objects.filter(sold_on=TODAY).order_by("booth__code")
    assert [(int(sale.sold_baht), int(sale.ordered_baht)) for sale in amounts] == [
        (18250, 3200),
        (9100, 0),
    ]

    page.goto(reverse("staff:sales"))
    if viewport == PHONE:
        page.click(".fold summary")
    page.click("text=รายงานวันนี้ >> visible=true")
    page.wait_for_url(f"**/report/{TODAY.isoformat()}/")


def enter_takings(page, javascript):
    """With script: down with Enter, across with Tab, saved row by row. Without: one button."""
    sold, ordered = page.locator("input[data-col=sold]"), page.locator("input[data-col=ordered]")
    if not javascript:
        sold.nth(0).fill("18,250")
        ordered.nth(0).fill("3,200")
        sold.nth(1).fill("9100")
        with page.expect_navigation():
            page.click(".grid-totals button")
        return
    sold.nth(0).focus()
    page.keyboard.type("๑๘,๒๕๐")
    page.keyboard.press("Tab")
    page.keyboard.type("3,200")
    page.locator("[data-row-total]", has_text="21,450").wait_for()
    assert page.locator("[data-total=all]").inner_text() == "0"  # nothing is saved yet
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    page.locator("[data-total=all]", has_text="21,450").wait_for()
    page.keyboard.type("9100")
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    page.locator("[data-total=all]", has_text="30,550").wait_for()
    assert page.locator("[data-filled]").inner_text() == "2"


def test_a_wrong_cell_keeps_what_was_typed(open_page, check_page, sign_in, officer, fair):
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:sales"))

    page.locator("input[data-col=sold]").nth(0).fill("หมื่นกว่า")
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")

    page.locator(".cell-error").wait_for()
    assert page.locator("input[data-col=sold]").nth(0).input_value() == "หมื่นกว่า"
    check_page(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_first_row_is_on_the_first_screen_of_a_phone(
    open_page, sign_in, officer, fair, javascript
):
    page = open_page(viewport={"width": 390, "height": 844}, javascript=javascript)
    sign_in(page, officer)
    page.goto(reverse("staff:sales"))

    cell = page.locator("input[data-col=sold]").first.bounding_box()
    totals = page.locator(".grid-totals").bounding_box()
    assert cell["y"] + cell["height"] < totals["y"]
    assert not page.locator("text=รายงานวันนี้ >> visible=true").count()

    page.click(".fold summary")
    assert page.locator("text=รายงานวันนี้ >> visible=true").count() == 1


def focused(page):
    return page.evaluate("document.activeElement.name")


def test_enter_starts_the_next_row_from_either_cell(open_page, sign_in, officer, fair):
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:sales"))
    sold = page.locator("input[data-col=sold]")
    rows = [sold.nth(n).get_attribute("name") for n in range(3)]

    sold.nth(0).focus()
    page.keyboard.type("1200")
    page.keyboard.press("Tab")
    page.keyboard.type("300")
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    assert focused(page) == rows[1]
    page.keyboard.type("800")
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    assert focused(page) == rows[2]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.grid-totals button')")


@pytest.mark.parametrize("typed", ["-5", "12,3oo", ""])
def test_a_refused_amount_is_in_no_sum(open_page, sign_in, officer, fair, typed):
    stands = BoothAllocation.objects.select_related("booth__fair_event", "application__vendor")
    make_sale(stands.order_by("pk")[0], sold_on=TODAY, sold="1000")
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    zone = fair.zones.get(code="C").pk
    page.goto(reverse("staff:sales-fair", args=[fair.pk, TODAY.isoformat()]) + f"?zone={zone}")

    def figures():
        row = page.locator("[data-row-total]").first.inner_text()
        names = ("sold", "ordered", "all")
        return [row, *(page.locator(f"[data-total={name}]").inner_text() for name in names)]

    before_typing = figures()
    page.locator("input[data-col=sold]").first.fill(typed)
    while_typed = figures()
    with page.expect_response("**/rows/**"):
        page.keyboard.press("Enter")
    page.locator(".cell-error").wait_for()
    refused = figures()
    page.locator("input[data-col=sold]").first.fill("1500")

    assert before_typing == ["1,000", "1,000", "0", "1,000"]
    assert while_typed == refused == ["–", "1,000", "0", "1,000"]
    assert page.locator("[data-filled]").inner_text() == "1"
    assert figures() == ["1,500", "1,000", "0", "1,000"]  # typed, and not saved yet


def test_a_refused_decision_stands_above_the_heading(
    open_page, check_page, sign_in, officer, application
):
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:review-return", args=[application.pk]))
    with page.expect_navigation():
        page.click("main form .button")

    assert page.title().startswith("ข้อผิดพลาด:")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    wrong = page.locator("[data-error-summary] a").all_inner_texts()
    assert wrong == ["กรอกวันที่ต้องแก้ให้เสร็จ"]
    check_page(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_panel_asks_only_what_the_decision_needs(
    open_page, sign_in, officer, application, javascript
):
    page = open_page(viewport=DESK, javascript=javascript)
    sign_in(page, officer)
    page.goto(reverse("staff:review", args=[application.pk]))

    def asked():
        names = ("reason", "note")
        return [name for name in names if page.locator(f"#id_{name}").is_visible()]

    assert asked() == []
    expected = [
        ("pass", []),
        ("refuse", ["reason", "note"]),
    ]
    for decision, names in expected:
        page.check(f"input[name=decision][value={decision}]")
        assert asked() == names


def test_a_booth_chosen_on_the_plan_is_decided_in_sight(open_page, sign_in, officer, application):
    BoothApplication.objects.filter(pk=application.pk).update(status="confirmed")
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:allocation-fair", args=[application.fair_event_id]))
    page.locator(".plan-frame a[href*='booth=C04']").click()
    page.wait_for_url("**booth=C04#panel")

    heading = page.locator("#booth-title")
    assert heading.inner_text().split() == ["บูธ", "C04", "ว่าง"]
    top = heading.bounding_box()["y"]
    assert 0 <= top < DESK["height"] / 2


def test_ticked_applications_pass_together(open_page, check_page, sign_in, officer, application):
    look_at_everything(application, by=officer)
    page = open_page(viewport=DESK)
    sign_in(page, officer)
    page.goto(reverse("staff:review-fair", args=[application.fair_event_id]) + "?status=submitted")

    page.check("input[name=ids]")
    page.locator("[data-bulk-count]", has_text="เลือกอยู่ 1 ใบ").wait_for()
    check_page(page)
    with page.expect_navigation():
        page.click("button[value=pass]")

    page.locator("text=สำเร็จ 1").wait_for()
    check_page(page)
    assert application.decisions.pending().get().outcome == "pass"
