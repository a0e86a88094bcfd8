"""Official areas: to look up, never to edit."""

from django.contrib import admin

from fairs.models import District, Province, Subdistrict
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site


@admin.register(Province, site=staff_site)
class ProvinceAdmin(LookUpAdmin):
    list_display = ["name_th", "code", "region", "name_en"]
    list_filter = ["region"]
    search_fields = ["name_th", "name_en", "code"]
    ordering = ["sort_key"]


@admin.register(District, site=staff_site)
class DistrictAdmin(LookUpAdmin):
    list_display = ["name_th", "code", "province", "name_en"]
    list_select_related = ["province"]
    search_fields = ["name_th", "name_en", "code", "province__name_th"]
    ordering = ["sort_key"]


@admin.register(Subdistrict, site=staff_site)
class SubdistrictAdmin(LookUpAdmin):
    list_display = ["name_th", "code", "district", "province", "postcode"]
    list_select_related = ["district__province"]
    search_fields = ["name_th", "name_en", "code", "district__name_th", "postcode"]
    ordering = ["sort_key"]

    @admin.display(description="จังหวัด", ordering="district__province__sort_key")
    def province(self, subdistrict):
        return subdistrict.district.province
