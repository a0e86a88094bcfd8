"""Proof of a phone or an e-mail: a code goes there, and comes back typed."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.accounts.codes import RULES, code_of, issue_code, use_code
from otopfair.accounts.finding import find_account
from otopfair.accounts.limits import TooManyTries, count_try, forget_tries
from otopfair.accounts.models import CodeUse, OneTimeCode, User
from otopfair.accounts.opening import tell_owners
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.outbox.models import Channel, DeadAddress, Message
from otopfair.outbox.writing import send_to
from otopfair.thai.phones import format_phone

SAID = "‹รหัส›"  # stands in the kept message; the code itself is put in when it is sent
KIND = "code"
BODIES = {
    CodeUse.SIGN_IN: f"รหัสเข้าสู่ระบบโอทอปแฟร์ {SAID} ใช้ได้ 10 นาที อย่าบอกใคร เจ้าหน้าที่ไม่ถามรหัสนี้",
    CodeUse.CONTACT: f"รหัสยืนยันของโอทอปแฟร์ {SAID} ใช้ได้ 10 นาที อย่าบอกใคร เจ้าหน้าที่ไม่ถามรหัสนี้",
}


def sends_sms() -> bool:
    return "sms" in settings.OUTBOX_SENDERS


def phone_to_prove(user: User) -> str:
    """The number by which messages would reach this person once it is proven; "" when there is
    nothing to ask."""
    if user.email or user.phone_verified_at or not sends_sms():
        return ""
    return user.phone or ""


def send_sign_in_code(login: str) -> None:
    """Send a code to the phone or e-mail that was typed, if an account has it.

    Answers alike either way; too many for one account are not sent, and not said. Officers have
    more to lose than a SIM card is worth: they sign in with their password.
    """
    user = find_account(login)
    try:
        count_try("code", account=str(user.pk if user else login))
    except TooManyTries:
        return
    if user is not None and not user.is_staff:
        _send(user, CodeUse.SIGN_IN, login if "@" in login else user.phone)


def sign_in_by_code(login: str, typed: str) -> User:
    """The person whose code was typed. Raises RuleBroken, alike for who has no account.

    Who proves an address for the first time takes the account over from whoever typed it in:
    the password set until now holds no more.
    """
    user = find_account(login)
    tries = count_try("try-code", account=str(user.pk if user else login))
    if user is None:
        use_code(User(pk=0), CodeUse.SIGN_IN, typed)
    row = use_code(user, CodeUse.SIGN_IN, typed)
    tries.forgive()
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if _prove(user, row.address):
            user.set_unusable_password()
        user.save()
        record(user, "sign_in_code", "เข้าสู่ระบบด้วยรหัสใช้ครั้งเดียว", by=user)
    return user


def ask_to_change(user: User, *, phone: str = "", email: str = "") -> None:
    """Send a code to a new phone or e-mail (or the present one, to prove it).

    Where it is another account's, its owner is told and no code is sent; the answer is the same.
    """
    address = phone or email
    count_try("code", account=str(user.pk))
    taken = User.objects.filter(phone=phone) if phone else User.objects.filter(email=email)
    if taken.exclude(pk=user.pk).exists():
        tell_owners(phone, email)
        return
    _send(user, CodeUse.CONTACT, address)


def change_by_code(user: User, typed: str) -> User:
    """Take the phone or e-mail whose code was typed; the old one is told. Raises RuleBroken."""
    tries = count_try("try-code", account=str(user.pk))
    row = use_code(user, CodeUse.CONTACT, typed)
    tries.forgive()
    try:
        with transaction.atomic():
            user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
            before, kind = _take(user, row.address)
            user.save()
            if before and before != row.address:
                _tell_the_old_one(user, before, kind)
            record(user, "contact", f"ยืนยัน{kind}", by=user)
    except IntegrityError as taken:
        raise RuleBroken("ใช้เบอร์หรืออีเมลนี้ไม่ได้ ลองอีกอย่าง") from taken
    forget_tries("code", account=str(user.pk))
    return user


def said_in(message: Message) -> str:
    """The text of a message that brings a code, with the code. Fails once the code holds no more:
    a late message would only mislead."""
    row = OneTimeCode.objects.get(pk=message.about_id)
    if row.used_at or row.expires_at <= timezone.now():
        raise RuleBroken("the code holds no more")
    return message.body.replace(SAID, code_of(row))


def _send(user: User, use: CodeUse, address: str) -> None:
    with transaction.atomic():
        row, _code = issue_code(user, use, address=address)
        send_to(
            user,
            address,
            channel=Channel.EMAIL if "@" in address else Channel.SMS,
            subject=f"รหัสโอทอปแฟร์ ใช้ได้ {RULES[use].holds.seconds // 60} นาที",
            body=BODIES[use],
            kind=KIND,
            about=row,
        )


def _prove(user: User, address: str) -> bool:
    """Note that the address is this person's; whether that is new."""
    column = "email_verified_at" if "@" in address else "phone_verified_at"
    is_new = getattr(user, column) is None
    DeadAddress.objects.filter(address=address).delete()
    setattr(user, column, getattr(user, column) or timezone.now())
    return is_new


def _take(user: User, address: str) -> tuple[str, str]:
    """Put the proven address in its place; returns (the old one, what it is called)."""
    now = timezone.now()
    DeadAddress.objects.filter(address=address).delete()
    if "@" in address:
        before, user.email, user.email_verified_at = user.email, address, now
        user.emailaddress_set.all().delete()
        user.emailaddress_set.create(email=address, verified=True, primary=True)
        return before or "", "อีเมล"
    before, user.phone, user.phone_verified_at = user.phone, address, now
    return before or "", "เบอร์โทรศัพท์"


def _tell_the_old_one(user: User, before: str, kind: str) -> None:
    """Whoever reads the old address hears of it, in case it was somebody else's doing."""
    shown = before if "@" in before else format_phone(before)
    subject = f"เปลี่ยน{kind}ของบัญชีแล้ว"
    body = f"บัญชีโอทอปแฟร์ที่ใช้ {shown} เปลี่ยน{kind}แล้ว ถ้าไม่ใช่คุณ โทรหาเจ้าหน้าที่ทันที"
    channel = Channel.EMAIL if "@" in before else Channel.SMS
    send_to(user, before, channel=channel, subject=subject, body=body, kind="account")
