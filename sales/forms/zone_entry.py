"""To whom a zone is handed."""

from django import forms

from fairs.models import Zone
from sales.operations.zone_entry import who_may_enter


class HandForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=None,
        label="มอบโซนนี้ให้",
        empty_label="เลือกคน",
        error_messages={
            "required": "เลือกคนที่จะกรอกโซนนี้",
            "invalid_choice": "คนนี้กรอกยอดของงานนี้ไม่ได้แล้ว",
        },
    )

    use_required_attribute = False

    def __init__(self, data=None, *, zone: Zone):
        super().__init__(data)
        self.fields["to"].queryset = who_may_enter(zone.fair_event)
