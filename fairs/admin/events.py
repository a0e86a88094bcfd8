"""Fairs and their series. A fair's state changes only on its work page."""

from django.contrib import admin
from django.shortcuts import redirect

from fairs.admin.own_province import OwnProvinceMixin
from fairs.models import EventOrganiser, FairEvent, FairSeries, OfficialAct, ProgrammeItem
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_year_filter
from otopfair.thai.formatting import format_month, format_range_short


@admin.register(FairSeries, site=staff_site)
class FairSeriesAdmin(StaffModelAdmin):
    list_display = ["name_th", "cloth"]
    search_fields = ["name_th", "name_en"]
    fields = ["name_th", "name_en", "cloth"]


class EventOrganiserInline(StaffInline):
    model = EventOrganiser
    fields = [("sequence", "agency", "role")]


class OfficialActInline(StaffInline):
    model = OfficialAct
    fields = [
        ("kind", "sequence"),
        ("person", "position_title", "agency"),
        ("capacity", "acting_for", "acting_for_person"),
        ("on", "at", "place"),
    ]
    fk_name = "fair_event"


class ProgrammeItemInline(StaffInline):
    model = ProgrammeItem
    fields = [("on", "starts_at", "title", "place")]


@admin.register(FairEvent, site=staff_site)
class FairEventAdmin(OwnProvinceMixin, StaffModelAdmin):
    own_province_field = "home_province"
    list_display = ["__str__", "dates", "venue_name", "state"]
    list_filter = ["state", "role", thai_year_filter("opens_on")]
    list_select_related = ["home_province"]
    search_fields = ["name_th", "name_en", "theme_name", "reference_code"]
    autocomplete_fields = ["venue_district"]
    readonly_fields = ["state"]
    prepopulated_fields = {"slug": ["name_en"]}
    change_form_template = "fairs/work/fair_change_form.html"
    fieldsets = [
        (
            "ชื่องาน",
            {
                "fields": [
                    "series",
                    "name_th",
                    "name_en",
                    ("edition_no", "year_label_be"),
                    "theme_name",
                    ("reference_code", "slug"),
                    ("role", "state"),
                    "description",
                ]
            },
        ),
        (
            "วันและสถานที่",
            {
                "fields": [
                    "date_precision",
                    ("opens_on", "closes_on"),
                    ("opens_at", "closes_at"),
                    "venue_name",
                    ("venue_district", "venue_province"),
                    "home_province",
                    "map_url",
                    "contact_phone",
                ]
            },
        ),
        (
            "ร้านและเป้าหมาย",
            {"fields": [("vendor_count_qualifier", "vendor_count"), "sales_target_baht"]},
        ),
    ]
    inlines = [EventOrganiserInline, OfficialActInline, ProgrammeItemInline]

    def response_add(self, request, obj, post_url_continue=None):
        """A new fair leads to its list of next steps, unless another button was pressed."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_popup", "_addanother", "_continue"} & request.POST.keys():
            return response
        return redirect("staff:fair-state", obj.pk)

    @admin.display(description="วันที่จัด", ordering="opens_on")
    def dates(self, fair_event):
        if fair_event.opens_on is None:
            return "ยังไม่ทราบวัน"
        if fair_event.date_precision == "month":
            return format_month(fair_event.opens_on)
        return format_range_short(fair_event.opens_on, fair_event.closes_on)


staff_site.rail_register("fairs.fairevent", group="prepare", icon="tent")
