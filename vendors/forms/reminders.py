"""Whether, when and in which words a fair reminds of one kind of thing."""

from django import forms

from otopfair.stale import SeenForm
from otopfair.thai.forms import ThaiTimeField, WholeNumberField
from vendors.models import LONGEST_LETTER, LeadUnit


class ReminderForm(SeenForm):
    """The operation knows which placeholders there are."""

    is_used = forms.BooleanField(label="เตือนเรื่องนี้", required=False)
    lead = WholeNumberField(
        label="เตือนก่อนกำหนด",
        min_value=0,
        max_value=365,
        help_text="0 คือเมื่อถึงกำหนด",
        error_messages={"required": "กรอกว่าเตือนก่อนกำหนดเท่าไร"},
    )
    lead_unit = forms.ChoiceField(label="หน่วย", choices=LeadUnit)
    send_from = ThaiTimeField(
        label="ส่งได้ตั้งแต่เวลา", error_messages={"required": "กรอกเวลาที่เริ่มส่งได้ เช่น 08.00"}
    )
    send_until = ThaiTimeField(
        label="ส่งได้ถึงเวลา",
        help_text="นอกเวลานี้ไม่ส่ง ที่ตรงกับกลางคืนจะส่งเย็นวันก่อน",
        error_messages={"required": "กรอกเวลาที่ส่งได้ถึง เช่น 20.00"},
    )
    subject = forms.CharField(
        label="เรื่อง", max_length=200, error_messages={"required": "กรอกเรื่องของข้อความ"}
    )
    body = forms.CharField(
        label="ข้อความ",
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "กรอกข้อความที่จะส่ง"},
    )

    use_required_attribute = False
