"""Applying on a phone: drafts save themselves, no bar covers a control, every way comes back."""

import pytest
from django.db.models import Q
from playwright.sync_api import expect

from otopfair.accounts.models import User
from tests.browser.screens import applicant_screens, vendor_screens
from tests.browser.walking import follow, press
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_product,
    make_user,
    make_vendor,
)

LOW = {"width": 360, "height": 640}
# What is focused must be seen: the point in its middle, or at its upper edge when it is tall.
COVERED = """() => {
  const found = [];
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const node of document.querySelectorAll(`main :is(${controls})`)) {
    if (!node.checkVisibility({visibilityProperty: true}) || node.disabled) continue;
    if (node.closest('.sr-only') || node.classList.contains('sr-only')) continue;
    node.focus();
    const box = node.getClientRects()[0];
    if (!box || !box.height) continue;
    const y = box.height > innerHeight / 2 ? box.top + 20 : box.top + box.height / 2;
    const seen = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), y);
    const label = node.labels?.[0];
    if (!seen || !(node.contains(seen) || seen.contains(node) || label?.contains(seen)))
      found.push(`${node.tagName} ${(node.textContent || node.name).trim().slice(0, 40)}`
        + ` is under ${seen ? seen.className || seen.tagName : 'the edge'}`);
  }
  return found;
}"""
LAST_IS_COVERED = """() => {
  window.scrollTo(0, document.documentElement.scrollHeight);
  const bar = document.querySelector('.tab-bar');
  const all = [...document.querySelectorAll('main :is(a[href], button)')];
  const last = all.filter(node => node.checkVisibility()).at(-1);
  if (!bar || !last) return '';
  return last.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1
    ? last.textContent.trim() : '';
}"""


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def draft(owner):
    fair = make_fair_event("งานไหม", slug="silk")
    make_call(fair, max_booths=2)
    return make_application(fair, make_vendor(user=owner), status="draft", started_by=owner)


@pytest.mark.usefixtures("demo")
def test_no_bar_covers_what_is_focused_on_a_low_phone(open_page, sign_in):
    """Seen: the day's save button stood under the tab bar at 360 × 640."""
    wrong = {}
    for login, screens in (
        ("kanlaya@demo.test", vendor_screens()),
        ("0800000002", applicant_screens()),
    ):
        page = open_page(viewport=LOW)
        sign_in(page, User.objects.get(Q(email=login) | Q(phone=login)))
        for path in screens:
            page.goto(path)
            covered = page.evaluate(COVERED)
            last = page.evaluate(LAST_IS_COVERED)
            if covered or last:
                wrong[path] = [*covered, last]
    assert wrong == {}


def test_a_step_saves_itself_and_says_only_what_is_true(page, sign_in, draft, owner):
    sign_in(page, owner)
    page.goto("/my/apply/silk/note/")
    state = page.locator("#save-state")
    expect(state).to_contain_text("บันทึกแล้ว")
    page.get_by_label("บอกเจ้าหน้าที่เพิ่ม").press_sequentially("ใช้เตา")
    expect(state).to_contain_text("ยังไม่ได้บันทึก")
    expect(state).to_contain_text("บันทึกแล้ว", timeout=8000)
    draft.refresh_from_db()
    assert draft.note == "ใช้เตา"
    press(page, "บันทึกแล้วไปตรวจ")
    assert page.url.endswith("/check/")


def test_pressing_while_it_saves_is_no_conflict_with_oneself(page, sign_in, draft, owner):
    sign_in(page, owner)
    page.goto("/my/apply/silk/category/")
    page.get_by_label("จำนวนบูธ").fill("2")
    page.get_by_text("1 อาหาร").click()
    press(page, "ไปขั้นที่ 2")
    assert page.url.endswith("/products/"), page.locator("main").inner_text()
    draft.refresh_from_db()
    assert (draft.category, draft.booths_wanted) == (1, 2)


def test_without_a_signal_nothing_is_called_saved(page, sign_in, draft, owner):
    sign_in(page, owner)
    page.goto("/my/apply/silk/note/")
    page.context.set_offline(True)
    page.get_by_label("บอกเจ้าหน้าที่เพิ่ม").press_sequentially("ใช้เตา")
    expect(page.locator("#save-state")).to_contain_text("ไม่มีสัญญาณ", timeout=8000)
    assert page.get_by_label("บอกเจ้าหน้าที่เพิ่ม").input_value() == "ใช้เตา"
    page.context.set_offline(False)


def test_another_phone_goes_on_and_two_tabs_do_not_overwrite(open_page, sign_in, draft, owner):
    first, second = open_page(), open_page()
    for one in (first, second):
        sign_in(one, owner)
        one.goto("/my/apply/silk/note/")
    first.get_by_label("บอกเจ้าหน้าที่เพิ่ม").fill("ของเครื่องแรก")
    expect(first.locator("#save-state")).to_contain_text("บันทึกแล้ว", timeout=8000)
    second.get_by_label("บอกเจ้าหน้าที่เพิ่ม").fill("ของเครื่องที่สอง")
    expect(second.locator("#save-state")).to_contain_text("มีผู้แก้ไขข้อมูลนี้", timeout=8000)
    draft.refresh_from_db()
    assert draft.note == "ของเครื่องแรก"
    press(second, "บันทึกแล้วไปตรวจ")
    words = second.locator("main").inner_text()
    assert "ของเครื่องแรก" in words
    assert "ของเครื่องที่สอง" in words
    third = open_page()
    sign_in(third, owner)
    third.goto("/my/apply/silk/note/")
    assert third.get_by_label("บอกเจ้าหน้าที่เพิ่ม").input_value() == "ของเครื่องแรก"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_ticks_are_kept_on_the_way_to_a_new_product_and_its_photos(
    open_page, sign_in, draft, owner, javascript
):
    for name in ("ผ้าไหม", "ผ้าขิด"):
        make_product(draft.vendor, name)
    page = open_page(javascript=javascript)
    sign_in(page, owner)
    page.goto("/my/apply/silk/products/?next=/my/apply/silk/check/")
    page.get_by_label("ผ้าขิด").check()
    press(page, "เพิ่มสินค้าใหม่")
    page.get_by_label("ชื่อสินค้า").fill("ผ้าห่ม")
    page.get_by_text("3 ผ้า เครื่องแต่งกาย").click()
    press(page, "บันทึกแล้วไปใส่รูป")
    follow(page, "กลับไปใบสมัคร ใส่รูปภายหลัง")
    ticked = {name: page.get_by_label(name).is_checked() for name in ("ผ้าไหม", "ผ้าขิด", "ผ้าห่ม")}
    assert ticked == {"ผ้าไหม": False, "ผ้าขิด": True, "ผ้าห่ม": True}
    press(page, "บันทึกแล้วกลับไป")
    assert page.url.endswith("/apply/silk/check/")


def test_every_change_link_of_the_check_page_comes_back(page, sign_in, draft, owner):
    """Seen: four of eight did not."""
    make_product(draft.vendor)
    sign_in(page, owner)
    page.goto("/my/apply/silk/check/")
    links = page.locator("dd.change a")
    addresses = [links.nth(number).get_attribute("href") for number in range(links.count())]
    assert len(addresses) >= 8
    for address in addresses:
        page.goto(address)
        if "/profile/" in address:
            way_back = page.locator("main form input[name=next]").first
            assert way_back.get_attribute("value") == "/my/apply/silk/check/"
            continue
        if "/products/" in address:
            page.locator("main input[type=checkbox]").first.check()
        with page.expect_navigation():
            page.locator("main form .actions button").first.click()
        assert page.url.endswith("/apply/silk/check/"), page.locator("main").inner_text()


def test_a_stranger_chooses_between_two_equal_ways_and_comes_back(page, draft):
    page.goto("/my/apply/silk/")
    ways = page.locator(".two-ways a.button")
    sizes = {ways.nth(number).bounding_box()["width"] for number in (0, 1)}
    assert len(sizes) == 1
    follow(page, "เปิดบัญชีใหม่")
    assert "next=/my/apply/silk/" in page.url.replace("%2F", "/")


def test_a_password_that_has_to_be_typed_again_is_asked_for(page):
    page.goto("/accounts/signup/")
    page.get_by_label("ตั้งรหัสผ่าน").fill("มะม่วง-หนองขาม-12")
    press(page, "เปิดบัญชี")
    assert page.get_by_label("ตั้งรหัสผ่าน").input_value() == ""
    assert "กรอกรหัสผ่านอีกครั้ง" in page.locator("main").inner_text()
