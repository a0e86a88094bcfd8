"""What an officer says about a new shop."""

from django import forms

from vendors.models import ShowState


class ShopLookForm(forms.Form):
    """The panel beside a shop: it may be shown, or what is to be corrected."""

    outcome = forms.ChoiceField(
        label="ให้ผู้ชมเห็นร้านนี้ไหม",
        choices=[(row.value, row.label) for row in (ShowState.SHOWN, ShowState.RETURNED)],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าแสดงได้ หรือขอให้แก้"},
    )
    reason = forms.CharField(
        label="สิ่งที่ขอให้แก้",
        help_text="ร้านอ่านข้อความนี้",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    use_required_attribute = False
