"""What a fair still needs, and publishing, hiding or cancelling it: one page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fairs.forms import CancelFairForm
from fairs.models import FairEvent
from fairs.operations.events import cancel_fair, publish_fair, unpublish_fair
from fairs.readiness import next_steps
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site


@staff_site.work_page(
    "fairs/<int:fair_id>/state/", name="fair-state", permission="fairs.change_fairevent"
)
@require_http_methods(["GET", "POST"])
def fair_state(request, fair_id):
    fair = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    form = CancelFairForm()
    refusal = ""
    if request.method == "POST":
        action = request.POST.get("action")
        try:
            if action == "publish":
                publish_fair(fair, by=request.user)
                messages.success(request, f"เผยแพร่ {fair} แล้ว ทุกคนเห็นหน้างานนี้")
                return redirect("staff:fair-state", fair.pk)
            if action == "unpublish":
                unpublish_fair(fair, by=request.user)
                messages.success(request, f"{fair} กลับเป็นร่างแล้ว ผู้ชมไม่เห็น")
                return redirect("staff:fair-state", fair.pk)
            form = CancelFairForm(request.POST)
            if form.is_valid():
                cancel_fair(fair, by=request.user, **form.cleaned_data)
                messages.success(request, f"ยกเลิก {fair} แล้ว")
                return redirect("staff:fair-state", fair.pk)
        except RuleBroken as broken:
            refusal = str(broken)
    context = {
        **staff_site.each_context(request),
        "fair": fair,
        "form": form,
        "refusal": refusal,
        "steps": next_steps(fair),
        "has_errors": bool(refusal),
        "history": HistoryEntry.objects.of(fair)[:50],
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "fairs/work/fair_state.html", context, status=status)
