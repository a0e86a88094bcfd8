"""From nothing to a sent application with two products and photos, counted as minutes of a person.

Nothing is timed: the journey counts letters, taps, pages and bytes, and turns them into seconds of
somebody who is not at ease with a phone, on a line of 50 kB/s. So a slow machine makes no red run.
"""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from tests.factories import make_call, make_fair_event
from vendors.models import BoothApplication

PASSWORD = "khlong-saen-saep-12"

# Seconds. Typing: 100 letters a minute, as slow writers on phones do.
A_LETTER, A_TAP, A_CHOICE, A_PHOTO, A_PAGE = 0.6, 2, 6, 10, 7
A_REQUEST, BYTES_PER_SECOND = 0.3, 50_000
# What a page weighs beyond itself (style, scripts, letters) comes once and is kept by the phone.
KEPT = ("stylesheet", "script", "font", "image")


@dataclass
class Person:
    """Does what a person does, and counts."""

    page: object
    seconds: dict[str, float] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.page.on("requestfinished", self._note)

    def _note(self, request) -> None:
        if request.resource_type in KEPT and request.url in self.seen:
            return
        self.seen.add(request.url)
        sizes = request.sizes()
        moved = sum(sizes.values())
        self._spend("line", A_REQUEST + moved / BYTES_PER_SECOND)
        if request.resource_type == "document":
            self._spend("reading", A_PAGE)

    def _spend(self, what: str, seconds: float) -> None:
        self.seconds[what] = self.seconds.get(what, 0) + seconds

    @property
    def minutes(self) -> float:
        return sum(self.seconds.values()) / 60

    def write(self, label: str, text: str) -> None:
        self._spend("typing", A_TAP + A_LETTER * len(text))
        self.page.locator("main").get_by_label(label).first.fill(text)

    def tap(self, text: str) -> None:
        self._spend("taps", A_TAP)
        self.page.locator("main").get_by_text(text).first.click()

    def choose(self, box: str, **option) -> None:
        self._spend("taps", A_CHOICE)
        self.page.get_by_label(box).select_option(**option)
        self.page.wait_for_load_state("networkidle")

    def press(self, name: str, role: str = "button") -> None:
        self._spend("taps", A_TAP)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role(role, name=name).first.click()

    def pick_photo(self) -> None:
        self._spend("taps", A_PHOTO)
        self.page.locator("input[type=file]").set_input_files(from_the_camera())


def from_the_camera() -> dict:
    """12 megapixels, with grain: a photo that is heavy until the phone shrinks it."""
    grain = Image.effect_noise((1000, 750), 40).resize((4000, 3000)).convert("RGB")
    buffer = BytesIO()
    grain.save(buffer, "JPEG", quality=85)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def test_from_nothing_to_a_sent_application_in_eight_minutes(page):
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    make_call(fair)
    person = Person(page)

    page.goto("/fairs/silk/")
    person.press("สมัครออกบูธ", role="link")
    open_account(person)
    register(person)
    person.press("เริ่มสมัคร")
    person.tap("3 ผ้า เครื่องแต่งกาย")
    person.press("ไปขั้นที่ 2")
    person.press("เพิ่มสินค้าแรก", role="link")
    add_product(person, "ผ้าฝ้ายย้อมคราม")
    person.press("เพิ่มสินค้าใหม่")
    add_product(person, "ผ้าคลุมไหล่ไหมมัดหมี่")
    person.press("ไปตรวจคำตอบ")
    person.press("ส่งใบสมัคร")

    application = BoothApplication.objects.get()
    offered = application.offered_products.order_by("pk")
    photos = [row.product.photos.count() for row in offered.select_related("product")]
    assert (application.status, photos) == ("submitted", [1, 1])
    assert page.locator(".ref").inner_text() == "KK63-0001"
    assert person.minutes < 8, person.seconds


def open_account(person: Person) -> None:
    person.press("เปิดบัญชี", role="link")
    person.write("ชื่อและนามสกุล", "นางบุญเรือง แสนสุข")
    person.write("โทรศัพท์", "0812345678")
    person.write("ตั้งรหัสผ่าน", PASSWORD)
    person.press("เปิดบัญชี")
    person.write("รหัสผ่าน", PASSWORD)
    person.press("เข้าสู่ระบบ")


def register(person: Person) -> None:
    person.tap("กลุ่มผู้ผลิตชุมชน")
    person.write("ชื่อกลุ่มหรือกิจการ", "กลุ่มย้อมครามบ้านโคกสูง")
    person.choose("จังหวัด", label="ขอนแก่น")
    person.choose("อำเภอหรือเขต", label="ชนบท")
    person.choose("ตำบลหรือแขวง", index=1)
    person.press("ลงทะเบียนร้าน")


def add_product(person: Person, name: str) -> None:
    person.write("ชื่อสินค้า", name)  # the category is that of the application
    person.write("ราคา", "1500")
    person.press("บันทึกแล้วไปใส่รูป")
    person.pick_photo()
    person.tap("รูปเหล่านี้เป็นของร้าน")
    person.tap("ส่งรูป")
    person.page.locator("li[id^=photo-]").first.wait_for()
    person.press("กลับไปใบสมัคร", role="link")
