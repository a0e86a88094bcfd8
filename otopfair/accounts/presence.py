"""Whether the person at the desk is the one whose account is open, before what moves money."""

from django.utils import timezone

from otopfair.accounts.limits import count_try
from otopfair.errors import RuleBroken
from otopfair.sessions import OFFICER

JUST_SIGNED_IN_SECONDS = 15 * 60


def require_presence(request, password: str) -> None:
    """Raise RuleBroken unless the own password is right; of somebody who comes in without one,
    unless the sign-in was just now. Wrong passwords are counted: TooManyTries."""
    user = request.user
    if user.has_usable_password():
        tries = count_try("presence", account=str(user.pk))
        if not user.check_password(password):
            raise RuleBroken("รหัสผ่านไม่ถูก กรอกรหัสผ่านที่คุณใช้เข้าระบบ แล้วกดอีกครั้ง", field="password")
        tries.forgive()
    elif not _has_just_signed_in(request.session):
        raise RuleBroken("เข้าสู่ระบบไว้นานแล้ว ออกจากระบบ เข้าใหม่ แล้วกดภายใน 15 นาที")


def _has_just_signed_in(session) -> bool:
    began = session.get(OFFICER, {}).get("began", 0)
    return timezone.now().timestamp() - began < JUST_SIGNED_IN_SECONDS
