"""An evening in airplane mode: every entry once, or visibly waiting with its reason; none lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError

from otopfair.accounts.models import Session
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, BoothSaleRevision, DailyReport
from sales.operations.takings import record_booth_sale
from tests.factories import (
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.operations.allocations import allocate_booth

SALES = "/my/sales/"


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def fair():
    today = today_in_thailand()  # the first day: no evening before it is asked for
    return make_fair_event(slug="silk", opens_on=today, closes_on=today + timedelta(days=2))


@pytest.fixture
def booths(owner, fair):
    application = make_application(fair, make_vendor(user=owner), booths_wanted=3)
    return [
        allocate_booth(application, make_booth(fair, code), by=owner) for code in ("C07", "C08")
    ]


def form(page, number=0):
    return page.locator("form[data-takings]").nth(number)


def state(page, number=0):
    return form(page, number).locator("[data-entry-state]")


def says(page, words, number=0):
    state(page, number).get_by_text(words, exact=True).wait_for()


def type_in(page, sold, ordered="0", number=0):
    form(page, number).get_by_label("ขายได้", exact=True).fill(sold)
    form(page, number).get_by_label("ยอดสั่งจอง").fill(ordered)


def save(page, number=0):
    form(page, number).locator("button[type=submit].wide").click()


def figures():
    rows = BoothSale.objects.order_by("booth__code")
    return list(rows.values_list("booth__code", "sold_baht"))


def by_officer(place, baht):
    record_booth_sale(
        place,
        sold_on=today_in_thailand(),
        sold_baht=Decimal(baht),
        ordered_baht=Decimal(0),
        source="officer",
        by=make_officer(),
    )


def test_takings_typed_without_a_signal_are_sent_when_it_is_back(page, owner, sign_in, booths):
    sign_in(page, owner)
    page.goto(SALES)
    page.context.set_offline(True)
    type_in(page, "1,200", number=1)
    says(page, "ร่าง", 1)
    assert form(page, 1).locator("[data-total]").inner_text() == "1,200 บาท"
    save(page, 1)
    says(page, "รอส่ง", 1)
    assert "ไม่มีสัญญาณ ยอดเก็บไว้ในเครื่องแล้ว" in state(page, 1).inner_text()
    assert figures() == []
    page.context.set_offline(False)
    says(page, "ส่งแล้ว", 1)
    assert figures() == [("C08", 1200)]


def test_what_another_tab_has_saved_stands_in_the_boxes_of_the_first(page, owner, sign_in, booths):
    sign_in(page, owner)
    page.goto(SALES)
    other = page.context.new_page()
    other.goto(SALES)
    page.context.set_offline(True)
    for tab, baht in ((page, "1,200"), (other, "1,600")):
        type_in(tab, baht, number=1)
        save(tab, 1)
        says(tab, "รอส่ง", 1)
    form(page, 1).locator("[data-total]").get_by_text("1,600 บาท", exact=True).wait_for()
    assert form(page, 1).get_by_label("ขายได้", exact=True).input_value() == "1,600"
    page.context.set_offline(False)
    says(page, "ส่งแล้ว", 1)
    assert figures() == [("C08", 1600)]


def test_a_line_that_is_there_and_fails_is_no_line(open_page, owner, sign_in, booths):
    page = open_page(workers=False)  # a worker would send it past the failing route
    sign_in(page, owner)
    page.goto(SALES)
    page.route("**/my/sales/silk/**", lambda route: route.abort("timedout"))
    type_in(page, "900")
    save(page)
    says(page, "รอส่ง")
    page.goto("/my/products/")  # from any page of the portal, once the line is good
    assert "ยอดขายรอส่ง 1 รายการ" in page.locator("[data-kept-note]").inner_text()
    page.unroute("**/my/sales/silk/**")
    page.goto("/my/")
    page.locator("[data-kept-note]").wait_for(state="hidden")
    page.wait_for_function("document.querySelector('[data-kept-note]').hidden")
    wait_for(lambda: figures() == [("C07", 900)], page)


def wait_for(is_so, page):
    for _try in range(100):
        if is_so():
            return
        page.wait_for_timeout(50)
    assert is_so()


def test_a_refused_figure_stays_with_the_reason_until_it_is_mended_or_dropped(
    page, owner, sign_in, booths, fair
):
    sign_in(page, owner)
    page.goto(SALES)
    page.context.set_offline(True)
    type_in(page, "1,200")
    save(page)
    type_in(page, "50", number=1)
    save(page, 1)
    says(page, "รอส่ง", 1)
    today = today_in_thailand()
    by_officer(booths[0], 500)
    page.context.set_offline(False)
    says(page, "ต้องแก้")
    assert "มีผู้แก้ไขข้อมูลนี้" in state(page).inner_text()
    assert "ในระบบ 500 ที่คุณพิมพ์ 1,200" in state(page).inner_text()
    says(page, "ส่งแล้ว", 1)
    page.reload()
    assert form(page).get_by_label("ขายได้", exact=True).input_value() == "1,200"
    says(page, "ต้องแก้")
    save(page)  # a choice, made after reading
    says(page, "ส่งแล้ว")
    assert figures() == [("C07", 1200), ("C08", 50)]

    DailyReport.objects.create(fair_event=fair, sold_on=today, closed_at=timezone.now())
    type_in(page, "1,300")
    save(page)
    says(page, "ต้องแก้")
    page.reload()  # the form has gone with the day, the entry has not
    waiting = page.locator("[data-takings-page]")
    waiting.get_by_text("ต้องแก้").wait_for()
    assert "1,300 บาท" in waiting.inner_text()
    assert "ปิดแล้ว" in waiting.inner_text()
    waiting.get_by_role("button", name="ทิ้งยอดที่พิมพ์ไว้").click()
    waiting.get_by_role("button", name="เอากลับมา").click()
    waiting.get_by_text("ต้องแก้").wait_for()


def test_the_next_person_neither_sees_nor_sends_it(open_page, owner, sign_in, booths):
    page = open_page(workers=False)  # a worker may send it yet while the owner is signed in
    sign_in(page, owner)
    page.goto(SALES)
    page.context.set_offline(True)
    type_in(page, "1,200")
    save(page)
    says(page, "รอส่ง")
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.set_offline(False)
    other = make_user()
    make_vendor("ร้านอื่น", user=other)
    sign_in(page, other)
    page.goto(SALES)
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("1,200").count() == 0
    assert figures() == []
    page.context.clear_cookies()
    sign_in(page, owner)
    page.goto("/my/")
    wait_for(lambda: figures() == [("C07", 1200)], page)


def test_signing_out_asks_about_what_waits(open_page, owner, sign_in, booths):
    page = open_page(workers=False)
    sign_in(page, owner)
    page.goto(SALES)
    page.route("**/my/sales/silk/**", lambda route: route.abort())
    type_in(page, "1,200")
    save(page)
    says(page, "รอส่ง")
    page.locator("summary", has_text="เมนู").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    question = page.locator("[data-asks-to-leave]")
    assert "บูธ C07" in question.inner_text()
    question.get_by_role("button", name="ยังไม่ออก").click()
    assert question.is_hidden()
    page.locator("summary", has_text="เมนู").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    question.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/")
    assert figures() == []


def test_a_doubt_asks_and_loses_nothing(page, owner, sign_in, booths):
    sign_in(page, owner)
    page.goto(SALES)
    type_in(page, "8,000,000")
    save(page)
    says(page, "ต้องแก้")
    assert "ยอดของบูธเดียวในวันเดียว" in state(page).inner_text()
    state(page).get_by_role("button", name="ถูกต้อง บันทึก").click()
    says(page, "ส่งแล้ว")
    assert BoothSale.objects.get().called_right.startswith("ยอดของบูธเดียว")


def test_the_page_opens_without_a_signal_and_not_for_the_next_person(page, owner, sign_in, booths):
    sign_in(page, owner)
    open_and_keep(page)
    page.context.set_offline(True)
    page.goto(SALES)
    page.get_by_text("ไม่มีสัญญาณ หน้านี้เป็นของเมื่อ").wait_for()
    type_in(page, "700")
    save(page)
    says(page, "รอส่ง")
    page.reload()
    says(page, "รอส่ง")
    page.context.set_offline(False)
    says(page, "ส่งแล้ว")
    page.reload()
    assert page.get_by_text("หน้านี้เป็นของเมื่อ").is_hidden()
    assert figures() == [("C07", 700)]
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/")
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        page.goto(SALES)


def open_and_keep(page):
    page.goto(SALES)
    count = "name => caches.open(name).then(kept => kept.keys()).then(all => all.length)"
    wait_for(lambda: page.evaluate(count, "takings-files") > 5, page)
    wait_for(lambda: page.evaluate(count, "takings-pages") > 0, page)


def tomorrow_on_this_telephone(page):
    """A clock that is three years wrong."""
    page.context.add_init_script(
        "const Real = Date; const wrong = 3 * 365 * 86400000;"
        "Date = class extends Real { constructor(...a) {"
        " super(...(a.length ? a : [Real.now() + wrong])); }"
        " static now() { return Real.now() + wrong; } };"
    )


def test_an_evening_in_airplane_mode(page, owner, sign_in, booths, check_page):
    third = make_booth(booths[0].booth.fair_event, "C09")
    third = allocate_booth(booths[0].application, third, by=owner)
    sign_in(page, owner)
    tomorrow_on_this_telephone(page)
    open_and_keep(page)
    page.context.set_offline(True)

    type_in(page, "1,200")
    save(page)
    says(page, "รอส่ง")
    page.reload()
    says(page, "รอส่ง")
    page.goto("about:blank")  # the tab is closed, and opened again
    page.goto(SALES)
    says(page, "รอส่ง")
    assert form(page).get_by_label("ขายได้", exact=True).input_value() == "1,200"

    second = page.context.new_page()
    second.goto(SALES)
    says(second, "รอส่ง")
    type_in(second, "1,300")  # corrected in another tab, and half a figure of the next booth
    save(second)
    says(second, "รอส่ง")
    form(second, 1).get_by_label("ขายได้", exact=True).fill("8,000,000")
    form(second, 1).get_by_label("ยอดสั่งจอง").fill("0")
    says(second, "ร่าง", 1)
    save(second, 1)
    says(second, "รอส่ง", 1)
    type_in(second, "400", number=2)  # which an officer enters meanwhile, from the slip
    save(second, 2)
    says(second, "รอส่ง", 2)
    by_officer(third, 500)

    Session.objects.all().delete()  # and the session is gone when the line is back
    page.context.set_offline(False)
    page.goto("/my/")
    assert "/accounts/login/" in page.url
    second.close()
    assert figures() == [("C09", 500)]
    page.context.clear_cookies()
    sign_in(page, owner)
    page.goto("/my/products/")
    wait_for(lambda: figures() == [("C07", 1300), ("C09", 500)], page)
    page.goto(SALES)
    says(page, "ต้องแก้", 1)
    assert "8,000,000" in state(page, 1).inner_text()
    check_page(page)
    state(page, 1).get_by_role("button", name="ถูกต้อง บันทึก").click()
    wait_for(lambda: figures()[1:2] == [("C08", 8_000_000)], page)
    says(page, "ต้องแก้", 2)
    page.reload()  # what was refused waits with its reason until it is answered
    says(page, "ต้องแก้", 2)
    assert "ในระบบ 500 ที่คุณพิมพ์ 400" in state(page, 2).inner_text()
    assert BoothSaleRevision.objects.count() == 0
    save(page, 2)
    says(page, "ส่งแล้ว", 2)
    assert figures() == [("C07", 1300), ("C08", 8_000_000), ("C09", 400)]
    assert BoothSaleRevision.objects.get().sale.booth.code == "C09"
    sale = BoothSale.objects.get(booth__code="C07")
    assert sale.sold_on == today_in_thailand()  # whatever the telephone says
    assert sale.typed_at - sale.reported_at > timedelta(days=1000)
