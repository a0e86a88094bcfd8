"""How forms look: ``FORM_RENDERER = "otopfair.look.forms.LookRenderer"``."""

from uuid import uuid4

from django import forms
from django.forms.renderers import TemplatesSetting

from otopfair.documents.sheets import ACCEPTED, MOST_BYTES
from otopfair.thai.digits import whole_number


class LookRenderer(TemplatesSetting):
    """Renders forms and fields from ``templates/forms/``.

    A widget tells its field what to draw with attributes: ``data-suffix`` ("บาท" outside the box),
    ``data-width`` (id, phone, money, date, time, number, short, name) and ``data-money``.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class KeyedForm(forms.Form):
    """A form that creates something: its key makes a second press find the first answer."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = self.fields["form_key"].initial or uuid4()


class SentenceInput(forms.Textarea):
    """One line of text that may be long: the box grows, so that all of it is seen on a phone."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 2, "class": "grows", **(attrs or {})})


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one box; cleaned, it is a list of them."""

    widget = FilesInput

    def clean(self, data, initial=None):
        if not data:
            return [] if not self.required else super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in data]


class SpreadsheetField(forms.FileField):
    """A spreadsheet, with the type and size that is taken said beside the button."""

    default_error_messages = {
        "required": "เลือกไฟล์ก่อน",
        "empty": "ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", "ไฟล์ Excel (.xlsx .xls) LibreOffice (.ods) หรือ .csv ไม่เกิน 8 MB"
        )
        kwargs.setdefault(
            "widget",
            forms.FileInput(
                attrs={"accept": ACCEPTED, "data-most-megabytes": MOST_BYTES // 1024**2}
            ),
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload.size > MOST_BYTES:
            raise forms.ValidationError("ไฟล์ใหญ่เกิน 8 MB ลบรูปหรือแผ่นงานที่ไม่ใช้ แล้วเลือกใหม่")
        return upload


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows. SQLite fails on a key of thirty digits, so what cannot be one is not asked."""

    def _check_values(self, value):
        for key in value:
            if whole_number(str(key)) is None:
                words = self.error_messages["invalid_choice"]
                raise forms.ValidationError(words, "invalid_choice", {"value": key})
        return super()._check_values(value)
