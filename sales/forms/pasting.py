"""A block of cells that was copied from a spreadsheet, and where it begins."""

from django import forms

from otopfair.history.models import LONGEST_REASON
from sales.pasting import COLUMNS
from sales.takings import DayRow

LONGEST_BLOCK = 50_000


class PasteForm(forms.Form):
    """The booths are those of the page, in its order, whatever came in meanwhile."""

    text = forms.CharField(
        label="ตัวเลขจาก Excel",
        max_length=LONGEST_BLOCK,
        strip=False,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text="คัดลอกช่องใน Excel แล้ววาง แถวละบูธ จะมีเลขบูธเป็นคอลัมน์แรกก็ได้",
        error_messages={"required": "วางช่องที่คัดลอกจาก Excel"},
    )
    start = forms.TypedChoiceField(label="เริ่มที่บูธ", coerce=int)
    column = forms.ChoiceField(label="เริ่มที่ช่อง", choices=COLUMNS, initial="sold")
    rows = forms.CharField(max_length=LONGEST_BLOCK, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="เหตุผลที่แก้",
        max_length=LONGEST_REASON,
        required=False,
        help_text="ร้านที่ส่งยอดเองจะได้รับแจ้งยอดเดิม ยอดใหม่ และเหตุผลนี้",
    )

    def __init__(self, data, *, rows: list[DayRow], **kwargs):
        super().__init__(data, **kwargs)
        self.day_rows = rows
        self.fields["rows"].initial = ",".join(str(row.allocation.pk) for row in rows)
        self.fields["start"].choices = [
            (row.allocation.pk, f"{row.allocation.booth.code} {row.allocation.application.vendor}")
            for row in rows
        ]

    @property
    def shown_rows(self) -> list[DayRow]:
        """The rows in the order in which the page showed them."""
        by_key = {str(row.allocation.pk): row for row in self.day_rows}
        keys = self.cleaned_data["rows"].split(",")
        return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]

    @property
    def position(self) -> int:
        """The row at which the block begins."""
        keys = [row.allocation.pk for row in self.shown_rows]
        start = self.cleaned_data["start"]
        return keys.index(start) if start in keys else len(keys)
