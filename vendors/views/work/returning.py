"""An application is sent back: what the vendor has to correct is ticked here, and told at once."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from otopfair.errors import status_after
from otopfair.staff.site import staff_site
from vendors.forms.returning import ReturnForm
from vendors.models import BoothApplication, CheckResult
from vendors.operations.checking import checks_of
from vendors.operations.returning import return_application
from vendors.parts import parts_of

NAMES = {"name", "contact", "address", "document-identity", "document-registration"}
NAMES |= {"note", "wishes"}
DECIDE = "vendors.decide_boothapplication"
APPLICATIONS = BoothApplication.objects.select_related(
    "vendor__province", "vendor__district", "vendor__subdistrict", "fair_event"
)


@staff_site.work_page(
    "applications/<int:application_id>/return/",
    name="review-return",
    permission=DECIDE,
    row=APPLICATIONS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def review_return(request, application):
    """The parts of one application, each with a tick and a note. POST sends it back."""
    hidden = NAMES if application.hides_name else set()
    parts = [part for key, part in parts_of(application).items() if key not in hidden]
    start, status = {"seen": application.version, **_failed(application)}, 200
    form = ReturnForm(request.POST or None, parts=parts, initial=start)
    if request.method == "POST":
        status = status_after(form, lambda: _return(application, form, request.user))
        if status == 302:
            messages.success(request, f"ส่ง {application.reference_no} กลับให้แก้แล้ว ร้านทราบแล้ว")
            return redirect("staff:review", application.pk)
    context = {
        "title": f"ส่งกลับให้แก้ {application.reference_no}",
        "application": application,
        "fair_event": application.fair_event,
        "form": form,
    }
    return staff_site.page(request, "vendors/work/review_return.html", context, status=status)


def _failed(application) -> dict:
    """Documents that failed the check are ticked beforehand, with what was noted."""
    failed = [row for row in checks_of(application).values() if row.result == CheckResult.FAILED]
    ticks = {f"part-document-{row.kind}": True for row in failed}
    return ticks | {f"note-document-{row.kind}": row.note for row in failed}


def _return(application, form: ReturnForm, user) -> None:
    answers = form.cleaned_data
    return_application(
        application,
        parts=form.ticked(),
        reason=answers["reason"],
        note=answers["note"],
        answer_by=answers["answer_by"],
        by=user,
        seen_version=answers["seen"],
    )
