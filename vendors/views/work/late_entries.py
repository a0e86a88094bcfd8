"""Codes for late entry: who was let in after the call, by whom, why; and a new code."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.filtering import vendors_named
from vendors.forms.late_entries import LateEntryForm
from vendors.models import Vendor
from vendors.operations.late_entries import issue_late_entry

ACT_FOR_VENDOR = "vendors.act_for_vendor"
MOST_FOUND = 20


@staff_site.work_page(
    "fairs/<int:fair_event_id>/late/",
    name="late-entries",
    permission=ACT_FOR_VENDOR,
    row=FairEvent.objects.prefetch_related("calls"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def late_entries(request, fair_event):
    """The codes of one fair. POST issues one; ?q= looks for the vendor that it is for."""
    words = request.GET.get("q", "")
    found = _found(request.user, words)
    form = LateEntryForm(request.POST or None, vendors=found)
    if form.is_valid():
        try:
            entry = issue_late_entry(fair_event, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"ออกรหัส {entry.code} แล้ว บอกรหัสนี้แก่ร้าน")
            return redirect("staff:late-entries", fair_event.pk)
    rows = fair_event.late_entries.select_related("vendor", "application", "issued_by")
    context = {
        "title": f"รหัสสมัครหลังปิดรับ {fair_event}",
        "fair_event": fair_event,
        "words": words,
        "found": found,
        "most_found": MOST_FOUND,
        "form": form,
        "page": page_of(request, rows, per_page=50),
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/late_entries.html", context, status=status)


def _found(user, words: str):
    """The first vendors with that name; a form can choose among no slice of a query."""
    if not words:
        return Vendor.objects.none()
    first = vendors_named(user, words).values_list("pk", flat=True)[:MOST_FOUND]
    return vendors_named(user, words).filter(pk__in=list(first))
