"""What officers type on the work pages of fairs and meetings."""

from django import forms

from fairs.doubts import doubts_about_publication
from fairs.models import ROLES_WITH_END, Province
from otopfair.accounts.finding import accounts_for
from otopfair.accounts.forms import read_login
from otopfair.look.forms import KeyedForm
from otopfair.media.forms import PaperField
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import NormalisedCharField, PeriodField, ThaiDateField

NOBODY = "ไม่พบ “{}” ถ้ายังไม่มีบัญชี กรอกชื่อและนามสกุลในช่องถัดไป ระบบจะเปิดบัญชีให้"
MOST_NAMED = 5


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


class CompleteResolutionForm(KeyedForm):
    done_on = ThaiDateField(label="เสร็จเมื่อ")
    result = NormalisedCharField(
        label="ผลการดำเนินการ",
        max_length=4000,
        help_text="ทำอะไร ได้ผลอย่างไร",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = PaperField(label="หลักฐาน", required=False)


class ReopenResolutionForm(forms.Form):
    reason = NormalisedCharField(label="เหตุที่เปิดมติอีกครั้ง", max_length=1000)


class GiveRoleForm(forms.Form):
    """Who gets a role, where, from when until when, and why."""

    account = NormalisedCharField(
        label="ให้ใคร",
        max_length=254,
        help_text="ชื่อของคนในพื้นที่คุณ หรือโทรศัพท์หรืออีเมลทั้งหมดของคนอื่น",
        error_messages={"required": "กรอกชื่อ โทรศัพท์ หรืออีเมล"},
    )
    full_name = NormalisedCharField(
        label="ชื่อและนามสกุล ถ้ายังไม่มีบัญชี",
        max_length=200,
        required=False,
        help_text="ระบบเปิดบัญชีให้ด้วยโทรศัพท์หรืออีเมลข้างบน และออกใบรหัสสำหรับเข้าครั้งแรก",
    )
    place = forms.ChoiceField(label="พื้นที่")
    from_on = ThaiDateField(label="ตั้งแต่วันที่")
    until = ThaiDateField(label="ถึงวันที่", required=False)
    reason = NormalisedCharField(
        label="เหตุที่ให้บทบาท", max_length=500, help_text="เช่น คำสั่งจังหวัดที่ 12/2569"
    )

    def __init__(self, *args, role, places, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["place"].choices = [("", "ยังไม่เลือก"), *places]
        self.fields["until"].required = role in ROLES_WITH_END
        self.fields["from_on"].initial = today_in_thailand()

    def clean_account(self):
        """The one account that is meant, or what it was typed as where there is none yet."""
        typed = self.cleaned_data["account"]
        found = list(accounts_for(self.by, typed).filter(is_active=True)[: MOST_NAMED + 1])
        if len(found) > 1:
            names = ", ".join(f"{one} {one.position_title}".strip() for one in found[:MOST_NAMED])
            raise forms.ValidationError(f"ชื่อนี้มีหลายคน: {names} กรอกโทรศัพท์หรืออีเมลของคนที่ต้องการ")
        return found[0] if found else typed

    def clean(self):
        cleaned = super().clean()
        account = cleaned.get("account")
        if isinstance(account, str):
            self._read_newcomer(account, cleaned)
        return cleaned

    def _read_newcomer(self, typed: str, cleaned: dict) -> None:
        """Somebody without an account: a name, and what it is to be signed in with."""
        if not cleaned.get("full_name"):
            self.add_error("account", NOBODY.format(typed))
            return
        try:
            cleaned["login"] = read_login(typed)
        except forms.ValidationError:
            self.add_error("account", "กรอกโทรศัพท์หรืออีเมลที่คนนี้จะใช้เข้าสู่ระบบ")

    @property
    def newcomer(self) -> dict | None:
        """Whose account is to be opened; None for who has one."""
        login = self.cleaned_data.get("login")
        if login is None:
            return None
        by_mail = "@" in login
        return {
            "full_name": self.cleaned_data["full_name"],
            "phone": "" if by_mail else login,
            "email": login if by_mail else "",
        }

    def answers(self) -> dict:
        """The term and the place, as give_role() takes them."""
        kind, _, key = self.cleaned_data["place"].partition(":")
        term = {name: self.cleaned_data[name] for name in ("from_on", "until", "reason")}
        return {**term, kind: True if kind == "everything" else key}


class TakeRoleForm(forms.Form):
    reason = NormalisedCharField(label="เหตุที่ถอน", max_length=500)


class AskOwnerForm(forms.Form):
    words = NormalisedCharField(
        label="ต้องแก้อะไร",
        max_length=1000,
        help_text="บอกค่าที่ถูก และรู้จากที่ใด",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class HandOverForm(forms.Form):
    province = forms.ModelChoiceField(None, label="จังหวัดที่จะดูแล", empty_label="เลือกจังหวัด")
    words = NormalisedCharField(label="เพราะอะไร", max_length=1000)

    def __init__(self, data=None, *, row):
        super().__init__(data)
        self.fields["province"].queryset = Province.objects.exclude(pk=row.province_id)
