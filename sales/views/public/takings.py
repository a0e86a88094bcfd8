"""A shop sends the takings of one day by the link of its reminder, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.contacts import contact_of
from otopfair.thai.calendar import today_in_thailand
from sales.signed_links import day_of_link
from sales.views.portal.recording import posted_entry, record_entry
from sales.views.portal.takings_of import VendorFair

BY_LINK = "ส่งจากลิงก์ในข้อความเตือน"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def takings_by_link(request, token: str):
    """The booths of this shop on this day and nothing else, until the day's report is closed."""
    found = day_of_link(token)
    if found is None:
        raise Http404
    vendor, fair_event, day = found
    at_fair = VendorFair(vendor, fair_event)
    member = vendor.members.order_by("pk").first()
    is_open = member is not None and _is_open(at_fair, day)
    entries = at_fair.entries(day) if is_open else []
    for entry in entries:
        entry.form = entry.unbound()
    status = 200 if is_open or request.method == "GET" else 409
    if request.method == "POST" and is_open:
        entry = posted_entry(request, entries)
        if record_entry(request.POST, entry, by=member.user, reason=BY_LINK):
            return redirect(request.path)
        status = 422
    context = {
        "vendor": vendor,
        "fair": fair_event,
        "day": day,
        "entries": entries,
        "contact": contact_of(fair_event),
        "has_account": member is not None,
        "not_saved": request.POST.get("sold_baht", "") if status == 409 else "",
        "has_errors": status != 200,
    }
    response = render(request, "sales/public/takings_link.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_open(at_fair: VendorFair, day) -> bool:
    fair_event = at_fair.fair_event
    is_day = fair_event.day_number(day) is not None and day <= today_in_thailand()
    return is_day and not fair_event.is_cancelled and day not in at_fair.closed_days
