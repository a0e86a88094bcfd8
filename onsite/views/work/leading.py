"""From the rail to the fair that one most likely means."""

from django.shortcuts import redirect

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from otopfair.staff.site import staff_site


def lead_to_fair(request, page: str, what: str, permission: str):
    """To `page` of the fair that is asked for, or that runs; where there is none, `what` would be
    there is said."""
    fairs = fairs_in_scope(request.user, permission)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_sold_at(fairs)
    if fair_event is None:
        return staff_site.page(request, "onsite/work/no_fair.html", {"title": what, "what": what})
    return redirect(f"staff:{page}", fair_event.pk)
