"""What an officer writes down about the money of an application: one form for each kind of line."""

from django import forms

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import BahtField, NormalisedCharField, ThaiDateField
from vendors.models import MoneyHow, MoneyKind, MoneyPart

AMOUNT = {"required": "กรอกจำนวนเงิน"}


class LineForm(forms.Form):
    """The sum, and the key that makes a second press the first."""

    amount_baht = BahtField(label="จำนวนเงิน (บาท)", error_messages=AMOUNT)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False


class MovedForm(LineForm):
    """Money that went from one to the other: when, how, by which reference."""

    moved_on = ThaiDateField(
        label="วันที่รับเงิน", latest=today_in_thailand, error_messages={"required": "กรอกวันที่"}
    )
    how = forms.ChoiceField(
        label="วิธี",
        choices=MoneyHow,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกวิธี"},
    )
    reference = NormalisedCharField(
        label="เลขอ้างอิงการโอน",
        max_length=40,
        required=False,
        help_text="งานหนึ่งใช้เลขนี้ได้ครั้งเดียว จึงจับสลิปที่ส่งซ้ำได้",
    )


class ReasonMixin(forms.Form):
    reason = forms.CharField(
        label="เหตุผล",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ร้านจะอ่านข้อความนี้",
        error_messages={"required": "บอกเหตุผล ร้านจะอ่านข้อความนี้"},
    )


class PaymentForm(MovedForm):
    receipt_number = NormalisedCharField(
        label="เลขที่ใบเสร็จรับเงินของทางราชการ",
        max_length=60,
        required=False,
        help_text="กรอกเมื่อออกใบเสร็จแล้ว เช่น เล่มที่ 12 เลขที่ 34",
    )
    beyond = forms.BooleanField(
        label="ร้านจ่ายเกินยอดจริง",
        required=False,
        help_text="ติ๊กเมื่อเงินเข้าเกินยอดรอชำระ ส่วนเกินคืนให้ร้านภายหลังได้",
    )


class WaiverForm(ReasonMixin, LineForm):
    part = forms.ChoiceField(
        label="ยกเว้นอะไร",
        choices=MoneyPart,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกค่าบูธหรือเงินประกัน"},
    )
    rule = NormalisedCharField(
        label="ยกเว้นตาม",
        help_text="เช่น ประกาศรับสมัคร ข้อ 7 หรือมติที่ประชุมครั้งที่ 3/2563",
        error_messages={"required": "บอกว่ายกเว้นตามประกาศหรือมติข้อใด"},
    )
    field_order = ("part", "amount_baht", "rule", "reason")


class RefundForm(ReasonMixin, MovedForm):
    field_order = ("amount_baht", "moved_on", "how", "reference", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["moved_on"].label = "วันที่คืนเงิน"


class ReturnedForm(MovedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["moved_on"].label = "วันที่คืนเงินประกัน"


class KeptForm(ReasonMixin, LineForm):
    field_order = ("amount_baht", "reason")


LINE_FORMS: dict[str, type[LineForm]] = {
    MoneyKind.PAYMENT: PaymentForm,
    MoneyKind.WAIVER: WaiverForm,
    MoneyKind.REFUND: RefundForm,
    MoneyKind.RETURNED: ReturnedForm,
    MoneyKind.KEPT: KeptForm,
}


class CorrectionForm(ReasonMixin):
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False


class PayDayForm(ReasonMixin):
    until = ThaiDateField(
        label="ชำระภายในวันที่",
        earliest=today_in_thailand,
        error_messages={"required": "กรอกวันที่"},
    )
    field_order = ("until", "reason")

    use_required_attribute = False
