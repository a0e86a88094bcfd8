"""Choosing a spreadsheet, correcting its cells, agreeing to save."""

import re
from uuid import uuid4

from django import forms

from otopfair.documents.sheets import ACCEPTED, MOST_BYTES
from products.models import StarRound

_FIX = re.compile(r"fix-(?P<row>\d{1,7})-(?P<key>[a-z]{1,16})")


class SpreadsheetForm(forms.Form):
    """The file, with the type and size that is taken said beside the button."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    file = forms.FileField(
        label="ไฟล์รายชื่อ",
        help_text="ไฟล์ .xlsx หรือ .csv ไม่เกิน 8 MB",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "เลือกไฟล์ก่อน",
            "empty": "ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น",
        },
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("ไฟล์ใหญ่เกิน 8 MB ลบรูปหรือแผ่นงานที่ไม่ใช้ แล้วเลือกใหม่")
        return upload

    def options(self) -> dict:
        """What was asked beside the file, as JSON can hold it."""
        return {}


class VendorListForm(SpreadsheetForm):
    star_round = forms.ModelChoiceField(
        StarRound.objects.none(),
        label="ดาวในไฟล์เป็นผลของรอบใด",
        required=False,
        empty_label=None,
        help_text="ถ้าไฟล์ไม่มีคอลัมน์ดาว ไม่ต้องเลือก",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["star_round"].queryset = StarRound.objects.order_by("-year_be")

    def options(self) -> dict:
        chosen = self.cleaned_data["star_round"]
        return {"star_round": chosen and chosen.pk}


class PlanSheetForm(SpreadsheetForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "ไฟล์ผังบูธ"


def corrections_in(data) -> dict[int, dict[str, str]]:
    """The cells typed into the preview: fix-20-category → {20: {"category": …}}."""
    corrections: dict[int, dict[str, str]] = {}
    for name, text in data.items():
        if match := _FIX.fullmatch(name):
            corrections.setdefault(int(match["row"]), {})[match["key"]] = text
    return corrections
