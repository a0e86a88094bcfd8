"""How satisfied those are who answered the surveys of a fair, in one statement."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from fairs.models import FairEvent
from onsite.models import Audience, Survey, SurveyKind, SurveyResponse
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
    asked: dict[str, tuple[int, int]] = {}
    scored: dict[str, dict[int, int]] = defaultdict(dict)
    for audience, least, people, score, count in _scored(fair_event):
        asked[audience] = (least, people)
        if score is not None:
            scored[audience][score] = count
    return tuple(
        _of(audience, *asked[audience], scored[audience])
        if audience in asked
        else Satisfaction(audience)
        for audience in Audience.values
    )


def _scored(fair_event: FairEvent) -> QuerySet:
    """(audience, satisfied from, people who sent answers, score, how many answers) of each score;
    one row without a score where nobody gave any."""
    sent = SurveyResponse.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    on_scale = FilteredRelation("questions", condition=Q(questions__kind=SurveyKind.SCALE))
    return (
        Survey.objects.filter(fair_event=fair_event)
        .order_by()
        .annotate(people=Coalesce(sent.values(count=Count("pk")), 0), on_scale=on_scale)
        .values_list("audience", "satisfied_from", "people", "on_scale__answers__number")
        .annotate(Count("on_scale__answers"))
    )


def _of(audience: str, least: int, people: int, counts: dict[int, int]) -> Satisfaction:
    scores = Scores(
        sum(counts.values()),
        sum(score * count for score, count in counts.items()),
        sum(count for score, count in counts.items() if score >= least),
    )
    return Satisfaction(audience, people, least, scores)
