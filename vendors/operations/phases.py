"""The phases and criteria of a call: made with it, asked before every act of a review."""

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.models import PhaseKind, ReviewPhase, ScoreCriterion, ScoringRule
from vendors.sources import sources

DEFAULTS = [
    (PhaseKind.DOCUMENTS, "ตรวจเอกสาร"),
    (PhaseKind.SCORING, "ให้คะแนน"),
    (PhaseKind.MEETING, "ประชุมคัดเลือก"),
]
JUDGED = ("คุณภาพและความเหมาะสมของสินค้า", 15, "ดูรูป คำบรรยาย และความแปลกใหม่ของสินค้า")


class OutOfPhase(RuleBroken):
    """Not now, or not by this person: the phase says so."""

    status = 409


def give_phases(call: VendorCall) -> None:
    """The phases that every call starts with: always open, to all who have the right."""
    if call.phases.exists():
        return
    ReviewPhase.objects.bulk_create(
        ReviewPhase(call=call, sequence=sequence, kind=kind, name=name)
        for sequence, (kind, name) in enumerate(DEFAULTS, start=1)
    )


def give_criteria(call: VendorCall) -> None:
    """The score sheet that every call starts with: what the portal knows, and one to judge."""
    if call.criteria.exists():
        return
    ScoringRule.objects.get_or_create(call=call)
    known = [(source.name, source.weight, source.guidance, source.key) for source in sources()]
    ScoreCriterion.objects.bulk_create(
        ScoreCriterion(
            call=call, sequence=sequence, name=name, weight=weight, guidance=guidance, source=key
        )
        for sequence, (name, weight, guidance, key) in enumerate([*known, (*JUDGED, "")], start=1)
    )


def require_phase(call: VendorCall | None, kind: PhaseKind, *, by) -> None:
    """Raise OutOfPhase unless `by` may do work of this kind today. A call that has no such phase
    in use keeps nobody from it."""
    if why := why_not(call, kind, by):
        raise OutOfPhase(why)


def why_not(call: VendorCall | None, kind: PhaseKind, by) -> str:
    """The sentence that keeps `by` from work of this kind today; "" when nothing does."""
    return whys_not(call, by).get(kind, "")


def whys_not(call: VendorCall | None, by) -> dict[str, str]:
    """Kind of work → the sentence that keeps `by` from it today. One open phase is enough."""
    phases = ReviewPhase.objects.filter(call=call, is_used=True).prefetch_related("workers")
    against: dict[str, list[str]] = {}
    for phase in phases:
        against.setdefault(phase.kind, []).append(_why_not(phase, by))
    return {kind: whys[0] for kind, whys in against.items() if all(whys)}


def _why_not(phase: ReviewPhase, by) -> str:
    day, work = today_in_thailand(), phase.get_kind_display()
    if phase.from_on and phase.is_ahead(day):
        return f"ขั้น “{phase}” เริ่ม {format_date(phase.from_on)} ตอนนี้ยัง{work}ไม่ได้"
    if phase.until_on and phase.is_over(day):
        until = format_date(phase.until_on)
        return f"ขั้น “{phase}” จบไปแล้วเมื่อ {until} ถ้ายังต้อง{work} ให้ขยายวันของขั้นนี้ก่อน"
    workers = list(phase.workers.all())
    if workers and by not in workers:
        names = " ".join(map(str, workers))
        return f"ขั้น “{phase}” ให้ {names} ทำ ถ้าต้องทำด้วย ให้เพิ่มชื่อคุณในขั้นนี้ก่อน"
    return ""
