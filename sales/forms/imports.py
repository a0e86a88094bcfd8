"""Choosing a sheet of takings."""

from otopfair.thai.forms import ThaiDateField
from products.forms.imports import SpreadsheetForm


class SalesSheetForm(SpreadsheetForm):
    sold_on = ThaiDateField(
        label="วันที่ขาย",
        required=False,
        help_text="กรอกเมื่อในไฟล์ไม่มีบรรทัด “ประจำวันที่ …” เช่น 28 ต.ค. 2563",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "ไฟล์ยอดจำหน่าย"

    def options(self) -> dict:
        day = self.cleaned_data["sold_on"]
        return {"sold_on": day and day.isoformat()}
