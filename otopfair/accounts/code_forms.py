"""Forms around one-time codes: ask for one, type it, prove a phone or an e-mail with it."""

from django import forms
from django.core.exceptions import ValidationError

from otopfair.accounts.codes import plain
from otopfair.accounts.fields import LoginPhoneField, password_field
from otopfair.accounts.forms import HINT, NEITHER, email_field, login_field, read_login
from otopfair.accounts.proving import sends_sms

NO_SMS = "ตอนนี้ส่งรหัสทางอีเมลได้เท่านั้น กรอกอีเมลของบัญชี หรือใช้รหัสผ่าน"


class CodeField(forms.CharField):
    """A code as people write it: with spaces, dashes, Thai digits, small letters."""

    def __init__(self, *, letters: bool = False, **kwargs):
        mode = {"data-code-behind": "#"} if letters else {"inputmode": "numeric"}
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters", **mode}
        kwargs.setdefault("label", "รหัส")
        super().__init__(
            max_length=40,
            error_messages={"required": "กรอกรหัส"},
            widget=forms.TextInput(attrs={**attrs, "data-width": "phone"}),
            **kwargs,
        )

    def to_python(self, value):
        return plain(super().to_python(value) or "")


class AskForCodeForm(forms.Form):
    login = login_field()

    def clean_login(self) -> str:
        login = read_login(self.cleaned_data["login"])
        if "@" not in login and not sends_sms():
            raise ValidationError(NO_SMS)
        return login


class EnterCodeForm(forms.Form):
    code = CodeField(label="รหัส 6 หลัก", help_text="ใช้ได้ 10 นาที")


class SlipForm(forms.Form):
    """The first sign-in, or the way back in, with a slip from an officer."""

    login = login_field("เบอร์โทรศัพท์หรืออีเมลบนใบรหัส")
    code = CodeField(label="รหัสบนใบ", letters=True, help_text="10 ตัว เช่น CDFGH-JKMNP")
    password1 = password_field("ตั้งรหัสผ่านของคุณ", autocomplete="new-password", hint=HINT)

    def clean_login(self) -> str:
        return read_login(self.cleaned_data["login"])


class ContactForm(forms.Form):
    """A new phone or e-mail, or the present one to be proven."""

    phone = LoginPhoneField(required=False, label="เบอร์โทรศัพท์")
    email = email_field(label="อีเมล", required=False)
    oldpassword = password_field("รหัสผ่านปัจจุบัน", autocomplete="current-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("phone", "email"):
            self.fields[name].widget.attrs["data-optional"] = "กรอกอย่างใดอย่างหนึ่ง"
        if not user.has_usable_password():
            del self.fields["oldpassword"]

    def clean_phone(self) -> str:
        if self.cleaned_data["phone"] and not sends_sms():
            raise ValidationError("ตอนนี้ยังยืนยันเบอร์โทรศัพท์ไม่ได้ โทรให้เจ้าหน้าที่แก้เบอร์ให้")
        return self.cleaned_data["phone"]

    def clean_email(self) -> str:
        return (self.cleaned_data["email"] or "").lower()

    def clean(self) -> dict:
        answers = super().clean()
        phone, email = answers.get("phone"), answers.get("email")
        if not self.errors.keys() & {"phone", "email"}:
            if not phone and not email:
                self.add_error("phone", NEITHER)
            elif phone and email:
                self.add_error("email", "เปลี่ยนทีละอย่าง ลบช่องหนึ่งก่อน")
        password = answers.get("oldpassword")
        if password and not self.user.check_password(password):
            self.add_error("oldpassword", "รหัสผ่านปัจจุบันไม่ถูกต้อง")
        return answers
