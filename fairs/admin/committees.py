"""Lists of appointment orders, working committees, their meetings and resolutions.

Each record is read and written on a page of its own: fairs/views/work/.
"""

from django.contrib import admin
from django.db.models import Count

from fairs.models import AppointmentOrder, Meeting, Resolution, WorkingCommittee
from otopfair.staff.paged import PagedModelAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import fiscal_year_filter, thai_date_column


@admin.register(AppointmentOrder, site=staff_site)
class AppointmentOrderAdmin(PagedModelAdmin):
    own_page, begin_page = "staff:order", "staff:begin-order"
    list_display = ["__str__", "subject", thai_date_column("signed_on", "สั่ง ณ วันที่")]
    list_filter = ["year_be"]
    search_fields = ["subject", "issuing_office", "number"]
    sorted_by = {"__str__": ["year_be", "number"]}
    fields = [
        *("province", "issuing_office", "number", "year_be", "subject", "amends", "cancels"),
        *("signed_on", "effective_on", "signer", "signer_position", "signer_capacity"),
    ]


@admin.register(WorkingCommittee, site=staff_site)
class WorkingCommitteeAdmin(PagedModelAdmin):
    own_page, begin_page = "staff:committee", "staff:begin-committee"
    list_display = ["__str__", "fiscal_year_be", "province", "order"]
    list_filter = ["fiscal_year_be"]
    list_select_related = ["province", "order"]
    search_fields = ["name_th", "short_name", "order__subject"]
    fields = ["name_th", "short_name", "fiscal_year_be", "province", "order"]


class DueFilter(admin.SimpleListFilter):
    """By when the result has to be reported; what is done waits for nobody."""

    title = "รายงานผล"
    parameter_name = "due"
    CHOICES = (("overdue", "เกินกำหนด"), ("soon", "ใกล้ครบกำหนด"), ("open", "ยังไม่รายงาน"))

    def lookups(self, request, model_admin):
        return self.CHOICES

    def queryset(self, request, rows):
        asked = {"overdue": rows.overdue, "soon": rows.due_soon, "open": rows.open}
        return asked.get(self.value(), rows.all)()


@admin.register(Meeting, site=staff_site)
class MeetingAdmin(PagedModelAdmin):
    own_page, begin_page = "staff:meeting", "staff:begin-meeting"
    list_display = ["__str__", thai_date_column("held_on", "วันที่ประชุม"), "venue"]
    list_filter = [fiscal_year_filter("held_on")]
    list_select_related = ["committee"]
    search_fields = ["committee__name_th", "committee__short_name", "venue", "resolutions__text"]
    fields = [
        *("committee", "ordinal", "year_be", "held_on", "starts_time", "ends_time", "venue"),
        *("invite_number", "invited_on", "minutes_by", "checked_by", "source"),
    ]


@admin.register(Resolution, site=staff_site)
class ResolutionAdmin(PagedModelAdmin):
    """Resolutions are written on the page of their meeting; who does what, reports on their own."""

    own_page = "staff:resolution"
    list_display = [
        "text",
        "meeting",
        "kind",
        "responsible",
        "due",
        thai_date_column("done_on", "เสร็จเมื่อ"),
        "proof",
    ]
    list_filter = [DueFilter, "kind", ("done_on", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting__committee"]
    search_fields = ["text", "responsible", "result"]
    fields = ["meeting", "number", "kind", "responsible", "done_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(proofs=Count("attachments"))

    @admin.display(description="กำหนดเสร็จ", ordering="due_on")
    def due(self, resolution):
        return resolution.due.short if resolution.due else "–"

    @admin.display(description="หลักฐาน")
    def proof(self, resolution):
        return f"{resolution.proofs} ไฟล์" if resolution.proofs else "–"


staff_site.rail_register("fairs.appointmentorder", group="prepare", icon="file-text")
staff_site.rail_register("fairs.workingcommittee", group="prepare", icon="users")
staff_site.rail_register("fairs.meeting", group="prepare", icon="calendar-days")
staff_site.rail_register("fairs.resolution", group="prepare", icon="gavel")
