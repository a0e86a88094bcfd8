"""What officers say when they announce: when, until when to confirm, in which words."""

from django import forms

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import ThaiDateField, ThaiDateTimeField, WholeNumberField
from vendors.models import LONGEST_LETTER


class AnnounceForm(forms.Form):
    """Prepares an announcement. A day that is over is told to nobody."""

    applies_at = ThaiDateTimeField(
        label="ประกาศเมื่อ",
        required=False,
        help_text="เว้นว่างถ้าให้ประกาศทันทีที่อนุมัติ เช่น 29 ต.ค. 2563 เวลา 09.00 น.",
    )
    answer_by = ThaiDateField(
        label="ให้ร้านที่ได้รับคัดเลือกยืนยันภายใน",
        error_messages={"required": "กรอกวันที่ให้ยืนยันภายใน"},
    )
    opening = forms.CharField(
        label="ข้อความขึ้นต้นประกาศ",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="ย่อหน้าแรกของประกาศที่เผยแพร่ เว้นว่างถ้าใช้ข้อความปกติ",
    )
    signer_name = forms.CharField(label="ผู้ลงนาม", required=False, max_length=120)
    signer_position = forms.CharField(label="ตำแหน่งผู้ลงนาม", required=False, max_length=200)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False
    words = ("opening", "signer_name", "signer_position")

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day < today_in_thailand():
            raise forms.ValidationError("วันที่ให้ยืนยันต้องไม่ใช่วันที่ผ่านมาแล้ว")
        return day

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.words}


class AnnouncementActForm(forms.Form):
    """The press on a prepared announcement; withdrawing and calling off say why."""

    act = forms.ChoiceField(
        choices=[("approve", ""), ("withdraw", ""), ("call_off", "")], widget=forms.HiddenInput
    )
    reason = forms.CharField(label="เพราะอะไร", required=False, max_length=255)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    use_required_attribute = False


class LetterForm(forms.Form):
    """The words of a letter. The operation knows which placeholders there are."""

    subject = forms.CharField(
        label="เรื่อง", max_length=200, error_messages={"required": "กรอกเรื่องของจดหมาย"}
    )
    body = forms.CharField(
        label="ข้อความ",
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "กรอกข้อความของจดหมาย"},
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    use_required_attribute = False


class ReorderForm(forms.Form):
    """Another number on the reserve list, and why."""

    number = WholeNumberField(
        label="ลำดับใหม่",
        error_messages={"required": "กรอกลำดับใหม่"},
    )
    reason = forms.CharField(
        label="เปลี่ยนเพราะอะไร",
        max_length=255,
        error_messages={"required": "บอกเหตุที่เปลี่ยนลำดับสำรอง"},
    )

    use_required_attribute = False
