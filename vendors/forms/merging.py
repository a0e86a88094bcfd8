"""Whether two entries are one shop, and which of them stays."""

from django import forms

from vendors.models import TwinPair


class MergeForm(forms.Form):
    APART = "apart"

    keep = forms.ChoiceField(
        label="เป็นร้านเดียวกันไหม",
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าเก็บร้านไหน หรือเป็นคนละร้าน"},
    )
    reason = forms.CharField(
        label="เหตุผลหรือวิธีตรวจ",
        help_text="เก็บไว้ในประวัติ เช่น โทรถามคุณบุญมีแล้ว เป็นร้านเดียวกัน",
        required=False,
        max_length=255,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    use_required_attribute = False

    def __init__(self, *args, pair: TwinPair, **kwargs):
        super().__init__(*args, **kwargs)
        one, other = pair.first, pair.second
        self.fields["keep"].choices = [
            (one.pk, f"ร้านเดียวกัน เก็บร้านที่ 1 ({one}) และรวมร้านที่ 2 เข้ามา"),
            (other.pk, f"ร้านเดียวกัน เก็บร้านที่ 2 ({other}) และรวมร้านที่ 1 เข้ามา"),
            (self.APART, "เป็นคนละร้าน ไม่ต้องถามอีก"),
        ]
