"""One press on the list of the missing, and when officers are told of them."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import WholeNumberField
from sales.models import Heard
from sales.models.chasing import MOST_MINUTES


class ChaseCallForm(KeyedForm):
    heard = forms.ChoiceField(choices=Heard.choices)


class ChaseRuleForm(forms.Form):
    is_used = forms.BooleanField(label="แจ้งเจ้าหน้าที่และผู้ช่วยงานว่าร้านใดยังไม่ส่งยอด", required=False)
    minutes = WholeNumberField(
        label="แจ้งหลังเวลาปิดงานของวัน",
        max_value=MOST_MINUTES,
        help_text="งานปิด 20.00 น. ใส่ 30 คือแจ้ง 20.30 น.",
        error_messages={"required": "กรอกว่าแจ้งหลังเวลาปิดงานกี่นาที"},
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs["data-suffix"] = "นาที"
