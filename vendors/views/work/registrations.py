"""Requests of producers to be registered: the district's queue and its decision."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.dossier import missing_documents
from vendors.forms.registrations import DecideRegistrationForm
from vendors.models import RegistrationState, VendorRegistration
from vendors.operations.registrations import decide_registration, seen_of_registration

DECIDE = "vendors.decide_vendorregistration"
REGISTRATIONS = VendorRegistration.objects.select_related(
    "vendor__province", "vendor__district", "vendor__subdistrict", "round", "decided_by"
)


def waiting(user) -> list:
    """What the rail counts."""
    return [REGISTRATIONS.covered_by(user, DECIDE).waiting()]


@staff_site.work_page(
    "registrations/",
    name="registrations",
    permission=DECIDE,
    group="registers",
    order=7,
    label="คำขอขึ้นทะเบียน",
    icon="clipboard-check",
    waits=waiting,
)
@require_safe
def registrations(request):
    """The queue, the oldest first."""
    rows = REGISTRATIONS.covered_by(request.user, DECIDE).waiting()
    context = {"title": "คำขอขึ้นทะเบียน", "page": page_of(request, rows, per_page=50)}
    return staff_site.page(request, "vendors/work/registrations.html", context)


@staff_site.work_page(
    "registrations/<int:registration_id>/",
    name="registration",
    permission=DECIDE,
    row=REGISTRATIONS,
)
@require_http_methods(["GET", "POST"])
def registration(request, registration):
    """One request with what the dossier says, and the decision."""
    start = {
        "seen": seen_of_registration(registration),
        "number": registration.number,
        "received_by": request.user.full_name,
        "received_position": request.user.position_title,
    }
    form = DecideRegistrationForm(registration=registration, initial=start)
    status = 200
    if request.method == "POST":
        form, status = DecideRegistrationForm(request.POST, registration=registration), 422
        if form.is_valid():
            answers = form.cleaned_data
            answers["state"] = RegistrationState(answers["state"])
            try:
                decide_registration(registration, by=request.user, **answers)
            except RuleBroken as broken:
                status = broken.put_on(form)
                registration.refresh_from_db()
            else:
                messages.success(request, f"บันทึกผลของ {registration.vendor} แล้ว")
                return redirect(_next_address(request.user))
    return _page(request, registration, form, status)


def _next_address(user) -> str:
    following = REGISTRATIONS.covered_by(user, DECIDE).waiting().first()
    if following is None:
        return reverse("staff:registrations")
    return reverse("staff:registration", args=[following.pk])


def _page(request, row, form, status):
    vendor = row.vendor
    others = vendor.registrations.exclude(pk=row.pk).select_related("round").order_by("-pk")
    context = {
        "title": f"คำขอขึ้นทะเบียนของ {vendor}",
        "registration": row,
        "vendor": vendor,
        "form": form,
        "others": list(others[:20]),
        "standards": list(vendor.standards.current().select_related("kind")),
        "documents": list(vendor.documents.current().select_related("kind")),
        "missing": missing_documents(vendor),
        "history": HistoryEntry.objects.of(row)[:50],
    }
    return staff_site.page(request, "vendors/work/registration.html", context, status=status)
