from django.contrib import admin

from fairs.models import CallPlaces, TermsText, VendorCall
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_datetime_column


class CallPlacesInline(StaffInline):
    model = CallPlaces
    fields = [("category", "places")]


@admin.register(VendorCall, site=staff_site)
class VendorCallAdmin(StaffModelAdmin):
    list_display = [
        "fair_event",
        thai_datetime_column("opens_at", "เปิดรับสมัคร"),
        thai_datetime_column("closes_at", "ปิดรับสมัคร"),
        "terms",
    ]
    list_select_related = ["fair_event", "terms"]
    search_fields = ["fair_event__name_th"]
    fields = [
        "fair_event",
        ("opens_at", "closes_at"),
        ("result_on", "confirm_until"),
        "terms",
        ("booth_text", "max_booths"),
        "eligibility",
    ]
    inlines = [CallPlacesInline]


@admin.register(TermsText, site=staff_site)
class TermsTextAdmin(StaffModelAdmin):
    """Accepted terms never change: a used version is read-only, a new one is added."""

    list_display = ["title", "version", "summary"]
    search_fields = ["title", "body"]
    fields = [("title", "version"), "summary", "body"]

    def get_readonly_fields(self, request, obj=None):
        used = obj is not None and obj.calls.exists()
        return ["title", "version", "summary", "body"] if used else []


staff_site.rail_register("fairs.vendorcall", group="call", icon="megaphone", order=10)
