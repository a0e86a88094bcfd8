"""What a vendor objects with, what an officer answers, a penalty, a booth given back."""

from django import forms

from fairs.models import FairEvent
from otopfair.thai.formatting import format_date
from otopfair.thai.forms import ThaiDateField
from vendors.models import ObjectionOutcome, Outcome, PenaltyKind
from vendors.operations.giving_back import days_left_to_give_back


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label="ไม่เห็นด้วยเพราะอะไร",
        help_text="เขียนข้อเท็จจริงที่อยากให้พิจารณาใหม่ ไม่ต้องแนบไฟล์",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "เขียนว่าไม่เห็นด้วยเพราะอะไร"},
    )

    use_required_attribute = False


class ObjectionAnswerForm(forms.Form):
    """Uphold, or change: then what the application becomes."""

    outcome = forms.ChoiceField(
        label="คำตอบ",
        choices=ObjectionOutcome.choices[1:],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกคำตอบ"},
    )
    new_outcome = forms.ChoiceField(
        label="ผลใหม่ของใบสมัคร",
        required=False,
        choices=[
            ("", "ยังไม่เลือก"),
            *((one, one.label) for one in (Outcome.SELECT, Outcome.RESERVE)),
        ],
        help_text="เลือกเมื่อเปลี่ยนผล",
    )
    beyond_reason = forms.CharField(
        label="คัดเลือกนอกเกณฑ์เพราะอะไร",
        required=False,
        max_length=255,
        help_text="กรอกเมื่อเกินจำนวนที่รับ เกินสิทธิ์ต่อราย หรือต่ำกว่าเส้นคะแนน อย่าเขียนชื่อร้านหรือชื่อคน",
    )
    answer = forms.CharField(
        label="เหตุผลของคำตอบ",
        help_text="ร้านจะอ่านข้อความนี้",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "บอกเหตุผลของคำตอบ ร้านจะอ่านข้อความนี้"},
    )

    use_required_attribute = False

    def __init__(self, *args, about_penalty=False, **kwargs):
        super().__init__(*args, **kwargs)
        if about_penalty:
            del self.fields["new_outcome"], self.fields["beyond_reason"]


class PenaltyForm(forms.Form):
    kind = forms.ChoiceField(
        label="โทษ",
        choices=PenaltyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกโทษ"},
    )
    decision_number = forms.CharField(
        label="มติหรือคำสั่งที่",
        max_length=120,
        help_text="เช่น มติที่ประชุมครั้งที่ 3/2563 วาระที่ 4.1",
        error_messages={"required": "กรอกเลขที่มติหรือคำสั่ง"},
    )
    reason = forms.CharField(
        label="เหตุผล",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="ร้านจะอ่านข้อความนี้",
        error_messages={"required": "บอกเหตุผล ร้านจะอ่านข้อความนี้"},
    )
    from_on = ThaiDateField(label="ตั้งแต่วันที่", error_messages={"required": "กรอกวันเริ่ม"})
    until = ThaiDateField(label="ถึงวันที่", error_messages={"required": "กรอกวันสิ้นสุด"})
    everywhere = forms.BooleanField(
        label="ใช้กับงานของทุกจังหวัด",
        required=False,
        help_text="ไม่ติ๊ก ใช้กับงานของจังหวัดนี้เท่านั้น",
    )
    fair_event = forms.ModelChoiceField(
        label="งานที่เกิดเหตุ",
        queryset=FairEvent.objects.none(),
        required=False,
        empty_label="ไม่เกี่ยวกับงานใดงานหนึ่ง",
        error_messages={"invalid_choice": "เลือกงานที่ร้านนี้สมัครไว้"},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        fairs = FairEvent.objects.filter(pk__in=vendor.applications.values("fair_event"))
        self.fields["fair_event"].queryset = fairs.order_by("-opens_on", "pk")


class GiveBackForm(forms.Form):
    """Which booth, and from which day on; empty is the whole fair."""

    allocation = forms.ModelChoiceField(
        label="บูธที่คืน",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "เลือกบูธที่จะคืน",
            "invalid_choice": "คืนบูธนี้ไปแล้ว โหลดหน้าใหม่เพื่อดูบูธที่เหลือ",
        },
    )
    from_on = forms.TypedChoiceField(label="คืนเมื่อไร", required=False, empty_value=None)
    reason = forms.CharField(label="เหตุผล", required=False, max_length=255)

    use_required_attribute = False

    def __init__(self, *args, allocations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["allocation"].queryset = allocations
        self.fields["allocation"].label_from_instance = lambda row: f"บูธ {row.place_text}"
        rows = list(allocations)
        self.fields["allocation"].initial = rows[0] if len(rows) == 1 else None
        days = sorted({day for row in rows for day in days_left_to_give_back(row)})
        self.days = {day.isoformat(): day for day in days}
        words = [(key, f"ตั้งแต่ {format_date(day)} ถึงวันสุดท้าย") for key, day in self.days.items()]
        self.fields["from_on"].choices = [("", "ทั้งงาน"), *words]
        if not days:
            del self.fields["from_on"]

    def clean_from_on(self):
        return self.days.get(self.cleaned_data["from_on"])
