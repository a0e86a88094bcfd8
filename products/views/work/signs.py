"""Signs for booths, six on a sheet: number, shop, and a code that leads to the booth on the map."""

from urllib.parse import quote

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from otopfair.documents.qr import qr_drawing
from otopfair.staff.site import staff_site
from vendors.ground.board import board_of
from vendors.ground.booths import BoothRow


@staff_site.work_page(
    "fairs/<int:fair_event_id>/booths/signs/",
    name="booth-signs",
    permission="vendors.view_boothallocation",
    row=FairEvent.objects,
)
@require_safe
def booth_signs(request, fair_event):
    """The signs of one zone, ?zone=, else of the first."""
    board = board_of(fair_event)
    zone = board.zone(request.GET.get("zone", "")) or next(iter(board.zones), None)
    context = {
        "fair": fair_event,
        "zones": board.zones,
        "zone": zone,
        "signs": [_sign(fair_event, row) for row in zone.booths] if zone else [],
    }
    return render(request, "products/work/booth_signs.html", context)


def _sign(fair_event: FairEvent, row: BoothRow) -> dict:
    page = settings.SITE_URL + reverse("fair-plan", args=[fair_event.slug])
    code = qr_drawing(f"{page}?booth={quote(row.code)}", title=f"ผังบูธ {row.code}")
    names = [one.name for one in row.occupants if one.is_public]
    return {"code": row.code, "names": names, "qr": code}
