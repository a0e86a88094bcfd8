"""What came of a survey: counts, means, who is satisfied, and what was written."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core import signing
from django.db.models import Avg, Count, Max, Min
from django.urls import reverse

from fairs.models import FairEvent
from onsite.models import (
    Audience,
    Survey,
    SurveyAnswer,
    SurveyKind,
    SurveyQuestion,
    SurveyResponse,
)
from otopfair.thai.percents import percent
from vendors.models import BoothAllocation, Vendor

FEW = 30  # answers below which a share says little; the rule of thumb of surveys
SCALE = {5: "มากที่สุด", 4: "มาก", 3: "ปานกลาง", 2: "น้อย", 1: "น้อยที่สุด"}
SCALE_EN = {5: "Very good", 4: "Good", 3: "Fair", 2: "Poor", 1: "Very poor"}
_signer = signing.Signer(salt="onsite.survey", sep=".")


@dataclass(frozen=True)
class AnswerCount:
    """How many gave one answer; `of` is how many answered the question."""

    label: str
    people: int
    of: int

    @property
    def share(self) -> Decimal:
        return percent(self.people, self.of) if self.of else Decimal(0)


@dataclass(frozen=True)
class Scores:
    """The answers on the scale: how many, their sum, and how many are satisfied."""

    answered: int = 0
    points: int = 0
    satisfied: int = 0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(
            self.answered + other.answered,
            self.points + other.points,
            self.satisfied + other.satisfied,
        )

    @property
    def mean(self) -> Decimal | None:
        return Decimal(self.points) / self.answered if self.answered else None

    @property
    def share(self) -> Decimal | None:
        return percent(self.satisfied, self.answered) if self.answered else None


@dataclass(frozen=True)
class QuestionResult:
    """What came of one question; the parts that its kind has not are empty."""

    question: SurveyQuestion
    answered: int
    counts: list[AnswerCount] = field(default_factory=list)
    scores: Scores = Scores()
    mean: Decimal | None = None
    lowest: int | None = None
    highest: int | None = None
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SurveyResults:
    """What came of a survey up to `until`, when the newest answer came."""

    survey: Survey
    people: int
    until: datetime | None
    questions: list[QuestionResult]

    @property
    def is_few(self) -> bool:
        return 0 < self.people < FEW

    @property
    def scores(self) -> Scores:
        """All questions of the scale together."""
        return sum((one.scores for one in self.questions), Scores())

    @property
    def scaled(self) -> list[QuestionResult]:
        return [one for one in self.questions if one.question.kind == SurveyKind.SCALE]


def results_of(survey: Survey) -> SurveyResults:
    """In a number of statements that does not grow with answers or questions."""
    people = survey.responses.aggregate(number=Count("pk"), newest=Max("sent_at"))
    rows = survey.questions.order_by("-is_used", "sequence", "pk")
    counts, sums, texts = _counts(survey), _sums(survey), _texts(survey)
    questions = [
        _result(row, survey, counts.get(row.pk, {}), sums.get(row.pk, {}), texts.get(row.pk, []))
        for row in rows
    ]
    return SurveyResults(survey, people["number"], people["newest"], questions)


def _answers(survey: Survey, *kinds: str):
    return SurveyAnswer.objects.filter(question__survey=survey, question__kind__in=kinds).order_by()


def _counts(survey: Survey) -> dict[int, dict]:
    """Question → (score or words chosen → how many)."""
    rows = _answers(survey, SurveyKind.SCALE, SurveyKind.CHOICE)
    found: dict[int, dict] = {}
    for question, number, text, people in rows.values_list("question", "number", "text").annotate(
        Count("pk")
    ):
        found.setdefault(question, {})[text if number is None else number] = people
    return found


def _sums(survey: Survey) -> dict[int, dict]:
    rows = _answers(survey, SurveyKind.NUMBER).values("question")
    sums = rows.annotate(
        answered=Count("pk"), mean=Avg("number"), lowest=Min("number"), highest=Max("number")
    )
    return {row.pop("question"): row for row in sums}


def _texts(survey: Survey) -> dict[int, list[str]]:
    rows = _answers(survey, SurveyKind.TEXT).order_by("-pk")
    found: dict[int, list[str]] = {}
    for question, text in rows.values_list("question", "text"):
        found.setdefault(question, []).append(text)
    return found


def _result(question, survey: Survey, counts: dict, sums: dict, texts: list) -> QuestionResult:
    answered = sum(counts.values())
    if question.kind == SurveyKind.SCALE:
        shown = [AnswerCount(f"{n} {SCALE[n]}", counts.get(n, 0), answered) for n in SCALE]
        points = sum(score * people for score, people in counts.items())
        least = survey.satisfied_from
        satisfied = sum(people for score, people in counts.items() if score >= least)
        return QuestionResult(question, answered, shown, Scores(answered, points, satisfied))
    if question.kind == SurveyKind.CHOICE:
        words = [one.text for one in question.choices]
        shown = [AnswerCount(word, counts.get(word, 0), answered) for word in words]
        return QuestionResult(question, answered, shown)
    if question.kind == SurveyKind.NUMBER and sums:
        mean = Decimal(str(sums["mean"]))
        return QuestionResult(
            question, sums["answered"], mean=mean, lowest=sums["lowest"], highest=sums["highest"]
        )
    return QuestionResult(question, len(texts), texts=texts)


def survey_rows(survey: Survey) -> tuple[list[SurveyQuestion], list[list]]:
    """The questions, and a row of answers for each who answered, in three statements. Nothing
    tells who it was."""
    questions = list(survey.questions.order_by("-is_used", "sequence", "pk"))
    places = {question.pk: place for place, question in enumerate(questions)}
    keys = survey.responses.order_by("pk").values_list("pk", flat=True)
    rows: dict[int, list] = {key: [None] * len(questions) for key in keys}
    said = SurveyAnswer.objects.filter(response__survey=survey).order_by()
    for response, question, number, text in said.values_list(
        "response", "question", "number", "text"
    ):
        rows[response][places[question]] = text if number is None else number
    return questions, list(rows.values())


def fair_results(fair_event: FairEvent) -> dict[str, SurveyResults]:
    """Audience → what came of the fair's own survey; one that never opened is absent."""
    rows = Survey.objects.filter(fair_event=fair_event, opened_at__isnull=False)
    return {row.audience: results_of(row) for row in rows.order_by("audience")}


# --- Vendors ------------------------------------------------------------------------------------


def asked_vendors(fair_event: FairEvent) -> int:
    """How many vendors stand at the fair: who is asked."""
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    return live.order_by().values("application__vendor").distinct().count()


def waiting_surveys(vendor: Vendor):
    """The surveys of fairs where the vendor stands that it has not answered."""
    live = BoothAllocation.objects.live().filter(application__vendor=vendor)
    answered = SurveyResponse.objects.filter(vendor=vendor)
    rows = open_to_vendors().filter(fair_event__in=live.values("booth__fair_event"))
    return rows.exclude(pk__in=answered.values("survey")).select_related("fair_event")


def open_to_vendors():
    rows = Survey.objects.filter(audience=Audience.VENDORS).taking_answers()
    return rows.filter(fair_event__state="published")


def stands_at(vendor: Vendor, fair_event: FairEvent) -> bool:
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    return live.filter(application__vendor=vendor).exists()


def yet_to_answer(applications, fair_event: FairEvent):
    """Of `applications`, those with a booth whose vendor has not answered the open survey."""
    survey = open_to_vendors().filter(fair_event=fair_event)
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    rows = applications.filter(pk__in=live.values("application"))
    if not survey.exists():
        return applications.none()
    return rows.exclude(
        vendor__in=SurveyResponse.objects.filter(survey__in=survey).values("vendor")
    )


def survey_link(vendor_id: int, fair_event: FairEvent) -> str:
    """The address by which one vendor answers without signing in."""
    return reverse("survey-link", args=[_signer.sign(f"{vendor_id}-{fair_event.pk}")])


def asked_by_link(token: str) -> tuple[Vendor, FairEvent] | None:
    """Who answers, and about which fair, of a token that we have signed; None otherwise."""
    try:
        vendor_id, fair_event_id = _signer.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    vendor = Vendor.objects.filter(pk=vendor_id).first()
    fair_event = FairEvent.objects.filter(pk=fair_event_id).first()
    return (vendor, fair_event) if vendor and fair_event else None
