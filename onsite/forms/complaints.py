"""What a visitor says, what officers do about it, and the vendor's word."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairs.models import Booth, FairEvent
from fairs.people import people_with
from onsite.models import Complaint
from onsite.models.complaints import LONGEST_COMPLAINT
from onsite.operations.complaints import Contacts
from otopfair.look.forms import KeyedForm
from otopfair.media.images import limits
from otopfair.thai.forms import NormalisedCharField, PhoneField

ANSWER = "onsite.answer_complaint"


def _words(label: str, required: str, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_COMPLAINT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": required},
        **kwargs,
    )


class ComplaintForm(KeyedForm):
    """Nobody has to say who they are. `website` is a box that people do not see: who fills it in
    is a program."""

    text = _words(_("เกิดอะไรขึ้น"), _("เล่าว่าเกิดอะไรขึ้น"), help_text=_("เล่าสั้น ๆ ว่าเมื่อไร ที่ไหน อย่างไร"))
    booth = NormalisedCharField(
        label=_("เลขบูธ"),
        max_length=8,
        required=False,
        help_text=_("ดูที่ป้ายหน้าบูธ เช่น A16 ไม่เกี่ยวกับบูธไม่ต้องกรอก"),
        widget=forms.TextInput(attrs={"data-width": "short"}),
    )
    photo = forms.FileField(
        label=_("รูป"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
    )
    name = NormalisedCharField(label=_("ชื่อของคุณ"), max_length=120, required=False)
    phone = PhoneField(label=_("โทรศัพท์"), required=False)
    email = forms.EmailField(label=_("อีเมล"), max_length=254, required=False)
    consents = forms.BooleanField(
        label=_("ยินยอมให้เจ้าหน้าที่ของงานใช้ข้อมูลนี้ติดต่อกลับเรื่องนี้เท่านั้น"),
        required=False,
    )
    website = forms.CharField(label=_("อย่ากรอกช่องนี้"), max_length=200, required=False)

    use_required_attribute = False

    def __init__(self, *args, fair_event: FairEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fair_event = fair_event
        words = _("JPG PNG หรือ WebP ไม่เกิน %(number)d MB")
        self.fields["photo"].help_text = words % {"number": limits().megabytes}

    def clean_booth(self) -> Booth | None:
        code = self.cleaned_data["booth"]
        if not code:
            return None
        found = Booth.objects.filter(fair_event=self.fair_event, code__iexact=code).first()
        if found is None:
            words = _("งานนี้ไม่มีบูธ %(code)s ดูเลขที่ป้ายหน้าบูธ หรือเว้นว่างไว้")
            raise ValidationError(words % {"code": code})
        return found

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))

    def contacts(self) -> Contacts:
        typed = self.cleaned_data
        return Contacts(typed["name"], typed["phone"], typed["email"])


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=None,
        label="ผู้รับผิดชอบ",
        empty_label="เลือกคน",
        error_messages={"required": "เลือกผู้รับผิดชอบ"},
    )

    use_required_attribute = False

    def __init__(self, *args, complaint: Complaint, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_with(ANSWER, complaint.fair_event)


class NoteForm(KeyedForm):
    text = _words("บันทึกภายใน", "เขียนบันทึกก่อน", help_text="เห็นเฉพาะเจ้าหน้าที่")

    use_required_attribute = False


class QuestionForm(forms.Form):
    question = _words("ถามร้านว่า", "เขียนคำถามก่อน", help_text="ร้านอ่านข้อความนี้ อย่าใส่ชื่อหรือเบอร์ของผู้แจ้ง")

    use_required_attribute = False


class AnswerForm(forms.Form):
    answer = _words("คำตอบ", "เขียนคำตอบก่อน", help_text="ผู้แจ้งอ่านจากลิงก์ของเรื่อง")

    use_required_attribute = False


class ReopenForm(forms.Form):
    reason = _words("เปิดอีกครั้งเพราะ", "บอกเหตุที่เปิดเรื่องอีกครั้ง")

    use_required_attribute = False


class CloseForm(forms.Form):
    """A press; it has nothing to fill in."""


class WordForm(forms.Form):
    words = _words("คำชี้แจงของร้าน", "เขียนคำชี้แจงก่อน", help_text="เจ้าหน้าที่อ่าน ผู้แจ้งไม่เห็นข้อความนี้")

    use_required_attribute = False
