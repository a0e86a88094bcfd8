"""Roles that were given, to look up with their history; giving and taking is a work page."""

from django.contrib import admin

from fairs.models import Assignment
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column, thai_datetime_column


@admin.register(Assignment, site=staff_site)
class AssignmentAdmin(LookUpAdmin):
    list_display = [
        "user",
        "role",
        "where",
        thai_date_column("from_on", "ตั้งแต่วันที่"),
        thai_date_column("until", "ถึงวันที่"),
        thai_datetime_column("taken_at", "ถอนเมื่อ"),
    ]
    list_filter = ["role", ("taken_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "province", "district__province", "fair_event"]
    search_fields = ["user__full_name", "user__email", "user__phone", "fair_event__name_th"]

    @admin.display(description="พื้นที่")
    def where(self, assignment):
        return assignment.place
