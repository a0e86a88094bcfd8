"""Scores as they stand: proposals from figures, totals, spreads, and who is still to score."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef

from fairs.models import VendorCall
from vendors.models import (
    FULL_TOTAL,
    MOST_POINTS,
    BoothApplication,
    InterestConflict,
    ScoreCard,
    ScoreCriterion,
    ScoringRule,
    ScoringTask,
)
from vendors.sources import Figure, source_of

CENT = Decimal("0.01")
SCORED_IN = ["submitted", "returned", "eligible"]  # statuses in which a score is still made


def used_criteria(call: VendorCall) -> list[ScoreCriterion]:
    return list(call.criteria.filter(weight__gt=0))


def proposals(
    applications: list[BoothApplication], criteria: Iterable[ScoreCriterion]
) -> dict[int, dict[int, Figure]]:
    """Application → criterion → what its source says; criteria without a source are not there."""
    found: dict[int, dict[int, Figure]] = {row.pk: {} for row in applications}
    for criterion in criteria:
        source = source_of(criterion.source)
        for key, figure in source.figures(applications).items() if source else ():
            found[key][criterion.pk] = figure
    return found


def weighted_total(points: dict[int, int], criteria: Iterable[ScoreCriterion]) -> Decimal:
    """Points by criterion as a total of 100; what has no points counts nothing."""
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    most = sum(weights.values()) * MOST_POINTS
    got = sum(weight * points.get(key, 0) for key, weight in weights.items())
    return _rounded(Decimal(got * FULL_TOTAL) / most) if most else Decimal(0)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass
class Scored:
    """The sent cards of one application; those of officers with an interest do not count."""

    totals: list[Decimal] = field(default_factory=list)
    wanted: int = 0

    @property
    def total(self) -> Decimal | None:
        return _rounded(sum(self.totals) / len(self.totals)) if self.totals else None

    @property
    def spread(self) -> Decimal:
        return max(self.totals) - min(self.totals) if self.totals else Decimal(0)

    @property
    def is_whole(self) -> bool:
        return bool(self.totals) and len(self.totals) >= self.wanted


def scored(calls: Iterable[VendorCall]) -> dict[int, Scored]:
    """Application → how it is scored, of all applications with a task or a sent card."""
    found: dict[int, Scored] = {}
    cards = counted_cards().filter(application__call__in=list(calls))
    for application_id, total in cards.order_by("pk").values_list("application", "total"):
        found.setdefault(application_id, Scored()).totals.append(total)
    tasks = ScoringTask.objects.filter(application__call__in=list(calls)).order_by("pk")
    for application_id in tasks.values_list("application", flat=True):
        found.setdefault(application_id, Scored()).wanted += 1
    return found


def scored_one(application: BoothApplication) -> Scored:
    cards = counted_cards().filter(application=application).order_by("pk")
    wanted = application.scoring_tasks.count()
    return Scored(list(cards.values_list("total", flat=True)), wanted)


def counted_cards():
    """Cards that were sent by somebody who has nothing to do with the applicant."""
    conflicts = InterestConflict.objects.about(
        OuterRef("application__vendor"), OuterRef("application__fair_event")
    )
    conflict = conflicts.filter(officer=OuterRef("scorer"))
    return ScoreCard.objects.filter(~Exists(conflict), sent_at__isnull=False)


def conflicts_with(application: BoothApplication) -> list[InterestConflict]:
    """Who has said to have to do with this applicant at this fair."""
    rows = InterestConflict.objects.about(application.vendor_id, application.fair_event_id)
    return list(rows.select_related("officer").order_by("pk"))


def rule_of(call: VendorCall) -> ScoringRule:
    rule = ScoringRule.objects.filter(call=call).first()
    return rule or ScoringRule(call=call)


# --- Whose card is missing ----------------------------------------------------------------------


def to_score(calls, user):
    """Applications that `user` is to score and has not, in the order of first sending: those that
    were shared out to this person, or that are shared out to nobody."""
    rows = BoothApplication.objects.filter(call__in=calls, status__in=SCORED_IN)
    tasks = ScoringTask.objects.filter(application=OuterRef("pk"))
    sent = ScoreCard.objects.filter(application=OuterRef("pk"), scorer=user, sent_at__isnull=False)
    conflicts = InterestConflict.objects.about(OuterRef("vendor"), OuterRef("fair_event"))
    conflict = conflicts.filter(officer=user)
    mine = Exists(tasks.filter(scorer=user))
    return (
        rows.filter(~Exists(sent), ~Exists(conflict))
        .filter(mine | ~Exists(tasks))
        .order_by("submitted_at", "pk")
    )


def is_to_score(application: BoothApplication, user) -> bool:
    return to_score([application.call_id], user).filter(pk=application.pk).exists()
