"""A shop that is signed in tells what became of its orders."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from otopfair.thai.calendar import today_in_thailand
from sales.models import FollowUpSource
from sales.views.order_answers import answered, asked_case
from sales.views.portal.takings import TAB, own_fair
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def my_order_follow_up(request, slug, months: int):
    """One round of one fair, to be answered and corrected until its last day."""
    fair_event = own_fair(request, slug)
    case = asked_case(fair_event, request.vendor, months)
    why_not = case.why_not(today_in_thailand())
    form, status = None, 409 if request.method == "POST" else 200
    if not why_not:
        form, status = answered(request, case, source=FollowUpSource.VENDOR, by=request.user)
    if status == 302:
        messages.success(request, "บันทึกคำตอบเรื่องยอดสั่งจองแล้ว")
        return redirect("my-sales-fair", slug)
    context = {"case": case, "why_not": why_not, "form": form, "has_errors": status != 200}
    template = "sales/portal/order_follow_up.html"
    return portal_page(request, template, context, tab=TAB, status=status)
