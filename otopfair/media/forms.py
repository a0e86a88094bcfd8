"""A box for a photo or a PDF; what is in it is checked by `papers.check_paper`."""

from django import forms

from otopfair.media.images import limits


class PaperField(forms.FileField):
    default_error_messages = {
        "required": "เลือกไฟล์ก่อน",
        "empty": "ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น",
    }

    def __init__(self, **kwargs):
        most = limits().megabytes
        accept = "image/jpeg,image/png,image/webp,application/pdf"
        box = forms.FileInput(attrs={"accept": accept, "data-most-megabytes": most})
        kwargs = {"help_text": f"รูป JPG PNG WebP หรือ PDF ไม่เกิน {most} MB", "widget": box, **kwargs}
        super().__init__(**kwargs)
