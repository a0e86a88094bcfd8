"""The questions of a survey as they are written, and as they are answered."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onsite.models import Survey, SurveyKind, SurveyQuestion
from onsite.models.surveys import HIGHEST, LONGEST_ANSWER, MOST_NUMBER, Choice
from onsite.operations.surveys import AskedLine, Given, lines_of, seen_of_answers
from onsite.reports.surveys import SCALE, SCALE_EN
from otopfair.look.forms import KeyedForm, SentenceInput
from otopfair.stale import SeenField
from otopfair.thai.forms import NormalisedCharField, WholeNumberField
from otopfair.tongues import in_tongue, is_english
from otopfair.tongues import written as as_written

BLANK_LINES = 3
MOST_LINES = 30
NOT_ANSWERED = {"required": gettext_lazy("ยังไม่ได้ตอบข้อนี้")}


class AnswersForm(KeyedForm):
    """The questions as boxes. For visitors the words in English stand below the Thai ones, and
    `website` is a box that people do not see: who fills it in is a program."""

    seen = SeenField()
    website = forms.CharField(label=gettext_lazy("อย่ากรอกช่องนี้"), max_length=200, required=False)

    use_required_attribute = False

    def __init__(self, *args, survey: Survey, given: Mapping[int, Given] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        rows = survey.questions.filter(is_used=True).order_by("sequence", "pk")
        self.questions = {f"q-{question.pk}": question for question in rows}
        given = given or {}
        self.fields["seen"].initial = seen_of_answers(given)
        for name, question in self.questions.items():
            box = box_of(question)
            box.initial = given.get(question.pk)
            self.fields[name] = box

    def boxes(self) -> list:
        return [self[name] for name in self.questions]

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def lacks_what_was_sent(self) -> bool:
        """Whether something was answered that is asked no more: the questions were changed."""
        sent = {name for name in self.data if name.startswith("q-") and self.data[name]}
        return bool(sent - self.questions.keys())

    def given(self) -> dict[SurveyQuestion, Given | None]:
        return {question: self.cleaned_data[name] for name, question in self.questions.items()}


def box_of(question: SurveyQuestion) -> forms.Field:
    words = {
        "label": in_tongue(question.text, question.text_en),
        "help_text": "" if is_english() else question.text_en,
        "required": question.is_required,
        "error_messages": NOT_ANSWERED,
    }
    if question.kind == SurveyKind.SCALE:
        return _scale(question, words)
    if question.kind == SurveyKind.CHOICE:
        choices = [(one.text, _both(one)) for one in question.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    if question.kind == SurveyKind.NUMBER:
        return WholeNumberField(max_value=MOST_NUMBER, **words)
    box = forms.Textarea(attrs={"rows": 3})
    words["help_text"] = f"{words['help_text']} {_('อย่าใส่ชื่อหรือเบอร์โทร')}".strip()
    return forms.CharField(max_length=LONGEST_ANSWER, widget=box, **words)


def _scale(question: SurveyQuestion, words: dict) -> forms.Field:
    labels = {score: f"{score} {_of_scale(score, question)}" for score in SCALE}
    return forms.TypedChoiceField(
        choices=list(labels.items()),
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        **words,
    )


def _of_scale(score: int, question: SurveyQuestion) -> str:
    if is_english():
        return SCALE_EN[score]
    return f"{SCALE[score]} ({SCALE_EN[score]})" if question.text_en else SCALE[score]


def _both(choice: Choice) -> str:
    if is_english():
        return as_written(choice.text_en or choice.text)
    return f"{choice.text} ({choice.text_en})" if choice.text_en else choice.text


class QuestionLineForm(forms.Form):
    """One question as an officer writes it; one whose words were taken out is asked no more."""

    text = NormalisedCharField(label="คำถาม", required=False, widget=SentenceInput)
    text_en = NormalisedCharField(label="ภาษาอังกฤษ", required=False, widget=SentenceInput)
    kind = forms.ChoiceField(label="ตอบเป็น", choices=SurveyKind.choices)
    choices_text = forms.CharField(
        label="ข้อให้เลือก",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_required = forms.BooleanField(label="ต้องตอบ", required=False)

    use_required_attribute = False

    def clean_choices_text(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices_text"].splitlines()]
        return "\n".join(line for line in lines if line)

    def clean(self):
        cleaned = super().clean()
        choices, is_choice = cleaned.get("choices_text"), cleaned.get("kind") == SurveyKind.CHOICE
        if not cleaned.get("text"):
            if choices or cleaned.get("text_en"):
                self.add_error("text", "เขียนคำถามของข้อนี้ หรือลบช่องอื่นของข้อนี้ออก")
        elif is_choice and not choices:
            self.add_error("choices_text", "เขียนข้อให้เลือก บรรทัดละหนึ่งข้อ")
        elif choices and not is_choice:
            self.add_error("choices_text", "คำถามแบบนี้ไม่มีข้อให้เลือก ลบออก หรือตอบเป็นเลือกหนึ่งข้อ")
        elif is_choice:
            self._check_choices(cleaned)
        return cleaned

    def _check_choices(self, cleaned) -> None:
        words = [line.partition("|")[0].strip() for line in choices_in(cleaned)]
        if "" in words or len({*words}) < len(words):
            self.add_error("choices_text", "มีข้อให้เลือกที่ว่างหรือซ้ำกัน")


def choices_in(cleaned) -> list[str]:
    return cleaned["choices_text"].splitlines()


class _Questions(forms.BaseFormSet):
    def clean(self):
        if not any(form.cleaned_data.get("text") for form in self.forms if form.is_valid()):
            raise ValidationError("เขียนคำถามอย่างน้อย 1 ข้อ")


QuestionFormSet = forms.formset_factory(
    QuestionLineForm,
    formset=_Questions,
    extra=BLANK_LINES,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES,
)


class SatisfiedForm(forms.Form):
    satisfied_from = forms.TypedChoiceField(
        label="นับว่าพึงพอใจตั้งแต่คะแนน",
        choices=[(score, f"{score} {SCALE[score]}") for score in range(HIGHEST, 0, -1)],
        coerce=int,
    )

    use_required_attribute = False


def written(formset) -> list[AskedLine]:
    """The questions in their order."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("text")]
    return [AskedLine(**row) for row in rows]


def as_rows(survey: Survey | None) -> list[dict]:
    return [vars(line) for line in lines_of(survey)]


class StateForm(forms.Form):
    """A press that opens or closes; it has nothing to fill in."""
