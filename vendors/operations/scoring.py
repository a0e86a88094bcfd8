"""Officers score applications, each for oneself; the line above which is chosen is drawn."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fairs.models import VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import (
    FULL_TOTAL,
    MOST_POINTS,
    BoothApplication,
    PhaseKind,
    Score,
    ScoreCard,
    ScoreCriterion,
    ScoringRule,
)
from vendors.operations.interests import require_no_interest
from vendors.operations.phases import require_phase
from vendors.operations.rules import require
from vendors.scoring import CENT, SCORED_IN, proposals, used_criteria, weighted_total
from vendors.sources import Figure


@dataclass(frozen=True)
class Given:
    """What an officer gives one criterion; no points yet in a card that is not sent."""

    points: int | None
    reason: str = ""


def save_card(
    application: BoothApplication,
    given: dict[int, Given],
    *,
    comment: str = "",
    send: bool,
    change_reason: str = "",
    by,
) -> ScoreCard:
    """Keep the card of `by`, and send it when `send`. A sent card changes only with a reason.

    Raises OutOfPhase when it is not the time for scores, RuleBroken when points are missing or
    beside the figures without a reason, or when the application was shared out to others.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงให้คะแนนไม่ได้")
        application = lock(application)
        require(application, SCORED_IN, "ให้คะแนนได้ก่อนประกาศผล")
        require_phase(application.call, PhaseKind.SCORING, by=by)
        require_no_interest(application, by)
        _require_shared_out(application, by)
        if application.call is None:
            raise RuleBroken("ใบนี้ไม่ได้มาจากประกาศรับสมัคร จึงไม่มีเกณฑ์ให้คะแนน")
        criteria = used_criteria(application.call)
        figures = proposals([application], criteria)[application.pk]
        _require_points(criteria, figures, given, send)
        card = ScoreCard.objects.filter(application=application, scorer=by).first()
        card = card or ScoreCard(application=application, scorer=by)
        before = card.total if card.sent_at else None
        if before is not None and _stands(card, given, comment):
            return card
        _require_why_changed(before, change_reason)
        card.total = weighted_total(_points(given), criteria)
        card.comment = comment.strip()
        if send and card.sent_at is None:
            card.sent_at = timezone.now()
        card.save()
        _keep_scores(card, criteria, figures, given)
        _tell_history(card, before, change_reason, by)
    return card


def _points(given: dict[int, Given]) -> dict[int, int]:
    return {key: one.points for key, one in given.items() if one.points is not None}


def _require_shared_out(application: BoothApplication, by) -> None:
    scorers = set(application.scoring_tasks.order_by("pk").values_list("scorer", flat=True))
    if scorers and by.pk not in scorers:
        raise RuleBroken("ใบนี้แบ่งให้เจ้าหน้าที่คนอื่นให้คะแนน")


def _require_points(criteria, figures: dict[int, Figure], given: dict[int, Given], send) -> None:
    for criterion in criteria:
        one = given.get(criterion.pk, Given(None))
        if one.points is None:
            if send:
                raise RuleBroken(f"ให้คะแนน “{criterion}”", field=f"points-{criterion.pk}")
            continue
        if not 0 <= one.points <= MOST_POINTS:
            raise RuleBroken("คะแนนต้องอยู่ระหว่าง 0 ถึง 5", field=f"points-{criterion.pk}")
        figure = figures.get(criterion.pk)
        if figure and figure.points != one.points and not one.reason.strip():
            raise RuleBroken(f"บอกเหตุที่ “{criterion}” ต่างจากข้อมูล", field=f"reason-{criterion.pk}")


def _stands(card: ScoreCard, given: dict[int, Given], comment: str) -> bool:
    """The same card came twice."""
    now = {score.criterion_id: (score.points, score.reason) for score in card.scores.all()}
    mine = {key: (one.points, one.reason.strip()) for key, one in given.items()}
    return now == mine and card.comment == comment.strip()


def _require_why_changed(before: Decimal | None, change_reason: str) -> None:
    if before is not None and not change_reason.strip():
        raise RuleBroken("ส่งคะแนนไปแล้ว บอกเหตุที่แก้คะแนน", field="change_reason")


def _keep_scores(card: ScoreCard, criteria: list[ScoreCriterion], figures, given) -> None:
    card.scores.all().delete()
    Score.objects.bulk_create(
        Score(
            card=card,
            criterion=criterion,
            points=given[criterion.pk].points,
            proposed=figures[criterion.pk].points if criterion.pk in figures else None,
            figure=figures[criterion.pk].words[:255] if criterion.pk in figures else "",
            reason=given[criterion.pk].reason.strip(),
        )
        for criterion in criteria
        if criterion.pk in given and given[criterion.pk].points is not None
    )


def _tell_history(card: ScoreCard, before: Decimal | None, change_reason: str, by) -> None:
    if card.sent_at is None:
        return
    if before is None:
        record(card, "send_scores", f"ส่งคะแนน {card.total}", by=by)
    else:
        summary = f"แก้คะแนนหลังส่ง {before} เป็น {card.total}"
        record(card, "change_scores", summary, by=by, reason=change_reason.strip())


def draw_line(call: VendorCall, line: Decimal, *, by) -> ScoringRule:
    """Say above which total applications of the call are chosen; kept with who and when."""
    if not 0 <= line <= FULL_TOTAL:
        raise RuleBroken("เส้นคะแนนต้องอยู่ระหว่าง 0 ถึง 100", field="line")
    with transaction.atomic():
        call = lock(call)
        require_phase(call, PhaseKind.MEETING, by=by)
        rule, _ = ScoringRule.objects.get_or_create(call=call)
        line = line.quantize(CENT)
        if rule.line != line:
            before = rule.line if rule.line is not None else ""
            rule.line, rule.line_set_by, rule.line_set_at = line, by, timezone.now()
            rule.save()
            changes = {"เส้นคะแนน": [str(before), str(line)]}
            record(call, "draw_line", f"กำหนดเส้นคะแนน {line}", by=by, changes=changes)
    return rule
