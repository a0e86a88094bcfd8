"""Rounds of inspection, what they found, and the surveys of fairs, to look up over all fairs."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse

from onsite.models import Finding, InspectionRound, Survey
from otopfair.staff.paged import PagedModelAdmin
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column, thai_datetime_column


@admin.register(InspectionRound, site=staff_site)
class InspectionRoundAdmin(PagedModelAdmin, LookUpAdmin):
    own_page = "staff:inspections-round"
    list_display = [
        thai_date_column("on", "วันที่ตรวจ"),
        "fair_event",
        "where",
        "begun_by",
        "booths_seen",
        thai_datetime_column("ended_at", "จบเมื่อ"),
    ]
    list_select_related = ["fair_event", "begun_by"]

    def get_queryset(self, request):
        seen = Count("visits", filter=Q(visits__seen_at__isnull=False))
        return super().get_queryset(request).annotate(seen=seen).prefetch_related("zones")

    @admin.display(description="โซน")
    def where(self, inspection):
        return ", ".join(zone.code for zone in inspection.zones.all()) or "ทุกโซน"

    @admin.display(description="ตรวจแล้ว (บูธ)")
    def booths_seen(self, inspection):
        return inspection.seen


@admin.register(Finding, site=staff_site)
class FindingAdmin(PagedModelAdmin, LookUpAdmin):
    own_page = "staff:inspections-finding"
    list_display = [
        "booth",
        "item",
        "text",
        "vendor",
        "fair_event",
        thai_datetime_column("due_at", "ต้องแก้ภายใน"),
        thai_datetime_column("mended_at", "แก้แล้วเมื่อ"),
    ]
    list_select_related = ["booth", "item", "vendor", "fair_event"]


@admin.register(Survey, site=staff_site)
class SurveyAdmin(LookUpAdmin):
    """Those of fairs, which lead to their answers, and the usual ones, to be read."""

    list_display = [
        "audience",
        "fair_event",
        "province",
        "people",
        thai_datetime_column("opened_at", "เปิดรับคำตอบเมื่อ"),
        thai_datetime_column("closed_at", "ปิดรับคำตอบเมื่อ"),
    ]
    list_select_related = ["fair_event", "province"]
    fields = ["audience", "fair_event", "province", "satisfied_from", "opened_at", "closed_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(people=Count("responses"))

    def page_of(self, row, kept_filters: str = "") -> str:
        if row.fair_event_id is None:
            return super().page_of(row, kept_filters)
        return reverse("staff:surveys-results", args=[row.fair_event_id, row.audience])

    @admin.display(description="ตอบแล้ว")
    def people(self, survey):
        return survey.people
