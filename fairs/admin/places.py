"""Official areas: to look up, never to edit; by their names all registers find their rows."""

from django.contrib import admin

from fairs.models import District, Province, Subdistrict
from fairs.vocabulary import areas, province_beginning
from otopfair.staff.lists.searching import areas_are_named
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.folding import fold

# As they are put before a name, in full and in short.
_LEVELS = ("จังหวัด", "อำเภอ", "ตำบล", "เขต", "แขวง", "จ.", "อ.", "ต.")


def _named(word: str):
    """The areas that a folded word means, with or without the level before the name."""
    bare = next(
        (word.removeprefix(one) for one in map(fold, _LEVELS) if word.startswith(one)), word
    )
    return areas().get(bare) or areas().get(word) or province_beginning(bare)


areas_are_named(Province, lambda word: _named(word).provinces)
areas_are_named(District, lambda word: _named(word).districts)
areas_are_named(Subdistrict, lambda word: _named(word).subdistricts)


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
