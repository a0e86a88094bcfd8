"""The way of a fair in one page: its stage, its steps in order, who checks and who publishes."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.fair_steps import Part, Step, steps_of
from fairs.forms import PublishFairForm
from fairs.models import CopiedFair, FairEvent
from fairs.operations.copying import ADD, why_not_undone
from fairs.operations.events import (
    check_fair,
    publish_fair,
    require_publishable,
    unpublish_fair,
)
from fairs.readiness import FairStage, ladder_of, stage_of
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.rights.may import may
from otopfair.staff.site import staff_site

CHECK, PUBLISH, CHANGE = (f"fairs.{verb}_fairevent" for verb in ("check", "publish", "change"))
MARKS = {
    FairStage.DRAFT: "off",
    FairStage.CHECKED: "waiting",
    FairStage.PUBLISHED: "going",
    FairStage.OPEN: "now",
}
NEEDS = {"check": CHECK, "publish": PUBLISH, "unpublish": PUBLISH}


@dataclass(frozen=True)
class PartShown:
    """The steps of one part with what this officer may open."""

    name: str
    steps: list[tuple[Step, bool]]

    @property
    def done(self) -> int:
        return sum(step.is_done for step, _may in self.steps)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/state/",
    name="fair-state",
    permission=CHECK,
    row=FairEvent.objects.select_related("checked_by", "participation").prefetch_related(
        "calls__cells"
    ),
)
@require_http_methods(["GET", "POST"])
def fair_state(request, fair_event):
    action = request.POST.get("action", "")
    form = PublishFairForm(request.POST if action == "publish" else None, fair_event=fair_event)
    refusal = ""
    if request.method == "POST":
        if action in NEEDS and not may(request.user, NEEDS[action], fair_event):
            raise PermissionDenied
        try:
            if done := _act(fair_event, action, form, request.user):
                messages.success(request, done)
                return redirect("staff:fair-state", fair_event.pk)
        except RuleBroken as broken:
            refusal = str(broken)
    context = {
        "fair": fair_event,
        "asked": form.asked,
        "refusal": refusal,
        "has_errors": bool(refusal),
        **_way(request.user, fair_event),
        **_rights(request.user, fair_event),
        "history": HistoryEntry.objects.of(fair_event)[:50],
    }
    status = 422 if refusal or form.asked else 200
    return staff_site.page(request, "fairs/work/fair_state.html", context, status=status)


def _way(user, fair_event: FairEvent) -> dict:
    steps = steps_of(fair_event)
    shown = [(step, may(user, step.permission, fair_event)) for step in steps]
    parts = [PartShown(part, [one for one in shown if one[0].part == part]) for part in Part]
    return {
        "parts": [part for part in parts if part.steps],
        "stage": (stage := stage_of(fair_event, steps)),
        "stage_mark": MARKS.get(stage, "done"),
        "ladder": ladder_of(fair_event, steps),
        "next": next((step for step, may_open in shown if may_open and not step.is_done), None),
        "since_check": _since_check(fair_event),
    }


def _rights(user, fair_event: FairEvent) -> dict:
    copied = CopiedFair.objects.filter(copy=fair_event).select_related("source", "made_by").first()
    may_copy = may(user, ADD, fair_event)
    return {
        "may_publish": may(user, PUBLISH, fair_event),
        "may_change": may(user, CHANGE, fair_event),
        "may_copy": may_copy,
        "copied": copied,
        "may_undo": may_copy and copied is not None and not why_not_undone(fair_event),
    }


def _since_check(fair_event: FairEvent) -> int:
    """How often the fair or a call of it was changed after somebody had checked it."""
    if fair_event.checked_at is None or not fair_event.is_hidden:
        return 0
    subjects = [fair_event, *fair_event.calls.all()]
    entries = HistoryEntry.objects.of_all(subjects).filter(at__gt=fair_event.checked_at)
    return entries.exclude(verb="check").count()


def _act(fair_event, action, form, user) -> str:
    """Do what was pressed and say so; "" while its form has something to say."""
    if action == "check":
        check_fair(fair_event, by=user)
        return f"บันทึกว่าตรวจ {fair_event} แล้ว พร้อมเผยแพร่"
    if action == "unpublish":
        unpublish_fair(fair_event, by=user)
        return f"{fair_event} กลับเป็นร่างแล้ว ผู้ชมไม่เห็น"
    if action == "publish":
        require_publishable(fair_event)  # what is impossible is said before anything is asked
        if form.is_valid():
            publish_fair(fair_event, by=user)
            return f"เผยแพร่ {fair_event} แล้ว ทุกคนเห็นหน้างานนี้"
    return ""
