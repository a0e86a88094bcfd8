"""The few answers with which a committee, an order, a meeting or a project begins."""

from typing import Any

from django import forms
from django.db import models

from fairs.doubts import doubts_about_committee, doubts_about_meeting, doubts_about_project
from fairs.models import AppointmentOrder, Meeting, Project, WorkingCommittee
from fairs.planning.naming import described, may_be_another, persons_called, who_of
from otopfair.look.forms import KeyedForm, SentenceInput
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.thai.calendar import be_year
from otopfair.thai.digits import NumberError, parse_whole
from otopfair.thai.forms import (
    FiscalYearField,
    NormalisedCharField,
    ThaiDateField,
    ThaiTimeField,
    WholeNumberField,
)
from otopfair.thai.parsing import ThaiDateError, parse_year_be

# One of the two is asked for, so neither is optional.
COMMITTEE_OR_NAME = {"committee": "หรือพิมพ์ชื่อใหม่", "new_committee": "เมื่อยังไม่มีในรายการ"}


class MeetingNumberField(NormalisedCharField):
    """ "1", "๑/๒๕๖๓", "ครั้งที่ 1/2563": (1, 2563), or (1, None) where no year is typed."""

    def clean(self, value):
        text = super().clean(value).removeprefix("ครั้งที่")
        if not text:
            return None
        number, _, year = text.partition("/")
        try:
            return parse_whole(number), parse_year_be(year) if year else None
        except (NumberError, ThaiDateError) as broken:
            raise forms.ValidationError("พิมพ์เช่น 1 หรือ 1/2563") from broken


class _BeginForm(AsksBeforeSaving, KeyedForm):
    """The few answers with which something is begun."""

    model: type[models.Model]
    province = forms.ModelChoiceField(None, label="จังหวัด", empty_label="เลือกจังหวัด")

    def __init__(self, *args, provinces, committees, orders, **kwargs):
        super().__init__(*args, **kwargs)
        own = list(provinces[:2])
        self.only_province = own[0] if len(own) == 1 else None
        self.fields["province"].queryset = provinces
        if self.only_province:
            self.fields["province"].initial = self.only_province
            self.fields["province"].widget = forms.HiddenInput()
        for name, rows in (("committee", committees), ("order", orders)):
            if name in self.fields:
                self.fields[name].queryset = rows

    def answers(self) -> dict[str, Any]:
        names = {field.name for field in self.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class BeginCommitteeForm(_BeginForm):
    model = WorkingCommittee
    name_th = NormalisedCharField(
        label="ชื่อคณะทำงาน", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    fiscal_year_be = FiscalYearField(label="ปีงบประมาณ")
    order = forms.ModelChoiceField(
        None, label="แต่งตั้งโดยคำสั่ง", required=False, empty_label="ยังไม่มีคำสั่ง"
    )

    def clean(self):
        cleaned = super().clean()
        order, province = cleaned.get("order"), cleaned.get("province")
        if order and province and order.province_id != province.pk:
            self.add_error("order", f"เลือกคำสั่งของ{province.title}")
        return cleaned

    def doubts(self):
        answers = {name: self.cleaned_data[name] for name in ("name_th", "fiscal_year_be")}
        return doubts_about_committee(self.cleaned_data["province"], **answers)


class BeginOrderForm(_BeginForm):
    model = AppointmentOrder
    issuing_office = NormalisedCharField(label="คำสั่งของ")
    number = WholeNumberField(
        label="เลขที่คำสั่ง",
        help_text="เลขหน้าเครื่องหมาย / ส่วนปีมาจากวันที่สั่ง",
        min_value=1,
        error_messages={"required": "กรอกเลขที่คำสั่ง"},
    )
    signed_on = ThaiDateField(label="สั่ง ณ วันที่")
    subject = NormalisedCharField(label="เรื่อง", max_length=500, widget=SentenceInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.only_province:
            self.initial.setdefault("issuing_office", self.only_province.title)

    def answers(self):
        """Numbers begin anew each calendar year, so the day tells the year."""
        return super().answers() | {"year_be": be_year(self.cleaned_data["signed_on"])}

    def doubts(self):
        return ()


class BeginMeetingForm(_BeginForm):
    model = Meeting
    committee = forms.ModelChoiceField(
        None, label="คณะทำงาน", required=False, empty_label="คณะใหม่ พิมพ์ชื่อในช่องถัดไป"
    )
    new_committee = NormalisedCharField(label="ชื่อคณะทำงานใหม่", max_length=500, required=False)
    ordinal = MeetingNumberField(
        label="ครั้งที่", required=False, help_text="เช่น 1/2563 เว้นว่างได้ถ้าไม่ทราบ"
    )
    held_on = ThaiDateField(label="วันที่ประชุม")
    starts_time = ThaiTimeField(label="เวลา", required=False)
    venue = NormalisedCharField(label="สถานที่", required=False)
    purpose = forms.CharField(
        label="เรื่องที่ประชุม",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    chair_name = NormalisedCharField(
        label="ประธาน", required=False, help_text="เช่น นายสมชาย ใจดี พัฒนาการจังหวัด"
    )
    chair_position = NormalisedCharField(label="ตำแหน่งของประธาน", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in COMMITTEE_OR_NAME.items():
            self.fields[name].widget.attrs["data-optional"] = words
        self.fields["chair_name"].widget.attrs["list"] = "people"
        self.fields["chair_position"].widget.attrs["list"] = "positions"

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("committee") and not cleaned.get("new_committee"):
            self.add_error("new_committee", "เลือกคณะทำงาน หรือพิมพ์ชื่อคณะทำงานใหม่")
        return cleaned

    def doubts(self):
        committee, held_on = self.cleaned_data["committee"], self.cleaned_data["held_on"]
        if committee is not None:
            yield from doubts_about_meeting(
                Meeting(committee=committee, held_on=held_on, **self.number())
            )
        else:
            name = self.cleaned_data["new_committee"]
            yield from doubts_about_committee(self.cleaned_data["province"], name_th=name)
        chair = self.chair()
        name, position = chair.get("person_name"), chair.get("position_title")
        if name and (found := persons_called(name)) and may_be_another(found[0], position):
            yield f"{described(found[0])} อยู่ในระบบแล้ว ประธานคือคนเดียวกัน"

    def answers(self):
        names = ("held_on", "starts_time", "venue", "purpose")
        return {name: self.cleaned_data[name] for name in names} | self.number()

    def number(self) -> dict[str, int | None]:
        """Without a year it is of the year in which the meeting is held."""
        ordinal, year_be = self.cleaned_data["ordinal"] or (None, None)
        if ordinal and not year_be:
            year_be = be_year(self.cleaned_data["held_on"])
        return {"ordinal": ordinal, "year_be": year_be}

    def chair(self) -> dict[str, str]:
        """As begin_meeting() takes it; empty when nobody is named."""
        name, position = self.cleaned_data["chair_name"], self.cleaned_data["chair_position"]
        if name and not position:
            return who_of(name)._asdict()
        return {"person_name": name, "position_title": position} if name or position else {}


class BeginProjectForm(_BeginForm):
    model = Project
    name_th = NormalisedCharField(
        label="ชื่อโครงการ", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    fiscal_year_be = FiscalYearField(label="ปีงบประมาณ")
    committee = forms.ModelChoiceField(None, label="คณะทำงาน", required=False, empty_label="ไม่ระบุ")

    def doubts(self):
        answers = {name: self.cleaned_data[name] for name in ("name_th", "fiscal_year_be")}
        return doubts_about_project(self.cleaned_data["province"], **answers)
