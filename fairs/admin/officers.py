from django.contrib import admin

from fairs.models import FairEvent, FairHelper, OfficerPosting, Province
from fairs.scopes import scope_of
from otopfair.staff.registers import StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column


@admin.register(OfficerPosting, site=staff_site)
class OfficerPostingAdmin(StaffModelAdmin):
    list_display = ["user", "province", thai_date_column("until", "ถึงวันที่")]
    list_filter = [("province", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "province"]
    search_fields = ["user__full_name", "user__email", "user__phone"]
    autocomplete_fields = ["user"]
    fields = ["user", "province", "until"]


@admin.register(FairHelper, site=staff_site)
class FairHelperAdmin(StaffModelAdmin):
    list_display = ["user", "fair_event", thai_date_column("until", "ถึงวันที่")]
    list_select_related = ["user", "fair_event"]
    search_fields = ["user__full_name", "fair_event__name_th"]
    autocomplete_fields = ["user"]
    fields = ["user", "fair_event", "until"]


def scope_label(user) -> str:
    """Whose rows the officer works with, as the frame in the header says it."""
    scope = scope_of(user)
    if scope.everything:
        return "ทุกจังหวัด"
    if scope.province_codes:
        provinces = Province.objects.filter(pk__in=scope.province_codes)
        return " ".join(province.title for province in provinces)
    return " ".join(str(fair) for fair in FairEvent.objects.filter(pk__in=scope.fair_ids))


staff_site.scope_label = scope_label
