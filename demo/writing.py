"""Texts that the office of Khon Kaen starts from, and a letter to those who stand at a fair."""

from demo.khonkaen import KHON_KAEN
from fairs.models import FairEvent
from otopfair.accounts.models import User
from vendors.models import ApplicationStatus, BoothApplication, MessageTemplate
from vendors.operations.writing import write_to_applicant

TEMPLATES = [
    (
        "นัดเข้าพื้นที่",
        "นัดเข้าพื้นที่ {งาน}",
        "ถึง {ชื่อร้าน}\nบูธของคุณคือ {บูธ} ที่{สถานที่} งานจัด {วันงาน}\nเข้าจัดร้านได้ตั้งแต่ 08.00 น. ของวันก่อนวันแรก"
        "\nสอบถาม {โทรศัพท์}",
    ),
    (
        "เตือนให้ยืนยัน",
        "ใบสมัคร {เลขที่} รอคุณยืนยัน",
        "ถึง {ชื่อร้าน}\nคุณได้รับคัดเลือกในงาน {งาน} กดยืนยัน{กำหนด}\nถ้าไปไม่ได้ กดสละสิทธิ์ รายอื่นจะได้ที่แทน",
    ),
    (
        "ขอบคุณหลังงาน",
        "ขอบคุณที่ร่วม {งาน}",
        "ถึง {ชื่อร้าน}\nขอบคุณที่ร่วมงานจนจบ พบกันใหม่ครั้งหน้า\nถ้ามีข้อเสนอแนะ โทร {โทรศัพท์}",
    ),
]


def make_templates() -> None:
    MessageTemplate.objects.bulk_create(
        MessageTemplate(name=name, subject=subject, body=body, province_id=KHON_KAEN)
        for name, subject, body in TEMPLATES
    )


def write_to_some(fair_event: FairEvent, *, by: User) -> None:
    """The first of the texts, to those who have a booth."""
    _name, subject, body = TEMPLATES[0]
    confirmed = BoothApplication.objects.filter(
        fair_event=fair_event, status=ApplicationStatus.CONFIRMED, allocations__released_at=None
    )
    for application in confirmed.exclude(allocations=None).distinct().order_by("pk")[:6]:
        write_to_applicant(application, subject=subject, body=body, by=by)
