"""A vendor's whole way on a phone, with and without JavaScript: account, register, product with a
photo, application, reference number, confirmation, takings."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from otopfair.accounts.models import User
from otopfair.thai.calendar import today_in_thailand
from products.models import Product
from sales.models import BoothSale
from tests.browser.conftest import DESK, PHONE
from tests.browser.walking import follow, press
from tests.factories import (
    make_application,
    make_booth,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_product,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, Vendor
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcing import announce_decisions

PASSWORD = "มะม่วง-หนองขาม-12"


def picture() -> dict:
    buffer = BytesIO()
    Image.new("RGB", (800, 600), "navy").save(buffer, "JPEG")
    return {"name": "ผ้าไหม.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, open_page):
    return open_page(javascript=request.param)


@pytest.fixture
def checked(request, check_page):
    """axe needs a script; without one the page must still be narrow and have one heading."""

    def check(page):
        if "no script" in request.node.name:
            expect(page.locator("h1")).to_have_count(1)
        else:
            check_page(page)

    return check


def test_from_a_new_account_to_a_reference_number(phone, checked):
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    make_call(fair, max_booths=2)

    phone.goto("/accounts/signup/")
    checked(phone)
    phone.get_by_label("ชื่อและนามสกุล").fill("นางบุญเรือง แสนสุข")
    phone.locator("main").get_by_label("โทรศัพท์").fill("081-234-5678")
    phone.get_by_label("ตั้งรหัสผ่าน").fill(PASSWORD)
    press(phone, "เปิดบัญชี")
    assert User.objects.get().phone == "0812345678"
    checked(phone)
    phone.get_by_label("รหัสผ่าน").fill(PASSWORD)
    press(phone, "เข้าสู่ระบบ")

    _register(phone, checked)
    _add_product_with_photo(phone, checked)
    _apply(phone, checked)

    application = BoothApplication.objects.get()
    assert (application.status, application.reference_no) == ("submitted", "KK63-0001")
    assert phone.locator(".ref").inner_text() == "KK63-0001"
    checked(phone)


def _register(phone, checked):
    assert phone.url.endswith("/my/register/")
    checked(phone)
    press(phone, "ลงทะเบียนร้าน")
    assert phone.title().startswith("ข้อผิดพลาด:")
    checked(phone)
    phone.get_by_text("กลุ่มผู้ผลิตชุมชน").click()
    phone.get_by_label("ชื่อกลุ่มหรือกิจการ").fill("กลุ่มย้อมครามบ้านโคกสูง")
    phone.get_by_label("จังหวัด").select_option(label="ขอนแก่น")
    _reload_places(phone, "แสดงอำเภอของจังหวัดนี้")
    phone.get_by_label("อำเภอหรือเขต").select_option(label="ชนบท")
    _reload_places(phone, "แสดงตำบลของอำเภอนี้")
    phone.get_by_label("ตำบลหรือแขวง").select_option(index=1)
    press(phone, "ลงทะเบียนร้าน")
    assert Vendor.objects.get().subdistrict.district.name_th == "ชนบท"
    assert phone.url.endswith("/my/")
    checked(phone)


def _reload_places(phone, label):
    button = phone.get_by_role("button", name=label)
    if button.is_visible():
        with phone.expect_navigation():
            button.click()
    else:
        phone.wait_for_load_state("networkidle")


def _add_product_with_photo(phone, checked):
    phone.goto("/my/products/")
    checked(phone)
    follow(phone, "เพิ่มสินค้าแรก")
    checked(phone)
    phone.get_by_label("ชื่อสินค้า").fill("ผ้าฝ้ายย้อมคราม")
    phone.get_by_text("3 ผ้า เครื่องแต่งกาย").click()
    phone.get_by_label("ราคา (").fill("๑,๕๐๐")
    press(phone, "บันทึกแล้วไปใส่รูป")
    checked(phone)
    phone.locator("input[type=file]").set_input_files(picture())
    phone.get_by_text("รูปเหล่านี้เป็นของร้าน").click()
    phone.locator("main").get_by_role("button", name="ส่งรูป").click()
    phone.locator("li[id^=photo-]").first.wait_for()
    product = Product.objects.get()
    assert (product.price_baht, product.photos.get().state) == (1500, "ready")
    checked(phone)


def _apply(phone, checked):
    phone.goto("/my/")
    follow(phone, "งานไหม")
    checked(phone)
    press(phone, "เริ่มสมัคร")
    checked(phone)
    phone.get_by_text("3 ผ้า เครื่องแต่งกาย").click()
    press(phone, "ไปขั้นที่ 2")
    checked(phone)
    phone.get_by_text("ผ้าฝ้ายย้อมคราม").click()
    press(phone, "ไปตรวจคำตอบ")
    checked(phone)
    follow(phone, "แก้ บอกเจ้าหน้าที่")
    checked(phone)
    phone.get_by_label("บอกเจ้าหน้าที่เพิ่ม").fill("ใช้เตาไฟฟ้า")
    press(phone, "บันทึกแล้วกลับไป")
    checked(phone)
    press(phone, "ส่งใบสมัคร")


def test_a_chosen_vendor_confirms_gets_a_booth_and_sends_its_takings(phone, checked, sign_in):
    owner, officer = make_user("นางบุญเรือง แสนสุข"), make_officer()
    vendor = make_vendor(user=owner)
    make_product(vendor)
    # It opens today: until noon a fair that ran yesterday asks for that evening first.
    fair = make_fair_event("งานไหม", slug="silk", opens_on=today_in_thailand())
    make_call(fair, confirm_until=today_in_thailand() + timedelta(days=5))
    application = make_application(fair, vendor, status="submitted")
    make_decision(application, "select", by=officer)
    announce_decisions(application, by=officer)
    sign_in(phone, owner)

    phone.goto("/my/applications/")
    checked(phone)
    press(phone, "ยืนยันเข้าร่วมงาน")
    application.refresh_from_db()
    assert application.status == "confirmed"
    checked(phone)

    allocate_booth(application, make_booth(fair, "C07"), by=officer)
    phone.goto("/my/messages/")
    checked(phone)
    phone.goto("/my/sales/")
    checked(phone)
    press(phone, "บันทึกยอดวันนี้")
    assert phone.title().startswith("ข้อผิดพลาด:")
    checked(phone)
    phone.get_by_label("ขายได้").fill("18,250")
    phone.get_by_label("ยอดสั่งจอง").fill("3200")
    phone.get_by_role("button", name="บันทึกยอดวันนี้").click()
    expect(phone.locator("body")).to_contain_text("แล้ว รวม 21,450 บาท")
    expect(phone).not_to_have_title(re.compile("ข้อผิดพลาด"))
    sale = BoothSale.objects.get()
    assert (sale.sold_baht, sale.ordered_baht) == (18250, 3200)
    checked(phone)


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"]
)
def test_the_sign_in_pages_are_accessible(page, check_page, path):
    page.goto(path)
    check_page(page)


def test_the_vendors_own_page_is_accessible(page, check_page, sign_in):
    owner = make_user()
    make_vendor(user=owner)
    sign_in(page, owner)
    for path in ("/my/profile/", "/my/applications/", "/my/sales/", "/my/products/"):
        page.goto(path)
        check_page(page)


# What stands in the column of a page, and reaches further than its title on either side.
BESIDE_THE_COLUMN = """() => {
  const left = document.querySelector("main h1").getBoundingClientRect().left;
  return [...document.querySelectorAll("main > *")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.left < left - 1 || box.right > innerWidth - left + 1);
  }).map(one => one.outerHTML.slice(0, 80));
}"""


def test_pages_of_an_application_keep_to_their_column(page, sign_in):
    """Seen: the name of a fair on a button, and the cards of what was sent back, were wider than
    the phone; on a wide screen notes and the way back stood beside the column."""
    owner = make_user()
    vendor = make_vendor(user=owner)
    name = "งานไหมนานาชาติ ประเพณีผูกเสี่ยว และงานกาชาดจังหวัดขอนแก่น ประจำปี 2569"
    call = make_call(make_fair_event(name, slug="silk"))
    before = make_application(call.fair_event, vendor, call=call)
    BoothApplication.objects.filter(pk=before.pk).update(status="withdrawn")
    other = make_fair_event(slug="rice")
    parts = ("products", "wishes")
    make_application(
        other, vendor, call=make_call(other), status="returned", to_correct=parts, started_by=owner
    )
    sign_in(page, owner)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for path in ("/my/apply/silk/", "/my/apply/rice/fix/"):
            page.goto(path)
            assert page.evaluate(BESIDE_THE_COLUMN) == [], (path, size)
