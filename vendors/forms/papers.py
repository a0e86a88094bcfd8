"""What vendors type of a standard or a document, and what officers say of it."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django import forms
from django.core.files.base import File

from otopfair.look.forms import KeyedForm
from otopfair.media.images import limits
from otopfair.media.models import KeptFile
from otopfair.stale import SeenField
from otopfair.thai.forms import NormalisedCharField, ThaiDateField
from vendors.models import NumberRefused, PaperState, StandardKind, VendorDocumentKind

PHOTO_OR_PDF = "image/*,application/pdf"


class FileForm(KeyedForm):
    """A photo or a PDF. `waiting` is one that came with an earlier press of the same form."""

    file = forms.FileField(
        label="รูปถ่ายหรือไฟล์ PDF",
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTO_OR_PDF}),
    )

    use_required_attribute = False

    def __init__(self, *args, waiting: KeptFile | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        box = self.fields["file"]
        box.help_text = f"JPG PNG WebP หรือ PDF ไม่เกิน {limits().megabytes} MB"
        box.widget.attrs["data-most-megabytes"] = limits().megabytes
        box.allow_empty_file = True  # said with its name by whoever takes it

    def upload(self):
        """What was chosen now, or else what waits from before."""
        sent = self.files.get("file") if self.files else None
        if sent is None and self.waiting is not None:
            return File(self.waiting.file.open("rb"), name=self.waiting.name)
        return sent

    def key_of(self, file) -> UUID:
        """The same when the same press comes again, another for another file."""
        return uuid5(
            NAMESPACE_URL, f"{self.data.get('form_key') or uuid4()} {file.name} {file.size}"
        )


class StandardForm(FileForm):
    number = NormalisedCharField(
        label="เลขที่", max_length=64, error_messages={"required": "กรอกเลขที่ตามเอกสาร"}
    )
    valid_from = ThaiDateField(label="ออกให้เมื่อ", required=False)
    valid_until = ThaiDateField(
        label="หมดอายุ", error_messages={"required": "กรอกวันหมดอายุตามเอกสาร"}
    )
    seen = SeenField()

    field_order = ["number", "valid_from", "valid_until", "file"]

    def __init__(self, *args, kind: StandardKind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["number"].help_text = (
            f"เช่น {kind.number_example}" if kind.number_example else ""
        )
        self.fields["valid_until"].required = kind.expires

    def clean_number(self) -> str:
        """Read here too, so that it is told together with what else is wrong."""
        try:
            return self.kind.read_number(self.cleaned_data["number"])
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def answers(self) -> dict:
        names = ("number", "valid_from", "valid_until")
        return {name: self.cleaned_data[name] for name in names}


class DocumentForm(FileForm):
    valid_until = ThaiDateField(
        label="หมดอายุ", error_messages={"required": "กรอกวันหมดอายุตามเอกสาร"}
    )

    field_order = ["file", "valid_until"]

    def __init__(self, *args, kind: VendorDocumentKind, **kwargs):
        super().__init__(*args, **kwargs)
        if not kind.expires:
            del self.fields["valid_until"]
        self.fields["file"].required = self.waiting is None
        self.fields["file"].error_messages["required"] = "เลือกไฟล์หรือถ่ายรูปเอกสาร"

    def answers(self) -> dict:
        return {"valid_until": self.cleaned_data.get("valid_until")}


COVER = "ปิดช่องศาสนาและหมู่เลือดก่อนถ่าย แล้วส่งรูปใหม่"
ONLY_WHEN_REFUSED = "ข้อนี้ใช้เมื่อขอให้ร้านแก้ เลือก “ขอให้ร้านแก้” หรือเอาเครื่องหมายออก"


class JudgeForm(forms.Form):
    """The panel beside a paper: it is right, or what is to be corrected."""

    state = forms.ChoiceField(
        label="ผลตรวจ",
        choices=[
            (PaperState.ACCEPTED.value, "ตรวจแล้ว ใช้ได้"),
            (PaperState.REFUSED.value, "ขอให้ร้านแก้"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าใช้ได้ หรือขอให้ร้านแก้"},
    )
    cover = forms.BooleanField(
        label="ขอให้ปิดช่องศาสนา", required=False, help_text=f"ร้านอ่านว่า “{COVER}”"
    )
    reason = forms.CharField(
        label="สิ่งที่ขอให้แก้",
        help_text="ร้านอ่านข้อความนี้",
        required=False,
        max_length=900,  # the ready-made words fit in beside it
        widget=forms.Textarea(attrs={"rows": 3, "data-optional": "กรอกเมื่อขอให้ร้านแก้"}),
    )
    seen = SeenField()

    use_required_attribute = False

    def __init__(self, *args, shows_person: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not shows_person:
            del self.fields["cover"]

    def clean(self) -> dict:
        """The ready-made words stand before what the officer wrote."""
        answers = super().clean()
        if answers.pop("cover", False):
            if answers.get("state") == PaperState.ACCEPTED:
                self.add_error("cover", ONLY_WHEN_REFUSED)
            answers["reason"] = "\n".join(filter(None, (COVER, answers.get("reason", ""))))
        return answers
