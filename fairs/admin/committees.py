"""Appointment orders, working committees, their meetings and resolutions."""

from django.contrib import admin

from fairs.doubts import doubts_about_meeting
from fairs.models import (
    AppointmentOrder,
    CommitteeMember,
    Meeting,
    MeetingAttendee,
    Resolution,
    SubCommittee,
    WorkingCommittee,
)
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.registers import StaffInline, StaffModelAdmin
from otopfair.staff.site import staff_site
from otopfair.staff.stale import SeenModelForm
from otopfair.thai.admin import fiscal_year_filter, thai_date_column
from otopfair.thai.forms import PeriodField, PeriodForm


@admin.register(AppointmentOrder, site=staff_site)
class AppointmentOrderAdmin(StaffModelAdmin):
    list_display = ["__str__", "subject", thai_date_column("signed_on", "สั่ง ณ วันที่")]
    list_filter = ["year_be"]
    search_fields = ["subject", "issuing_office", "number"]
    autocomplete_fields = ["amends", "cancels"]
    fieldsets = [
        (
            "คำสั่ง",
            {
                "fields": [
                    ("province", "issuing_office"),
                    ("number", "year_be"),
                    "subject",
                    "legal_basis",
                    ("amends", "cancels"),
                ]
            },
        ),
        (
            "ลงนาม",
            {
                "fields": [
                    ("signed_on", "effective_on"),
                    ("signer", "signer_position", "signer_capacity"),
                ]
            },
        ),
    ]


class SubCommitteeInline(StaffInline):
    model = SubCommittee
    fields = [("sequence", "name_th", "duties")]


class CommitteeMemberInline(StaffInline):
    model = CommitteeMember
    fields = [
        ("sequence", "sub_committee", "role", "person", "position_title", "agency"),
        ("capacity", "acting_for", "from_on", "until_on"),
    ]
    verbose_name_plural = "ผู้อยู่ในคณะทำงาน"

    def get_formset(self, request, obj=None, **kwargs):
        self.committee = obj
        return super().get_formset(request, obj, **kwargs)

    def limit_choices(self, name, rows, user):
        """A member's ฝ่าย is one of this committee's; a new committee has none yet."""
        if name != "sub_committee":
            return super().limit_choices(name, rows, user)
        # Not none(): the choices are kept by their SQL, and an empty queryset has none.
        return rows.filter(committee=self.committee.pk if self.committee else 0)


@admin.register(WorkingCommittee, site=staff_site)
class WorkingCommitteeAdmin(StaffModelAdmin):
    list_display = ["__str__", "fiscal_year_be", "province", "order"]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province", "order"]
    search_fields = ["name_th", "short_name", "order__subject"]
    autocomplete_fields = ["order"]
    fields = [
        "name_th",
        "short_name",
        ("fiscal_year_be", "province"),
        "order",
        "duties",
    ]
    inlines = [SubCommitteeInline, CommitteeMemberInline]


class MeetingAttendeeInline(StaffInline):
    model = MeetingAttendee
    fields = [("sequence", "attendance", "person", "position_title", "agency", "note")]


class ResolutionForm(PeriodForm, SeenModelForm):
    due = PeriodField(label="กำหนดเสร็จ", required=False, one_day=True)


class ResolutionRowForm(PeriodForm):
    due = PeriodField(label="กำหนดเสร็จ", required=False, one_day=True)


class ResolutionInline(StaffInline):
    model = Resolution
    form = ResolutionRowForm
    fields = [("number", "kind", "text", "responsible", "due")]
    verbose_name_plural = "มติที่ประชุม"


class MeetingForm(AsksBeforeSaving, SeenModelForm):
    asks_about = frozenset({"committee", "ordinal", "year_be", "held_on"})

    def doubts(self):
        return doubts_about_meeting(self.instance)


@admin.register(Meeting, site=staff_site)
class MeetingAdmin(StaffModelAdmin):
    form = MeetingForm
    list_display = ["__str__", thai_date_column("held_on", "วันที่ประชุม"), "venue"]
    list_filter = [fiscal_year_filter("held_on")]
    list_select_related = ["committee"]
    search_fields = ["committee__name_th", "committee__short_name", "venue", "resolutions__text"]
    fields = [
        "committee",
        ("ordinal", "year_be"),
        ("held_on", "starts_time", "ends_time"),
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
        "due",
        thai_date_column("done_on", "เสร็จเมื่อ"),
    ]
    list_filter = ["kind", ("done_on", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting__committee"]
    search_fields = ["text", "responsible"]
    fields = ["meeting", ("number", "kind"), "text", ("responsible", "due"), "done_on", "result"]
    form = ResolutionForm
    readonly_fields = ["done_on", "result"]
    change_form_template = "fairs/work/resolution_change_form.html"

    @admin.display(description="กำหนดเสร็จ", ordering="due_on")
    def due(self, resolution):
        return resolution.due.short if resolution.due else "–"


staff_site.rail_register("fairs.appointmentorder", group="prepare", icon="file-text")
staff_site.rail_register("fairs.workingcommittee", group="prepare", icon="users")
staff_site.rail_register("fairs.meeting", group="prepare", icon="calendar-days")
staff_site.rail_register("fairs.resolution", group="prepare", icon="gavel")
