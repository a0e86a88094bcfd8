"""A paper goes over a weak line: its progress is seen, and nothing is sent for nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_photos import photo, slow_line
from tests.factories import make_user, make_vendor
from vendors.models import VendorDocument, VendorDocumentKind

# Notes every line that says how far it is.
NOTES = """() => new MutationObserver(() => {
  const line = document.querySelector("[data-sent-share] [role=status]");
  if (!line) return;
  const said = JSON.parse(sessionStorage.said || "[]");
  if (said.at(-1) === line.textContent) return;
  sessionStorage.said = JSON.stringify([...said, line.textContent]);
}).observe(document, {childList: true, subtree: true, characterData: true})"""


@pytest.fixture
def kind():
    return VendorDocumentKind.objects.create(name_th="หนังสือรับรองการผลิต", expires=True)


@pytest.fixture
def opened(page, kind, sign_in):
    user = make_user()
    make_vendor(user=user)
    sign_in(page, user)
    page.goto(f"/my/documents/kinds/{kind.pk}/")
    return page


def press(page):
    page.get_by_role("button", name="ส่งให้เจ้าหน้าที่ตรวจ").click()


def test_a_paper_says_how_much_of_it_has_gone_and_arrives_once(opened, check_page):
    opened.evaluate(NOTES)
    slow_line(opened)
    opened.locator('input[type="file"]').set_input_files(photo("หนังสือ.jpg", (1400, 900)))
    opened.get_by_label("หมดอายุ").fill("31/12/2575")
    press(opened)
    expect(opened.get_by_text("ส่งแล้ว เจ้าหน้าที่จะตรวจ")).to_be_visible(timeout=60_000)

    said = opened.evaluate("JSON.parse(sessionStorage.said)")
    shares = [int(match[1]) for line in said if (match := re.search(r"(\d+) %", line))]
    assert any(0 < share < 100 for share in shares)
    assert VendorDocument.objects.count() == 1
    check_page(opened)


def test_a_file_too_large_is_refused_before_it_is_sent(opened, settings):
    """Seen of photos: 9.9 MB went over the line of a phone, and were refused then."""
    settings.PHOTO_LIMITS = {**settings.PHOTO_LIMITS, "megabytes": 1}
    opened.reload()
    sent = []
    opened.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    large = {"name": "ใหญ่.jpg", "mimeType": "image/jpeg", "buffer": bytes(1_300_000)}
    opened.locator('input[type="file"]').set_input_files(large)
    expect(opened.get_by_text("ไฟล์ต้องเล็กกว่า 1 MB ไฟล์ ใหญ่.jpg มีขนาด 1.2 MB")).to_be_visible()
    assert opened.locator('input[type="file"]').evaluate("input => input.files.length") == 0
    opened.locator('input[type="file"]').set_input_files(photo("เล็ก.jpg", (60, 40)))
    expect(opened.get_by_text("ไฟล์ต้องเล็กกว่า 1 MB")).not_to_be_visible()
    assert sent == []


def test_a_dead_line_and_a_refusal_keep_the_file_and_the_words(opened, check_page):
    opened.locator('input[type="file"]').set_input_files(photo("หนังสือ.jpg", (1400, 900)))
    opened.get_by_label("หมดอายุ").fill("อีกนาน")
    cut_off = ["first"]
    opened.route(
        "**/my/documents/kinds/**",
        lambda route: (
            route.abort()
            if route.request.method == "POST" and cut_off and cut_off.pop()
            else route.continue_()
        ),
    )
    press(opened)
    expect(opened.get_by_text("สัญญาณขาดหาย")).to_be_visible()
    press(opened)
    expect(opened.get_by_role("heading", name="มีปัญหา")).to_be_visible()
    expect(opened.get_by_text("ไฟล์ หนังสือ.jpg ยังอยู่")).to_be_visible()
    expect(opened.get_by_label("หมดอายุ")).to_have_value("อีกนาน")
    check_page(opened)
    opened.get_by_label("หมดอายุ").fill("31/12/2575")
    press(opened)
    expect(opened.get_by_text("ส่งแล้ว เจ้าหน้าที่จะตรวจ")).to_be_visible()
    assert VendorDocument.objects.count() == 1
