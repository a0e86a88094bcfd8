"""Whether a vendor came: a part of the pages on which officers read its record."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onsite.attendance import attendance_of
from otopfair.staff.site import staff_site
from vendors.models import Vendor


@staff_site.work_page(
    "vendors/<int:vendor_id>/attendance/",
    name="arrivals-vendor",
    permission="vendors.view_penalty",
    row=Vendor.objects,
)
@never_cache
@require_safe
def arrivals_vendor(request, vendor):
    """The fairs at which it was absent, and on which days."""
    context = {"attendance": attendance_of(vendor)}
    return render(request, "onsite/work/_vendor_attendance.html", context)
