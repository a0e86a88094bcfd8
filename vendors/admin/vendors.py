"""Vendors with their phones and accounts; applications and allocations to look up."""

from django.contrib import admin
from django.db.models import F

from fairs.models import Province
from fairs.scopes import scope_of
from otopfair.staff.registers import LookUpAdmin, StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_datetime_column
from otopfair.thai.folding import fold
from otopfair.thai.identity import mask_id
from vendors.models import BoothAllocation, BoothApplication, Vendor, VendorMember, VendorPhone


class VendorPhoneInline(StaffInline):
    model = VendorPhone
    fields = [("sequence", "number")]


class VendorMemberInline(StaffInline):
    model = VendorMember
    fields = [("user")]
    autocomplete_fields = ["user"]


class ProvinceFilter(admin.SimpleListFilter):
    """Provinces of the officer's scope; administrators choose among all."""

    title = "จังหวัด"
    parameter_name = "province"

    def lookups(self, request, model_admin):
        scope = scope_of(request.user)
        provinces = Province.objects.all()
        if not scope.everything:
            provinces = provinces.filter(pk__in=scope.province_codes)
        return [(province.pk, province.name_th) for province in provinces]

    def queryset(self, request, rows):
        return rows.filter(province=self.value()) if self.value() else rows


@admin.register(Vendor, site=staff_site)
class VendorAdmin(StaffModelAdmin):
    list_display = ["name_th", "district", "province", "contact_name", "is_published"]
    list_filter = ["kind", "is_published", ProvinceFilter]
    list_select_related = ["district", "province"]
    search_fields = ["search_text"]
    autocomplete_fields = ["district", "subdistrict"]
    ordering = ["sort_key", "pk"]
    inlines = [VendorPhoneInline, VendorMemberInline]
    fieldsets = [
        (
            "ร้าน",
            {
                "fields": [
                    "kind",
                    "name_th",
                    "name_en",
                    ("identity_no", "otop_code"),
                    "contact_name",
                    "story",
                ]
            },
        ),
        (
            "ที่อยู่",
            {
                "fields": [
                    "address",
                    ("subdistrict", "district"),
                    ("province", "postcode"),
                    "line_id",
                ]
            },
        ),
        ("การแสดงผล", {"fields": ["is_published", "phone_is_public"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        """Spelling with or without tone marks finds the same vendors."""
        return super().get_search_results(request, queryset, fold(search_term))

    def get_readonly_fields(self, request, obj=None):
        return ["masked_identity"] if obj and obj.identity_no else []

    def get_fieldsets(self, request, obj=None):
        """Masked here; the review page shows the 13 digits, and logs who looked."""
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and obj.identity_no):
            return fieldsets
        (title, first), *rest = fieldsets
        fields = [
            ("masked_identity", "otop_code") if field == ("identity_no", "otop_code") else field
            for field in first["fields"]
        ]
        return [(title, {"fields": fields}), *rest]

    @admin.display(description="เลข 13 หลัก")
    def masked_identity(self, vendor):
        return mask_id(vendor.identity_no)

    def save_model(self, request, obj, form, change):
        if change:
            obj.version = F("version") + 1
        super().save_model(request, obj, form, change)
        obj.refresh_from_db(fields=["version"])


@admin.register(BoothApplication, site=staff_site)
class BoothApplicationAdmin(LookUpAdmin):
    list_display = [
        "__str__",
        "vendor",
        "fair_event",
        "category",
        "status",
        thai_datetime_column("submitted_at", "ส่งเมื่อ"),
    ]
    list_filter = ["status", "category"]
    list_select_related = ["vendor", "fair_event"]
    search_fields = ["reference_no", "vendor__search_text"]
    exclude = ["form_key", "version"]


@admin.register(BoothAllocation, site=staff_site)
class BoothAllocationAdmin(LookUpAdmin):
    list_display = [
        "booth",
        "vendor",
        "fair_event",
        thai_datetime_column("allocated_at", "จัดเมื่อ"),
        thai_datetime_column("released_at", "คืนเมื่อ"),
        "allocated_by",
    ]
    list_filter = [("released_at", admin.EmptyFieldListFilter)]
    list_select_related = ["booth__fair_event", "application__vendor", "allocated_by"]
    search_fields = ["booth__code", "application__vendor__search_text"]

    @admin.display(description="ผู้ประกอบการ")
    def vendor(self, allocation):
        return allocation.application.vendor

    @admin.display(description="งาน")
    def fair_event(self, allocation):
        return allocation.booth.fair_event


staff_site.rail_register("vendors.vendor", group="registers", icon="store")
