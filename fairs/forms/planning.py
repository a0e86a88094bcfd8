"""What is typed on the pages of planning, piece by piece."""

from typing import Any

from django import forms
from django.db import models

from fairs.doubts import doubts_about_committee, doubts_about_meeting, doubts_about_project
from fairs.models import (
    AppointmentOrder,
    FairEvent,
    Meeting,
    Person,
    Project,
    WorkingCommittee,
)
from fairs.planning.kinds import AGENCIES, LABELS, PERSONS, PieceKind, label, province_of, shown
from fairs.planning.naming import described, may_be_another, persons_called, who_of
from otopfair.look.forms import KeyedForm
from otopfair.media.forms import PaperField
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.calendar import be_year
from otopfair.thai.digits import NumberError, parse_large, parse_whole, whole_number
from otopfair.thai.folding import normalise
from otopfair.thai.forms import (
    ADMIN_FORMFIELD_OVERRIDES,
    FiscalYearField,
    MeasureField,
    NormalisedCharField,
    PeriodField,
    ThaiDateField,
    ThaiTimeField,
    form_class_by_name,
)
from otopfair.thai.parsing import ThaiDateError, parse_year_be
from otopfair.thai.widgets import MeasureInput

ANOTHER = "another"
MOST_LINES = 100
_HINTS = {
    "person_name": "เช่น นายสมชาย ใจดี เว้นว่างได้ถ้ารู้แค่ตำแหน่งหรือหน่วยงาน",
    "responsible": "ชื่อ ตำแหน่ง หรือหน่วยงานที่ทำเรื่องนี้",
    "amount": "พิมพ์ 2.3 พันล้าน หรือ 2,300,000,000 ก็ได้",
    "unit": "เช่น บาทต่อปี ร้อยละ ราย",
    "note": "ถ้าไม่มาประชุม บอกเหตุ เช่น ติดราชการ",
    "number": "เว้นว่างได้ ระบบใช้เลขของวาระ",
    "minutes_by": "ชื่อและตำแหน่ง",
    "checked_by": "ชื่อและตำแหน่ง",
    "source": "เช่น ข่าวโดยใคร บรรณาธิการ หน่วยงาน",
    "substitute": "ใครมาประชุมแทนได้",
    "acting_for": "เช่น พัฒนาการจังหวัดขอนแก่น",
}
_LISTS = {
    **dict.fromkeys(PERSONS, "people"),
    **dict.fromkeys(AGENCIES, "agencies"),
    **dict.fromkeys(("position_title", "acting_for"), "positions"),
    "responsible": "responsible",
}


class LargeInput(MeasureInput):
    """Takes words too, so a telephone shows its letters."""

    box_attrs = {"data-width": "words"}


class LargeField(MeasureField):
    """A number that may be of thousands of millions: "2.3 พันล้าน"."""

    widget = LargeInput

    def read(self, text):
        return parse_large(text)


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


class PieceForm(SeenForm):
    """The fields of one piece, of a row that is there (`row`) or of a new one."""

    which: Person | None = None
    not_shown = {"seen", "form_key", "which_person"}

    def __init__(self, data=None, *, kind: PieceKind, root, row, names, **kwargs):
        self.kind, self.root, self.row = kind, root, row
        initial = {**shown(row, names), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        for name in names:
            self.fields[name] = _field(kind.model, name, root)

    def clean(self):
        cleaned = super().clean()
        for name in self.fields.keys() & PERSONS.keys():
            self._ask_who(name, cleaned)
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n")
            elif isinstance(value, models.Model):
                cleaned[name] = value.pk
        return cleaned

    def _ask_who(self, name: str, cleaned) -> None:
        """Somebody of this name is there; with another position it may be another person."""
        typed = cleaned.get(name) or ""
        if not typed or typed == self.initial.get(name):
            return
        position = cleaned.get("position_title") or cleaned.get("signer_position") or ""
        found = persons_called(typed)
        if not found or (len(found) == 1 and not may_be_another(found[0], position)):
            return
        self.fields["which_person"] = _which(found)
        answer = self.data.get(self.add_prefix("which_person"), "")
        if answer == ANOTHER:
            self.which = Person()
        elif whole_number(answer) is not None:
            self.which = next((one for one in found if str(one.pk) == answer), None)
        if self.which is None:
            self.add_error("which_person", "มีชื่อนี้อยู่แล้ว เลือกว่าเป็นคนเดียวกันหรือไม่")


def _which(found: list[Person]) -> forms.ChoiceField:
    choices = [(str(one.pk), f"คนเดียวกับ {described(one)}") for one in found]
    choices.append((ANOTHER, "เป็นอีกคน ชื่อเหมือนกัน"))
    return forms.ChoiceField(label="หมายถึงใคร", choices=choices, widget=forms.RadioSelect)


class NewPieceForm(KeyedForm, PieceForm):
    """A new row, or with `by_lines` many, one for each line; the form's key adds them once."""

    def __init__(self, data=None, *, kind: PieceKind, root, within, **kwargs):
        row = kind.new(root)
        names = () if kind.by_lines else kind.starts_with
        if kind.suggests and data is None:
            kwargs["initial"] = kind.suggests(root)
        super().__init__(data, kind=kind, root=root, row=row, names=names, **kwargs)
        self.within = within
        if kind.by_lines:
            self.fields["lines"] = _lines_field(kind)
            if ready := self.initial.get("lines"):
                self.fields["lines"].help_text = "มาจากรายชื่อผู้มาประชุม แก้หรือลบบรรทัดที่ไม่ใช่ได้"
                self.fields["lines"].widget.attrs["rows"] = ready.count("\n") + 2

    def rows(self) -> list[dict[str, Any]]:
        """What each new row is given."""
        if not self.kind.by_lines:
            return [{**self.within, **self.answers()}]
        return [{**self.within, **one} for one in self._typed_lines()]

    def _typed_lines(self) -> list[dict[str, Any]]:
        lines = [normalise(line) for line in self.cleaned_data["lines"].splitlines()]
        lines = [line for line in lines if line]
        if self.kind.by_lines == "who":
            return [who_of(line)._asdict() for line in lines]
        return [{self.kind.by_lines: line} for line in lines]

    def clean_lines(self):
        text = self.cleaned_data["lines"]
        lines = [line for line in text.splitlines() if normalise(line)]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"เพิ่มได้ครั้งละไม่เกิน {MOST_LINES} บรรทัด")
        most = _longest(self.kind)
        long = next((number for number, line in enumerate(lines, 1) if len(line) > most), None)
        if long:
            raise forms.ValidationError(f"บรรทัดที่ {long} ยาวเกิน {most} ตัวอักษร")
        return text


def _lines_field(kind: PieceKind) -> forms.CharField:
    hints = {
        "who": "บรรทัดละคน ตำแหน่ง หรือหน่วยงาน เช่น นายสมชาย ใจดี พัฒนาการจังหวัด",
        "title": "บรรทัดละเรื่อง",
    }
    return forms.CharField(
        label=f"เพิ่ม{kind.name}",
        help_text=hints.get(kind.by_lines, "บรรทัดละรายการ"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "พิมพ์อย่างน้อยหนึ่งบรรทัด"},
    )


def _longest(kind: PieceKind) -> int:
    name = kind.by_lines
    if name == "who" or name in LABELS:
        return 255
    return kind.model._meta.get_field(name).max_length


def _field(model: type[models.Model], name: str, root) -> forms.Field:
    field = _named_field(name) or _column_field(model._meta.get_field(name), root)
    field.label = label(model, name)
    field.help_text = _HINTS.get(name, field.help_text)
    if listed := _LISTS.get(name):
        field.widget.attrs["list"] = listed
    return field


def _named_field(name: str) -> forms.Field | None:
    if name in PERSONS or name in AGENCIES:
        return NormalisedCharField(required=False)
    if name == "due":
        return PeriodField(required=False, one_day=True)
    if name == "period":
        return PeriodField(required=False)
    return None


def _column_field(column: models.Field, root) -> forms.Field:
    if column.is_relation:
        rows = _choices_of(column, root)
        required = not column.null
        return forms.ModelChoiceField(rows, required=required, empty_label="ไม่ระบุ")
    if column.name == "amount":
        return LargeField(max_digits=16, decimal_places=2)
    known = ADMIN_FORMFIELD_OVERRIDES.get(type(column), {}) | form_class_by_name(column)
    if known:
        return column.formfield(**known)
    if isinstance(column, models.TextField):
        return column.formfield(widget=forms.Textarea(attrs={"rows": 5}))
    if isinstance(column, models.CharField) and not column.choices:
        return column.formfield(form_class=NormalisedCharField)
    if column.choices and not column.has_default():
        choices = column.get_choices(blank_choice=[("", "เลือก")])
        return column.formfield(choices=choices)
    return column.formfield()


def _choices_of(column: models.Field, root) -> models.QuerySet:
    """The rows below the same record, or those of its province."""
    model = column.related_model
    above = next(
        (one.name for one in model._meta.concrete_fields if one.related_model is type(root)), None
    )
    if above and above != column.name and model is not type(root):
        return model._default_manager.filter(**{above: root})
    place = "home_province" if model is FairEvent else "province"
    rows = model._default_manager.filter(**{place: province_of(root)})
    return rows.exclude(pk=root.pk) if model is type(root) else rows


class _BeginForm(AsksBeforeSaving, KeyedForm):
    """The few answers with which something is begun."""

    model: type[models.Model]
    province = forms.ModelChoiceField(None, label="จังหวัด", empty_label="เลือกจังหวัด")

    def __init__(self, *args, provinces, committees, **kwargs):
        super().__init__(*args, **kwargs)
        own = list(provinces[:2])
        self.only_province = own[0] if len(own) == 1 else None
        self.fields["province"].queryset = provinces
        if self.only_province:
            self.fields["province"].initial = self.only_province
            self.fields["province"].widget = forms.HiddenInput()
        if "committee" in self.fields:
            self.fields["committee"].queryset = committees

    def answers(self) -> dict[str, Any]:
        names = {field.name for field in self.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class BeginCommitteeForm(_BeginForm):
    model = WorkingCommittee
    name_th = NormalisedCharField(
        label="ชื่อคณะทำงาน", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    fiscal_year_be = FiscalYearField(label="ปีงบประมาณ")

    def doubts(self):
        return doubts_about_committee(self.cleaned_data["province"], **self.answers())


class BeginOrderForm(_BeginForm):
    model = AppointmentOrder
    issuing_office = NormalisedCharField(label="คำสั่งของ")
    number = _column_field(AppointmentOrder._meta.get_field("number"), None)
    year_be = FiscalYearField(label="ปี พ.ศ. ของเลขที่", help_text="เลขที่เริ่มใหม่ทุกปีปฏิทิน")
    subject = NormalisedCharField(label="เรื่อง", max_length=500)
    signed_on = ThaiDateField(label="สั่ง ณ วันที่")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.only_province:
            self.initial.setdefault("issuing_office", self.only_province.title)

    def doubts(self):
        return ()


class BeginMeetingForm(_BeginForm):
    model = Meeting
    committee = forms.ModelChoiceField(
        None, label="คณะทำงาน", required=False, empty_label="คณะใหม่ พิมพ์ชื่อในช่องถัดไป"
    )
    new_committee = NormalisedCharField(
        label="ชื่อคณะทำงานใหม่", max_length=500, required=False, help_text="พิมพ์เมื่อยังไม่มีในรายการ"
    )
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
    chair_name = NormalisedCharField(label="ประธาน", required=False, help_text="เช่น นายสมชาย ใจดี")
    chair_position = NormalisedCharField(label="ตำแหน่งของประธาน", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
        if (chair := self.cleaned_data["chair_name"]) and len(found := persons_called(chair)) > 0:
            position = self.cleaned_data["chair_position"]
            if may_be_another(found[0], position):
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


class AttachForm(KeyedForm):
    file = PaperField(label="ไฟล์")
    title = NormalisedCharField(label="เป็นเอกสารเรื่องอะไร", required=False)
