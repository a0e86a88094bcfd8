"""What an officer writes to the chosen vendors of a fair."""

from django import forms

from otopfair.look.forms import KeyedForm
from vendors.models import LONGEST_LETTER


class WriteForm(KeyedForm):
    """The words. The operation knows which placeholders there are."""

    subject = forms.CharField(
        label="เรื่อง", max_length=200, error_messages={"required": "กรอกเรื่องของข้อความ"}
    )
    body = forms.CharField(
        label="ข้อความ",
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="คำในวงเล็บปีกกา เช่น {ชื่อร้าน} ระบบเติมให้ทีละร้าน",
        error_messages={"required": "กรอกข้อความที่จะส่ง"},
    )

    use_required_attribute = False
