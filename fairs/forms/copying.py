"""What an officer chooses when the next edition is made from a past one."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.datastructures import MultiValueDict

from fairs.copying import copy_parts
from fairs.models import FairEvent
from fairs.operations.copying import next_edition
from fairs.proposals import next_address, next_code, next_name, next_number
from fairs.shifting import DayShift, to_first_day, to_next_year
from otopfair.stale import SeenField, seen_of
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.forms import (
    FiscalYearField,
    NormalisedCharField,
    ThaiDateField,
    WholeNumberField,
)

SAME_WEEKDAY, FIRST_DAY = "weekday", "first_day"
A_YEAR_OF_WEEKS = DayShift(364)


class NextEditionForm(forms.Form):
    """Days, name and parts. What is left as proposed follows the days that were chosen."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = SeenField()
    rule = forms.ChoiceField(label="วันจัดงาน", widget=forms.RadioSelect)
    first_on = ThaiDateField(label="วันแรกของงาน", required=False)
    edition_no = WholeNumberField(label="ครั้งที่", min_value=1, max_value=9999, required=False)
    year_label_be = FiscalYearField(label="ประจำปี", required=False)
    name_th = NormalisedCharField(label="ชื่องาน", max_length=255)
    reference_code = forms.RegexField(
        label="รหัสงาน",
        regex="^[A-Z0-9]{2,8}$",
        help_text="นำหน้าเลขที่ใบสมัคร",
        error_messages={"invalid": "รหัสงานใช้อักษรอังกฤษตัวใหญ่และตัวเลข 2 ถึง 8 ตัว เช่น KK69"},
    )
    slug = forms.SlugField(label="ที่อยู่หน้าเว็บ", max_length=80)
    parts = forms.MultipleChoiceField(
        label="สิ่งที่คัดลอก", widget=forms.CheckboxSelectMultiple, required=False
    )

    named = ("edition_no", "year_label_be", "name_th", "reference_code", "slug")
    use_required_attribute = False

    def __init__(self, data=None, *, source: FairEvent):
        self.source = source
        self.told = {part: part.told(source) for part in copy_parts()}
        usual = self._usual_shift()
        self.usual = proposals(source, usual)
        if data is None:
            data = MultiValueDict({name: [value] for name, value in self._shown().items()})
            data.setlist("parts", [part.key for part, told in self.told.items() if told])
        super().__init__(data)
        self.fields["parts"].choices = [
            (part.key, part.label) for part, told in self.told.items() if told
        ]
        self._offer_days(usual)

    def _shown(self) -> dict[str, str]:
        proposed = {name: "" if value is None else str(value) for name, value in self.usual.items()}
        return {"rule": SAME_WEEKDAY, "form_key": str(uuid4()), **proposed}

    def _offer_days(self, usual: DayShift) -> None:
        period = self.source.period
        if period is None:
            self.fields["rule"].choices = [(SAME_WEEKDAY, "ยังไม่กำหนดวัน")]
            del self.fields["first_on"]
            return
        self.fields["rule"].choices = [
            (SAME_WEEKDAY, f"วันเดิมของสัปดาห์ในปีถัดไป: {usual.period(period)}"),
            (FIRST_DAY, "เลือกวันแรกเอง จำนวนวันเท่าเดิม"),
        ]

    def _usual_shift(self) -> DayShift:
        period = self.source.period
        return to_next_year(period.first, today_in_thailand()) if period else A_YEAR_OF_WEEKS

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("rule") == FIRST_DAY
        first_on: date | None = cleaned.get("first_on")
        if chosen and first_on is None and "first_on" not in self.errors:
            self.add_error("first_on", "กรอกวันแรกของงาน")
        self.shift = (
            to_first_day(self.source.opens_on, first_on)
            if chosen and first_on and self.source.opens_on
            else self._usual_shift()
        )
        if not self.errors:
            self._follow_the_days(cleaned)
        return cleaned

    def _follow_the_days(self, cleaned: dict) -> None:
        """Proposals that nobody has changed are made anew for the days that were chosen."""
        fresh = proposals(self.source, self.shift, edition_no=cleaned["edition_no"])
        self.data = self.data.copy()
        for name, proposed in fresh.items():
            if cleaned[name] == self.usual[name] and name != "edition_no":
                cleaned[name] = proposed
                self.data[name] = "" if proposed is None else str(proposed)

    @property
    def called(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.named}

    @property
    def mark(self) -> str:
        """The fingerprint of what the preview shows."""
        return seen_of(
            {**self.called, "days": self.shift.days, "parts": self.cleaned_data["parts"]}
        )


def proposals(source: FairEvent, shift: DayShift, **typed) -> dict:
    """How the next edition may be called, moved by `shift`."""
    edition_no = typed.get("edition_no", next_number(source))
    copy = next_edition(source, shift, {"edition_no": edition_no})
    copy.name_th = source.name_th
    copy.year_label_be = _next_year_label(source, copy)
    return {
        "edition_no": edition_no,
        "year_label_be": copy.year_label_be,
        "name_th": next_name(source, copy),
        "reference_code": next_code(source, copy),
        "slug": next_address(source, copy),
    }


def _next_year_label(source: FairEvent, copy: FairEvent) -> int | None:
    """As many years later as the fair itself; a label need not be the year of the days. Where no
    days are known: the next year, or this one when that is past."""
    label = source.year_label_be
    if label is None:
        return None
    if copy.opens_on is None or source.opens_on is None:
        return max(label + 1, be_year(today_in_thailand()))
    return label + max(be_year(copy.opens_on) - be_year(source.opens_on), 0)
