"""Money of booths: who has paid, who is late, who was let off, and a line that was wrong."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from demo.people import dice
from fairs.models import BoothClass, FairEvent
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.ledger import account_of
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    MoneyHow,
    MoneyKind,
    MoneyPart,
    PromptPayKind,
)
from vendors.operations.payees import approve_payee, propose_payee
from vendors.operations.payments import charge_application, correct_line, enter_line
from vendors.operations.slips import send_slip
from vendors.operations.statements import upload_statement
from vendors.paying import references_of

FEE, DEPOSIT = Decimal(1500), Decimal(1000)


def name_payee(fair_event: FairEvent, *, by, second) -> None:
    """An invented account: one officer names it, another approves it."""
    payee = propose_payee(
        fair_event,
        name="กองทุนตัวอย่างเครือข่ายโอทอปขอนแก่น",
        bank="ธนาคารตัวอย่าง",
        account_number="000-0-00000-0",
        promptpay_kind=PromptPayKind.PHONE,
        promptpay_number="0000000000",
        note="เลขบัญชีนี้สมมติขึ้น ห้ามโอนจริง",
        by=by,
    )
    approve_payee(payee, by=second)


def pay_some(fair_event: FairEvent, *, by) -> None:
    """Of the confirmed of a fair to come: three paid, one in part, two late, one waived."""
    rows = fair_event.applications.filter(status=ApplicationStatus.CONFIRMED, fee_baht__gte=0)
    owing = list(rows.select_related("vendor", "fair_event").order_by("pk"))
    for number, application in enumerate(owing[:3], start=1):
        _pay(application, account_of(application).open, f"DEMO{number:04}", by=by)
    for application in owing[3:4]:
        wrong = _pay(application, Decimal(500), "DEMO0004", by=by)
        key = _key(f"wrong {application.pk}")
        correct_line(wrong, reason="กรอกผิดร้าน", form_key=key, by=by)
        _pay(application, Decimal("350.50"), "DEMO0005", by=by)
    late = [one.pk for one in owing[4:6]]
    days_ago = today_in_thailand() - timedelta(days=3)
    BoothApplication.objects.filter(pk__in=late).update(pay_until=days_ago)
    for application in owing[6:7]:
        _waive(application, by)


def bring_statement(fair_event: FairEvent, *, by) -> None:
    """A bank's file that waits for an officer: it has a row of every kind."""
    rows = fair_event.applications.filter(status=ApplicationStatus.CONFIRMED, fee_baht__gte=0)
    paid, part, late, *others = rows.order_by("pk")[2:8]
    open_now = account_of(part).open
    transfers = [
        (f"ค่าบูธ {paid}", "", account_of(paid).sums.received, "DEMO0003"),
        ("จ่ายบิล", _reference(part), open_now, "DEMO0101"),
        (f"ค่าบูธ {late}", "", Decimal("1000.50"), "DEMO0102"),
        *(("จ่ายบิล", _reference(one), Decimal(9000), f"DEMO02{one.pk:04}") for one in others[:1]),
        ("โอนเงิน ผู้โอนตัวอย่าง", "", Decimal("2500"), "DEMO0103"),
    ]
    day = format_date(today_in_thailand())
    lines = ["วันที่,รายการ,เงินออก,เงินเข้า,เลขที่อ้างอิง,อ้างอิง 1"]
    lines += [f"{day},{text},,{baht},{number},{one}" for text, one, baht, number in transfers]
    lines.append(f"{day},ค่าธรรมเนียม,15.00,,DEMO0104,")
    data = "\n".join(lines).encode()
    name = "รายการเดินบัญชีตัวอย่าง.csv"
    upload_statement(fair_event, file_name=name, data=data, form_key=_key(name), by=by)


def bring_slip(fair_event: FairEvent) -> None:
    """A vendor has sent the picture of a transfer; an officer has not looked at it yet."""
    rows = fair_event.applications.filter(status=ApplicationStatus.CONFIRMED, fee_baht__gte=0)
    owing = [one for one in rows.order_by("-pk") if account_of(one).open]
    sender = owing[0]
    baht = format_number(account_of(sender).open)
    words = [
        "สลิปตัวอย่าง",
        "โอนเงินสำเร็จ",
        format_date(today_in_thailand()),
        f"{baht} บาท",
        "DEMO0105",
    ]
    upload = ContentFile(_picture_of(words), name="สลิปตัวอย่าง.png")
    send_slip(sender, upload, form_key=_key("slip"), by=sender.started_by)


def _picture_of(lines: list[str]) -> bytes:
    picture = Image.new("RGB", (600, 800), "white")
    font = ImageFont.truetype(finders.find("vendor/sarabun/Sarabun-Bold.ttf"), 44)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((48, 64 + 110 * number), line, fill="#23396b", font=font)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _reference(application: BoothApplication) -> str:
    return references_of(application)[0]


def pay_for_a_stand(application: BoothApplication, *, by) -> None:
    """The fee and the deposit of a vendor who stands at the running fair, both paid."""
    call = application.call
    name = "บูธมาตรฐาน"
    booth_class, _new = BoothClass.objects.get_or_create(
        call=call, name=name, defaults={"fee_baht": FEE, "deposit_baht": DEPOSIT}
    )
    application.booth_class = booth_class
    application.fee_baht, application.deposit_baht = FEE, DEPOSIT
    charge_application(application)
    application.save()
    reference = f"DEMO9{application.pk:03}"
    _pay(application, FEE + DEPOSIT, reference, receipt="เล่มที่ 12 เลขที่ 34", by=by)


def _pay(application, amount: Decimal, reference: str, *, by, receipt: str = ""):
    return enter_line(
        application,
        MoneyKind.PAYMENT,
        amount_baht=amount,
        moved_on=today_in_thailand(),
        how=MoneyHow.TRANSFER,
        reference=reference,
        receipt_number=receipt,
        form_key=_key(reference),
        by=by,
    )


def _waive(application, by) -> None:
    enter_line(
        application,
        MoneyKind.WAIVER,
        part=MoneyPart.DEPOSIT,
        amount_baht=application.deposit_baht,
        rule="ประกาศรับสมัคร ข้อ 7",
        reason="กลุ่มผู้ผลิตที่เป็นผู้พิการ",
        form_key=_key(f"waived {application.pk}"),
        by=by,
    )


def _key(name: str) -> UUID:
    return UUID(int=dice(name).getrandbits(128), version=4)
