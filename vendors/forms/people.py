"""Forms about who acts for a vendor."""

from django import forms

from otopfair.accounts.code_forms import CodeField
from otopfair.accounts.fields import LoginPhoneField
from otopfair.accounts.forms import NEITHER, email_field, login_field, read_login
from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import NormalisedCharField
from vendors.models import MemberRole


class InviteForm(KeyedForm):
    role = forms.ChoiceField(
        label="ให้ทำอะไรได้",
        choices=[
            (MemberRole.HELPER, "ผู้ช่วย – กรอกยอดขาย แก้สินค้า กรอกร่างใบสมัคร"),
            (MemberRole.OWNER, "เจ้าของ – ทำได้ทุกอย่าง รวมทั้งยืนยัน ถอน และเพิ่มคน"),
        ],
        initial=MemberRole.HELPER,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าให้ทำอะไรได้"},
    )


class JoinForm(forms.Form):
    code = CodeField(label="รหัสเข้าดูแลร้าน", letters=True, help_text="10 ตัว เช่น CDFGH-JKMNP")


class OpenAccountForm(forms.Form):
    """An officer types what the owner says; the password is the owner's own business."""

    full_name = NormalisedCharField(
        label="ชื่อและนามสกุลของเจ้าของ",
        max_length=200,
        error_messages={"required": "กรอกชื่อและนามสกุล"},
    )
    phone = LoginPhoneField(required=False, label="เบอร์โทรศัพท์ที่ใช้เข้าสู่ระบบ")
    email = email_field(label="อีเมล", required=False)

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].widget.attrs["data-optional"] = "อย่างน้อยหนึ่งอย่าง"

    def clean_email(self) -> str:
        return (self.cleaned_data["email"] or "").lower()

    def clean(self) -> dict:
        answers = super().clean()
        wrong = self.errors.keys() & {"phone", "email"}
        if not wrong and not answers.get("phone") and not answers.get("email"):
            for name in ("phone", "email"):
                self.add_error(name, NEITHER)
        return answers


def checked_how() -> NormalisedCharField:
    """How an officer made sure who it is; it stays in the history."""
    return NormalisedCharField(
        label="ตรวจตัวตนอย่างไร",
        max_length=255,
        help_text="เช่น ดูบัตรประชาชนที่สำนักงาน เก็บไว้ในประวัติ",
        error_messages={"required": "เขียนว่าตรวจตัวตนอย่างไร"},
    )


class LetInForm(forms.Form):
    """A way back in for one member, after looking at a card."""

    member = forms.ModelChoiceField(
        None,
        label="ออกรหัสให้ใคร",
        empty_label="เลือกคน",
        error_messages={"required": "เลือกคน", "invalid_choice": "คนนี้ไม่ได้ดูแลร้านนี้แล้ว"},
    )
    reason = checked_how()

    use_required_attribute = False

    def __init__(self, *args, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        members = vendor.members.select_related("user").order_by("pk")
        self.fields["member"].queryset = members
        self.fields["member"].label_from_instance = lambda member: str(member.user)


class LetInWithoutShopForm(forms.Form):
    """A way back in for somebody who acts for no shop yet, after looking at a card."""

    login = login_field("เบอร์โทรศัพท์หรืออีเมลของบัญชี")
    reason = checked_how()

    use_required_attribute = False

    def clean_login(self) -> str:
        return read_login(self.cleaned_data["login"])
