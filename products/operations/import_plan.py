"""An imported plan becomes one step on the working plan, and goes back as one."""

from typing import cast
from uuid import NAMESPACE_URL, uuid5

from fairs.models import FairEvent, PlanStep
from fairs.operations.plan_steps import take_step
from fairs.plans.sound import problems_of, require_sound
from fairs.plans.working import laid_over, working_plan_of
from otopfair.removals.models import Removal
from products.imports.plan_sheet import SheetPlan
from products.imports.tracing import Trace
from products.models import ImportBatch


def save_plan(batch: ImportBatch, plan: SheetPlan, by, trace: Trace) -> None:
    """Take the step. The caller holds the fair's lock; nothing is in force before a release."""
    step = take_step(
        batch.fair_event,
        plan.edits,
        summary=f"นำเข้าผังจาก {batch.file_name}",
        by=by,
        form_key=uuid5(NAMESPACE_URL, f"import-{batch.pk}"),
    )
    if step is not None:
        trace.opened(step)


def what_stands_on_step(lines, by) -> dict[tuple[str, int], str]:
    """Why an imported step stays: it is in force, undone, or something stands on it."""
    return {
        line.noted.key: why
        for line in lines
        if isinstance(line.subject, PlanStep) and (why := _why_it_stays(line.subject))
    }


def _why_it_stays(step: PlanStep) -> str:
    if step.release_id is not None:
        return "ประกาศใช้แล้ว ถ้าจะเปลี่ยนกลับ ให้แก้ผังแล้วประกาศใช้อีกครั้ง"
    if step.is_undone:
        return "เลิกทำในหน้าผังแล้ว"
    steps = list(step.fair_event.plan_steps.in_work().order_by("pk"))
    for later in steps:
        if later.pk > step.pk and not later.is_undone and later.keys & step.keys:
            return f"มีการแก้ต่อ: {later.summary}"
    left = laid_over(step.fair_event, [one for one in steps if one != step])
    return next(iter(problems_of(left, left.parts).values()), "")


def require_plan_sound(*, removal: Removal, rows, is_restored: bool, **_facts) -> None:
    """A step that is put back must fit what was laid out meanwhile. Raises Unsound."""
    if is_restored and any(isinstance(row, PlanStep) for row in rows):
        plan = working_plan_of(cast(FairEvent, removal.owner))
        require_sound(plan, plan.parts)
