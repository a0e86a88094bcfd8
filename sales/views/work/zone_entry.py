"""Who enters which zone: taken, left and handed on by a press on the grid."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from sales.forms.zone_entry import HandForm
from sales.operations.zone_entry import enter_zone, hand_zone, leave_zone
from sales.views.work.days import ENTER, day_of


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/zones/<int:zone_id>/",
    name="sales-zone",
    permission=ENTER,
    row=FairEvent.objects,
)
@press_only
def sales_zone(request, fair_event, day, zone_id):
    """The person who presses enters the zone from now on; with `leave`, no longer; with `to`,
    somebody else does."""
    day = day_of(fair_event, day)
    zone = get_object_or_404(fair_event.zones, pk=zone_id)
    if "to" in request.POST:
        _hand(request, zone)
    elif "leave" in request.POST:
        leave_zone(zone, by=request.user)
        messages.success(request, f"คุณเลิกกรอกยอดโซน {zone.code} แล้ว")
    else:
        enter_zone(zone, by=request.user)
        messages.success(request, f"คุณกรอกยอดโซน {zone.code} หน้านี้จะเปิดที่โซนของคุณ")
    page = reverse("staff:sales-fair", args=[fair_event.pk, day.isoformat()])
    return HttpResponseRedirect(f"{page}?zone={zone.pk}")


def _hand(request, zone) -> None:
    form = HandForm(request.POST, zone=zone)
    if not form.is_valid():
        messages.error(request, form.errors["to"][0])
        return
    to = form.cleaned_data["to"]
    try:
        hand_zone(zone, to=to, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return
    messages.success(request, f"มอบโซน {zone.code} ให้ {to} กรอกยอดขายแล้ว")
