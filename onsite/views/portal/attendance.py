"""A vendor reads on which days it is noted absent."""

from django.views.decorators.http import require_safe

from onsite.attendance import attendance_of
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_safe
def my_attendance(request):
    """By fair, and whom to call when it is wrong."""
    context = {"attendance": attendance_of(request.vendor)}
    return portal_page(request, "onsite/portal/attendance.html", context)
