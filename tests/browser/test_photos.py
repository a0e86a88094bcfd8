"""A vendor sends photos from a phone: made small, one by one, over a line that breaks."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from products.models import PhotoState
from tests.factories import make_product, make_user, make_vendor

BYTES_PER_SECOND = 200_000


@pytest.fixture
def product():
    user = make_user("นางบุญเรือง แสนสุข")
    return make_product(make_vendor(user=user), "ผ้าไหมมัดหมี่")


def photo(name: str, size=(3000, 2000)) -> dict:
    """Larger than what is sent, and too noisy to become small by itself."""
    buffer = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, "JPEG", quality=70)
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def slow_line(page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 80, **speed})


def leaving_warns(page) -> bool:
    ask = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    return page.evaluate(ask)


def test_a_dead_line_loses_only_one_photo_and_that_one_is_sent_again(
    page, product, sign_in, check_page
):
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/")
    photos = [photo(f"IMG_{number}.jpg") for number in (1, 2, 3)]
    page.locator('input[type="file"]').set_input_files(photos)
    rows = page.locator(".photo-queue li")
    expect(rows).to_have_count(3)
    assert leaving_warns(page)

    # The forgotten tick is asked for, and nothing is lost.
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.get_by_text("รูปที่เลือกยังอยู่")).to_be_visible()
    expect(rows).to_have_count(3)
    check_page(page)

    sent, said = [], set()

    def second_is_cut_off(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(int(route.request.all_headers().get("content-length", 0)))
        return route.abort() if len(sent) == 2 else route.continue_()

    page.route("**/photos/", second_is_cut_off)
    page.expose_function("heard", lambda line: said.add(line))
    page.evaluate(
        """() => {
          const line = document.querySelector("form[data-photos] > [role=status]");
          new MutationObserver(() => window.heard(line.textContent))
            .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    slow_line(page)
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.get_by_text("ส่งแล้ว 2 รูป ส่งไม่สำเร็จ 1 รูป")).to_be_visible(timeout=60_000)
    expect(rows.nth(1)).to_contain_text("ส่งไม่สำเร็จ")
    expect(rows.nth(0)).to_contain_text("ส่งแล้ว")
    shares = [re.fullmatch(r"กำลังส่ง (\d) จาก 3 · (\d+) %", line) for line in said]
    assert {match[1] for match in shares if match} == {"1", "2", "3"}
    assert any(0 < int(match[2]) < 100 for match in shares if match)
    assert product.photos.count() == 2
    assert leaving_warns(page)
    assert max(sent) < len(photos[0]["buffer"]) / 2

    rows.nth(1).get_by_role("button", name="ส่งอีกครั้ง").click()
    expect(page.get_by_text("ส่งแล้ว 3 รูป", exact=True)).to_be_visible(timeout=60_000)
    expect(page.locator("#photos .photo-list > li")).to_have_count(3)
    assert not leaving_warns(page)
    assert [one.state for one in product.photos.all()] == [PhotoState.READY] * 3


def test_those_without_a_place_are_named_before_they_are_sent(page, product, sign_in):
    for number in range(7):
        product.photos.create(sequence=number, state="failed" if number == 0 else "waiting")
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/")
    photos = [photo(f"{letter}.jpg", (60, 40)) for letter in "abc"]
    page.locator('input[type="file"]').set_input_files(photos)
    expect(page.locator(".photo-queue li")).to_have_count(2)
    expect(page.get_by_text("ใส่ได้อีก 2 รูป ไม่ได้เลือก c.jpg")).to_be_visible()


def test_what_the_server_refuses_says_so_and_is_not_shown_as_sent(page, product, sign_in):
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/")
    bad = {"name": "สลิป.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.7 no photo"}
    page.locator('input[type="file"]').set_input_files([bad, photo("ดี.jpg", (60, 40))])
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.locator('.photo-queue li[data-state="refused"]')).to_contain_text("PDF")
    expect(page.get_by_text("ส่งแล้ว 1 รูป ใช้ไม่ได้ 1 รูป")).to_be_visible()
    assert product.photos.count() == 1


def test_what_is_too_heavy_is_refused_before_it_is_sent(page, product, sign_in):
    """Seen: 9.9 MB went over the line of a phone, and were refused then."""
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/")
    page.locator("form[data-photos]").evaluate("form => { form.dataset.mostBytes = 2 * 1024 }")
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.locator('input[type="file"]').set_input_files([photo("หนัก.jpg", (600, 400))])
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.locator('.photo-queue li[data-state="refused"]')).to_contain_text("ไฟล์ต้องเล็กกว่า")
    expect(page.get_by_text("ใช้ไม่ได้ 1 รูป")).to_be_visible()
    assert sent == []
    assert product.photos.count() == 0


def test_without_javascript_several_photos_go_in_one_form(
    page_without_javascript, product, sign_in
):
    page = page_without_javascript
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/")
    photos = [photo(f"{letter}.jpg", (60, 40)) for letter in "ab"]
    page.locator('input[type="file"]').set_input_files(photos)
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.get_by_text("รูปที่ส่งมาแล้ว ยังไม่บันทึก")).to_be_visible()
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.locator("#photos .photo-list > li")).to_have_count(2)
    page.get_by_role("button", name="เลื่อนขึ้น").click()
    page.get_by_role("button", name="เอารูปนี้ออก รูปที่ 1").click()
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.locator("#photos .photo-list > li")).to_have_count(2)


def test_a_session_that_is_over_takes_no_chosen_photo_along(page, product, sign_in):
    """Seen: the list looked again by itself, and the page left for the sign-in without photos."""
    user = product.vendor.members.get().user
    sign_in(page, user)
    page.goto(f"/my/products/{product.pk}/photos/")
    page.locator('input[type="file"]').set_input_files([photo("a.jpg", (60, 40))])
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.context.clear_cookies()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(page.locator(".photo-queue li")).to_contain_text("หมดเวลาเข้าใช้ระบบ")
    expect(page.get_by_text("เข้าสู่ระบบก่อน แล้วกดส่งอีกครั้ง")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/photos/")

    sign_in(page, user)
    page.get_by_role("button", name="ส่งอีกครั้ง").click()
    expect(page.locator("#photos .photo-list > li")).to_have_count(1)


def test_when_all_photos_are_sent_the_way_on_leads(page, product, sign_in):
    """Seen: "ส่งรูป" stayed the main button, and the way back to the application a second one."""
    sign_in(page, product.vendor.members.get().user)
    page.goto(f"/my/products/{product.pk}/photos/?new=1&next=/my/apply/silk/products/")
    main = page.locator("main .button:not(.second):visible")
    page.locator('input[type="file"]').set_input_files([photo("a.jpg", (60, 40))])
    expect(main).to_contain_text(["ส่งรูป"])
    page.get_by_label("รูปเหล่านี้เป็นของร้าน").check()
    page.get_by_role("button", name="ส่งรูป").click()
    expect(main).to_have_text(["กลับไปใบสมัคร"])
    page.reload()
    expect(main).to_have_text(["กลับไปใบสมัคร"])
    page.locator('input[type="file"]').set_input_files([photo("b.jpg", (60, 40))])
    expect(main).to_contain_text(["ส่งรูป"])
