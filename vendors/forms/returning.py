"""What an officer ticks to send an application back: part by part, with a note at each."""

from collections.abc import Iterable

from django import forms

from otopfair.thai.forms import ThaiDateField, WholeNumberField
from vendors.forms.decisions import ReasonField
from vendors.models import DecisionReason
from vendors.models.decisions import told
from vendors.parts import Part

# Never shown: by it the style tells a box with words from an empty one.
NOTE = forms.TextInput(attrs={"placeholder": " "})


class ReturnForm(forms.Form):
    """Every part has a tick and a note of its own; a tick is not needed where a note is."""

    reason = ReasonField(
        queryset=DecisionReason.objects.none(),
        label="เหตุผล",
        required=False,
        empty_label="เลือกเหตุผล หรือเขียนที่แต่ละส่วน",
    )
    note = forms.CharField(
        label="ข้อความถึงผู้สมัคร",
        help_text="ผู้สมัครจะเห็นข้อความนี้",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_by = ThaiDateField(
        label="ให้แก้ภายในวันที่",
        help_text="เช่น 2 พ.ย. 2563",
        error_messages={"required": "กรอกวันที่ต้องแก้ให้เสร็จ"},
    )
    seen = WholeNumberField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args, parts: Iterable[Part], **kwargs):
        super().__init__(*args, **kwargs)
        rows = DecisionReason.objects.filter(fits_return=True, is_current=True)
        self.fields["reason"].queryset = rows.order_by("text_th")
        self.parts = list(parts)
        for part in self.parts:
            self.fields[f"part-{part.key}"] = forms.BooleanField(label=part.label, required=False)
            self.fields[f"note-{part.key}"] = forms.CharField(
                label=f"ต้องแก้อะไรใน{part.label}", required=False, max_length=500, widget=NOTE
            )

    @property
    def rows(self) -> list[tuple[Part, forms.BoundField, forms.BoundField]]:
        return [(part, self[f"part-{part.key}"], self[f"note-{part.key}"]) for part in self.parts]

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("reason", "note", "answer_by")]

    def clean(self):
        """What is missing is said together, each at its box; the operation asks the same."""
        answers = super().clean()
        ticked = self.ticked()
        if not ticked:
            self.add_error(None, "ติ๊กอย่างน้อย 1 ส่วนที่ต้องแก้")
        if not told(answers.get("reason"), answers.get("note", "")):
            for part in self.parts:
                if part.key in ticked and not ticked[part.key].strip():
                    self.add_error(f"note-{part.key}", f"บอกผู้สมัครว่าต้องแก้อะไรใน{part.label}")
        return answers

    def ticked(self) -> dict[str, str]:
        """Key → note of every part that is ticked, or says what is to be corrected."""
        answers = self.cleaned_data
        return {
            part.key: answers.get(f"note-{part.key}", "")
            for part in self.parts
            if answers.get(f"part-{part.key}") or answers.get(f"note-{part.key}")
        }
