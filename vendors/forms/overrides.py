"""A booth beside the rules, as an officer asks for it."""

from django import forms

from fairs.models import FairEvent
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.forms import NormalisedCharField
from vendors.models import reference_is


class OverrideForm(forms.Form):
    """Cleans numbers as they are typed to the application and the booth."""

    application = NormalisedCharField(
        label="เลขที่ใบสมัคร",
        max_length=20,
        help_text="เช่น KK63-0151",
        error_messages={"required": "กรอกเลขที่ใบสมัคร"},
    )
    booth = NormalisedCharField(
        label="เลขบูธ", max_length=8, error_messages={"required": "กรอกเลขบูธ"}
    )
    reason = forms.CharField(
        label="เพราะอะไร",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เหตุผลขึ้นหน้าสาธารณะ ไม่ใส่ชื่อร้านหรือบุคคล",
        error_messages={"required": "บอกเหตุผล"},
    )

    use_required_attribute = False

    def __init__(self, *args, fair_event: FairEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fair_event = fair_event

    def clean_application(self):
        rows = self.fair_event.applications.exclude(reference_number=None)
        found = rows.filter(reference_is(self.cleaned_data["application"])).first()
        if found is None:
            raise forms.ValidationError("ไม่มีใบสมัครเลขที่นี้ในงานนี้")
        return found

    def clean_booth(self):
        code = self.cleaned_data["booth"]
        found = self.fair_event.booths.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError("ไม่มีบูธเลขนี้ในงานนี้")
        return found
