"""The register of notices: drafts are written here; what is signed is only read."""

from django.contrib import admin

from fairs.admin.drafted import DraftedTextAdmin
from fairs.forms.notices import NoticeForm
from fairs.models import Notice
from fairs.models.notices import NEVER_DELETED
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.admin import text_column, thai_date_column


@admin.register(Notice, site=staff_site)
class NoticeAdmin(DraftedTextAdmin):
    goes_out_by = "staff:notice-state"
    form = NoticeForm
    list_display = [
        "subject",
        "issuing_office",
        "numbered",
        thai_date_column("signed_on", "ประกาศ ณ วันที่"),
        text_column("province", "จังหวัด"),
        "state",
    ]
    list_filter = ["state", "year_be"]
    list_select_related = ["province"]
    search_fields = ["subject", "body", "issuing_office", "number"]
    autocomplete_fields = ["fair_event"]
    readonly_fields = [
        "state",
        "numbered",
        thai_date_column("signed_on", "ประกาศ ณ วันที่"),
        "amended",
    ]
    change_form_template = "fairs/work/notice_change_form.html"
    fieldsets = [
        ("ประกาศ", {"fields": ["province", "issuing_office", "subject", "body", "fair_event"]}),
        (
            "ผู้ลงนาม",
            {"fields": ["signer_name", "signer_position", ("signer_capacity", "acting_for")]},
        ),
        ("สถานะ", {"fields": [("state", "numbered", readonly_fields[2]), "amended"]}),
    ]

    @admin.display(description="เลขที่ประกาศ")
    def numbered(self, notice):
        return notice.numbered or "–"

    @admin.display(description="แก้ไขเพิ่มเติมประกาศ")
    def amended(self, notice):
        return str(notice.amends) if notice.amends_id else "–"

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.is_draft
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_open = obj is None or obj.is_draft
        return is_open and super().has_delete_permission(request, obj)

    def take_away(self, row, *, by):
        """Also of many at once: what was signed stays."""
        if not row.is_draft:
            raise RuleBroken(NEVER_DELETED)
        return super().take_away(row, by=by)


staff_site.rail_register("fairs.notice", group="prepare", icon="badge-check", order=61)
