"""Opening an account, so that nobody learns who has one already."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from otopfair.accounts.limits import TooManyTries, count_try
from otopfair.accounts.models import User
from otopfair.history.models import record
from otopfair.outbox.writing import tell

SUBJECT = "มีคนขอเปิดบัญชีด้วยเบอร์หรืออีเมลของคุณ"
BODY = (
    "คุณมีบัญชีโอทอปแฟร์อยู่แล้ว เราจึงไม่ได้เปิดบัญชีใหม่ บัญชีเดิมไม่เปลี่ยนแปลง\n"
    "ถ้าเป็นคุณเอง เข้าสู่ระบบด้วยรหัสเดิม หรือตั้งรหัสผ่านใหม่ที่หน้าเข้าสู่ระบบ\n"
    "ถ้าไม่ใช่คุณ ไม่ต้องทำอะไร"
)


def open_account(*, full_name: str, phone: str, email: str, password: str, form_key: UUID) -> None:
    """Open an account; where the phone or the e-mail has one, tell its owner and change nothing.

    Answers and takes as long in either case. A form sent twice opens one account and tells nobody.
    """
    user = User(full_name=full_name, phone=phone or None, email=email or None, form_key=form_key)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record(user, "open", "เปิดบัญชี", by=user)
    except IntegrityError:
        if not User.objects.filter(form_key=form_key).exists():
            tell_owners(phone, email)


def tell_owners(phone: str, email: str) -> None:
    """At most one message an hour to each: nobody's inbox is filled by strangers."""
    for owner in User.objects.filter(Q(phone=phone, phone__gt="") | Q(email=email, email__gt="")):
        try:
            count_try("notice", account=str(owner.pk))
        except TooManyTries:
            continue
        tell(owner, SUBJECT, BODY, link="")
