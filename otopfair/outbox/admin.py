from django.contrib import admin

from otopfair.outbox.models import OutboxMessage
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_datetime_column


@admin.register(OutboxMessage, site=staff_site)
class OutboxMessageAdmin(LookUpAdmin):
    """What was told to whom, and whether it went out; administrators only."""

    list_display = [
        "subject",
        "recipient",
        thai_datetime_column("created_at", "เขียนเมื่อ"),
        thai_datetime_column("sent_at", "ส่งอีเมลเมื่อ"),
        "attempts",
    ]
    list_select_related = ["recipient"]
    search_fields = ["subject", "recipient__full_name"]
    fields = ["recipient", "subject", "body", "email", "sent_at", "attempts", "last_error"]
