"""What is typed on the pages of planning, piece by piece."""

from typing import Any

from django import forms
from django.db import models

from fairs.models import (
    BudgetLine,
    FairEvent,
    Person,
)
from fairs.planning.kinds import AGENCIES, LABELS, PERSONS, PieceKind, label, province_of, shown
from fairs.planning.naming import described, may_be_another, persons_called, who_of
from otopfair.look.forms import KeyedForm
from otopfair.media.forms import PaperField
from otopfair.stale import SeenForm
from otopfair.thai.digits import parse_large, whole_number
from otopfair.thai.folding import normalise
from otopfair.thai.forms import (
    ADMIN_FORMFIELD_OVERRIDES,
    MeasureField,
    NormalisedCharField,
    PeriodField,
    form_class_by_name,
)
from otopfair.thai.widgets import MeasureInput

ANOTHER = "another"
POSITION_BESIDE = {"person_name": "position_title", "signer_name": "signer_position"}
MOST_LINES = 100
_HINTS = {
    "person_name": "เช่น นายสมชาย ใจดี เว้นว่างได้ถ้ารู้แค่ตำแหน่งหรือหน่วยงาน",
    "responsible": "ชื่อ ตำแหน่ง หรือหน่วยงานที่ทำเรื่องนี้",
    "amount": "พิมพ์ 2.3 พันล้าน หรือ 2,300,000,000 ก็ได้",
    "unit": "เช่น บาทต่อปี ร้อยละ ราย",
    "note": "ถ้าไม่มาประชุม บอกเหตุ เช่น ติดราชการ",
    "number": "เว้นว่างได้ ระบบใช้เลขของวาระ",
    "source": "เช่น ข่าวโดยใคร บรรณาธิการ หน่วยงาน",
    "minutes_by": "ชื่อและตำแหน่ง",
    "checked_by": "ชื่อและตำแหน่ง",
    "substitute": "ใครมาประชุมแทนได้",
    "acting_for": "เช่น พัฒนาการจังหวัดขอนแก่น",
}
_OWN_HINTS = {(BudgetLine, "source"): "เช่น งบจังหวัด งบพัฒนากลุ่มจังหวัด"}
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
        self._part_position(cleaned)
        for name in self.fields.keys() & PERSONS.keys():
            self._ask_who(name, cleaned)
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n")
            elif isinstance(value, models.Model):
                cleaned[name] = value.pk
        return cleaned

    def _part_position(self, cleaned) -> None:
        """ "นายประจวบ กันธิยะ รองผู้ว่าราชการจังหวัดลำปาง" pasted into the box of the name."""
        for name, position in POSITION_BESIDE.items():
            if self.fields.keys() >= {name, position} and not cleaned.get(position):
                who = who_of(cleaned.get(name) or "")
                if who.person_name and who.position_title:
                    cleaned |= {name: who.person_name, position: who.position_title}

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
                self.fields["lines"].help_text = "มาจากการประชุม แก้หรือลบบรรทัดที่ไม่ใช่ได้"
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
        widget=forms.Textarea(attrs={"rows": 3, "class": "grows"}),
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
    field.help_text = _OWN_HINTS.get((model, name), _HINTS.get(name, field.help_text))
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


class AttachForm(KeyedForm):
    file = PaperField(label="ไฟล์")
    title = NormalisedCharField(label="เป็นเอกสารเรื่องอะไร", required=False)
