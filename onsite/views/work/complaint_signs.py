"""A poster with the code by which visitors complain, and small signs for booths."""

from urllib.parse import quote

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from onsite.reports.complaints import working_days_for
from otopfair.documents.qr import qr_drawing
from otopfair.staff.site import staff_site


@staff_site.work_page(
    "fairs/<int:fair_event_id>/complaints/signs/",
    name="complaints-signs",
    permission="onsite.view_complaint",
    row=FairEvent.objects.select_related("home_province"),
)
@require_safe
def complaint_signs(request, fair_event):
    """The poster of the fair; with ?zone= the signs of one zone, six on a sheet."""
    page = settings.SITE_URL + reverse("fair-complaint", args=[fair_event.slug])
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    zone = next((one for one in zones if one.code == request.GET.get("zone", "")), None)
    booths = zone.booths.filter(is_usable=True).order_by("sort_key", "pk") if zone else []
    context = {
        "fair": fair_event,
        "zones": zones,
        "zone": zone,
        "poster": qr_drawing(page, title="แจ้งเรื่องร้องเรียน"),
        "working_days": working_days_for(fair_event),
        "signs": [
            {"code": booth.code, "qr": qr_drawing(f"{page}?booth={quote(booth.code)}", title=title)}
            for booth in booths
            for title in [f"แจ้งเรื่องบูธ {booth.code}"]
        ],
    }
    return render(request, "onsite/work/complaint_signs.html", context)
