"""How satisfied those are who answered the surveys of a fair, in few statements."""

from dataclasses import dataclass, field

from django.db.models import Count

from fairs.models import FairEvent
from onsite.models import Audience, Survey, SurveyAnswer, SurveyKind
from onsite.reports.surveys import FEW, Scores


@dataclass(frozen=True)
class Satisfaction:
    """What one audience answered: `people` sent answers, `scores` are all those on the scale.

    `satisfied_from` is the least that counts as satisfied. Nobody who answered is not zero.
    """

    audience: str
    people: int = 0
    satisfied_from: int = 0
    scores: Scores = field(default_factory=Scores)

    @property
    def label(self) -> str:
        return Audience(self.audience).label

    @property
    def unit(self) -> str:
        return "ร้าน" if self.audience == Audience.VENDORS else "คน"

    @property
    def is_few(self) -> bool:
        return 0 < self.people < FEW


def satisfaction_at(fair_event: FairEvent) -> tuple[Satisfaction, ...]:
    """Of each audience, also of one that was not asked or has not answered."""
    surveys = Survey.objects.filter(fair_event=fair_event).order_by()
    rows = surveys.values_list("audience", "satisfied_from").annotate(Count("responses"))
    asked = {audience: (least, people) for audience, least, people in rows}
    scored = _scored(fair_event)
    return tuple(
        _of(audience, *asked[audience], scored.get(audience, {}))
        if audience in asked
        else Satisfaction(audience)
        for audience in Audience.values
    )


def _scored(fair_event: FairEvent) -> dict[str, dict[int, int]]:
    """Audience → (score → how many answers)."""
    answers = SurveyAnswer.objects.filter(
        question__survey__fair_event=fair_event, question__kind=SurveyKind.SCALE
    )
    rows = answers.order_by().values_list("question__survey__audience", "number")
    found: dict[str, dict[int, int]] = {}
    for audience, score, count in rows.annotate(Count("pk")):
        found.setdefault(audience, {})[score] = count
    return found


def _of(audience: str, least: int, people: int, counts: dict[int, int]) -> Satisfaction:
    scores = Scores(
        sum(counts.values()),
        sum(score * count for score, count in counts.items()),
        sum(count for score, count in counts.items() if score >= least),
    )
    return Satisfaction(audience, people, least, scores)
