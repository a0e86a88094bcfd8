from django.contrib import admin

from fairs.models import Agency, Person
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site


@admin.register(Agency, site=staff_site)
class AgencyAdmin(StaffModelAdmin):
    list_display = ["name_th", "kind", "province"]
    list_filter = ["kind"]
    list_select_related = ["province"]
    search_fields = ["name_th"]
    fields = ["name_th", "kind", "province", "address", "phone"]


@admin.register(Person, site=staff_site)
class PersonAdmin(StaffModelAdmin):
    list_display = ["__str__", "position_title", "agency"]
    list_select_related = ["agency"]
    search_fields = ["given_name", "family_name", "position_title"]
    fields = ["title", "given_name", "family_name", "position_title", "agency"]


staff_site.rail_register("fairs.agency", group="registers", icon="house")
staff_site.rail_register("fairs.person", group="registers", icon="user")
