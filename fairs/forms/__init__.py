"""What officers type on the work pages of fairs and meetings."""

from django import forms

from fairs.doubts import doubts_about_publication
from fairs.models import ROLES_WITH_END
from otopfair.accounts.finding import find_account
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import NormalisedCharField, PeriodField, ThaiDateField


class PublishFairForm(AsksBeforeSaving, forms.Form):
    """One press; publish_fair() refuses, this asks."""

    def __init__(self, data=None, *, fair_event):
        super().__init__(data)
        self.fair_event = fair_event

    def doubts(self):
        return doubts_about_publication(self.fair_event)


class CancelFairForm(forms.Form):
    reason = NormalisedCharField(
        label="เหตุที่ยกเลิก",
        max_length=1000,
        help_text="ร้านที่สมัครได้อ่านเหตุผลนี้ ผู้ชมเห็นเพียงว่างานยกเลิก",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveFairForm(SeenForm):
    """Cleans the new dates; move_fair() decides."""

    period = PeriodField(label="วันจัดงานใหม่", required=False)
    is_unknown = forms.BooleanField(label="ยังไม่ทราบวัน", required=False)
    not_shown = {"seen", "is_unknown"}

    def clean(self):
        cleaned = super().clean()
        if "period" in cleaned and not cleaned["period"] and not cleaned["is_unknown"]:
            self.add_error("period", "กรอกวันจัดงาน หรือเลือกว่ายังไม่ทราบวัน")
        if cleaned.get("is_unknown"):
            cleaned["period"] = None
        return cleaned


class CompleteResolutionForm(forms.Form):
    done_on = ThaiDateField(label="เสร็จเมื่อ")
    result = NormalisedCharField(
        label="ผลการดำเนินการ",
        max_length=4000,
        help_text="ทำอะไร ได้ผลอย่างไร มีหลักฐานอะไร",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReopenResolutionForm(forms.Form):
    reason = NormalisedCharField(label="เหตุที่เปิดมติอีกครั้ง", max_length=1000)


class GiveRoleForm(forms.Form):
    """Who gets a role, where, from when until when, and why."""

    account = NormalisedCharField(
        label="อีเมลหรือโทรศัพท์ของบัญชี",
        max_length=254,
        help_text="พิมพ์ให้ครบ คนที่ยังไม่มีบัญชีให้เปิดบัญชีก่อน",
    )
    place = forms.ChoiceField(label="พื้นที่")
    from_on = ThaiDateField(label="ตั้งแต่วันที่")
    until = ThaiDateField(label="ถึงวันที่", required=False)
    reason = NormalisedCharField(
        label="เหตุที่ให้บทบาท", max_length=500, help_text="เช่น คำสั่งจังหวัดที่ 12/2569"
    )

    def __init__(self, *args, role, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "ยังไม่เลือก"), *places]
        self.fields["until"].required = role in ROLES_WITH_END
        self.fields["from_on"].initial = today_in_thailand()

    def clean_account(self):
        """The account of the whole e-mail or phone; nobody leafs through accounts."""
        user = find_account(self.cleaned_data["account"])
        if user is None:
            raise forms.ValidationError("ไม่พบบัญชีนี้ ตรวจอีเมลหรือโทรศัพท์ หรือให้เจ้าของเปิดบัญชีก่อน")
        return user

    def answers(self) -> dict:
        """As give_role() takes them."""
        answers = dict(self.cleaned_data)
        kind, _, key = answers.pop("place").partition(":")
        place = {kind: True if kind == "everything" else key}
        return {"user": answers.pop("account"), **answers, **place}


class TakeRoleForm(forms.Form):
    reason = NormalisedCharField(label="เหตุที่ถอน", max_length=500)


class AskOwnerForm(forms.Form):
    words = NormalisedCharField(
        label="ต้องแก้อะไร",
        max_length=1000,
        help_text="บอกค่าที่ถูก และรู้จากที่ใด",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
