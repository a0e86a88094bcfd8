"""What an officer is asked before a decision beside the rules. The reason is kept with it, and is
read on the fairness page, by the public without names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from vendors.fairness import names_somebody
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    Outcome,
    PhaseKind,
    ReviewPhase,
    ScoringRule,
)
from vendors.operations.checking import lacking
from vendors.persons import passes_the_share
from vendors.places import Room
from vendors.scoring import scored_one


class Asked(RuleBroken):
    """It would be beside a rule: the officer is asked first. `field` is the question."""


class Unlooked(Asked):
    """A document that is asked for was not sent, or nobody has looked at one."""


class OverMaximum(Asked):
    """Choosing this one passes a maximum of the call."""


class OverShare(Asked):
    """Choosing this one gives one person more booths than a person gets."""


class BelowLine(Asked):
    """The score is below the line."""


@dataclass(frozen=True)
class Question:
    """Asked before `outcomes` when `problem` says something; the answer stays in `key`_reason."""

    key: str
    outcomes: set[Outcome]
    error: type[Asked]
    problem: Callable[[VendorCall | None, BoothApplication], str]


def _unlooked(_call: VendorCall | None, application: BoothApplication) -> str:
    said = _lacking_in_words(application)
    return f"เอกสารยังไม่ครบ {said} ถ้ายังจะให้ผ่าน ให้บอกเหตุผล" if said else ""


def _unchecked(call: VendorCall | None, application: BoothApplication) -> str:
    """As for passing: who goes on at once is looked at no less than who is checked first."""
    if application.status != ApplicationStatus.SUBMITTED or _has_passed(application):
        return ""
    if not ReviewPhase.objects.filter(call=call, kind=PhaseKind.DOCUMENTS, is_used=True).exists():
        return ""
    said = _lacking_in_words(application)
    return f"ยังไม่ผ่านการตรวจเอกสาร {said} ถ้ายังจะตัดสิน ให้บอกเหตุผล" if said else ""


def _has_passed(application: BoothApplication) -> bool:
    return application.decisions.pending().filter(outcome=Outcome.PASS).exists()


def _lacking_in_words(application: BoothApplication) -> str:
    missing, unseen = lacking(application)
    parts = [("ร้านยังไม่ส่ง", missing), ("ยังไม่ได้ดู", unseen)]
    return " ".join(f"{what}: {', '.join(names)}" for what, names in parts if names)


def _over_share(call: VendorCall | None, application: BoothApplication) -> str:
    return passes_the_share(application, call) if call else ""


def _over_maximum(call: VendorCall | None, application: BoothApplication) -> str:
    return Room(call, without=application).problem(application) if call else ""


def _below_line(call: VendorCall | None, application: BoothApplication) -> str:
    line = ScoringRule.objects.filter(call=call).values_list("line", flat=True).first()
    if line is None:
        return ""
    total = scored_one(application).total
    if total is not None and total >= line:
        return ""
    score = "ยังไม่มีคะแนน" if total is None else f"คะแนน {total}"
    return f"{score} ต่ำกว่าเส้นคะแนน {line} ถ้ายังจะคัดเลือก ให้บอกเหตุผล"


QUESTIONS = (
    Question("unlooked", {Outcome.PASS}, Unlooked, _unlooked),
    Question("unlooked", {Outcome.SELECT, Outcome.RESERVE}, Unlooked, _unchecked),
    Question("share", {Outcome.SELECT}, OverShare, _over_share),
    Question("beyond", {Outcome.SELECT}, OverMaximum, _over_maximum),
    Question("below", {Outcome.SELECT}, BelowLine, _below_line),
)
ALL_KEYS = tuple(question.key for question in QUESTIONS)


def keys_before(outcome: str) -> set[str]:
    """The questions that may be asked before `outcome`; none before any other act."""
    return {question.key for question in QUESTIONS if outcome in question.outcomes}


def reasons_kept(
    call: VendorCall | None,
    application: BoothApplication,
    outcome: Outcome,
    reasons: dict[str, str],
    *,
    asks: Iterable[str] = ALL_KEYS,
) -> dict[str, str]:
    """Those of `reasons` ("beyond_reason" …) that deciding `outcome` needs.

    Places and shares are counted: the caller holds the locks of the calls. Raises the Asked of the
    first question that has no answer.
    """
    problems = {
        question.key: question.problem(call, application)
        for question in QUESTIONS
        if outcome in question.outcomes and question.key in asks
    }
    return reasons_for(problems, application, outcome, reasons)


def reasons_for(
    problems: dict[str, str],
    application: BoothApplication,
    outcome: Outcome,
    reasons: dict[str, str],
) -> dict[str, str]:
    """reasons_kept() where the answers to the questions are known: key → problem, or ""."""
    kept = {}
    for question in QUESTIONS:
        if outcome in question.outcomes and (problem := problems.get(question.key)):
            name = f"{question.key}_reason"
            kept[name] = reasons.get(name, "").strip()[:255]
            if not kept[name]:
                raise question.error(problem, field=question.key)
            _require_no_name(application, kept[name], name)
    return kept


def _require_no_name(application: BoothApplication, reason: str, field: str) -> None:
    """The public reads the reason without knowing of whom."""
    if names_somebody(application.vendor, reason):
        raise RuleBroken("ประชาชนอ่านเหตุผลนี้ เขียนโดยไม่บอกชื่อร้านหรือชื่อคน", field=field)
