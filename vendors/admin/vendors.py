"""Vendors with their phones and accounts; applications and allocations to look up."""

from collections.abc import Iterator
from functools import partial

from django.contrib import admin
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse

from fairs.admin.place_steps import PlaceStepsForm, PlaceStepsMixin
from fairs.models import Province
from fairs.scopes import scope_of
from otopfair.rights.may import may
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.registers import LookUpAdmin, StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.thai.admin import thai_date_column, thai_datetime_column
from otopfair.thai.digits import whole_number
from otopfair.thai.folding import fold
from otopfair.thai.identity import mask_id
from vendors.acts import vendors_changed
from vendors.filtering import mentions_name
from vendors.forms.by_kind import number_doubt
from vendors.forms.contact import DegreesField
from vendors.models import (
    BoothAllocation,
    BoothApplication,
    RegistrationRound,
    Vendor,
    VendorMember,
    VendorPhone,
    VendorRegistration,
    reference_is,
)
from vendors.operations.showing import count_as_looked_at

READ_AS = {
    "latitude": partial(DegreesField, of_pair=0),
    "longitude": partial(DegreesField, of_pair=1),
}


class VendorPhoneInline(StaffInline):
    model = VendorPhone
    fields = [("sequence", "number")]


class VendorRegistrationInline(StaffInline):
    model = VendorRegistration
    fields = [("kind", "number", "valid_from", "valid_until")]


class VendorMemberInline(StaffInline):
    model = VendorMember
    fields = [("user")]
    autocomplete_fields = ["user"]


class ProvinceFilter(admin.SimpleListFilter):
    """Provinces of the officer's scope; administrators choose among all."""

    title = "จังหวัด"
    parameter_name = "province"

    def lookups(self, request, model_admin):
        provinces = Province.objects.covered_by(request.user, "vendors.view_vendor")
        return [(province.pk, province.name_th) for province in provinces]

    def queryset(self, request, rows):
        return rows.filter(province=self.value()) if self.value() else rows


class VendorRecordForm(PlaceStepsForm, AsksBeforeSaving, SeenModelForm):
    """An officer types what the vendor showed; a number of another kind is asked about."""

    asks_about = frozenset({"kind", "identity_no"})
    place_steps = ("province", "district", "subdistrict")

    def doubts(self) -> Iterator[str]:
        typed = self.cleaned_data
        number = typed.get("identity_no", self.instance.identity_no)
        if doubt := number_doubt(typed.get("kind"), number):
            yield doubt


# What officers do with a shop on pages of their own: page, words, right.
DOORS = [
    ("messages-vendor", "ข้อความถึงร้าน", "vendors.act_for_vendor"),
    ("shop-people", "ผู้ดูแลร้าน", "vendors.help_vendor"),
    ("penalty-give", "โทษและคำเตือน", "vendors.add_penalty"),
]


@admin.register(Vendor, site=staff_site)
class VendorAdmin(PlaceStepsMixin, StaffModelAdmin):
    change_form_template = "vendors/work/vendor_change_form.html"
    list_display = ["name_th", "district", "province", "contact_name", "is_published", "show_state"]
    list_filter = ["kind", "show_state", "is_published", ProvinceFilter]
    bulk_fields = ("is_published",)
    list_select_related = ["district", "province"]
    search_fields = ["search_text"]
    ordering = ["sort_key", "pk"]
    form = VendorRecordForm
    inlines = [VendorPhoneInline, VendorRegistrationInline, VendorMemberInline]
    fieldsets = [
        (
            "ร้าน",
            {
                "fields": [
                    "kind",
                    "name_th",
                    "name_en",
                    "identity_no",
                    "contact_name",
                    ("leader_birth_year_be", "leader_address"),
                    ("agent_name", "agent_phone"),
                    "story",
                ]
            },
        ),
        (
            "ที่อยู่",
            {
                "fields": [
                    "address",
                    "province",
                    "district",
                    ("subdistrict", "postcode"),
                    ("latitude", "longitude"),
                ]
            },
        ),
        (
            "กิจการและช่องทางติดต่อ",
            {
                "fields": [
                    ("established_year_be", "founded_on", "local_workers"),
                    ("member_count", "women_count", "men_count"),
                    "raw_material",
                    "yearly_income_baht",
                    ("certified_by", "certified_on"),
                    ("fax", "email"),
                    ("line_id", "facebook", "website"),
                    "contact_address",
                ]
            },
        ),
        (
            "การแสดงผล",
            {
                "fields": [
                    "is_published",
                    ("phone_is_public", "line_is_public"),
                    ("facebook_is_public", "website_is_public"),
                ]
            },
        ),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Numbers are read as vendors' own forms read them."""
        if db_field.name in READ_AS:
            kwargs["form_class"] = READ_AS[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        doors = DOORS if obj else []
        context["doors"] = [
            (reverse(f"staff:{page}", args=[obj.pk]), words)
            for page, words, permission in doors
            if may(request.user, permission, obj)
        ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def needs_place(self, name, request):
        """A vendor may lack its district, except for whom the district is all they handle."""
        scope = scope_of(request.user, "vendors.add_vendor")
        return name == "district" and not (scope.everything or scope.provinces)

    def fixed_fields(self, request, obj=None):
        return ["masked_identity"] if obj and obj.identity_no else []

    def get_fieldsets(self, request, obj=None):
        """Masked here; the review page shows the 13 digits, and logs who looked."""
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and obj.identity_no):
            return fieldsets
        (title, first), *rest = fieldsets
        fields = [
            "masked_identity" if field == "identity_no" else field for field in first["fields"]
        ]
        return [(title, {"fields": fields}), *rest]

    @admin.display(description="เลข 13 หลัก")
    def masked_identity(self, vendor):
        return mask_id(vendor.identity_no)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            count_as_looked_at([obj], by=request.user)

    def save_one_of_many(self, row):
        super().save_one_of_many(row)
        vendors_changed.happened(vendors=[row])

    def save_related(self, request, form, formsets, change):
        """Its telephones are saved by now: twins are found by them, too."""
        super().save_related(request, form, formsets, change)
        vendors_changed.happened(vendors=[form.instance])


@admin.register(RegistrationRound, site=staff_site)
class RegistrationRoundAdmin(StaffModelAdmin):
    """Windows in which producers register, of a province or of the whole country."""

    list_display = [
        "name_th",
        "fiscal_year_be",
        "province",
        thai_date_column("opens_on", "เปิดรับ"),
        thai_date_column("closes_on", "ปิดรับ"),
        thai_date_column("holds_until", "ใช้ได้ถึง"),
    ]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    search_fields = ["name_th"]
    fields = [("name_th", "fiscal_year_be"), "province", ("opens_on", "closes_on"), "holds_until"]


@admin.register(VendorRegistration, site=staff_site)
class VendorRegistrationAdmin(LookUpAdmin):
    """Who is registered, to look up and to export; decided on a page of its own."""

    list_display = [
        "vendor",
        "kind",
        "number",
        "state",
        "round",
        thai_date_column("valid_until", "ใช้ได้ถึง"),
    ]
    list_filter = ["state", "kind", "round"]
    list_select_related = ["vendor", "round"]
    search_fields = ["number", "vendor__search_text"]
    exclude = ["form_key"]


@admin.register(BoothApplication, site=staff_site)
class BoothApplicationAdmin(LookUpAdmin):
    list_display = [
        "__str__",
        "applicant",
        "fair_event",
        "category",
        "standing",
        thai_datetime_column("submitted_at", "ส่งเมื่อ"),
    ]
    list_filter = ["status", "category"]
    list_select_related = ["vendor", "fair_event"]
    search_fields = ["reference_number"]
    sorted_by = {"__str__": ["reference_prefix", "reference_number"]}
    exclude = ["form_key", "version"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing_for(request.user)

    @admin.display(description="สถานะ", ordering="status")
    def standing(self, application):
        """What was decided and not told yet, for who decides; or else the status."""
        return application.standing_words

    def get_search_results(self, request, queryset, search_term):
        """By the vendor's names unless they are hidden, by the fair, or by the number as it stands
        on paper."""
        if not search_term.strip():
            return queryset, False
        words = Q()
        for word in search_term.split():
            words &= mentions_name(word) | Q(fair_event__search_text__contains=fold(word))
        return queryset.filter(words | reference_is(search_term)), False

    @admin.display(description="ผู้สมัคร")
    def applicant(self, application):
        return application.applicant

    def change_view(self, request, object_id, form_url="", extra_context=None):
        hidden = self._hidden(request, object_id)
        return hidden or super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        return self._hidden(request, object_id) or super().history_view(
            request, object_id, extra_context
        )

    def _hidden(self, request, object_id):
        """While its name is hidden, the record is looked at on the page of the review only."""
        number = whole_number(object_id)
        application = BoothApplication.objects.filter(pk=number or 0).first()
        if application is None or not application.hides_name:
            return None
        if not self.has_view_permission(request, application):
            return None
        return redirect("staff:review", application.pk)


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
    sorted_by = {
        "vendor": ["application__vendor__name_th"],
        "fair_event": ["booth__fair_event"],
    }

    @admin.display(description="ผู้ประกอบการ")
    def vendor(self, allocation):
        return allocation.application.vendor

    @admin.display(description="งาน")
    def fair_event(self, allocation):
        return allocation.booth.fair_event


staff_site.rail_register("vendors.vendor", group="registers", icon="store")
