"""A slip is a claim: the same one twice, another's, a cropped one and an edited sum pay nothing."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, ImageDraw, ImageOps

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, no_break
from pages.waiting import tasks_for
from tests.factories import (
    make_fair_event,
    make_officer,
    make_owing,
    make_slip,
    make_user,
    make_vendor,
    pay,
)
from tests.filled_forms import filled_form
from vendors.ledger import account_of
from vendors.models import BoothApplication, LedgerLine, PaymentSlip
from vendors.operations.slips import accept_slip, refuse_slip, send_slip, slips_alike

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


@pytest.fixture
def owner(client):
    owner = make_user()
    client.force_login(owner)
    return owner


@pytest.fixture
def owing(owner):
    return make_owing(make_fair_event("งานไหม"), make_vendor("กลุ่มทอผ้า", user=owner))


@pytest.fixture
def officer():
    return make_officer()


def drawn(text="K-BANK 2,500.00  REF 7781 20:15") -> Image.Image:
    """Something like what a bank's app shows."""
    picture = Image.new("RGB", (360, 640), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 360, 90), fill="#0a5")
    for line in range(12):
        pen.text((20 + line * 7, 110 + line * 40), f"{text[line:]} {line * 37}", fill="black")
    pen.ellipse((240, 480, 340, 600), fill="#333")
    return picture


def as_file(picture: Image.Image, kind="PNG", **options) -> SimpleUploadedFile:
    out = BytesIO()
    picture.save(out, kind, **options)
    return SimpleUploadedFile("slip.png", out.getvalue(), f"image/{kind.lower()}")


def a_preview() -> SimpleUploadedFile:
    """Of a slip in a chat, in which no word can be read."""
    return as_file(drawn().resize((90, 160)))


def sent(application, picture=None, *, by=None, **fields):
    return send_slip(
        application, picture or as_file(drawn()), form_key=uuid4(), by=by or make_user()
    )


def accept(slip, by, **fields):
    found = {"amount_baht": 2500, "moved_on": TODAY, "reference": "A1", "form_key": uuid4()}
    return accept_slip(slip, by=by, **{**found, **fields})


# --- What is sent pays nothing ------------------------------------------------------


def test_a_slip_waits_and_pays_nothing(client, owing):
    address = reverse("my-application-slip", args=[owing.pk])
    key = filled_form(client.get(address), holds="form_key")["form_key"]
    picture = as_file(drawn())

    answer = client.post(address, {"form_key": key, "file": picture, "amount_baht": "1"})

    assert answer.status_code == 302
    slip = PaymentSlip.objects.get()
    assert (slip.state, slip.expected_baht) == ("waiting", 2500)
    assert LedgerLine.objects.filter(kind="payment").count() == 0
    page = client.get(reverse("my-application", args=[owing.pk])).content.decode()
    assert "รอตรวจ" in page
    assert "<dt>ชำระแล้ว</dt><dd>0 บาท</dd>" in page


@pytest.mark.parametrize("until", [3, -3], ids=["in time", "late"])
def test_whoever_has_sent_a_slip_is_asked_for_no_money_until_it_is_judged(
    client, owing, officer, until
):
    BoothApplication.objects.update(pay_until=TODAY + timedelta(days=until))
    pages = [
        reverse("my-application", args=[owing.pk]),
        reverse("my-applications"),
        reverse("my-home"),
    ]
    asked = "ชำระ 2,500 บาท"

    def shown(words):
        return [words in client.get(page).content.decode() for page in pages]

    assert shown(asked) == [True, True, True]
    slip = sent(owing)
    assert shown(asked) == [False, False, False]
    assert shown("ส่งสลิปแล้ว รอเจ้าหน้าที่เทียบกับเงินที่เข้าบัญชี") == [True, True, True]
    assert "จ่ายที่ไหน" not in client.get(pages[0]).content.decode()
    refuse_slip(slip, reason="ยอดไม่ตรง", by=officer)
    assert shown(asked) == [True, True, True]


def test_a_day_that_has_passed_is_told_as_passed(client, owing):
    day = TODAY - timedelta(days=3)
    BoothApplication.objects.update(pay_until=day)
    told = f"ชำระ 2,500 บาท เลยกำหนดวันที่ {no_break(format_date_short(day))} แล้ว"
    for name, args in (("my-application", [owing.pk]), ("my-applications", [])):
        page = client.get(reverse(name, args=args)).content.decode()
        assert told in page
        assert "วันก่อน" not in page


def test_the_picture_is_made_anew_without_what_the_phone_wrote_into_it(owing):
    exif = Image.Exif()
    exif[0x010E] = "พิกัดบ้าน"
    slip = sent(owing, as_file(drawn(), "JPEG", exif=exif))
    with Image.open(slip.file.open("rb")) as kept:
        assert kept.format == "WEBP"
        assert len(kept.getexif()) == 0


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.png", b""), "ไฟล์ว่าง"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4 ..."), "เป็น PDF ไม่ใช่รูป"),
        (None, "เลือกไฟล์สลิปเป็นรูป JPG หรือ PNG"),
        (a_preview(), "รูปนี้เล็กเกินไป"),
    ],
)
def test_what_is_no_picture_is_said_at_its_box(client, owing, file, words):
    data = {"form_key": uuid4(), **({"file": file} if file else {})}
    answer = client.post(reverse("my-application-slip", args=[owing.pk]), data)
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["file"][0]


def test_one_waits_at_a_time_and_none_when_nothing_is_open(owing):
    sent(owing)
    with pytest.raises(RuleBroken, match="รอเจ้าหน้าที่ตรวจอยู่แล้ว"):
        sent(owing, as_file(drawn("OTHER")))
    paid = make_owing(owing.fair_event)
    pay(paid, 2500)
    with pytest.raises(RuleBroken, match="ไม่มียอดที่ต้องชำระ"):
        sent(paid, as_file(drawn("OTHER")))


# --- The same once more ------------------------------------------------------


def test_the_same_file_is_taken_once_at_a_fair_whoever_sends_it(owing, officer):
    refuse_slip(sent(owing), reason="ยังไม่พบเงิน", by=officer)
    for application in (owing, make_owing(owing.fair_event)):
        with pytest.raises(RuleBroken, match="มีผู้ส่งรูปนี้แล้ว"):
            sent(application)
    assert PaymentSlip.objects.count() == 1


def on_a_screen(picture, *, by: float = 1.0):
    """As a telephone shows it, with bars above and below."""
    shown = picture.resize((round(picture.width * by), round(picture.height * by)))
    screen = Image.new("RGB", (shown.width, shown.height + 240), "black")
    screen.paste(shown, (0, 120))
    return screen


RESAVED = {
    "on a screen": lambda picture: as_file(on_a_screen(picture, by=1.5), "JPEG"),
    "on a screen on a screen": lambda picture: as_file(on_a_screen(on_a_screen(picture, by=0.7))),
    "with a margin": lambda picture: as_file(ImageOps.expand(picture, 60, "white"), "JPEG"),
    "smaller": lambda picture: as_file(picture.resize((180, 320)), "JPEG", quality=40),
    "a little cropped": lambda picture: as_file(picture.crop((2, 2, 358, 638)), "JPEG"),
    "darker": lambda picture: as_file(picture.point(lambda value: value * 9 // 10)),
}


@pytest.mark.parametrize("how", RESAVED)
def test_another_copy_of_it_is_shown_to_the_officer_and_not_accepted_unseen(owing, officer, how):
    accept(sent(owing), officer)
    other = make_owing(owing.fair_event)
    copy = sent(other, RESAVED[how](drawn()))

    assert [slip.application for slip in slips_alike(copy)] == [owing]
    with pytest.raises(RuleBroken, match="รูปคล้ายสลิปของ"):
        accept(copy, officer, reference="B2")
    with pytest.raises(RuleBroken, match="A1 บันทึกไว้แล้ว"):
        accept(copy, officer, sure=True)
    assert account_of(other).sums.received == 0


def test_half_of_it_cannot_be_recognised_and_its_transfer_pays_once_all_the_same(owing, officer):
    accept(sent(owing), officer)
    other = make_owing(owing.fair_event)
    half = sent(other, as_file(drawn().crop((0, 300, 360, 640))))

    with pytest.raises(RuleBroken, match="A1 บันทึกไว้แล้ว"):
        accept(half, officer, reference=" a 1", sure=True)
    half.refresh_from_db()
    assert (half.state, account_of(other).open) == ("waiting", 2500)


def test_slips_of_two_transfers_do_not_look_alike(owing):
    sent(owing)
    second = sent(make_owing(owing.fair_event), as_file(drawn("SCB 990.25 T 0031 08:02 XYZ ABC")))
    assert slips_alike(second) == []


# --- What an officer says ------------------------------------------------------


def test_an_officer_writes_down_what_the_bank_shows_beside_what_is_expected(client, owing, officer):
    slip = sent(owing)
    client.force_login(officer)
    [task] = [one for one in tasks_for(officer) if one.what == "สลิปโอนเงินรอตรวจ"]
    assert slip in client.get(task.url).context["page"]
    address = reverse("staff:money-slip", args=[slip.pk])
    typed = filled_form(client.get(address), holds="amount_baht")
    assert typed["amount_baht"] == "2,500"
    assert client.post(address, typed).status_code == 422  # without the bank's reference

    assert client.post(address, {**typed, "reference": "b 77"}).status_code == 302

    slip.refresh_from_db()
    assert (slip.state, slip.line.reference, slip.judged_by) == ("accepted", "B77", officer)
    assert account_of(owing).open == 0


def test_the_vendor_reads_why_it_was_refused_and_sends_another(client, owing, officer):
    slip = sent(owing)
    client.force_login(officer)
    address = reverse("staff:money-slip", args=[slip.pk])
    assert client.post(address, {"act": "refuse", "reason": ""}).status_code == 422
    assert client.post(address, {"act": "refuse", "reason": "ยอดไม่ตรง"}).status_code == 302

    client.force_login(owing.vendor.members.get().user)
    page = client.get(reverse("my-application", args=[owing.pk])).content.decode()
    assert "ยอดไม่ตรง" in page
    assert "เหตุผล: ยอดไม่ตรง" in Message.objects.latest("pk").body
    sent(owing, as_file(drawn("NEW ONE")))


def test_what_is_judged_is_not_judged_again(owing, officer):
    slip = accept(sent(owing), officer)
    assert accept(slip, officer) == slip
    with pytest.raises(RuleBroken, match="ตรวจสลิปนี้แล้ว"):
        refuse_slip(slip, reason="ก", by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentSlip.objects.update(state="refused")


# --- Private ------------------------------------------------------


def test_the_picture_is_for_the_shop_and_for_officers_who_are_written_down(client, owing, officer):
    slip = make_slip(owing)
    mine = reverse("my-slip-file", args=[slip.pk])
    answer = client.get(mine)
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store, private"

    client.force_login(officer)
    assert client.get(reverse("staff:money-slip-file", args=[slip.pk])).status_code == 200
    assert HistoryEntry.objects.of(owing).first().verb == "open_slip"
    stranger = make_user()
    make_vendor(user=stranger)
    client.force_login(stranger)
    assert client.get(mine).status_code == 404
