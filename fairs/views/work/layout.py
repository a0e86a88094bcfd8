"""Lay the ground of a fair out, zone by zone."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fairs.forms import LayOutZoneForm
from fairs.models import FairEvent, Zone
from fairs.operations.layout import lay_out_zone, remove_zone
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site


@staff_site.work_page("fairs/<int:fair_id>/layout/", name="layout", permission="fairs.add_zone")
@require_http_methods(["GET", "POST"])
def layout(request, fair_id):
    fair = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    form = LayOutZoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            zone = lay_out_zone(fair, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, f"เพิ่มโซน {zone} {form.cleaned_data['booths']} บูธแล้ว")
            return redirect("staff:layout", fair.pk)
    context = {
        **staff_site.each_context(request),
        "fair": fair,
        "form": form,
        "zones": fair.zones.annotate(booth_count=Count("booths")).order_by("sequence", "pk"),
    }
    return render(request, "fairs/work/layout.html", context, status=422 if form.errors else 200)


@staff_site.work_page(
    "zones/<int:zone_id>/remove/", name="zone-remove", permission="fairs.delete_zone"
)
@require_POST
def zone_remove(request, zone_id):
    zone = get_object_or_404(Zone.objects.visible_to(request.user), pk=zone_id)
    try:
        remove_zone(zone, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, f"ลบโซน {zone.code} แล้ว")
    return redirect("staff:layout", zone.fair_event_id)
