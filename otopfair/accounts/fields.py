"""The phone by which a person signs in: any spelling in, national digits out."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from otopfair.thai.forms import PhoneField
from otopfair.thai.phones import EXTENSION_MARK

LONGEST_PASSWORD = 200


class LoginPhoneField(PhoneField):
    """One number without an extension."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "โทรศัพท์")
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "tel", "inputmode": "tel"})

    def to_python(self, value):
        number = super().to_python(value)
        if EXTENSION_MARK in number:
            raise ValidationError("กรอกเบอร์ที่โทรหาคุณได้โดยตรง ไม่ใช่เบอร์ต่อ", code="invalid")
        return number


def password_field(label: str, *, autocomplete: str, hint: str = "") -> forms.CharField:
    """A password box; spaces at the ends are part of the password."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": "กรอกรหัสผ่าน"},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-width": "name"}),
    )


def limited_password(field: forms.CharField) -> forms.CharField:
    """A password box that somebody else made, no longer than ours."""
    field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
    field.widget.attrs["maxlength"] = LONGEST_PASSWORD
    return field
