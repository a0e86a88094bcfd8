"""Addresses in reminders by which a shop answers without signing in: a day's takings, orders."""

from datetime import date, timedelta

from django.core import signing
from django.urls import reverse

from fairs.models import FairEvent
from vendors.models import Vendor

# Until the day's report is closed; no address outlives this.
READABLE_FOR = timedelta(days=30)
_signer = signing.TimestampSigner(salt="sales.takings", sep=".")
_orders_signer = signing.Signer(salt="sales.orders", sep=".")  # the round has a last day


def takings_link(vendor_id: int, fair_event: FairEvent, day: date) -> str:
    text = f"{vendor_id}-{fair_event.pk}-{day:%Y%m%d}"
    return reverse("takings-link", args=[_signer.sign(text)])


def day_of_link(token: str) -> tuple[Vendor, FairEvent, date] | None:
    """Whose takings, where and of which day, of a token that we have signed; None otherwise."""
    try:
        vendor_id, fair_event_id, day = _signer.unsign(token, max_age=READABLE_FOR).split("-")
    except (signing.BadSignature, ValueError):
        return None
    vendor = Vendor.objects.filter(pk=vendor_id).first()
    fair_event = FairEvent.objects.filter(pk=fair_event_id).first()
    return vendor and fair_event and (vendor, fair_event, date.fromisoformat(day))


def orders_link(vendor_id: int, fair_event: FairEvent, months: int) -> str:
    text = f"{vendor_id}-{fair_event.pk}-{months}"
    return reverse("order-follow-up-link", args=[_orders_signer.sign(text)])


def round_of_link(token: str) -> tuple[Vendor, FairEvent, int] | None:
    """Whose orders, of which fair and how many months after it, of a token that we have signed."""
    try:
        vendor_id, fair_event_id, months = _orders_signer.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    vendor = Vendor.objects.filter(pk=vendor_id).first()
    fair_event = FairEvent.objects.filter(pk=fair_event_id).first()
    return (vendor, fair_event, int(months)) if vendor and fair_event else None
