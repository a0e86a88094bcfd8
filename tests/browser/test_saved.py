"""The visitor's own list: one tap on a card, seen on every page, with a script and without."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, open_page, demo):
    return open_page(javascript=request.param)


def test_saved_with_one_tap_and_put_back(phone, request):
    phone.goto("/products/?q=ผ้าไหม")
    phone.locator(".hit .save").first.click()
    if "no script" in request.node.name:
        phone.wait_for_url("**/saved/?added=*")
    else:
        expect(phone.locator(".hit .save").first).to_have_attribute("aria-pressed", "true")
        phone.get_by_role("link", name="ดูรายการของฉัน (1)").click()
        phone.wait_for_url("**/saved/")
    # The first name leads to the booth or the product; what can be removed is what was saved.
    remove = phone.get_by_role("button", name="เอาออก")
    kept = remove.count()
    assert kept >= 1

    remove.first.click()
    phone.wait_for_url("**/saved/?removed=*")
    expect(remove).to_have_count(0)
    phone.get_by_role("button", name="เอากลับ").click()
    phone.wait_for_url("**/saved/?added=*")
    expect(remove).to_have_count(kept)


def test_a_list_has_no_accessibility_fault(page, demo, check_page):
    page.goto("/products/?q=ผ้าไหม")
    page.locator(".hit .save").first.click()
    expect(page.locator("#saved-said")).to_contain_text("เก็บแล้ว")
    check_page(page)
    page.goto("/saved/")
    check_page(page)
    page.get_by_role("link", name="ดูอย่างที่ผู้รับเห็น").click()
    check_page(page)
