"""A visitor's way on a phone, with and without JavaScript: search, product, vendor, fair, plan,
booths, the fair's products, province. No account, no cookie."""

import re

import pytest
from playwright.sync_api import expect

from demo.people import CLOTH_VENDOR
from tests.browser.screens import RUNNING
from vendors.models import Vendor


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, open_page, demo):
    return open_page(javascript=request.param)


@pytest.fixture
def checked(request, check_page):
    """axe needs a script; without one the page must still have one heading."""

    def check(page):
        if "no script" in request.node.name:
            expect(page.locator("h1")).to_have_count(1)
        else:
            check_page(page)
        assert page.context.cookies() == []

    return check


def heading(page) -> str:
    return page.locator("h1").inner_text()


def test_from_a_search_to_the_province(phone, checked):
    main = phone.locator("main")
    vendor = Vendor.objects.get(members__user__email=CLOTH_VENDOR)

    phone.goto("/")
    checked(phone)
    phone.locator("main input[name=q]").fill("ผาไหม")
    main.get_by_role("button", name="ค้นหา").click()
    phone.wait_for_url("**/search/?q=*")
    assert "ผ้าไหม" in main.locator("mark").all_inner_texts()
    checked(phone)

    hit = main.locator(".hit h3 a", has_text="ผ้าไหม").first
    name = hit.inner_text()
    hit.click()
    phone.wait_for_url("**/products/**")
    assert heading(phone) == name
    checked(phone)

    maker = main.locator(".facts-list a[href^='/vendors/']")
    name = maker.inner_text()
    maker.click()
    phone.wait_for_url("**/vendors/**")
    assert heading(phone) == name
    checked(phone)

    phone.goto(f"/vendors/{vendor.pk}/")
    main.locator(f"a[href^='/fairs/{RUNNING}/']").first.click()
    phone.wait_for_url(f"**/fairs/{RUNNING}/**")
    phone.goto(f"/fairs/{RUNNING}/")
    checked(phone)

    phone.get_by_role("link", name="ผังบูธ", exact=True).first.click()
    phone.wait_for_url("**/plan/")
    checked(phone)
    main.locator("summary", has_text="C ผ้า").click()
    row = main.locator(".booth-list li", has=phone.get_by_role("link", name="C07", exact=True))
    assert vendor.name_th in row.inner_text()
    row.get_by_role("link", name="C07").click()
    phone.wait_for_url("**/plan/?booth=C07")
    card = main.locator(".plan-card")
    assert card.get_by_role("heading").inner_text() == "บูธ C07"
    checked(phone)
    card.get_by_role("link", name=vendor.name_th).click()
    phone.wait_for_url(f"**/vendors/{vendor.pk}/")
    main.get_by_role("link", name="ดูบูธบนผัง").first.click()
    phone.wait_for_url("**/plan/?booth=C07")
    assert card.get_by_role("heading").inner_text() == "บูธ C07"

    phone.get_by_role("link", name="สินค้า", exact=True).first.click()
    phone.wait_for_url(f"**/fairs/{RUNNING}/products/")
    assert heading(phone) == "สินค้าในงาน"
    checked(phone)

    phone.goto("/provinces/")
    main.get_by_role("link", name=re.compile("^ขอนแก่น")).click()
    phone.wait_for_url("**/provinces/khon-kaen/")
    assert heading(phone) == "จังหวัดขอนแก่น"
    checked(phone)


def test_the_way_back_from_a_product_leads_to_the_results_and_the_row(open_page, demo):
    page = open_page(javascript=True)
    page.goto("/products/?q=ผาไหม&category=3")
    results, hit = page.url, page.locator(".hit h3 a").nth(5)
    hit.scroll_into_view_if_needed()
    row = page.locator(".hit").nth(5).get_attribute("id")
    hit.click()
    page.wait_for_url(re.compile(r"/products/\d+"))
    back = page.locator("main a.back")

    assert back.inner_text() == "กลับไปรายการที่ดูอยู่"
    assert back.get_attribute("href") == f"{results}#{row}"
    back.click()
    page.wait_for_url("**/products/?q=*")
    page.wait_for_function("scrollY > 0")
    assert page.url == results
    box = page.locator(f"#{row}").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]
