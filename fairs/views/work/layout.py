"""Lay the ground of a fair out, zone by zone."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.forms import LayOutZoneForm
from fairs.models import FairEvent
from fairs.operations.layout import lay_out_zone
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site


@staff_site.work_page(
    "fairs/<int:fair_event_id>/layout/",
    name="layout",
    permission="fairs.add_zone",
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def layout(request, fair_event):
    form = LayOutZoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            zone = lay_out_zone(fair_event, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"เพิ่มโซน {zone} {form.cleaned_data['booths']} บูธแล้ว")
            return redirect("staff:layout", fair_event.pk)
    zones = fair_event.zones.annotate(booth_count=Count("booths")).order_by("sequence", "pk")
    context = {"fair": fair_event, "form": form, "zones": zones}
    status = 422 if form.errors else 200
    return staff_site.page(request, "fairs/work/layout.html", context, status=status)
