"""Applications are shared out among those who score, evenly, and the same way each time."""

from collections import Counter

from django.db import transaction
from django.db.models import Exists, OuterRef

from fairs.models import VendorCall
from fairs.people import people_with
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import (
    BoothApplication,
    InterestConflict,
    PhaseKind,
    ReviewPhase,
    ScoreCard,
    ScoringTask,
)
from vendors.scoring import SCORED_IN, rule_of

SCORE = "vendors.score_boothapplication"


def scorers_of(call: VendorCall) -> list:
    """Who scores in a call: those whom its scoring phases name, or all who have the right."""
    phases = ReviewPhase.objects.filter(call=call, is_used=True, kind=PhaseKind.SCORING)
    able = list(people_with(SCORE, call.fair_event))
    named = set(phases.order_by().values_list("workers", flat=True)) - {None}
    return [user for user in able if not named or user.pk in named]


def share_out(call: VendorCall, *, anew: bool = False, by) -> int:
    """Give every application as many scorers as the rule says; how many tasks were given.

    Whoever has the fewest gets the next, the lowest number first where several have; nobody gets
    one with whose applicant they have to do. Tasks that are there stay, unless `anew`: then those
    without a sent card are shared out again.
    """
    with transaction.atomic():
        call = lock(call)
        scorers = [user.pk for user in scorers_of(call)]
        if not scorers:
            raise RuleBroken("ยังไม่มีผู้มีสิทธิ์ให้คะแนน เพิ่มผู้ทำขั้นให้คะแนนก่อน")
        if anew:
            _take_back_unsent(call)
        tasks = _missing(call, sorted(scorers), rule_of(call).scorers_each, by)
        ScoringTask.objects.bulk_create(tasks)
        if tasks or anew:
            summary = f"แบ่งใบสมัครให้ผู้ให้คะแนน {len(scorers)} คน เพิ่ม {len(tasks)} งาน"
            record(call, "share_out", summary, by=by)
    return len(tasks)


def _take_back_unsent(call: VendorCall) -> None:
    sent = ScoreCard.objects.filter(
        application=OuterRef("application"), scorer=OuterRef("scorer"), sent_at__isnull=False
    )
    ScoringTask.objects.filter(~Exists(sent), application__call=call).delete()


def _missing(call: VendorCall, scorers: list[int], each: int, by) -> list[ScoringTask]:
    held = _pairs(ScoringTask.objects.filter(application__call=call), "scorer")
    at_fair = InterestConflict.objects.filter(application__fair_event=call.fair_event_id)
    barred = set(at_fair.order_by().values_list("application__vendor", "officer"))
    load = Counter(dict.fromkeys(scorers, 0))
    load.update(scorer for _row, scorer in held if scorer in load)
    rows = BoothApplication.objects.filter(call=call, status__in=SCORED_IN)
    found = []
    for key, vendor in rows.order_by("submitted_at", "pk").values_list("pk", "vendor"):
        has = sum((key, scorer) in held for scorer in scorers)
        free = [one for one in scorers if (key, one) not in held and (vendor, one) not in barred]
        for scorer in sorted(free, key=lambda one: (load[one], one))[: max(each - has, 0)]:
            load[scorer] += 1
            found.append(ScoringTask(application_id=key, scorer_id=scorer, given_by=by))
    return found


def _pairs(rows, person: str) -> set[tuple[int, int]]:
    return set(rows.order_by("pk").values_list("application", person))
