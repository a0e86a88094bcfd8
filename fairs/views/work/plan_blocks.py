"""Booths by rule: rows of a zone, and numbers given anew. Both are shown before they are taken."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.forms.plans import BlockForm, RenumberForm
from fairs.models import FairEvent
from fairs.operations.plan_steps import take_step
from fairs.plans.edits import Edit, changes_by
from fairs.plans.overlaps import SHOWN, overlaps_of
from fairs.plans.parts import PartKind
from fairs.plans.sound import problems_of
from fairs.plans.uses import uses_of
from fairs.plans.working import WorkingPlan, working_plan_of
from fairs.views.work.plan import LAY_OUT
from fairs.views.work.plan_page import drawing_of
from otopfair.errors import RuleBroken
from otopfair.look.plans import Drawing
from otopfair.staff.site import staff_site


@dataclass
class Preview:
    """What a step would come to: the plan with it, what stops it, and lines of what changes."""

    fair_event: FairEvent
    plan: WorkingPlan
    edits: list[Edit]
    lines: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self):
        changes = changes_by(self.plan, self.edits)
        before = {key: self.plan.parts[key].short_name for key, was, _now in changes if was}
        self.plan.lay(changes)
        self.problems = sorted(set(problems_of(self.plan, [key for key, *_ in changes]).values()))
        self.uses = uses_of(self.fair_event)
        for key, was, _now in changes:
            if was and "code" in was:
                part = self.plan.parts[key]
                use = self.uses.get(part.pk or 0)
                self.lines.append((before[key], part.short_name, use.words if use else ""))

    @property
    def drawing(self) -> Drawing:
        return drawing_of(self.plan, self.uses, is_linked=False)

    @property
    def overlaps(self) -> list[str]:
        return overlaps_of(self.plan, most=SHOWN)

    @property
    def new_booths(self) -> list[str]:
        """The numbers of booths that do not stand yet."""
        booths = PartKind.BOOTH.value
        new = [edit for edit in self.edits if edit.key[0] == booths and "code" in edit.values]
        return [edit.values["code"] for edit in new]


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/rows/",
    name="plan-rows",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def plan_rows(request, fair_event):
    """Lay out a zone in rows."""
    return _by_rule(request, fair_event, BlockForm, "fairs/work/plan_rows.html")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/renumber/",
    name="plan-renumber",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def plan_renumber(request, fair_event):
    """Number a zone anew."""
    return _by_rule(request, fair_event, RenumberForm, "fairs/work/plan_renumber.html")


def _by_rule(request, fair_event: FairEvent, kind: type[BlockForm | RenumberForm], template: str):
    """POST shows what the plan would be; act=save takes it."""
    plan = working_plan_of(fair_event)
    form = kind(request.POST or None, plan=plan)
    preview, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            edits, summary = form.step()
            status = _take_if_asked(request, form, fair_event, edits, summary)
            if status == 302:
                return redirect("staff:plan", fair_event.pk)
            preview = Preview(fair_event, plan, edits)
    context = {"form": form, "fair": fair_event, "preview": preview, "has_errors": status != 200}
    return staff_site.page(request, template, context, status=status)


def _take_if_asked(request, form, fair_event: FairEvent, edits: list[Edit], summary: str) -> int:
    """302 when the edits were taken, 200 when they are only shown, else why not, on the form."""
    if request.POST.get("act") != "save":
        return 200
    try:
        step = take_step(
            fair_event,
            edits,
            summary=summary,
            by=request.user,
            form_key=form.cleaned_data["form_key"],
        )
    except RuleBroken as broken:
        form.add_error(None, broken.message)
        return broken.status
    messages.success(request, f"บันทึกในร่างแล้ว: {step}" if step else "ผังเป็นอย่างนี้อยู่แล้ว")
    return 302
