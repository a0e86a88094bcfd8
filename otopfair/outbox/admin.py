from django.contrib import admin

from otopfair.outbox.models import Delivery, Message
from otopfair.staff.registers import LookUpAdmin
from otopfair.staff.site import staff_site
from otopfair.thai.admin import thai_datetime_column


@admin.register(Message, site=staff_site)
class MessageAdmin(LookUpAdmin):
    """What was said to whom; administrators only."""

    list_display = ["subject", "recipient_name", thai_datetime_column("created_at", "เขียนเมื่อ")]
    search_fields = ["subject", "recipient_name"]
    fields = ["recipient_name", "subject", "body"]


@admin.register(Delivery, site=staff_site)
class DeliveryAdmin(LookUpAdmin):
    """How each message went out, and what went wrong; administrators only."""

    list_display = [
        "message",
        "channel",
        "address",
        "state",
        thai_datetime_column("sent_at", "ส่งแล้วเมื่อ"),
        "attempts",
    ]
    list_filter = ["channel", "state"]
    list_select_related = ["message"]
    search_fields = ["message__subject", "message__recipient_name", "address"]
    fields = ["message", "channel", "address", "state", "sent_at", "attempts", "last_error"]
