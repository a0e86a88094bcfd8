"""The sign-in forms, on allauth's, with our words, our phone field and one password box."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.safestring import mark_safe

from otopfair.accounts.fields import LoginPhoneField, password_field
from otopfair.accounts.models import User
from otopfair.thai.forms import NormalisedCharField

HINT = "8 ตัวขึ้นไป ใช้คำที่คุณจำได้หลายคำต่อกันก็ได้"
PHONE_HINT = 'ใช้เข้าสู่ระบบและให้เจ้าหน้าที่โทรหา เช่น <span class="nowrap">081-234-5678</span>'
NOT_AN_ADDRESS = "กรอกอีเมล เช่น name@example.com หรือเบอร์โทรศัพท์ เช่น 081-234-5678"


def _email_field(**kwargs) -> forms.EmailField:
    return forms.EmailField(
        error_messages={
            "required": "กรอกอีเมล",
            "invalid": "กรอกอีเมลให้ครบ เช่น name@example.com",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-width": "name"}),
        **kwargs,
    )


class LoginForm(allauth_forms.LoginForm):
    """E-mail or phone in one box."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": forms.CharField(
                label="อีเมลหรือโทรศัพท์",
                error_messages={"required": "กรอกอีเมลหรือโทรศัพท์"},
                widget=forms.TextInput(
                    attrs={
                        "autocomplete": "username",
                        "autocapitalize": "none",
                        "data-width": "name",
                    }
                ),
            ),
            "password": password_field("รหัสผ่าน", autocomplete="current-password"),
        }

    def clean_login(self) -> str:
        """The e-mail in lower case, or the phone's digits."""
        typed = self.cleaned_data["login"].strip()
        if "@" in typed:
            try:
                validate_email(typed)
            except ValidationError as wrong:
                raise ValidationError(NOT_AN_ADDRESS) from wrong
            return typed.lower()
        try:
            return LoginPhoneField().clean(typed)
        except ValidationError as wrong:
            raise ValidationError(NOT_AN_ADDRESS) from wrong


class SignupForm(allauth_forms.SignupForm):
    """A name, a phone or an e-mail, a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            "full_name": NormalisedCharField(
                label="ชื่อและนามสกุล",
                max_length=200,
                error_messages={"required": "กรอกชื่อและนามสกุล"},
                widget=forms.TextInput(attrs={"autocomplete": "name", "data-width": "name"}),
            ),
            "phone": LoginPhoneField(required=False, help_text=mark_safe(PHONE_HINT)),
            "email": _email_field(
                label="อีเมล",
                required=False,
                help_text="ใช้ตั้งรหัสผ่านใหม่เมื่อลืม กรอกโทรศัพท์หรืออีเมลอย่างน้อยหนึ่งอย่าง",
            ),
            "password1": password_field("ตั้งรหัสผ่าน", autocomplete="new-password", hint=HINT),
        }

    def clean_email(self) -> str:
        email = (self.cleaned_data["email"] or "").lower()
        if email and User.objects.filter(email=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and User.objects.filter(phone=phone).exists():
            raise get_adapter().validation_error("phone_taken")
        return phone

    def clean(self) -> dict:
        super().clean()
        answers = self.cleaned_data
        untouched = not self.errors.keys() & {"phone", "email"}
        if untouched and not answers.get("phone") and not answers.get("email"):
            self.add_error("phone", "กรอกโทรศัพท์หรืออีเมลอย่างน้อยหนึ่งอย่าง")
        return answers


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The answer is the same whether or not the e-mail has an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email_field(label="อีเมล")


class _NewPassword:
    """The new password is typed once, as at sign-up; a slip is mended by another reset."""

    def _offer_new_password(self):
        field = allauth_forms.SetPasswordField(label="รหัสผ่านใหม่", help_text=HINT)
        field.user = self.user
        field.error_messages["required"] = "กรอกรหัสผ่านใหม่"
        field.widget.attrs = {"autocomplete": "new-password", "data-width": "name"}
        self.fields["password1"] = field
        del self.fields["password2"]


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._offer_new_password()


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field("รหัสผ่านปัจจุบัน", autocomplete="current-password")
        self._offer_new_password()
