"""The list of projects; each is read and written on a page of its own: fairs/views/work/."""

from django.contrib import admin

from fairs.models import Project
from otopfair.staff.paged import PagedModelAdmin
from otopfair.staff.site import staff_site


@admin.register(Project, site=staff_site)
class ProjectAdmin(PagedModelAdmin):
    own_page, begin_page = "staff:project", "staff:begin-project"
    list_display = ["name_th", "fiscal_year_be", "province"]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    search_fields = ["name_th"]
    fields = [
        *("name_th", "fiscal_year_be", "province", "committee", "owner_agency"),
        *("continues", "plan", "starts_on", "ends_on", "is_public", "source"),
    ]


staff_site.rail_register("fairs.project", group="prepare", icon="folder-kanban")
