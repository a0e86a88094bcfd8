"""The registers of the ground. Where vendors stand, nothing is taken from under them."""

from django.contrib import admin

from fairs.models import Booth, PlanLandmark, Zone
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from vendors.forms.booths import BoothForm
from vendors.operations.ground import remove_part


class OfFairAdmin(StaffModelAdmin):
    """A part of the ground: its rows are those of the fairs that the officer handles.

    It stays at its fair, and what is deleted can be put back.
    """

    list_filter = [("fair_event", admin.RelatedOnlyFieldListFilter)]

    def fixed_fields(self, request, obj=None):
        return ["fair_event"] if obj else []

    def take_away(self, row, *, by):
        return remove_part(row, by=by)


@admin.register(Zone, site=staff_site)
class ZoneAdmin(OfFairAdmin):
    list_display = ["code", "name_th", "fair_event", "category", "split_by_category"]
    list_select_related = ["fair_event"]
    search_fields = ["code", "name_th", "fair_event__name_th"]
    fields = [
        "fair_event",
        ("code", "name_th", "sequence"),
        ("category", "least_stars", "is_chuan_chim", "split_by_category"),
        "report_name",
        ("plan_x", "plan_y", "plan_width", "plan_height"),
    ]


@admin.register(Booth, site=staff_site)
class BoothAdmin(OfFairAdmin):
    form = BoothForm
    list_display = ["code", "zone", "fair_event", "size", "power_amps", "places", "is_usable"]
    list_select_related = ["zone__fair_event", "fair_event"]
    sorted_by = {"size": ["width_m", "depth_m"]}
    search_fields = ["code", "fair_event__name_th"]
    fields = [
        "fair_event",
        ("zone", "code"),
        ("width_m", "depth_m", "power_amps", "places"),
        ("is_corner", "has_water", "allows_smoke"),
        ("is_usable", "why_closed"),
        ("plan_x", "plan_y"),
    ]

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[1:]

    @admin.display(description="ขนาด (ม.)")
    def size(self, booth):
        return f"{booth.width_m.normalize():f} × {booth.depth_m.normalize():f}"


@admin.register(PlanLandmark, site=staff_site)
class PlanLandmarkAdmin(OfFairAdmin):
    list_display = ["label", "kind", "fair_event"]
    list_select_related = ["fair_event"]
    search_fields = ["label", "fair_event__name_th"]
    fields = ["fair_event", ("label", "kind"), ("plan_x", "plan_y", "plan_width", "plan_height")]
