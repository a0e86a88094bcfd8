"""Kinds of standard and document, which officers keep; and what vendors sent, to look up."""

from django.contrib import admin

from otopfair.staff.registers import LookUpAdmin, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_date_column, thai_datetime_column
from vendors.models import StandardKind, VendorDocument, VendorDocumentKind, VendorStandard

SAID = [("name_th", "sequence"), "hint", ("expires", "warn_days"), "kept_days", "is_offered"]


@admin.register(StandardKind, site=staff_site)
class StandardKindAdmin(StaffModelAdmin):
    list_display = ["name_th", "issuer", "number_example", "expires", "is_offered"]
    list_filter = ["expires", "is_offered"]
    bulk_fields = ("is_offered",)
    search_fields = ["name_th", "issuer"]
    fields = [*SAID, "issuer", ("number_form", "number_example")]


@admin.register(VendorDocumentKind, site=staff_site)
class VendorDocumentKindAdmin(StaffModelAdmin):
    list_display = ["name_th", "is_required", "for_group", "for_single", "for_sme", "is_offered"]
    list_filter = ["is_required", "is_offered"]
    bulk_fields = ("is_required", "is_offered")
    search_fields = ["name_th"]
    fields = [*SAID, "is_required", ("for_group", "for_single", "for_sme"), "shows_person"]


class _PaperAdmin(LookUpAdmin):
    """To look up; files are opened on the work page, which notes who did."""

    list_display = [
        "vendor",
        "kind",
        "state",
        thai_date_column("valid_until", "หมดอายุ"),
        thai_datetime_column("sent_at", "ส่งเมื่อ"),
    ]
    list_filter = ["state", "kind", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["vendor", "kind"]
    search_fields = ["vendor__search_text"]
    fields = ["vendor", "kind", ("valid_from", "valid_until"), "state", "reason", "judged_by"]


@admin.register(VendorStandard, site=staff_site)
class VendorStandardAdmin(_PaperAdmin):
    list_display = ["number", *_PaperAdmin.list_display]
    search_fields = ["number", *_PaperAdmin.search_fields]
    fields = ["number", *_PaperAdmin.fields]


@admin.register(VendorDocument, site=staff_site)
class VendorDocumentAdmin(_PaperAdmin):
    pass
