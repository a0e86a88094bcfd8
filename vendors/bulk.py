"""What officers do to many applications at once; the worker does it, row by row."""

from decimal import Decimal

from otopfair.errors import RuleBroken
from otopfair.work.kinds import WorkKind, add_kind
from vendors.lines import NO_SCORE, NOT_CHECKED
from vendors.models import ApplicationStatus, BoothApplication, Outcome, ReviewPhase
from vendors.operations.deciding import decide
from vendors.operations.writing import write_to_applicant
from vendors.scoring import scored_one

DECIDE = "decide-applications"
CHOOSE = "choose-by-line"
WRITE = "write-to-applicants"


def label(application_id: int) -> str:
    """ "KK63-0151 กลุ่มทอผ้าบ้านดอนข่า"; without the name in a call that hides names at some time:
    the page of a finished work stays."""
    application = BoothApplication.objects.select_related("vendor").get(pk=application_id)
    hides = ReviewPhase.objects.filter(call=application.call_id, is_used=True, names_hidden=True)
    return str(application) if hides.exists() else f"{application} {application.vendor}"


def decide_one(application_id: int, seen: int | None, *, options: dict, by) -> None:
    decide(
        BoothApplication.objects.get(pk=application_id),
        Outcome(options["outcome"]),
        beyond_reason=options.get("beyond_reason", ""),
        by=by,
        seen_version=seen,
    )


def choose_one(application_id: int, seen: int | None, *, options: dict, by) -> None:
    """Choose one above the line, or at it where it was ticked by hand."""
    application = BoothApplication.objects.with_standing().get(pk=application_id)
    line = Decimal(options["line"])
    total = scored_one(application).total
    if application.standing == ApplicationStatus.SUBMITTED:
        raise RuleBroken(NOT_CHECKED)
    if total is None:
        raise RuleBroken(NO_SCORE)
    if total < line:
        raise RuleBroken(f"คะแนนเปลี่ยนเป็น {total} ต่ำกว่าเส้น {line} แล้ว")
    decide(application, Outcome.SELECT, by=by, seen_version=seen)


def write_to_one(application_id: int, seen: int | None, *, options: dict, by) -> None:
    write_to_applicant(
        BoothApplication.objects.get(pk=application_id),
        subject=options["subject"],
        body=options["body"],
        seen_version=seen,
        by=by,
    )


def add_kinds() -> None:
    add_kind(WorkKind(CHOOSE, choose_one, label))
    add_kind(WorkKind(DECIDE, decide_one, label))
    add_kind(WorkKind(WRITE, write_to_one, label))
