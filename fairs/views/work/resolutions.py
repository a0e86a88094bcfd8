"""The page of a resolution: what was decided, what came of it, and the proof."""

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.forms import CompleteResolutionForm, ReopenResolutionForm
from fairs.models import Resolution
from fairs.operations.resolutions import complete_resolution, reopen_resolution
from fairs.views.work.sheet import Sheet, sheet_page
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand

RESOLUTIONS = Resolution.objects.select_related("meeting__committee__province", "item")
ACTS = {"complete": complete_resolution, "reopen": reopen_resolution}


@staff_site.work_page(
    "resolutions/<int:resolution_id>/",
    name="resolution",
    permission="fairs.view_resolution",
    row=RESOLUTIONS,
)
@require_http_methods(["GET", "HEAD", "POST"])
def resolution(request, resolution):
    """Its words are changed on the page of its meeting; here one reports that it is done."""
    return sheet_page(
        request,
        resolution,
        name="resolution",
        kinds=(),
        template="fairs/work/planning/resolution.html",
        context_of=_context,
        acts=dict.fromkeys(ACTS, _report),
    )


def _context(sheet: Sheet) -> dict:
    act = "reopen" if sheet.root.done_on else "complete"
    return {"act": act, "form": sheet.kept.get("report") or _form(act)}


def _form(act: str, *sent):
    if act == "reopen":
        return ReopenResolutionForm(*sent[:1])
    return CompleteResolutionForm(*sent, initial={"done_on": today_in_thailand()})


def _report(sheet: Sheet):
    """What was pressed says which form it is: the resolution may have moved on since."""
    request = sheet.request
    act = request.POST["act"]
    form = _form(act, request.POST, request.FILES)
    if form.is_valid():
        try:
            ACTS[act](sheet.root, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return redirect(sheet.url)
    sheet.status, sheet.kept["report"] = 422, form
    return None
