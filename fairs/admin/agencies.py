from django.contrib import admin

from fairs.admin.place_steps import PlaceStepsForm, PlaceStepsMixin
from fairs.admin.shared import SharedAdmin
from fairs.doubts import doubts_about_person
from fairs.models import Agency, Person
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm


class AgencyForm(PlaceStepsForm, SeenModelForm):
    place_steps = ("province", "district")


@admin.register(Agency, site=staff_site)
class AgencyAdmin(PlaceStepsMixin, SharedAdmin):
    form = AgencyForm
    list_display = ["name_th", "kind", "province", "district"]
    list_filter = ["kind"]
    list_select_related = ["province", "district"]
    search_fields = ["name_th"]
    fields = ["name_th", "kind", "province", "district", "address", "phone", "fax"]


class PersonForm(AsksBeforeSaving, SeenModelForm):
    asks_about = frozenset({"given_name", "family_name"})

    def doubts(self):
        return doubts_about_person(self.instance)


@admin.register(Person, site=staff_site)
class PersonAdmin(SharedAdmin):
    form = PersonForm
    list_display = ["__str__", "position_title", "agency", "province"]
    list_select_related = ["agency", "province"]
    search_fields = ["given_name", "family_name", "position_title"]
    fields = ["title", "given_name", "family_name", "position_title", "agency", "province"]


staff_site.rail_register("fairs.agency", group="registers", icon="house")
staff_site.rail_register("fairs.person", group="registers", icon="user")
