"""Whom a fair's vendors pay, as an officer names it."""

from django import forms

from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.forms import NormalisedCharField
from otopfair.thai.identity import IdentityError, parse_id
from otopfair.thai.phones import PhoneError, parse_phone
from vendors.models import PromptPayKind

BILLER_LENGTH, TAX_LENGTH = 15, 13


class ApprovalForm(forms.Form):
    password = forms.CharField(
        label="รหัสผ่านของคุณ",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="ให้แน่ใจว่าคนที่อนุมัติคือคุณ ไม่ใช่คนอื่นที่ใช้เครื่องนี้",
    )

    use_required_attribute = False


class PayeeForm(forms.Form):
    name = NormalisedCharField(
        label="ชื่อผู้รับเงิน",
        max_length=160,
        help_text="ชื่อบัญชีตามสมุดบัญชี ร้านเทียบกับชื่อนี้ก่อนโอน",
        error_messages={"required": "กรอกชื่อผู้รับเงิน"},
    )
    bank = NormalisedCharField(label="ธนาคาร", max_length=80, required=False)
    account_number = NormalisedCharField(label="เลขบัญชี", max_length=20, required=False)
    promptpay_kind = forms.ChoiceField(
        label="พร้อมเพย์", choices=PromptPayKind, required=False, widget=forms.RadioSelect
    )
    promptpay_number = NormalisedCharField(
        label="หมายเลขพร้อมเพย์",
        max_length=30,
        required=False,
        help_text="ร้านได้คิวอาร์ที่มียอดของร้านเอง สแกนแล้วยอดขึ้นให้",
    )
    note = forms.CharField(
        label="บอกร้านเพิ่ม",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น จ่ายเงินสดได้ที่สำนักงาน เวลาใด",
    )

    use_required_attribute = False

    def clean_account_number(self) -> str:
        number = to_arabic_digits(self.cleaned_data["account_number"])
        if number and not is_digits(number.replace("-", "").replace(" ", "")):
            raise forms.ValidationError("เลขบัญชีมีแต่ตัวเลขและขีด")
        return number

    def clean(self):
        answers = super().clean()
        kind, number = answers.get("promptpay_kind", ""), answers.get("promptpay_number", "")
        if kind:
            self._read_number(PromptPayKind(kind), number)
        elif number:
            self.add_error("promptpay_kind", "เลือกชนิดของพร้อมเพย์")
        bank = answers.get("bank"), answers.get("account_number")
        if any(bank) and not all(bank):
            self.add_error("account_number", "กรอกทั้งธนาคารและเลขบัญชี")
        elif not any(bank) and not kind:
            self.add_error("account_number", "กรอกธนาคารและเลขบัญชี หรือพร้อมเพย์")
        return answers

    def _read_number(self, kind: PromptPayKind, number: str) -> None:
        try:
            self.cleaned_data["promptpay_number"] = READ[kind](number)
        except (PhoneError, IdentityError) as broken:
            self.add_error("promptpay_number", str(broken))


def _read_phone(text: str) -> str:
    number = parse_phone(text)
    if len(number) != 10:
        raise PhoneError("พร้อมเพย์ใช้เบอร์มือถือ 10 หลัก")
    return number


def _read_tax_id(text: str) -> str:
    return parse_id(text, name="เลขประจำตัวผู้เสียภาษี")


def _read_biller(text: str) -> str:
    digits = to_arabic_digits(text).replace("-", "").replace(" ", "")
    if len(digits) != BILLER_LENGTH or not is_digits(digits):
        raise IdentityError(f"รหัสผู้รับชำระบิลมี {BILLER_LENGTH} หลัก")
    parse_id(digits[:TAX_LENGTH], name="13 หลักแรกของรหัสผู้รับชำระบิล")
    return digits


READ = {
    PromptPayKind.PHONE: _read_phone,
    PromptPayKind.TAX_ID: _read_tax_id,
    PromptPayKind.BILLER: _read_biller,
}
