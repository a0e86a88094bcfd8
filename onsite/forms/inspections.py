"""A round, what is seen at one booth, and the list that is walked with."""

from django import forms

from fairs.models import FairEvent, ProductCategory, Zone
from onsite.models import Answer, Checklist, ChecklistItem, InspectionVisit, ItemKind
from onsite.models.inspections import LONGEST_FINDING
from onsite.operations.inspections import Line, Said, seen_of_visit
from onsite.reports.inspections import BoothToSee
from otopfair.look.forms import KeyedForm, RowsField, SentenceInput
from otopfair.stale import SeenField
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from otopfair.thai.forms import NormalisedCharField, ThaiDateField, ThaiDateTimeField

BLANK_LINES = 3
MOST_LINES = 60


class RoundForm(KeyedForm):
    on = ThaiDateField(label="วันที่ตรวจ", latest=today_in_thailand)
    zones = RowsField(
        Zone.objects.none(),
        label="โซนที่ตรวจ",
        required=False,
        help_text="ไม่เลือกคือทุกโซน",
        widget=forms.CheckboxSelectMultiple,
    )

    use_required_attribute = False

    def __init__(self, *args, fair_event: FairEvent, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["zones"].queryset = fair_event.zones.order_by("sequence", "pk")


class VisitForm(forms.Form):
    """One booth: an answer to each item, what was found, and by when it is mended."""

    seen = SeenField()
    note = forms.CharField(
        label="บันทึกอื่น",
        required=False,
        max_length=LONGEST_FINDING,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_at = ThaiDateTimeField(
        label="ให้แก้ภายใน",
        required=False,
        help_text="ร้านได้รับแจ้งเมื่อมีข้อที่ไม่ผ่าน ว่างไว้คือบันทึกอย่างเดียว ไม่แจ้งร้าน",
    )

    use_required_attribute = False

    def __init__(self, *args, row: BoothToSee, items: list[ChecklistItem], **kwargs):
        self.row, self.items = row, items
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen_of_visit(row.visit)
        if len(row.occupants) > 1:
            self.fields["vendor"] = self._vendor_field()
        said = _said_in(row.visit)
        for item in items:
            before = said.get(item.pk, Said())
            if item.kind == ItemKind.CHECK:
                self.fields[f"answer-{item.pk}"] = _answer_field(item, before)
            self.fields[f"note-{item.pk}"] = _note_field(item, before)

    def _vendor_field(self) -> forms.ChoiceField:
        vendors = [one.application.vendor for one in self.row.occupants]
        choices = [("", "ทั้งบูธ ไม่ระบุร้าน"), *((str(one.pk), one.name_th) for one in vendors)]
        visit = self.row.visit
        start = str(visit.vendor_id or "") if visit else ""
        return forms.ChoiceField(label="ร้าน", choices=choices, required=False, initial=start)

    def rows(self) -> list[tuple]:
        """(item, its answer or None, its note) as the page shows them."""
        names = {item: f"answer-{item.pk}" for item in self.items}
        return [
            (
                item,
                self[names[item]] if names[item] in self.fields else None,
                self[f"note-{item.pk}"],
            )
            for item in self.items
        ]

    def said(self) -> dict[ChecklistItem, Said]:
        typed = self.cleaned_data
        return {
            item: Said(typed.get(f"answer-{item.pk}", ""), typed[f"note-{item.pk}"])
            for item in self.items
        }

    def whose(self):
        """The one who stands there, or of several the one that was chosen."""
        vendors = [one.application.vendor for one in self.row.occupants]
        if len(vendors) == 1:
            return vendors[0]
        wanted = whole_number(self.cleaned_data.get("vendor", ""))
        return next((one for one in vendors if one.pk == wanted), None)


def _said_in(visit: InspectionVisit | None) -> dict[int, Said]:
    rows = visit.answers.all() if visit else []
    return {row.item_id: Said(row.answer, row.note) for row in rows}


def _answer_field(item: ChecklistItem, before: Said) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=item.text,
        choices=Answer.choices,
        widget=forms.RadioSelect,
        initial=before.answer or None,
        error_messages={"required": f"เลือกผลของข้อ “{item.text}”"},
    )


def _note_field(item: ChecklistItem, before: Said) -> NormalisedCharField:
    is_note = item.kind == ItemKind.NOTE
    label = item.text if is_note else f"พบอะไรในข้อ {item.text}"
    return NormalisedCharField(
        label=label,
        required=False,
        max_length=LONGEST_FINDING,
        initial=before.note,
        # An empty box is told from a filled one by it, in the style sheet.
        widget=forms.TextInput(attrs={"placeholder": " "}),
    )


class ItemForm(forms.Form):
    text = NormalisedCharField(label="ข้อที่ตรวจ", required=False, widget=SentenceInput)
    kind = forms.ChoiceField(label="ตอบด้วย", choices=ItemKind.choices)
    category = forms.TypedChoiceField(
        label="เฉพาะบูธที่ขาย",
        choices=[("", "ทุกประเภท"), *ProductCategory.choices],
        required=False,
        coerce=int,
        empty_value=None,
    )

    use_required_attribute = False


ItemFormSet = forms.formset_factory(
    ItemForm, extra=BLANK_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def lines_of(formset) -> list[Line]:
    """The items in their order; one whose words were taken out is no more."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("text")]
    return [Line(row["text"], row["kind"], row["category"]) for row in rows]


def as_rows(checklist: Checklist | None) -> list[dict]:
    items = checklist.items.order_by("sequence") if checklist else []
    return [{"text": one.text, "kind": one.kind, "category": one.category} for one in items]


class PhotoForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    photo = forms.FileField(
        label="ถ่ายหรือเลือกรูป",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
        help_text="เห็นเฉพาะเจ้าหน้าที่และร้านในบูธนี้",
        error_messages={"required": "เลือกรูปก่อน"},
    )

    use_required_attribute = False
