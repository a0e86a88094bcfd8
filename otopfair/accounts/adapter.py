"""How allauth meets our accounts: a phone of ours is a user's column, stored as national digits."""

from allauth.account.adapter import DefaultAccountAdapter

from otopfair.accounts.fields import LoginPhoneField
from otopfair.accounts.models import User

NO_SUCH_ACCOUNT = "อีเมล เบอร์โทรศัพท์ หรือรหัสผ่านไม่ตรงกับบัญชีใด ตรวจแล้วลองอีกครั้ง"
TRY_LATER = "ลองผิดหลายครั้งเกินไป รอ 5 นาทีแล้วลองใหม่ หรือตั้งรหัสผ่านใหม่"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail or phone. No SMS channel exists, so a phone is never verified."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "บัญชีนี้ปิดใช้อยู่ โทรหาเจ้าหน้าที่",
        "email_password_mismatch": NO_SUCH_ACCOUNT,
        "phone_password_mismatch": NO_SUCH_ACCOUNT,
        "username_password_mismatch": NO_SUCH_ACCOUNT,
        "invalid_login": NO_SUCH_ACCOUNT,
        "incorrect_password": "รหัสผ่านไม่ถูกต้อง",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง",
        "too_many_login_attempts": TRY_LATER,
        "rate_limited": TRY_LATER,
        "email_taken": "อีเมลนี้มีบัญชีแล้ว เข้าสู่ระบบ หรือตั้งรหัสผ่านใหม่",
        "phone_taken": "เบอร์นี้มีบัญชีแล้ว เข้าสู่ระบบ หรือตั้งรหัสผ่านใหม่",
        "invalid_password_reset": "ลิงก์ตั้งรหัสผ่านหมดอายุหรือใช้ไปแล้ว ขอลิงก์ใหม่",
    }

    def save_user(self, request, user, form, commit=True):
        """Store the name and either address in one row: neither column may hold an empty text."""
        answers = form.cleaned_data
        user.full_name = answers["full_name"]
        user.email = answers.get("email") or None
        user.phone = answers.get("phone") or None
        user.set_password(answers["password1"])
        if commit:
            user.save()
        return user

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

    def _get_login_attempts_cache_key(self, request, **credentials):
        # allauth looks at e-mail and user name only: all phones would share one key, and five
        # wrong passwords of one person would lock out every vendor who signs in by phone.
        if phone := credentials.get("phone"):
            credentials = {**credentials, "email": phone}
        return super()._get_login_attempts_cache_key(request, **credentials)
