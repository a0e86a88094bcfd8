"""Where a vendor stood before, and whether it reported: a fragment of the review."""

from django.shortcuts import render

from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale
from vendors.models import BoothAllocation, BoothApplication


@staff_site.work_page(
    "applications/<int:application_id>/past-fairs/",
    name="review-past-fairs",
    permission="vendors.view_boothapplication",
    row=BoothApplication.objects.select_related("fair_event", "vendor"),
)
def review_past_fairs(request, application):
    """The applicant's earlier fairs, newest first."""
    context = {"past_fairs": _past_fairs(application)}
    return render(request, "sales/work/_past_fairs.html", context)


def _past_fairs(application) -> list[dict]:
    """Fairs where this vendor stood: {fair, days, reported}, newest first."""
    stood = (
        BoothAllocation.objects.filter(
            application__vendor=application.vendor_id,
            released_at=None,
            booth__fair_event__closes_on__lt=today_in_thailand(),
        )
        .exclude(booth__fair_event=application.fair_event_id)
        .select_related("booth__fair_event")
        .order_by("-booth__fair_event__opens_on", "pk")
    )
    fairs = {row.booth.fair_event_id: row.booth.fair_event for row in stood}
    days_reported: dict[int, set] = {}
    sales = BoothSale.objects.filter(vendor=application.vendor_id, fair_event__in=list(fairs))
    for fair_event_id, day in sales.order_by("pk").values_list("fair_event_id", "sold_on"):
        days_reported.setdefault(fair_event_id, set()).add(day)
    return [
        {
            "fair": fair_event,
            "days": len(fair_event.days),
            "reported": len(days_reported.get(key, ())),
        }
        for key, fair_event in fairs.items()
    ]
