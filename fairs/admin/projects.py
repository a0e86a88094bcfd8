from django.contrib import admin

from fairs.models import Project, ProjectActivity
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import baht_column


class ProjectActivityInline(StaffInline):
    model = ProjectActivity
    fields = [("sequence", "name_th", "fair_event")]


@admin.register(Project, site=staff_site)
class ProjectAdmin(StaffModelAdmin):
    list_display = [
        "name_th",
        "fiscal_year_be",
        "province",
        baht_column("budget_baht", "งบประมาณ (บาท)"),
    ]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    search_fields = ["name_th"]
    fields = [
        "name_th",
        ("fiscal_year_be", "province"),
        "committee",
        "owner_agency",
        "continues",
        "objectives",
        ("budget_source", "budget_baht"),
    ]
    inlines = [ProjectActivityInline]


staff_site.rail_register("fairs.project", group="prepare", icon="folder-kanban")
