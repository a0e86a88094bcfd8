"""The slip that a vendor sends, and what an officer says of it."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.media.images import limits
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import BahtField, NormalisedCharField, ThaiDateField


class SlipForm(KeyedForm):
    file = forms.FileField(
        label="รูปสลิป",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,  # said with its name by the operation
        error_messages={"required": "เลือกไฟล์สลิปเป็นรูป JPG หรือ PNG"},
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["data-most-megabytes"] = limits().megabytes
        self.fields["file"].help_text = f"JPG PNG หรือ WebP ไม่เกิน {limits().megabytes} MB"


class AcceptSlipForm(KeyedForm):
    amount_baht = BahtField(
        label="เงินที่เข้าบัญชี (บาท)",
        error_messages={"required": "กรอกจำนวนเงินที่เข้าบัญชี"},
    )
    moved_on = ThaiDateField(
        label="วันที่เงินเข้า", latest=today_in_thailand, error_messages={"required": "กรอกวันที่"}
    )
    reference = NormalisedCharField(
        label="เลขอ้างอิงการโอน",
        max_length=40,
        help_text="ตามรายการเดินบัญชีของธนาคาร ใช้ได้ครั้งเดียวในงานนี้",
        error_messages={"required": "กรอกเลขอ้างอิงการโอนจากบัญชีธนาคาร"},
    )
    receipt_number = NormalisedCharField(
        label="เลขที่ใบเสร็จรับเงินของทางราชการ", max_length=60, required=False
    )
    beyond = forms.BooleanField(label="ร้านจ่ายเกินยอดจริง", required=False)
    sure = forms.BooleanField(
        label="ดูแล้ว เป็นการโอนคนละครั้ง",
        required=False,
        help_text="ใช้เมื่อระบบเตือนว่ารูปคล้ายกัน หรือวันนั้นรับยอดเดียวกันไว้แล้ว",
    )

    use_required_attribute = False


class RefuseSlipForm(forms.Form):
    reason = forms.CharField(
        label="ไม่รับเพราะอะไร",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ร้านจะอ่านข้อความนี้ เช่น ยังไม่พบเงินเข้าบัญชี หรือยอดไม่ตรง",
        error_messages={"required": "บอกร้านว่าไม่รับเพราะอะไร"},
    )

    use_required_attribute = False
