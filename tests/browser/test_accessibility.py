"""Every screen of the three journeys, at 1280 and at 360 pixels: axe finds nothing, nothing is
wider than the screen, too small to read or too small to press; also when a form is refused."""

import pytest

from demo.people import ADMINISTRATOR, CLOTH_VENDOR, NEWCOMER, OFFICER, PHONE_VENDOR
from fairs.models import FairEvent, Resolution
from otopfair.thai.calendar import today_in_thailand
from products.models import Product
from tests.browser import screens
from tests.browser.conftest import DESK, PHONE, TABLET
from tests.browser.screens import (
    OPEN,
    RUNNING,
    TO_FILL,
    axe_findings,
    measured,
    summary_findings,
)
from vendors.models import BoothApplication

# Empties the form of a button and sends it, past the browser's own checks.
SEND_EMPTY = """button => {
  for (const field of button.form.elements) {
    if (["checkbox", "radio"].includes(field.type)) field.checked = false;
    else if (!["hidden", "submit", "button"].includes(field.type)) field.value = "";
  }
  button.form.noValidate = true;
  button.form.requestSubmit(button);
}"""
# Colours are judged at the first, where these people mostly are.
EVERY_SIZE = (PHONE, TABLET, DESK)
OF_VISITORS, OF_OFFICERS = (PHONE, DESK), (DESK, PHONE)
PASSWORD = "มะม่วง-หนองขาม-12"
NOT_THERE = ("/no-such/",)
MAIN_BUTTON = "main form:not([action]) button[type=submit]"


def findings_at(page, sizes=OF_OFFICERS) -> list[str]:
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        wrong = axe_findings(page, colours=size is sizes[0]) + measured(page)
        found += [f"{page.url} at {size['width']}: {finding}" for finding in wrong]
    return found


def findings_on(page, paths: list[str], sizes=OF_OFFICERS) -> list[str]:
    found = []
    for path in paths:
        answer = page.goto(path)
        if answer.status != 200 and path not in NOT_THERE:
            found.append(f"{path} answers {answer.status}")
        found += findings_at(page, sizes)
    return found


def findings_when_refused(page, path: str, button: str, sizes=OF_OFFICERS) -> list[str]:
    page.goto(path)
    with page.expect_navigation() as answer:
        page.locator(button).first.evaluate(SEND_EMPTY)
    found = [] if answer.value.status == 422 else [f"{path} answers {answer.value.status}"]
    if not page.title().startswith("ข้อผิดพลาด:"):
        found.append(f"{path} has the title {page.title()}")
    found += [f"{path}: {finding}" for finding in summary_findings(page)]
    return found + findings_at(page, sizes)


def test_axe_finds_what_is_wrong(page):
    page.set_content("<html><body><main><img src='data:,'><button></button></main></body></html>")
    rules = {finding.split(":")[0] for finding in axe_findings(page)}
    assert {"image-alt", "button-name", "html-has-lang"} <= rules


def test_what_is_too_small_or_too_wide_is_found(page):
    page.set_content(
        "<main><p style='font-size: 14px; width: 400px'>เล็ก</p>"
        "<button type='submit' style='height: 30px; font-size: 16px'>ส่ง</button></main>"
    )
    assert measured(page) == [
        "48 px wider than the screen",
        "0 h1",
        "lang is not th",
        "no title",
        "below 15 px: p. เล็ก",
        "30 px high: button. ส่ง",
    ]


@pytest.mark.parametrize("part", [0, 1])
def test_what_visitors_see(open_page, demo, part):
    paths = screens.visitor_screens() + screens.doorway_screens()
    assert findings_on(open_page(viewport=PHONE), paths[part::2], OF_VISITORS) == []


def test_what_a_round_comes_to_for_everybody(open_page, demo):
    page = open_page(viewport=DESK)
    found = findings_on(page, screens.outcome_screens(), EVERY_SIZE)
    found += findings_on(page, ["/accounts/code/", "/accounts/signup/"], [TABLET])
    newcomer = {"full_name": "นางใหม่", "phone": "0899999990", "password1": PASSWORD}
    for path, answers in (
        ("/accounts/code/", {"login": "nobody@example.invalid"}),
        ("/accounts/signup/", newcomer),
    ):
        page.goto(path)
        for name, words in answers.items():
            page.locator(f"main [name={name}]").fill(words)
        with page.expect_navigation():
            page.locator(MAIN_BUTTON).first.click()
        found += findings_at(page, EVERY_SIZE)
    assert page.url.endswith("/accounts/signup/done/")
    assert found == []


def test_what_vendors_see(page_of, demo):
    assert findings_on(page_of(CLOTH_VENDOR), screens.vendor_screens(), EVERY_SIZE) == []


def test_what_applicants_see(page_of, demo):
    assert findings_on(page_of(NEWCOMER), ["/my/register/"], EVERY_SIZE) == []
    assert findings_on(page_of(PHONE_VENDOR), screens.applicant_screens(), EVERY_SIZE) == []


@pytest.mark.parametrize("part", [0, 1])
def test_what_officers_see(page_of, demo, part):
    assert findings_on(page_of(OFFICER), screens.officer_screens()[part::2]) == []


def test_the_registers_that_officers_see(page_of, demo):
    assert findings_on(page_of(OFFICER), screens.register_screens()) == []


def test_what_administrators_see(page_of, demo):
    assert findings_on(page_of(ADMINISTRATOR), screens.administrator_screens()) == []


def test_a_refused_sign_in(open_page):
    page = open_page(viewport=DESK)
    found = []
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        found += findings_when_refused(page, path, MAIN_BUTTON)
    assert found == []


def test_a_refused_form_of_a_vendor(page_of, demo):
    found = findings_when_refused(page_of(NEWCOMER), "/my/register/", MAIN_BUTTON)
    page = page_of(CLOTH_VENDOR)
    product = Product.objects.filter(vendor__members__user__email=CLOTH_VENDOR).earliest("pk")
    for path in (
        "/my/profile/",
        "/my/products/add/",
        f"/my/products/{product.pk}/",
        "/accounts/password/change/",
    ):
        found += findings_when_refused(page, path, MAIN_BUTTON)
    photos = f"/my/products/{product.pk}/photos/"
    found += findings_when_refused(page, photos, "form[enctype] button[type=submit]")
    today = f"/my/sales/{RUNNING}/{today_in_thailand().isoformat()}/"
    found += findings_when_refused(page, today, "form[data-takings] button[type=submit]")
    drafts = BoothApplication.objects.filter(status="draft", fair_event__slug=OPEN)
    page = page_of(drafts.earliest("pk").started_by.email)
    for step in ("category", "products"):
        found += findings_when_refused(page, f"/my/apply/{OPEN}/{step}/", MAIN_BUTTON)
    assert found == []


def test_a_refused_form_of_an_officer(page_of, demo):
    fair = {event.slug: event.pk for event in FairEvent.objects.all()}
    application = BoothApplication.objects.filter(status="submitted").earliest("pk")
    resolution = Resolution.objects.filter(done_on=None).latest("pk")
    page = page_of(OFFICER)
    found = []
    for path, button in (
        (f"/staff/applications/{application.pk}/", "aside form .button"),
        (f"/staff/fairs/{fair[TO_FILL]}/import/vendors/", MAIN_BUTTON),
        (f"/staff/fairs/{fair[RUNNING]}/import/sales/", MAIN_BUTTON),
        ("/staff/targets/", "main form[method=post] button"),
        (f"/staff/resolutions/{resolution.pk}/", "#report button[type=submit]"),
        (f"/staff/fairs/{fair[TO_FILL]}/plan/rows/", "aside .button"),
        (f"/staff/fairs/{fair[RUNNING]}/state/", MAIN_BUTTON),
        (f"/staff/fairs/{fair[RUNNING]}/cancel/", MAIN_BUTTON),
    ):
        found += findings_when_refused(page, path, button)
    assert found == []
