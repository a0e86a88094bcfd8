"""What has a queue of its own, to look up over all fairs: slips, and the quotas of districts."""

from django.contrib import admin
from django.db.models import Count, Q

from otopfair.staff.paged import PagedModelAdmin
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_datetime_column
from otopfair.thai.folding import fold
from vendors.filtering import mentions_name
from vendors.models import BoothApplication, NominationQuota, PaymentSlip, reference_is


@admin.register(NominationQuota, site=staff_site)
class NominationQuotaAdmin(PagedModelAdmin, LookUpAdmin):
    own_page = "staff:nominations-name"
    list_display = [
        "district",
        "fair",
        "round",
        "named",
        "places",
        thai_datetime_column("call__closes_at", "ปิดรับ"),
    ]
    list_select_related = ["district__province", "call__fair_event"]
    search_fields = ["call__fair_event__search_text", "call__name"]

    def get_queryset(self, request):
        named = Count("nominations", filter=Q(nominations__taken_back_at=None))
        return super().get_queryset(request).annotate(named=named)

    @admin.display(description="งาน", ordering="call__fair_event")
    def fair(self, quota):
        return quota.call.fair_event

    @admin.display(description="รอบรับสมัคร", ordering="call__name")
    def round(self, quota):
        return quota.call.name

    @admin.display(description="เสนอแล้ว (ร้าน)")
    def named(self, quota):
        return quota.named


@admin.register(PaymentSlip, site=staff_site)
class PaymentSlipAdmin(PagedModelAdmin, LookUpAdmin):
    own_page = "staff:money-slip"
    list_display = [
        "application",
        "applicant",
        "fair_event",
        "expected_baht",
        "state",
        thai_datetime_column("sent_at", "ส่งเมื่อ"),
        thai_datetime_column("judged_at", "ตรวจเมื่อ"),
    ]
    list_select_related = ["application__vendor", "application__fair_event", "fair_event"]

    @admin.display(description="ร้าน")
    def applicant(self, slip):
        return slip.application.applicant

    def get_search_results(self, request, queryset, search_term):
        """By the number of the application, the fair, or the vendor's names unless hidden."""
        if not search_term.strip():
            return queryset, False
        named = Q()
        for word in search_term.split():
            named &= mentions_name(word) | Q(fair_event__search_text__contains=fold(word))
        found = BoothApplication.objects.with_standing().filter(named | reference_is(search_term))
        return queryset.filter(application__in=found.values("pk")), False
