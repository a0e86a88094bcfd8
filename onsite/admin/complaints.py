"""Until when complaints are answered, and the days on which no office works."""

from django.contrib import admin

from onsite.models import AnswerPeriod, PublicHoliday
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column


@admin.register(AnswerPeriod, site=staff_site)
class AnswerPeriodAdmin(StaffModelAdmin):
    list_display = ["__str__", "province"]
    sorted_by = {"__str__": ["working_days"]}
    list_select_related = ["province"]
    fields = ["province", "working_days"]


@admin.register(PublicHoliday, site=staff_site)
class PublicHolidayAdmin(StaffModelAdmin):
    list_display = ["name_th", thai_date_column("on", "วันที่")]
    search_fields = ["name_th"]
    fields = ["on", "name_th"]
