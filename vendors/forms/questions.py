"""The questions of a call as boxes: on a vendor's step, and on the page of an officer."""

from django import forms

from fairs.models import CallQuestion, QuestionKind
from otopfair.media.images import limits
from otopfair.thai.forms import MeasureField, NormalisedCharField
from vendors.asked import follows, key_of
from vendors.forms.applications import StepForm

NOT_CHOSEN = ""
PHOTO_OR_PDF = "image/*,application/pdf"


class QuestionsForm(StepForm):
    """Half of the answers are kept, too. Pressing the button asks for what must be answered, and
    only of questions to which the answers lead."""

    use_required_attribute = False

    def __init__(self, *args, questions: list[CallQuestion], is_pressed: bool, files=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.is_pressed = is_pressed
        self.have_files = {*files}
        for question in questions:
            self.fields[key_of(question)] = box_of(question)
        self.not_shown = self.not_shown | {key_of(row) for row in questions if is_file(row)}

    def full_clean(self):
        """`required` is what the page says; clean() asks for it, along the way of the answers."""
        required = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = required[name]

    def clean(self):
        cleaned = super().clean()
        for question in self.lacking() if self.is_pressed else []:
            name = key_of(question)
            if name not in self.errors:
                self.add_error(name, f"ตอบข้อ “{question.text}”")
        return cleaned

    def lacking(self) -> list[CallQuestion]:
        texts = {row.pk: self.text_of(row) for row in self.questions}
        asked: list[int] = []
        lacking = []
        for question in self.questions:
            if not follows(question, texts, asked):
                continue
            asked.append(question.pk)
            name = key_of(question)
            has_file = name in self.have_files or bool(self.cleaned_data.get(name))
            if question.is_required and not (has_file if is_file(question) else texts[question.pk]):
                lacking.append(question)
        return lacking

    def text_of(self, question: CallQuestion) -> str:
        answer = self.cleaned_data.get(key_of(question))
        return "" if answer is None or is_file(question) else str(answer)

    def texts(self) -> dict[str, str]:
        """What can be kept of what was typed: every box that says something we can read."""
        return {
            key_of(row): self.text_of(row)
            for row in self.questions
            if not is_file(row) and not (key_of(row) in self.errors and self.raw(row))
        }

    def raw(self, question: CallQuestion) -> str:
        return self.data.get(self.add_prefix(key_of(question)), "").strip()

    def uploads(self) -> dict:
        names = [key_of(row) for row in self.questions if is_file(row)]
        return {name: file for name in names if (file := self.cleaned_data.get(name))}


def is_file(question: CallQuestion) -> bool:
    return question.kind == QuestionKind.FILE


def box_of(question: CallQuestion) -> forms.Field:
    hint = " ".join(filter(None, (question.condition, question.hint)))
    said = {"label": question.text, "help_text": hint, "required": question.is_required}
    if question.kind == QuestionKind.CHOICE:
        field = forms.ChoiceField(
            choices=[(choice, choice) for choice in question.choices],
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "ข้อนี้ไม่มีให้เลือกแล้ว เลือกใหม่"},
            **said,
        )
    elif question.kind == QuestionKind.NUMBER:
        field = MeasureField(max_digits=14, decimal_places=4, **said)
    elif question.kind == QuestionKind.FILE:
        said["help_text"] = f"{hint} รูปหรือ PDF ไม่เกิน {limits().megabytes} MB ส่งเมื่อกดปุ่ม".strip()
        field = forms.FileField(
            widget=forms.FileInput(
                attrs={"accept": PHOTO_OR_PDF, "data-most-megabytes": limits().megabytes}
            ),
            allow_empty_file=True,
            **said,
        )
    else:
        field = NormalisedCharField(
            max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **said
        )
    if question.asked_after_id:
        field.widget.attrs["data-after"] = f"question-{question.asked_after_id}"
        field.widget.attrs["data-after-answer"] = question.asked_if
    return field
