"""The working plan comes into force: what changes, who is told, and the releases before."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fairs.exports import plan_csv
from fairs.forms.plans import ReleaseForm
from fairs.models import FairEvent
from fairs.operations.plan_releases import consequences_of, release_plan
from fairs.plans.changes import changes_of, in_short
from fairs.plans.overlaps import SHOWN, overlaps_of
from fairs.plans.working import working_plan_of
from fairs.views.work.plan import LAY_OUT
from otopfair.documents.xlsx import file_response
from otopfair.errors import status_after
from otopfair.staff.site import staff_site

RELEASES_SHOWN = 10


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/release/",
    name="plan-release",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def plan_release(request, fair_event):
    """The list of changes; POST brings exactly that list into force."""
    form = ReleaseForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = status_after(
            form, lambda: release_plan(fair_event, by=request.user, **form.cleaned_data)
        )
        if status == 302:
            messages.success(request, f"ประกาศใช้ผัง “{form.cleaned_data['name']}” แล้ว")
            return redirect("staff:plan-release", fair_event.pk)
    plan = working_plan_of(fair_event)
    changes = changes_of(plan)
    rows = fair_event.plan_releases.select_related("released_by").order_by("-number")
    releases = [(row, in_short(row.changes)) for row in rows[:RELEASES_SHOWN]]
    context = {
        "fair": fair_event,
        "form": form,
        "changes": changes,
        "lines": in_short(changes.lines),
        "seen": changes.seen,
        "overlaps": overlaps_of(plan, most=SHOWN),
        "consequences": consequences_of(fair_event, changes) if changes else [],
        "releases": releases,
        "has_errors": status != 200,
    }
    return staff_site.page(request, "fairs/work/plan_release.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/plan.csv",
    name="plan-csv",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_safe
def plan_csv_file(request, fair_event):
    """The working plan for whoever has no Excel; the .xlsx stands on the page of the import."""
    return file_response(
        plan_csv(fair_event),
        "text/csv; charset=utf-8",
        ascii_name=f"plan-{fair_event.reference_code}.csv",
        thai_name=f"ผังบูธ {fair_event}.csv",
    )
