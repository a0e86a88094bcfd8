"""What officers type about a notice: its texts in the register, its number and day."""

from django import forms

from otopfair.staff.stale import SeenModelForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import ThaiDateField, WholeNumberField


class NoticeForm(SeenModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if body := self.fields.get("body"):
            body.widget.attrs |= {"rows": 12}


class SignNoticeForm(forms.Form):
    number = WholeNumberField(
        label="เลขที่ประกาศ",
        min_value=1,
        max_value=99_999,
        help_text="ตามทะเบียนหนังสือของหน่วยงาน เริ่มใหม่ทุกปี",
    )
    signed_on = ThaiDateField(label="ประกาศ ณ วันที่")

    use_required_attribute = False

    def __init__(self, data=None, *, number: int):
        super().__init__(data, initial={"number": number, "signed_on": today_in_thailand()})
