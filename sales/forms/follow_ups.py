"""What became of a vendor's orders, as it or an officer types it; and when vendors are asked."""

from django import forms

from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.digits import NumberError, parse_whole
from otopfair.thai.forms import BahtField, NormalisedCharField, WholeNumberField
from otopfair.thai.widgets import NumberInput
from sales.doubts import doubts_of_orders
from sales.models.follow_ups import LONGEST_NOTE
from sales.operations.follow_ups import Told, answer_shown
from sales.reports.follow_ups import Case


class FollowUpForm(AsksBeforeSaving, SeenForm):
    """Nothing is an answer that is typed, not an empty box."""

    delivered_baht = BahtField(
        label="ส่งมอบแล้ว",
        help_text="ของที่สั่งจองในงาน ส่งให้ลูกค้าแล้วรวมกี่บาท ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดที่ส่งมอบแล้ว ถ้าไม่มีให้ใส่ 0"},
    )
    cancelled_baht = BahtField(
        label="ยกเลิก",
        help_text="ของที่สั่งจองในงาน ลูกค้ายกเลิกรวมกี่บาท ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดที่ยกเลิก ถ้าไม่มีให้ใส่ 0"},
    )
    grown_baht = BahtField(
        label="สั่งเพิ่มหลังงาน",
        help_text="ลูกค้าจากงานสั่งเพิ่มหลังงานจบรวมกี่บาท ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดที่สั่งเพิ่ม ถ้าไม่มีให้ใส่ 0"},
    )
    note = NormalisedCharField(label="หมายเหตุ", required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args, case: Case, by_officer: bool = False, **kwargs):
        super().__init__(*args, initial=answer_shown(case.answer), **kwargs)
        self.case = case
        if by_officer:
            self.fields["note"].required = True
            self.fields["note"].help_text = "เช่น โทรถามคุณบุญมี 3 ก.พ."
            self.fields["note"].error_messages["required"] = "เขียนว่าได้คำตอบมาอย่างไร"

    def doubts(self) -> list[str]:
        typed = self.cleaned_data
        return doubts_of_orders(self.case, typed["delivered_baht"], typed["cancelled_baht"])

    def told(self) -> Told:
        return Told(**self.answers())


class RoundsForm(forms.Form):
    """After how many months a fair's vendors are asked, and for how many days they may answer."""

    months = forms.CharField(
        label="ถามหลังงาน",
        max_length=60,
        help_text="กี่เดือนหลังวันสุดท้าย คั่นด้วยจุลภาค เช่น 1, 3, 6",
    )
    open_days = WholeNumberField(
        label="แต่ละรอบตอบได้", widget=NumberInput(attrs={"data-suffix": "วัน"}), min_value=1
    )

    def clean_months(self) -> list[int]:
        words = self.cleaned_data["months"].replace(",", " ").split()
        try:
            return [parse_whole(word) for word in words]
        except NumberError as wrong:
            raise forms.ValidationError("กรอกตัวเลขคั่นด้วยจุลภาค เช่น 1, 3, 6") from wrong
