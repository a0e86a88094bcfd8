"""The questions of a call as one application meets them: which are asked, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from fairs.models import CallQuestion, QuestionKind, VendorCall
from vendors.models import BoothApplication, QuestionAnswer
from vendors.parts import Part

NOT_ANSWERED = "ไม่ได้ตอบ"
# Kinds whose answers cannot tell who has given them.
TELLS_NOBODY = (QuestionKind.CHOICE, QuestionKind.NUMBER)


@dataclass(frozen=True)
class Asked:
    """One question of a category. `is_asked` is False while an earlier answer leads past it."""

    question: CallQuestion
    answer: QuestionAnswer | None
    is_asked: bool

    @property
    def key(self) -> str:
        return key_of(self.question)

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.fits

    @property
    def fits(self) -> bool:
        """Whether what was answered is still an answer to the question as it reads now."""
        if self.answer is None:
            return False
        if self.question.kind == QuestionKind.FILE:
            return bool(self.answer.file)
        if self.question.kind == QuestionKind.CHOICE:
            return self.answer.text in self.question.choices
        return bool(self.answer.text)

    @property
    def is_lacking(self) -> bool:
        return self.is_asked and self.question.is_required and not self.is_answered

    @property
    def words(self) -> str:
        return str(self.answer) if self.answer is not None and self.is_answered else NOT_ANSWERED


def key_of(question: CallQuestion) -> str:
    """The name of a question among the parts of an application, and of its box."""
    return f"question-{question.pk}"


def questions_of(call: VendorCall | int | None, category: int | None) -> list[CallQuestion]:
    """The questions in use for a category, in order."""
    rows = CallQuestion.objects.filter(call=call, is_used=True).select_related("asked_after")
    return [row for row in rows.order_by("sequence", "pk") if row.is_for(category)]


def follows(question: CallQuestion, texts: dict[int, str], asked: Iterable[int]) -> bool:
    """Whether the answers so far (question → text) lead to `question`."""
    before = question.asked_after_id
    return before is None or (before in asked and texts.get(before) == question.asked_if)


def asked_of(application: BoothApplication) -> list[Asked]:
    """Every question of the application's category, with its answer; two queries.

    Kept on this object of the application, since its steps, parts and pages all ask. An act reads
    its own object under the lock, and says `forget_asked` to the one that it was called with.
    """
    call = application.call_for_sending()
    key = (call.pk if call else None, application.category)
    if getattr(application, "_asked", (None,))[0] != key:
        application._asked = (key, _read(application, questions_of(*key)))
    return application._asked[1]


def forget_asked(application: BoothApplication) -> None:
    """After answers were saved: the next question reads them again."""
    application.__dict__.pop("_asked", None)


def _read(application: BoothApplication, questions: list[CallQuestion]) -> list[Asked]:
    if not questions:
        return []
    rows = QuestionAnswer.objects.filter(application=application)
    answers = {row.question_id: row for row in rows}
    texts = {key: row.text for key, row in answers.items()}
    asked: list[int] = []
    lines = []
    for question in questions:
        is_asked = follows(question, texts, asked)
        if is_asked:
            asked.append(question.pk)
        lines.append(Asked(question, answers.get(question.pk), is_asked))
    return lines


def has_questions(application: BoothApplication) -> bool:
    return bool(asked_of(application))


def lacks_answers(application: BoothApplication) -> str:
    """The first question that must be answered and is not; a file is not asked of an officer
    who enters for the vendor: the paper is with the officer."""
    for line in asked_of(application):
        on_paper = application.entered_by_id and line.question.kind == QuestionKind.FILE
        if line.is_lacking and not on_paper:
            return f"ยังไม่ได้ตอบ “{line.question.text}” ตอบก่อนส่งใบสมัคร"
    return ""


def question_parts(application: BoothApplication) -> list[Part]:
    """Each question that is asked is a part by itself."""
    here = reverse("my-apply-questions", args=[application.fair_event.slug])
    return [
        Part(line.key, line.question.text, line.words, here, f"id_{line.key}", _facts(line))
        for line in asked_of(application)
        if line.is_asked
    ]


def _facts(line: Asked) -> str:
    return line.answer.file.name if line.answer and line.answer.file else ""


def part_keys(application: BoothApplication) -> tuple[str, ...]:
    return tuple(line.key for line in asked_of(application))


def as_sent(application: BoothApplication) -> list[dict]:
    """Question and answer as they read when the application is sent."""
    return [
        {
            "id": line.question.pk,
            "text": line.question.text,
            "answer": line.words,
            "kind": line.question.kind,
        }
        for line in asked_of(application)
        if line.is_asked
    ]


def files_of(application: BoothApplication) -> dict[int, int]:
    """Question → the answer whose file stands there now."""
    answers = [line.answer for line in asked_of(application) if line.answer]
    return {answer.question_id: answer.pk for answer in answers if answer.file}


def answers_of(
    applications: list[BoothApplication],
) -> tuple[list[CallQuestion], dict[tuple[int, int], str]]:
    """The questions of the calls of many applications, and (application, question) → answer.

    A file is told of, not named; while names are hidden, so is nothing written freely.
    """
    calls = {row.call_id for row in applications if row.call_id}
    questions = CallQuestion.objects.filter(call__in=calls).order_by("call", "sequence", "pk")
    kinds = {row.pk: row.kind for row in questions}
    if not kinds:
        return [], {}
    hidden = {row.pk for row in applications if row.hides_name}
    rows = QuestionAnswer.objects.filter(application__in=[row.pk for row in applications])
    answers = {}
    for row in rows:
        is_shown = row.application_id not in hidden or kinds.get(row.question_id) in TELLS_NOBODY
        if is_shown:
            answers[row.application_id, row.question_id] = "มีไฟล์" if row.file else row.text
    return list(questions), answers
