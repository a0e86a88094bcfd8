"""Report that a resolution has been carried out, or open it again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairs.forms import CompleteResolutionForm, ReopenResolutionForm
from fairs.models import Resolution
from fairs.operations.resolutions import complete_resolution, reopen_resolution
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand


@staff_site.work_page(
    "resolutions/<int:resolution_id>/result/",
    name="resolution-result",
    permission="fairs.change_resolution",
    row=Resolution.objects.select_related("meeting__committee"),
)
@require_http_methods(["GET", "POST"])
def resolution_result(request, resolution):
    form_class, act, done = _form_for(resolution, request.POST)
    form = form_class(request.POST or None, initial={"done_on": today_in_thailand()})
    if request.method == "POST" and form.is_valid():
        try:
            act(resolution, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, done)
            return redirect("staff:resolution-result", resolution.pk)
    context = {
        **staff_site.each_context(request),
        "resolution": resolution,
        "form": form,
        "history": HistoryEntry.objects.of(resolution)[:50],
    }
    status = 422 if form.errors else 200
    return render(request, "fairs/work/resolution_result.html", context, status=status)


def _form_for(resolution, posted):
    """What was posted says which form it is: the resolution may have moved on since."""
    is_done = "reason" in posted if posted else resolution.done_on
    if is_done:
        return ReopenResolutionForm, reopen_resolution, "เปิดมติอีกครั้งแล้ว"
    return CompleteResolutionForm, complete_resolution, "รายงานผลมติแล้ว"
