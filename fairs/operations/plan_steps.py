"""Steps on the working plan: taken, undone and redone. None is in force before a release.

Every step locks the fair, so that two officers at one plan come one after the other, and compares
what it would change with what its page showed.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent, PlanStep
from fairs.operations.holding import lock_fair
from fairs.plans.columns import COLUMNS
from fairs.plans.edits import Edit, changes_by
from fairs.plans.parts import PartKind, Values, pk_of
from fairs.plans.sound import require_sound
from fairs.plans.uses import uses_of
from fairs.plans.working import WorkingPlan, laid_over, working_plan_of
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.stale import Difference, seen_of

WHAT = "จึงแก้ผังไม่ได้"


class StaleParts(RuleBroken):
    """Somebody else changed parts after the page showed them; nothing is overwritten.

    `differences` name, by key, what stands there now beside what was typed; `seen_now` are the
    fingerprints with which the same may be saved again.
    """

    status = 409

    def __init__(self, differences: dict[str, list[Difference]], seen_now: dict[str, str]) -> None:
        super().__init__("มีผู้แก้ผังส่วนนี้หลังจากคุณเปิดหน้า ดูความต่าง แล้วบันทึกอีกครั้งถ้าต้องการใช้ค่าของคุณ")
        self.differences = differences
        self.seen_now = seen_now


def take_step(
    fair_event: FairEvent,
    edits: Sequence[Edit],
    *,
    summary: str,
    by,
    form_key: UUID | None = None,
) -> PlanStep | None:
    """Lay `edits` over the working plan as one step; None when they change nothing.

    A repeated form gets the first step. Raises StaleParts when the page was out of date, Unsound
    when the plan would not be one, RuleBroken when somebody stands in a booth that is to go or the
    fair is cancelled.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what=WHAT)
        if earlier := _step_of_form(by, form_key):
            return earlier
        plan = working_plan_of(fair_event)
        _require_seen(plan, edits)
        changes = changes_by(plan, edits)
        if not changes:
            return None
        _require_may_go(fair_event, plan, (key for key, _was, now in changes if now is None))
        plan.lay(changes)
        require_sound(plan, [key for key, _was, _now in changes])
        return PlanStep.objects.create(
            fair_event=fair_event,
            summary=summary[:255],
            changes=changes,
            by=by,
            form_key=form_key,
        )


def undo_step(step: PlanStep, *, by) -> PlanStep:
    """Take one step back, as long as no later one has changed the same. A second press is done."""
    with transaction.atomic():
        step, later = _locked(step)
        if step.is_undone:
            return step
        _require_untouched(step, later, "เลิกทำ")
        step.undone_at, step.undone_by = timezone.now(), by
        _require_still_sound(step)
        step.save(update_fields=["undone_at", "undone_by"])
    return step


def redo_step(step: PlanStep, *, by) -> PlanStep:
    """Lay a step that was undone over the plan again."""
    with transaction.atomic():
        step, later = _locked(step)
        if not step.is_undone:
            return step
        _require_untouched(step, later, "ทำซ้ำ")
        going = [key for key, _was, now in step.changes if now is None]
        _require_may_go(step.fair_event, working_plan_of(step.fair_event), going)
        step.undone_at, step.undone_by = None, None
        _require_still_sound(step)
        step.save(update_fields=["undone_at", "undone_by"])
    return step


def _step_of_form(by, form_key: UUID | None) -> PlanStep | None:
    return PlanStep.objects.filter(by=by, form_key=form_key).first() if form_key else None


def _require_seen(plan: WorkingPlan, edits: Iterable[Edit]) -> None:
    differences: dict[str, list[Difference]] = {}
    seen_now: dict[str, str] = {}
    for edit in edits:
        part = plan.parts.get(edit.key)
        if part is None and pk_of(edit.key) is not None and edit.values is not None:
            raise RuleBroken("ส่วนนี้ถูกเอาออกจากผังแล้ว เปิดหน้าใหม่แล้วดูอีกครั้ง")
        if part is None or edit.seen is None:
            continue
        wanted = part.values if edit.values is None else edit.values
        now = {name: part.values[name] for name in wanted}
        if edit.seen != seen_of(now) and (edit.values is None or now != edit.values):
            differences[edit.key] = _differences(plan, part.kind, now, wanted)
            seen_now[edit.key] = seen_of(now)
    if differences:
        raise StaleParts(differences, seen_now)


def _differences(plan: WorkingPlan, kind: PartKind, now: Values, mine: Values) -> list[Difference]:
    return [
        Difference(
            column.label,
            column.show(now[column.name], plan),
            column.show(mine[column.name], plan),
        )
        for column in COLUMNS[kind]
        if column.name in now and now[column.name] != mine[column.name]
    ]


def _require_may_go(fair_event: FairEvent, plan: WorkingPlan, keys: Iterable[str]) -> None:
    """No booth in which somebody stands or has stood is taken off."""
    going = [key for key in keys if key in plan.parts and key[0] == PartKind.BOOTH.value]
    if not any(pk_of(key) for key in going):
        return
    uses = uses_of(fair_event)
    for key in going:
        use = uses.get(pk_of(key) or 0)
        if use and use.why_stays:
            raise RuleBroken(use.why_stays)


def _locked(step: PlanStep) -> tuple[PlanStep, list[PlanStep]]:
    """The step as it is now, and those after it that stand; the fair is locked."""
    fair_event = lock_fair(step.fair_event, what=WHAT)
    step = lock(step)
    step.fair_event = fair_event
    if step.release_id is not None:
        raise RuleBroken("ขั้นนี้ประกาศใช้แล้ว ถ้าจะเปลี่ยนกลับ ให้แก้ผังแล้วประกาศใช้อีกครั้ง")
    later = fair_event.plan_steps.in_work().filter(pk__gt=step.pk, undone_at=None)
    return step, list(later.order_by("pk"))


def _require_untouched(step: PlanStep, later: list[PlanStep], verb: str) -> None:
    for other in later:
        if step.keys & other.keys:
            raise RuleBroken(f"{verb}ไม่ได้ เพราะมีการแก้ต่อ: {other.summary} เลิกทำรายการนั้นก่อน")


def _require_still_sound(step: PlanStep) -> None:
    """The plan with `step` as it will be."""
    steps = step.fair_event.plan_steps.in_work().order_by("pk")
    plan = laid_over(step.fair_event, [step if one == step else one for one in steps])
    require_sound(plan, plan.parts)
