"""Venues: described once by their province, used by the fairs of all."""

from django.contrib import admin

from fairs.admin.place_steps import PlaceStepsForm, PlaceStepsMixin
from fairs.admin.shared import SharedAdmin
from fairs.models import FairEvent, Venue
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.thai.admin import baht_column
from otopfair.thai.listing import first_of

NAMED = 5


class VenueForm(PlaceStepsForm, SeenModelForm):
    place_steps = ("province", "district")


@admin.register(Venue, site=staff_site)
class VenueAdmin(PlaceStepsMixin, SharedAdmin):
    form = VenueForm
    change_form_template = "fairs/work/venue_change_form.html"
    list_display = [
        "name_th",
        "province",
        baht_column("people", "รับผู้ชมได้ (คน)"),
        baht_column("booths", "วางบูธได้ (บูธ)"),
        baht_column("power_amps", "ไฟฟ้ารวม (แอมป์)"),
    ]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["name_th", "address", "contact"]
    readonly_fields = ["fairs_there"]
    fields = [
        "name_th",
        "province",
        "district",
        "address",
        ("people", "booths", "area_sqm"),
        ("power_amps", "power_text"),
        "map_url",
        "contact",
        "note",
        "fairs_there",
    ]

    @admin.display(description="งานที่จัดที่นี่")
    def fairs_there(self, venue):
        if venue.pk is None:
            return "–"
        rows = FairEvent.objects.filter(venue=venue).order_by("-opens_on", "-pk")
        names = [f"{one} ({one.period.short})" if one.period else str(one) for one in rows]
        return first_of(names, NAMED, "งาน") or "ยังไม่มีงาน"


staff_site.rail_register("fairs.venue", group="registers", icon="map")
