"""A producer asks to be registered, or tells of its registration; its district answers."""

from collections.abc import Iterator

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenField
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import is_digits
from otopfair.thai.forms import NormalisedCharField, ThaiDateField
from vendors.models import RegistrationKind, RegistrationState, VendorRegistration
from vendors.models.registrations import TOLD_WORDS

SHORTEST, LONGEST = 8, 15  # digits of the numbers that are known


class AskRegistrationForm(KeyedForm):
    """How the community has part in it: one of three at least."""

    by_labour = forms.BooleanField(label="คนในชุมชนร่วมผลิต หรือใช้วัตถุดิบในชุมชน", required=False)
    by_management = forms.BooleanField(label="คนในชุมชนร่วมบริหาร", required=False)
    by_benefit = forms.BooleanField(label="ชุมชนได้รับผลประโยชน์ เช่น รายได้ สวัสดิการ", required=False)
    link_text = forms.CharField(
        label="เล่าสั้น ๆ",
        required=False,
        max_length=1000,
        help_text="เช่น สมาชิก 12 คนในหมู่บ้านช่วยกันทอ ใช้ฝ้ายที่ปลูกเอง",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    use_required_attribute = False

    def answers(self) -> dict:
        return dict(self.cleaned_data)


class TellRegistrationForm(KeyedForm):
    """The number of a registration that the vendor has already, and its days if it has any."""

    number = NormalisedCharField(
        label="เลขทะเบียน",
        max_length=32,
        help_text="ตามที่พิมพ์ในใบทะเบียน",
        error_messages={"required": "กรอกเลขทะเบียน"},
    )
    valid_from = ThaiDateField(
        label="ออกให้เมื่อ", required=False, latest=today_in_thailand, help_text="ตามใบทะเบียน"
    )
    valid_until = ThaiDateField(
        label="หมดอายุ", required=False, help_text="เว้นว่างถ้าใบทะเบียนไม่มีวันหมดอายุ"
    )

    use_required_attribute = False

    def answers(self) -> dict:
        return dict(self.cleaned_data)


class DecideRegistrationForm(AsksBeforeSaving, forms.Form):
    """Registered under a number, or not and why. An unusual number is asked about, not refused."""

    state = forms.ChoiceField(
        label="ผลพิจารณาของอำเภอ",
        choices=[
            (RegistrationState.APPROVED.value, "ขึ้นทะเบียน"),
            (RegistrationState.REFUSED.value, "ไม่ขึ้นทะเบียน"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าขึ้นทะเบียน หรือไม่ขึ้นทะเบียน"},
    )
    number = NormalisedCharField(
        label="เลขทะเบียน",
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"data-optional": "กรอกเมื่อขึ้นทะเบียน"}),
    )
    reason = forms.CharField(
        label="เหตุผลที่ไม่ขึ้นทะเบียน",
        help_text="ร้านอ่านข้อความนี้",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-optional": "กรอกเมื่อไม่ขึ้นทะเบียน"}),
    )
    received_by = NormalisedCharField(
        label="ผู้รับคำขอ",
        required=False,
        max_length=200,
        help_text="เจ้าหน้าที่ที่รับคำขอหรือเอกสารจากร้าน",
    )
    received_position = NormalisedCharField(
        label="ตำแหน่งของผู้รับคำขอ", required=False, max_length=200
    )
    seen = SeenField()

    use_required_attribute = False

    def __init__(self, *args, registration: VendorRegistration, **kwargs):
        super().__init__(*args, **kwargs)
        self.registration = registration
        if registration.is_told:
            self.fields["state"].label = "ผลตรวจ"
            self.fields["state"].choices = [
                (state.value, TOLD_WORDS[state])
                for state in (RegistrationState.APPROVED, RegistrationState.REFUSED)
            ]
            self.fields["state"].error_messages["required"] = "เลือกว่าใช้ได้ หรือขอให้แก้"
            self.fields["number"].widget.attrs["data-optional"] = "กรอกเมื่อใช้ได้"
            self.fields["reason"].label = "สิ่งที่ขอให้แก้"
            self.fields["reason"].widget.attrs["data-optional"] = "กรอกเมื่อขอให้แก้"

    def clean(self) -> dict:
        """What belongs to the other answer is not kept."""
        answers = super().clean()
        if answers.get("state") == RegistrationState.APPROVED:
            answers["reason"] = ""
        elif answers.get("state") == RegistrationState.REFUSED:
            answers["number"] = ""
        if answers.get("received_position") and not answers.get("received_by"):
            self.add_error("received_by", "กรอกชื่อผู้รับคำขอ")
        return answers

    def doubts(self) -> Iterator[str]:
        number = self.cleaned_data["number"]
        if not number or self.registration.kind != RegistrationKind.OTOP:
            return
        if not is_digits(number) or not SHORTEST <= len(number) <= LONGEST:
            yield f"เลข {number} ไม่ใช่ตัวเลข {SHORTEST} ถึง {LONGEST} หลัก อย่างที่ใช้ทั่วไป"
        elif not number.startswith(self.registration.vendor.district_id or ""):
            district = self.registration.vendor.district
            yield f"เลข {number} ไม่ขึ้นต้นด้วยรหัสอำเภอ{district} ({district.pk})"
