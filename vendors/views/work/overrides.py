"""Booths beside the rules: asked for by one officer, approved by another, counted in public."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from fairs.people import people_with
from otopfair.errors import RuleBroken, status_after
from otopfair.staff.site import staff_site
from vendors.forms.overrides import OverrideForm
from vendors.models import AllocationOverride
from vendors.operations.overrides import approve_override, propose_override, set_override_aside

GIVE = "vendors.add_boothallocation"
ACTS = {
    "approve": (approve_override, "อนุมัติแล้ว ร้านได้บูธและได้รับแจ้ง"),
    "set_aside": (set_override_aside, "ยกเลิกคำขอแล้ว"),
}


@staff_site.work_page(
    "fairs/<int:fair_event_id>/overrides/",
    name="overrides",
    permission=GIVE,
    row=FairEvent.objects,
)
@never_cache
@require_http_methods(["GET", "POST"])
def overrides(request, fair_event):
    """What waits and what was given; POST asks for one, approves one or takes one back."""
    asked = {name: request.GET.get(name, "")[:20] for name in ("application", "booth")}
    form, refusal, status = OverrideForm(fair_event=fair_event, initial=asked), "", 200
    if request.method == "POST" and request.POST.get("act") in ACTS:
        try:
            messages.success(request, _act(request, fair_event))
            return redirect(request.path)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
    elif request.method == "POST":
        form = OverrideForm(request.POST, fair_event=fair_event)
        status = status_after(form, lambda: propose_override(by=request.user, **form.cleaned_data))
        if status == 302:
            messages.success(request, "ส่งคำขอแล้ว รอเจ้าหน้าที่อีกคนอนุมัติ")
            return redirect(request.path)
    rows = _of(fair_event).select_related("application__vendor", "proposed_by", "approved_by")
    context = {
        "title": "ให้บูธนอกกติกา",
        "fair_event": fair_event,
        "waiting": list(rows.waiting()),
        "given": list(rows.approved()),
        "others": list(people_with(GIVE, fair_event).exclude(pk=request.user.pk)),
        "form": form,
        "refusal": refusal,
        "has_errors": status != 200,
    }
    return staff_site.page(request, "vendors/work/overrides.html", context, status=status)


def _of(fair_event: FairEvent):
    rows = AllocationOverride.objects.filter(application__fair_event=fair_event)
    return rows.select_related("application__fair_event", "booth")


def _act(request, fair_event: FairEvent) -> str:
    """Do what the button says to the row that it names."""
    act, done = ACTS[request.POST["act"]]
    waiting = {str(row.pk): row for row in _of(fair_event)}
    override = waiting.get(request.POST.get("override", ""))
    if override is None:
        raise RuleBroken("ไม่พบคำขอนี้ โหลดหน้าใหม่แล้วลองอีกครั้ง")
    act(override, by=request.user)
    return done
