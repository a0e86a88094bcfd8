"""The officer's totals of a day, and results of fiscal years."""

from django import forms

from otopfair.history.models import LONGEST_REASON
from otopfair.thai.forms import (
    BahtField,
    FiscalYearField,
    MeasureField,
    NormalisedCharField,
    WholeNumberField,
)
from otopfair.thai.widgets import NumberInput
from sales.models import ResultSpan


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
    """What the province sold in one fiscal year, or a quarter of it."""

    fiscal_year_be = FiscalYearField(label="ปีงบประมาณ")
    quarter = forms.TypedChoiceField(
        label="ช่วง", choices=ResultSpan, coerce=int, empty_value=0, required=False, initial=0
    )
    sold_baht = BahtField(label="ยอดจำหน่าย", max_digits=16)
    source = NormalisedCharField(
        label="ที่มา", required=False, max_length=255, help_text="เช่น รายงานการประชุมคณะอนุกรรมการ"
    )


class ProvinceTargetForm(forms.Form):
    """A province's own parts of one year's target."""

    years = WholeNumberField(
        label="เฉลี่ยย้อนหลัง", widget=NumberInput(attrs={"data-suffix": "ปี"}), min_value=1
    )
    factor = MeasureField(
        label="คูณด้วย", max_digits=5, decimal_places=3, help_text="เช่น 1.22 คือเพิ่มร้อยละ 22"
    )
    set_baht = BahtField(
        label="หรือกำหนดเป้าหมายเอง",
        required=False,
        max_digits=16,
        help_text="เว้นว่าง ถ้าให้คิดจากผลที่ผ่านมา",
    )
    reason = NormalisedCharField(label="เหตุผล", max_length=LONGEST_REASON)
