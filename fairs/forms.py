"""What officers type on the work pages of fairs and meetings."""

from django import forms

from fairs.models import ProductCategory
from otopfair.thai.forms import NormalisedCharField, ThaiDateField


class CancelFairForm(forms.Form):
    reason = NormalisedCharField(
        label="เหตุที่ยกเลิก",
        help_text="ผู้ชมและร้านจะเห็นว่างานยกเลิก เหตุผลเก็บในประวัติ",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LayOutZoneForm(forms.Form):
    """Cleans one zone; lay_out_zone() decides whether it fits."""

    code = NormalisedCharField(
        label="รหัสโซน", max_length=4, help_text="อักษรอังกฤษหรือตัวเลข นำหน้าเลขบูธ เช่น C"
    )
    name_th = NormalisedCharField(label="ชื่อโซน", max_length=120)
    category = forms.TypedChoiceField(
        label="ประเภทของโซน",
        choices=[("", "หลายประเภท"), *ProductCategory.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    booths = forms.IntegerField(
        label="จำนวนบูธ", min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    columns = forms.IntegerField(
        label="บูธต่อแถว",
        min_value=1,
        help_text="ทุก 2 แถวเว้นทางเดิน 3 เมตร",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    split_by_category = forms.BooleanField(
        label="รายงานแยกตาม 5 ประเภท", required=False, initial=True
    )

    def clean_code(self):
        code = self.cleaned_data["code"].upper()
        if not code.isascii() or not code.isalnum():
            raise forms.ValidationError("รหัสโซนใช้ตัวอักษรอังกฤษหรือตัวเลข เช่น C")
        return code


class CompleteResolutionForm(forms.Form):
    done_on = ThaiDateField(label="เสร็จเมื่อ")
    result = NormalisedCharField(
        label="ผลการดำเนินการ",
        help_text="ทำอะไร ได้ผลอย่างไร มีหลักฐานอะไร",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReopenResolutionForm(forms.Form):
    reason = NormalisedCharField(label="เหตุที่เปิดมติอีกครั้ง")
