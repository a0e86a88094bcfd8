"""Photos of a product: several at a time, with the sender's word; and what each one shows."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django import forms

from otopfair.look.forms import FilesField, FilesInput
from otopfair.media.models import KeptFile
from otopfair.stale import SeenForm
from otopfair.thai.forms import NormalisedCharField

CHOOSE = "เลือกรูปอย่างน้อย 1 รูป"


class PhotoForm(forms.Form):
    """Photos, and the word of who sends them that they may be shown.

    `waiting` are files that came with an earlier press and wait for this form.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    photo = FilesField(
        label="เลือกหรือถ่ายรูป",
        widget=FilesInput(attrs={"accept": "image/*"}),
        error_messages={"required": CHOOSE},
    )
    licence = forms.BooleanField(
        label="รูปเหล่านี้เป็นของร้าน หรือเจ้าของรูปอนุญาตให้แสดงแล้ว",
        error_messages={"required": "ยืนยันว่ามีสิทธิ์ใช้รูปนี้ก่อนส่ง"},
    )

    differences = ()

    def __init__(self, *args, waiting: list[KeptFile] = (), most_megabytes: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = waiting
        box = self.fields["photo"]
        box.help_text = f"เลือกได้หลายรูป JPG PNG หรือ WebP รูปละไม่เกิน {most_megabytes} MB"
        box.required = not waiting
        box.allow_empty_file = True  # said with its name by whoever takes it

    def uploads(self) -> list[tuple[UUID, object]]:
        """(key, file) of every file sent just now, also when something else is missing.

        The key is the same when the same press comes again, and another for another file.
        """
        form_key = self.cleaned_data.get("form_key") or uuid4()
        files = self.files.getlist("photo") if self.files else []
        return [
            (uuid5(NAMESPACE_URL, f"{form_key} {number} {file.name} {file.size}"), file)
            for number, file in enumerate(files)
        ]


class CaptionForm(SeenForm):
    caption = NormalisedCharField(
        label="คำบรรยายรูป",
        required=False,
        max_length=255,
        help_text="บอกสิ่งที่เห็น สำหรับผู้ที่มองไม่เห็นรูป เช่น ผ้าไหมสีครามพับบนโต๊ะไม้",
    )
