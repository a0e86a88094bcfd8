"""Parts are taken off the working plan: what goes along, and are you sure. It can be undone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from fairs.operations.plan_steps import take_step
from fairs.plans.edits import Edit
from fairs.plans.parts import Part, PartKind
from fairs.plans.uses import uses_of
from fairs.plans.working import WorkingPlan, working_plan_of
from fairs.views.work.plan import LAY_OUT
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.listing import first_of

NAMED = 3


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/remove/",
    name="plan-remove",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def plan_remove(request, fair_event):
    """Ask about the parts of ?key=; POST takes them off. A zone takes its booths along."""
    plan = working_plan_of(fair_event)
    chosen = _chosen(plan, request.GET.getlist("key"))
    if not chosen:
        messages.error(request, "ติ๊กแถวที่จะเอาออกก่อน")
        return redirect("staff:plan", fair_event.pk)
    parts = _with_booths(plan, chosen)
    uses = uses_of(fair_event)
    status, problem = 200, ""
    if request.method == "POST":
        try:
            step = take_step(
                fair_event,
                [Edit(part.key, None) for part in parts],
                summary=f"เอา{_named(chosen)}ออก",
                by=request.user,
            )
        except RuleBroken as broken:
            status, problem = broken.status, broken.message
        else:
            messages.success(request, f"บันทึกในร่างแล้ว: {step} กดเลิกทำได้")
            return redirect("staff:plan", fair_event.pk)
    used = [(part, uses[part.pk]) for part in parts if _is_booth(part) and part.pk in uses]
    context = {
        "fair": fair_event,
        "named": _named(chosen),
        "booths": (booths := [part for part in parts if _is_booth(part)]),
        "booth_names": ", ".join(part.short_name for part in booths),
        "others": [part for part in parts if not _is_booth(part)],
        "staying": [use.why_stays for _part, use in used if use.why_stays],
        "held": [(part, use) for part, use in used if not use.why_stays],
        "problem": problem,
        "has_errors": bool(problem),
    }
    return staff_site.page(request, "fairs/work/plan_remove.html", context, status=status)


def _chosen(plan: WorkingPlan, keys: list[str]) -> list[Part]:
    return [plan.parts[key] for key in dict.fromkeys(keys) if key in plan.parts]


def _with_booths(plan: WorkingPlan, chosen: list[Part]) -> list[Part]:
    along = [one for zone in chosen if zone.kind is PartKind.ZONE for one in plan.booths_in(zone)]
    return list({part.key: part for part in (*chosen, *along)}.values())


def _named(parts: list[Part]) -> str:
    """ "บูธ C07, บูธ C08", "โซน C ผ้า และอีก 4"."""
    return first_of([part.name for part in parts], NAMED)


def _is_booth(part: Part) -> bool:
    return part.kind is PartKind.BOOTH
