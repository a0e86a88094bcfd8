"""A shop tells what became of its orders by the link of a message, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.contacts import contact_of
from otopfair.thai.calendar import today_in_thailand
from sales.models import FollowUpSource
from sales.signed_links import round_of_link
from sales.views.order_answers import answered, asked_case


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def orders_by_link(request, token: str):
    """One round of one shop at one fair and nothing else, until the round's last day."""
    found = round_of_link(token)
    if found is None:
        raise Http404
    vendor, fair_event, months = found
    case = asked_case(fair_event, vendor, months)
    why_not = case.why_not(today_in_thailand())
    form, status = None, 409 if request.method == "POST" else 200
    if not why_not:
        form, status = answered(request, case, source=FollowUpSource.LINK)
    if status == 302:
        return redirect(f"{request.path}?sent=1")
    context = {
        "case": case,
        "why_not": why_not,
        "form": form,
        "has_errors": status != 200,
        "is_sent": request.GET.get("sent") == "1",
        "contact": contact_of(fair_event),
    }
    response = render(request, "sales/public/order_follow_up.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
