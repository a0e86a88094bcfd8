"""A mail that came back: whose delivery it was, and what then happens."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.db import transaction

from otopfair.outbox.calling import call_instead
from otopfair.outbox.models import Channel, Delivery, DeliveryState

OUR_ID = re.compile(r"<outbox-(\d{1,18})@")


def take_bounce(data: bytes) -> Delivery | None:
    """Give up the delivery that `data`, a report of a mail server (RFC 3464), says did not arrive.

    None for anything else. The report names the address that we wrote to: who has only guessed a
    number changes nothing.
    """
    report = message_from_bytes(data, policy=policy.default)
    number, failed = _our_number(data), _failed_addresses(report)
    emails = Delivery.objects.filter(channel=Channel.EMAIL).exclude(state=DeliveryState.FAILED)
    delivery = emails.filter(pk=number).select_related("message").first()
    if delivery is None or delivery.address.lower() not in failed:
        return None
    error = f"Bounced: {failed[delivery.address.lower()]}"[:300]
    outcome = {"state": DeliveryState.FAILED, "last_error": error, "leased_until": None}
    with transaction.atomic():
        if emails.filter(pk=number).update(**outcome):
            call_instead(delivery, error)
    return delivery


def _our_number(data: bytes) -> int | None:
    """The number in the Message-ID of the mail that came back, whole or its headers alone."""
    found = OUR_ID.search(data.decode("latin-1"))
    return int(found[1]) if found else None


def _failed_addresses(report: EmailMessage) -> dict[str, str]:
    """Address to what was said of it, of all that the report gives up ("Action: failed")."""
    parts = [part for part in report.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [one for part in parts for one in part.get_payload() if hasattr(one, "get")]
    return {
        str(one["Final-Recipient"]).rpartition(";")[2].strip().lower(): str(one["Status"] or "")
        for one in fields
        if one["Final-Recipient"] and str(one["Action"] or "").strip().lower() == "failed"
    }
