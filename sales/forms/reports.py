"""The officer's totals of a day, and results of fiscal years."""

from django import forms

from otopfair.thai.forms import BahtField, FiscalYearField, NormalisedCharField, WholeNumberField
from otopfair.thai.widgets import NumberInput


class DeclaredTotalsForm(forms.Form):
    """The totals that the officer has on paper; a figure left out is not compared."""

    booths = WholeNumberField(
        label="จำนวนบูธ",
        required=False,
        max_value=100_000,
        widget=NumberInput(attrs={"data-suffix": "บูธ"}),
    )
    sold_baht = BahtField(label="ยอดจำหน่าย", required=False, max_digits=14)
    ordered_baht = BahtField(label="ยอดสั่งจอง", required=False, max_digits=14)


class FiscalResultForm(forms.Form):
    """What the province sold in one fiscal year."""

    fiscal_year_be = FiscalYearField(label="ปีงบประมาณ")
    sold_baht = BahtField(label="ยอดจำหน่ายทั้งปี", max_digits=16)
    source = NormalisedCharField(
        label="ที่มา", required=False, max_length=255, help_text="เช่น รายงานการประชุมคณะอนุกรรมการ"
    )
