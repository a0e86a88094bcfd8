from django.contrib import admin

from otopfair.staff.registers import LookUpAdmin, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column
from vendors.models import DecisionReason, LoneOffice, Objection, Penalty

FITS = ("fits_refuse", "fits_return")


@admin.register(DecisionReason, site=staff_site)
class DecisionReasonAdmin(StaffModelAdmin):
    """Reasons that were given never change: a used one can only be put out of use."""

    list_display = ["text_th", "code", "version", "audience", *FITS, "is_current"]
    list_filter = ["is_current", *FITS]
    bulk_fields = ("is_current",)
    search_fields = ["text_th", "code"]
    fields = [("code", "version"), "text_th", "audience", FITS, "is_current"]

    def fixed_fields(self, request, obj=None):
        used = obj is not None and obj.decisions.exists()
        return ["code", "version", "text_th", "audience"] if used else []


@admin.register(Penalty, site=staff_site)
class PenaltyAdmin(LookUpAdmin):
    """Warnings and bans, to look up; they are recorded on a page of the shop."""

    change_list_template = "vendors/work/penalty_list.html"
    list_display = [
        "vendor",
        "kind",
        "province",
        "decision_number",
        thai_date_column("from_on", "ตั้งแต่"),
        thai_date_column("until", "ถึง"),
    ]
    list_filter = ["kind", "everywhere"]
    list_select_related = ["vendor", "province"]
    search_fields = ["vendor__search_text", "decision_number"]
    fields = ["vendor", "kind", "province", "everywhere", "decision_number", "reason"]


@admin.register(Objection, site=staff_site)
class ObjectionAdmin(LookUpAdmin):
    """Objections, to look up; they are answered on a page of their own."""

    list_display = ["vendor", thai_date_column("answer_by", "ตอบภายใน"), "outcome"]
    list_filter = ["outcome"]
    list_select_related = ["decision__application__vendor", "penalty__vendor"]
    fields = ["text", "outcome", "answer"]

    @admin.display(description="ผู้โต้แย้ง")
    def vendor(self, objection):
        return objection.vendor


@admin.register(LoneOffice, site=staff_site)
class LoneOfficeAdmin(StaffModelAdmin):
    """Where one officer may prepare and approve alone; administrators only."""

    list_display = ["province", "reason", thai_date_column("until", "ถึงวันที่")]
    list_select_related = ["province"]
    fields = ["province", "reason", "until"]


staff_site.rail_register("vendors.penalty", group="registers", icon="triangle-alert")
