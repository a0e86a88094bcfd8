"""A zone is taken off the plan: what goes, are you sure, and back again."""

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent, Zone
from otopfair.removals.removing import what_goes
from otopfair.staff.removals import Asking, ask_and_remove
from otopfair.staff.site import staff_site
from vendors.operations.ground import remove_part, title_of, why_it_stays


@staff_site.work_page(
    "zones/<int:zone_id>/remove/",
    name="zone-remove",
    permission="fairs.delete_zone",
    row=Zone.objects.select_related("fair_event"),
)
@require_http_methods(["GET", "POST"])
def zone_remove(request, zone):
    """What goes with the zone, and the question; the answer can be undone."""
    return ask_and_remove(
        request,
        Asking(
            title=title_of(zone),
            goes=what_goes(zone),
            back_url=reverse("staff:layout", args=[zone.fair_event_id]),
            warnings=_warnings(zone.fair_event),
            why_not=why_it_stays(zone),
            asks_reason=True,
        ),
        lambda reason: remove_part(zone, by=request.user, reason=reason),
    )


def _warnings(fair_event: FairEvent) -> list[str]:
    if fair_event.state != "published":
        return []
    return [f"{fair_event} เผยแพร่แล้ว ผู้ชมจะไม่เห็นบูธเหล่านี้บนผังทันที"]
