"""An officer opens an account for somebody, or lets them in again: a code on a slip of paper."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from otopfair.accounts.codes import issue_code, use_code
from otopfair.accounts.finding import find_account
from otopfair.accounts.limits import count_try, forget_tries
from otopfair.accounts.models import CodeUse, User
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.writing import tell

TAKEN = "เบอร์หรืออีเมลนี้มีบัญชีแล้ว ให้เจ้าของเข้าสู่ระบบ แล้วใช้รหัสเข้าดูแลร้าน"
NOT_OFFICERS = "บัญชีนี้เป็นของเจ้าหน้าที่ ผู้ดูแลระบบเท่านั้นที่ตั้งรหัสผ่านใหม่ให้ได้"


def open_for(*, full_name: str, phone: str, email: str, by: User) -> tuple[User, str]:
    """Open an account on somebody's behalf; returns it with the code for the first sign-in.

    Raises RuleBroken when the phone or the e-mail has an account.
    """
    user = User(full_name=full_name, phone=phone or None, email=email or None)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise RuleBroken(TAKEN, field="phone" if phone else "email") from taken
    _row, code = issue_code(user, CodeUse.FIRST, by=by)
    record(user, "open_for", "เจ้าหน้าที่เปิดบัญชีให้ และออกรหัสครั้งแรก", by=by)
    return user, code


def let_in_again(user: User, *, by: User, reason: str, about: models.Model | None = None) -> str:
    """A code with which its owner sets a new password; the owner is told who made it, and called
    when nothing else tells them: `about` is the record whose officers call.

    Raises RuleBroken for accounts of officers, and without saying how identity was checked.
    """
    if not reason.strip():
        raise RuleBroken("เขียนว่าตรวจตัวตนอย่างไร", field="reason")
    with transaction.atomic():
        user = lock(user)
        if user.is_staff:
            raise RuleBroken(NOT_OFFICERS)
        is_new = not user.has_usable_password() and not user.last_login
        use = CodeUse.FIRST if is_new else CodeUse.RECOVERY
        _row, code = issue_code(user, use, by=by)
        record(user, "let_in", "เจ้าหน้าที่ออกรหัสให้เข้าบัญชีใหม่", by=by, reason=reason.strip())
        body = f"{by} ออกรหัสให้ตั้งรหัสผ่านใหม่ของบัญชีคุณ ถ้าคุณไม่ได้ขอ โทรหาเจ้าหน้าที่ทันที"
        tell(user, "มีการออกรหัสเข้าบัญชีของคุณ", body, about=about)
    return code


def set_password_by_slip(login: str, typed: str, password: str) -> User:
    """Use the code of a slip and set the password with it; other sessions end.

    Raises RuleBroken, alike for who has no account, and for a weak password.
    """
    user = find_account(login)
    tries = count_try("slip", account=str(user.pk if user else login))
    _judge(password, user or User())
    row = _row_of(user or User(pk=0), typed)
    tries.forgive()
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
        user.set_password(password)
        user.save()
        record(user, "slip", "ตั้งรหัสผ่านด้วยรหัสจากเจ้าหน้าที่", by=user)
    forget_tries("sign-in", account=str(user.pk))
    return user


def _judge(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise RuleBroken(" ".join(weak.messages), field="password1") from weak


def _row_of(user: User, typed: str):
    """The code of either kind of slip; both look alike on paper."""
    try:
        return use_code(user, CodeUse.FIRST, typed)
    except RuleBroken:
        return use_code(user, CodeUse.RECOVERY, typed)
