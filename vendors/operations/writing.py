"""Officers write to applicants: one letter for each, filled in, or none at all."""

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import BoothApplication
from vendors.notifications import send_letter
from vendors.placeholders import require_known
from vendors.wording import PLACEHOLDERS, letters_for

CHANGED = "ใบสมัครนี้เปลี่ยนไปหลังจากที่คุณเลือก ดูใบสมัคร แล้วเขียนใหม่ถ้ายังต้องแจ้ง"
BY_OFFICER = "officer"


def write_to_applicant(
    application: BoothApplication, *, subject: str, body: str, by, seen_version: int | None = None
) -> None:
    """Send one applicant what an officer wrote, with its placeholders filled in.

    Raises RuleBroken when the application has changed since it was chosen, and when anything
    is not known that the letter needs: it is sent whole, or not.
    """
    with transaction.atomic():
        application = lock(application)
        if seen_version is not None and seen_version != application.version:
            raise RuleBroken(CHANGED)
        require_known(PLACEHOLDERS, subject, body)
        [letter] = letters_for(application.fair_event, [application], subject, body)
        if letter.problem:
            raise RuleBroken(letter.problem)
        send_letter(application, letter.subject, letter.body, kind=BY_OFFICER)
        record(application, "write", f"ส่งข้อความ “{letter.subject}”", by=by)
