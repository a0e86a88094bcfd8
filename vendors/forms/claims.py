"""Asking for a registered shop, and the officer's answer."""

from django import forms


class ClaimForm(forms.Form):
    note = forms.CharField(
        label="บอกเจ้าหน้าที่ว่าคุณคือใครในร้านนี้",
        help_text="เช่น เป็นประธานกลุ่ม เป็นลูกสาวของเจ้าของร้าน",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClaimDecisionForm(forms.Form):
    """The officer has asked back by telephone or seen a card, and says so."""

    accepted = forms.TypedChoiceField(
        label="ให้คนนี้ดูแลร้านไหม",
        choices=[("yes", "ให้ดูแลร้าน ตรวจตัวตนแล้ว"), ("no", "ไม่ให้")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าให้ดูแลร้านหรือไม่"},
    )
    reason = forms.CharField(
        label="ตรวจตัวตนอย่างไร หรือทำไมไม่ให้",
        help_text="เก็บไว้ในประวัติของร้าน ถ้าไม่ให้ ผู้ขอจะอ่านข้อความนี้",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "เขียนว่าตรวจตัวตนอย่างไร หรือทำไมไม่ให้"},
    )

    use_required_attribute = False
