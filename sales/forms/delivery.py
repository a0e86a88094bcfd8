"""Who is sent the evening's report."""

from django import forms

from fairs.models import FairEvent
from sales.reports.readers import may_be_named


class ReaderForm(forms.Form):
    user = forms.ModelChoiceField(
        queryset=None,
        label="ผู้รับ",
        empty_label="เลือกคน",
        help_text="คนที่มีบทบาทอ่านรายงานของงานหรือของจังหวัดนี้",
        error_messages={"required": "เลือกผู้รับ", "invalid_choice": "คนนี้ไม่มีสิทธิ์อ่านรายงานของงานนี้แล้ว"},
    )

    use_required_attribute = False

    def __init__(self, *args, fair_event: FairEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = may_be_named(fair_event)
