"""Who is let into a call: shops that were found, and how many each district may name."""

from collections.abc import Iterable

from django import forms

from fairs.models import District
from otopfair.look.forms import RowsField
from otopfair.stale import SeenForm
from otopfair.thai.forms import NormalisedCharField, WholeNumberField
from otopfair.thai.widgets import NumberInput
from vendors.models import Vendor

MOST_OF_A_DISTRICT = 999


class FoundVendors(RowsField):
    def label_from_instance(self, obj) -> str:
        return f"{obj} {obj.place}"


class ChooseVendorsForm(forms.Form):
    """Some of the shops that a search has found."""

    vendors = FoundVendors(
        Vendor.objects.none(),
        label="เลือกร้าน",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "ติ๊กอย่างน้อย 1 ร้าน"},
    )
    note = NormalisedCharField(
        label="เหตุที่เลือก", required=False, max_length=255, help_text="อยู่ในประวัติ ร้านไม่เห็น"
    )

    use_required_attribute = False

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vendors"].queryset = found


class TakeBackForm(forms.Form):
    reason = NormalisedCharField(
        label="เหตุที่ถอนชื่อ",
        max_length=255,
        help_text="ร้านจะอ่านข้อความนี้",
        error_messages={"required": "บอกเหตุที่ถอนชื่อ ร้านจะอ่านข้อความนี้"},
    )

    use_required_attribute = False


class QuotasForm(SeenForm):
    """One box for each district of the fair's province."""

    use_required_attribute = False

    def __init__(self, *args, districts: Iterable[District], **kwargs):
        super().__init__(*args, **kwargs)
        self.districts = list(districts)
        for district in self.districts:
            self.fields[f"district-{district.pk}"] = WholeNumberField(
                label=district.title,
                required=False,
                max_value=MOST_OF_A_DISTRICT,
                widget=NumberInput(attrs={"data-width": "short", "data-suffix": "ร้าน"}),
            )

    def places(self) -> dict[str, int]:
        answers = self.cleaned_data
        return {one.pk: answers.get(f"district-{one.pk}") or 0 for one in self.districts}
