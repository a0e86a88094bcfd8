"""Working committees, their meetings and resolutions."""

from django.contrib import admin

from fairs.admin.own_province import OwnProvinceMixin
from fairs.models import CommitteeMember, Meeting, MeetingAttendee, Resolution, WorkingCommittee
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import fiscal_year_filter, thai_date_column


class CommitteeMemberInline(StaffInline):
    model = CommitteeMember
    fields = [("sequence", "role", "person", "position_title", "agency", "capacity", "acting_for")]
    verbose_name_plural = "ผู้อยู่ในคณะทำงาน"


@admin.register(WorkingCommittee, site=staff_site)
class WorkingCommitteeAdmin(OwnProvinceMixin, StaffModelAdmin):
    list_display = ["__str__", "fiscal_year_be", "province", "order_no"]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province"]
    search_fields = ["name_th", "short_name", "order_no"]
    fields = [
        "name_th",
        "short_name",
        ("fiscal_year_be", "province"),
        ("order_no", "order_signed_on"),
        "duties",
    ]
    inlines = [CommitteeMemberInline]


class MeetingAttendeeInline(StaffInline):
    model = MeetingAttendee
    fields = [("sequence", "attendance", "person", "position_title", "agency", "note")]


class ResolutionInline(StaffInline):
    model = Resolution
    fields = [("number", "kind", "text", "responsible", "due_on")]
    verbose_name_plural = "มติที่ประชุม"


@admin.register(Meeting, site=staff_site)
class MeetingAdmin(StaffModelAdmin):
    list_display = ["__str__", thai_date_column("held_on", "วันที่ประชุม"), "venue"]
    list_filter = [fiscal_year_filter("held_on")]
    list_select_related = ["committee"]
    search_fields = ["committee__name_th", "committee__short_name", "venue", "resolutions__text"]
    fields = [
        "committee",
        ("ordinal", "year_be"),
        ("held_on", "starts_at", "ends_at"),
        "venue",
        "purpose",
        "source",
    ]
    inlines = [MeetingAttendeeInline, ResolutionInline]


@admin.register(Resolution, site=staff_site)
class ResolutionAdmin(StaffModelAdmin):
    """Completion is reported on a work page, so that it carries date, result and history."""

    list_display = [
        "text",
        "meeting",
        "kind",
        "responsible",
        thai_date_column("due_on", "กำหนดเสร็จ"),
        thai_date_column("done_on", "เสร็จเมื่อ"),
    ]
    list_filter = ["kind", ("done_on", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting__committee"]
    search_fields = ["text", "responsible"]
    fields = ["meeting", ("number", "kind"), "text", ("responsible", "due_on"), "done_on", "result"]
    readonly_fields = ["done_on", "result"]
    change_form_template = "fairs/work/resolution_change_form.html"


staff_site.rail_register("fairs.workingcommittee", group="prepare", icon="users")
staff_site.rail_register("fairs.meeting", group="prepare", icon="calendar-days")
staff_site.rail_register("fairs.resolution", group="prepare", icon="gavel")
