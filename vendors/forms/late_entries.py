"""What an officer fills in to let one vendor in after the call has closed."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import NormalisedCharField, ThaiDateTimeField
from vendors.models import Vendor


class VendorChoice(forms.ModelChoiceField):
    """One of the vendors that a search has found, each with its place."""

    def label_from_instance(self, vendor) -> str:
        return f"{vendor} {vendor.place}"


class LateEntryForm(KeyedForm):
    """For one of the vendors that were found, or for whoever brings the code first."""

    vendor = VendorChoice(
        Vendor.objects.none(),
        label="ออกให้ร้าน",
        required=False,
        blank=True,
        empty_label="ร้านใดก็ได้ที่ได้รหัสนี้",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "ไม่พบร้านนี้ในผลค้นหา ค้นใหม่"},
    )
    reason = NormalisedCharField(
        label="เหตุที่รับหลังปิด",
        max_length=255,
        help_text="เช่น น้ำท่วม ส่งไม่ทันเพราะระบบขัดข้อง",
        error_messages={"required": "บอกเหตุที่รับหลังปิด"},
    )
    expires_at = ThaiDateTimeField(
        label="ใช้รหัสได้ถึง",
        help_text="เช่น 2 พ.ย. 2563 เวลา 16.30 น.",
        error_messages={"required": "กรอกวันและเวลาที่ใช้ได้ถึง"},
    )

    use_required_attribute = False

    def __init__(self, *args, vendors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vendor"].queryset = vendors
