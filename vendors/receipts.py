"""The paper that a vendor gets for a sent application: what was sent, when, under which number."""

from django.utils import timezone

from fairs.contacts import contact_of
from otopfair.thai.formatting import format_datetime
from otopfair.thai.phones import format_phone
from vendors.acts import receipt_is_made
from vendors.copies import LABELS
from vendors.models import BoothApplication, SentCopy


def answers_sent(copy: SentCopy) -> list[tuple[str, str]]:
    """All that was sent, as it read then: of the vendor, of the booth, and of the apps above."""
    answers = [(label, copy.answers[key]) for key, label in LABELS.items() if copy.answers.get(key)]
    answers += [(row["text"], row["answer"]) for row in copy.answers.get("questions", [])]
    for lines in receipt_is_made.happened(answers=copy.answers):
        answers += lines
    return answers


def receipt_of(application: BoothApplication, copy: SentCopy) -> dict:
    """Everything that templates/documents/receipt.typ prints, as plain words."""
    fair_event, office = application.fair_event, contact_of(application.fair_event)
    entered = f"กรอกโดยเจ้าหน้าที่ {application.entered_by}" if application.entered_by else ""
    return {
        "title": "ใบรับสมัครออกบูธ",
        "fair": str(fair_event),
        "reference": application.reference_no,
        "sent": f"ส่งเมื่อ {format_datetime(application.submitted_at)}",
        "again": f"แก้ครั้งที่ {copy.revision - 1} เมื่อ {format_datetime(copy.sent_at)}"
        if copy.revision > 1
        else "",
        "entered": entered,
        "answers": answers_sent(copy),
        "terms": f"ยอมรับ{application.terms}" if application.terms else "",
        "office": f"สอบถาม {office.name} โทร {format_phone(office.phone)} บอกเลขที่ใบสมัคร",
        "made": f"พิมพ์เมื่อ {format_datetime(timezone.now())}",
    }
