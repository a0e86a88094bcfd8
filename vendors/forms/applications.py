"""What a vendor fills in to apply; the operations decide."""

from django import forms

from fairs.models import BoothClass, ProductCategory
from otopfair.stale import SeenForm
from otopfair.thai.forms import NormalisedCharField, WholeNumberField
from otopfair.thai.widgets import NumberInput


class BoothClassChoice(forms.ModelChoiceField):
    """One of the classes of booth of a call, each with its costs."""

    def label_from_instance(self, obj) -> str:
        return obj.in_words


class StepForm(SeenForm):
    """A step of an application: what was not sent back is shown and cannot be changed."""

    def lock(self, names) -> None:
        for name in names:
            self.fields[name].disabled = True


class CategoryForm(StepForm):
    """Step 1: category and number of booths."""

    category = forms.TypedChoiceField(
        label="สมัครขายสินค้าประเภทไหน",
        coerce=int,
        help_text="เลือกประเภทที่ขายเป็นหลัก",
        widget=forms.RadioSelect(attrs={"class": "choices-boxed"}),
        error_messages={"required": "เลือกประเภทสินค้า 1 ประเภท"},
    )
    booth_class = BoothClassChoice(
        BoothClass.objects.none(),
        label="แบบบูธ",
        empty_label=None,
        widget=forms.RadioSelect(attrs={"class": "choices-boxed"}),
        error_messages={"required": "เลือกแบบบูธ 1 แบบ", "invalid_choice": "แบบบูธนี้ไม่มีแล้ว เลือกใหม่"},
    )
    booths_wanted = WholeNumberField(
        label="จำนวนบูธ",
        min_value=1,
        max_value=99,
        widget=NumberInput(attrs={"data-width": "short", "data-suffix": "บูธ"}),
        error_messages={
            "required": "กรอกจำนวนบูธ",
            "min_value": "ขออย่างน้อย 1 บูธ",
        },
    )

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [
            (category, f"{category} {ProductCategory(category).label} – รับ {booths} บูธ")
            for category, booths in call.places().items()
        ]
        offered = call.booth_classes.filter(is_offered=True)
        if len(offered) > 1:
            self.fields["booth_class"].queryset = offered
        else:
            del self.fields["booth_class"]  # of one class only there is nothing to choose
        self.fields["booths_wanted"].help_text = f"งานนี้ขอได้ไม่เกิน {call.max_booths} บูธต่อราย"
        if call.max_booths == 1:
            self.fields["booths_wanted"].widget = forms.HiddenInput()
            self.fields["booths_wanted"].initial = 1


class NoteForm(StepForm):
    """Step 3: wishes for the place, and what the officers should know."""

    zone_wished = forms.ChoiceField(label="โซนที่อยากได้", required=False)
    neighbours_wished = NormalisedCharField(
        label="ร้านที่อยากอยู่ใกล้หรือห่าง",
        required=False,
        max_length=255,
        help_text="เช่น ใกล้ร้านพี่สาว กลุ่มทอผ้าบ้านดอนข่า เจ้าหน้าที่จัดให้เท่าที่ทำได้",
    )

    note = forms.CharField(
        label="บอกเจ้าหน้าที่เพิ่ม",
        required=False,
        max_length=2000,
        help_text="เช่น ใช้เตาไฟฟ้า ต้องการปลั๊กเพิ่ม มากับร้านใด",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, zones, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(zone.code, f"{zone.code} {zone.name_th}".strip()) for zone in zones]
        wished = self.initial.get("zone_wished")
        if wished and wished not in dict(names):
            names.append((wished, f"{wished} (ไม่มีในงานแล้ว)"))
        self.fields["zone_wished"].choices = [("", "ที่ไหนก็ได้"), *names]
        if not names:
            del self.fields["zone_wished"]
