"""Takings, evening reports and targets, to look up."""

from django.contrib import admin

from otopfair.rights.may import may
from otopfair.staff.registers import LookUpAdmin, StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import baht_column, thai_date_column, thai_datetime_column
from sales.models import (
    BoothSale,
    BoothSaleRevision,
    DailyReport,
    FairReport,
    FiscalYearResult,
    TargetRule,
)


class RevisionInline(StaffInline):
    model = BoothSaleRevision
    readonly_fields = [
        "changed_at",
        "changed_by",
        "sold_before",
        "ordered_before",
        "sold_after",
        "ordered_after",
        "source_before",
        "reason",
    ]
    fields = [tuple(readonly_fields)]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("changed_by")

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return may(request.user, "sales.view_boothsale", obj)


@admin.register(BoothSale, site=staff_site)
class BoothSaleAdmin(LookUpAdmin):
    list_display = [
        thai_date_column("sold_on", "วันที่ขาย"),
        "booth",
        "vendor",
        "fair_event",
        baht_column("sold_baht", "ยอดจำหน่าย (บาท)"),
        baht_column("ordered_baht", "ยอดสั่งจอง (บาท)"),
        "source",
    ]
    list_filter = ["source", "category"]
    list_select_related = ["booth", "vendor", "fair_event"]
    search_fields = ["booth__code", "vendor__search_text"]
    inlines = [RevisionInline]


@admin.register(DailyReport, site=staff_site)
class DailyReportAdmin(LookUpAdmin):
    list_display = [
        "reference",
        "fair_event",
        thai_date_column("sold_on", "ยอดของวันที่"),
        "revision",
        thai_datetime_column("closed_at", "ปิดเมื่อ"),
        "closed_by",
    ]
    list_select_related = ["fair_event", "closed_by"]
    sorted_by = {"reference": ["fair_event__reference_code", "sold_on", "revision"]}
    exclude = ["figures", "wording"]

    @admin.display(description="เลขอ้างอิง")
    def reference(self, report):
        return report.reference


@admin.register(FairReport, site=staff_site)
class FairReportAdmin(LookUpAdmin):
    list_display = [
        "reference",
        "fair_event",
        "revision",
        thai_datetime_column("closed_at", "ปิดเมื่อ"),
        "closed_by",
    ]
    list_select_related = ["fair_event", "closed_by"]
    sorted_by = {"reference": ["fair_event__reference_code", "revision"]}
    exclude = ["figures", "wording"]

    @admin.display(description="เลขอ้างอิง")
    def reference(self, report):
        return report.reference


@admin.register(FiscalYearResult, site=staff_site)
class FiscalYearResultAdmin(StaffModelAdmin):
    list_display = [
        "province",
        "fiscal_year_be",
        baht_column("sold_baht", "ยอดจำหน่าย (บาท)"),
        "source",
    ]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    fields = [("province", "fiscal_year_be"), "sold_baht", "source"]


@admin.register(TargetRule, site=staff_site)
class TargetRuleAdmin(StaffModelAdmin):
    list_display = ["fiscal_year_be", "years", "factor", "source"]
    fields = ["fiscal_year_be", ("years", "factor"), "source"]
