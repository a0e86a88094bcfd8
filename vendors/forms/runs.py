"""What vendors wish, and what officers weigh in a run of the rules."""

from django import forms

from otopfair.thai.forms import NormalisedCharField, WholeNumberField
from vendors.models import MOST_WISHES

MOST_POINTS = 1000


class WishesForm(forms.Form):
    """One box a rank; an empty one is left out."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rank in range(1, MOST_WISHES + 1):
            self.fields[f"wish_{rank}"] = NormalisedCharField(
                label=f"อันดับ {rank}",
                max_length=8,
                required=False,
                widget=forms.TextInput(attrs={"list": "codes", "data-width": "name"}),
            )

    @property
    def codes(self) -> list[str]:
        return [code for code in self.cleaned_data.values() if code]


class RunRulesForm(forms.Form):
    wish_points = WholeNumberField(
        label="แต้มของอันดับแรกที่ขอ",
        max_value=MOST_POINTS,
        help_text="อันดับถัดไปลดลงเท่า ๆ กัน",
        error_messages={"required": "กรอกแต้ม"},
    )
    product_points = WholeNumberField(
        label="หักต่อร้านติดกันที่ขายแบบเดียวกัน",
        max_value=MOST_POINTS,
        help_text="กลุ่มย่อยของสินค้าที่จะนำไปขายตรงกัน",
        error_messages={"required": "กรอกแต้ม"},
    )
    district_points = WholeNumberField(
        label="เพิ่มต่อร้านติดกันที่มาจากอำเภอเดียวกัน",
        max_value=MOST_POINTS,
        error_messages={"required": "กรอกแต้ม"},
    )

    use_required_attribute = False
