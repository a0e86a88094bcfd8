"""What a fair still needs, and publishing or hiding it: one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairs.forms import PublishFairForm
from fairs.models import FairEvent
from fairs.operations.events import publish_fair, require_publishable, unpublish_fair
from fairs.readiness import next_steps
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site


@staff_site.work_page(
    "fairs/<int:fair_event_id>/state/",
    name="fair-state",
    permission="fairs.change_fairevent",
    row=FairEvent.objects.prefetch_related("calls__cells"),
)
@require_http_methods(["GET", "POST"])
def fair_state(request, fair_event):
    action = request.POST.get("action")
    form = PublishFairForm(request.POST if action == "publish" else None, fair_event=fair_event)
    refusal = ""
    if request.method == "POST":
        try:
            if done := _act(fair_event, action, form, request.user):
                messages.success(request, done)
                return redirect("staff:fair-state", fair_event.pk)
        except RuleBroken as broken:
            refusal = str(broken)
    context = {
        **staff_site.each_context(request),
        "fair": fair_event,
        "asked": form.asked,
        "refusal": refusal,
        "steps": next_steps(fair_event),
        "has_errors": bool(refusal),
        "history": HistoryEntry.objects.of(fair_event)[:50],
    }
    status = 422 if refusal or form.asked else 200
    return render(request, "fairs/work/fair_state.html", context, status=status)


def _act(fair_event, action, form, user) -> str:
    """Do what was pressed and say so; "" while its form has something to say."""
    if action == "unpublish":
        unpublish_fair(fair_event, by=user)
        return f"{fair_event} กลับเป็นร่างแล้ว ผู้ชมไม่เห็น"
    if action == "publish":
        require_publishable(fair_event)  # what is impossible is said before anything is asked
        if form.is_valid():
            publish_fair(fair_event, by=user)
            return f"เผยแพร่ {fair_event} แล้ว ทุกคนเห็นหน้างานนี้"
    return ""
