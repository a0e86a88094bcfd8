"""How allauth meets our accounts: a phone of ours is a user's column, stored as national digits."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError

from otopfair.accounts.fields import LoginPhoneField
from otopfair.accounts.limits import TooManyTries, count_try
from otopfair.accounts.models import User
from otopfair.onward import own_address
from otopfair.proxies import client_address

NO_SUCH_ACCOUNT = "อีเมล เบอร์โทรศัพท์ หรือรหัสผ่านไม่ตรงกับบัญชีใด ตรวจแล้วลองอีกครั้ง"
TRY_LATER = "too_many_login_attempts"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail or phone. Neither is proven by allauth: `proving.py` does that."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "บัญชีนี้ปิดใช้อยู่ โทรหาเจ้าหน้าที่",
        "email_password_mismatch": NO_SUCH_ACCOUNT,
        "phone_password_mismatch": NO_SUCH_ACCOUNT,
        "username_password_mismatch": NO_SUCH_ACCOUNT,
        "invalid_login": NO_SUCH_ACCOUNT,
        "incorrect_password": "รหัสผ่านไม่ถูกต้อง",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง",
        "invalid_password_reset": "ลิงก์ตั้งรหัสผ่านหมดอายุหรือใช้ไปแล้ว ขอลิงก์ใหม่",
    }

    def phone_form_field(self, **kwargs):
        return LoginPhoneField(**kwargs)

    def get_phone(self, user):
        return (user.phone, bool(user.phone_verified_at)) if user.phone else None

    def set_phone(self, user, phone, verified):
        user.phone = phone
        user.save(update_fields=["phone"])

    def get_user_by_phone(self, phone):
        return User.objects.filter(phone=phone).first()

    def add_message(self, request, level, *args, **kwargs):
        """Our pages say themselves what happened; allauth's own toasts would say it twice."""

    # allauth's own limits are off (ACCOUNT_RATE_LIMITS): they count in the cache, which each
    # process may have for itself, and count everybody behind one proxy as one.

    def pre_authenticate(self, request, **credentials):
        account = account_key(**credentials)
        try:
            self._tries = count_try("sign-in", account=account, address=client_address(request))
        except TooManyTries as refused:
            raise ValidationError(
                f"ลองผิดหลายครั้งเกินไป รอ {refused.minutes} นาทีแล้วลองใหม่ หรือตั้งรหัสผ่านใหม่",
                code=TRY_LATER,
            ) from refused

    def _rollback_login_failed_rl_usage(self):
        """allauth calls it when the password was right."""
        self._tries.forgive()

    def get_client_ip(self, request):
        return client_address(request)

    def is_safe_url(self, url):
        return bool(own_address(context.request, url))


def account_key(*, phone: str = "", email: str = "", **credentials) -> str:
    """The same for the phone and the e-mail of one account."""
    rows = User.objects.filter(phone=phone) if phone else User.objects.filter(email=email)
    known = rows.values_list("pk", flat=True).first()
    return str(known or phone or email)
