"""Which evening is asked of a vendor: the one that has just ended, and those still missing."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from fairs.models import FairEvent, FairState
from otopfair.thai.calendar import THAILAND
from sales.models import BoothSale, DailyReport
from vendors.models import AllocationDay, Vendor

NOON = time(12)


def missing_days(vendor: Vendor, *, before: date) -> dict[int, list[date]]:
    """Fair → its days before `before` of which a booth of the vendor has no figure, while the
    report of that day is open to it; oldest first."""
    sales = BoothSale.objects.filter(vendor=vendor, booth=OuterRef("booth"), sold_on=OuterRef("on"))
    reports = DailyReport.objects.filter(
        fair_event=OuterRef("booth__fair_event"), sold_on=OuterRef("on"), closed_at__isnull=False
    )
    rows = AllocationDay.objects.filter(
        ~Exists(sales),
        ~Exists(reports),
        allocation__application__vendor=vendor,
        booth__fair_event__state=FairState.PUBLISHED,
        on__lt=before,
    )
    found: dict[int, list[date]] = {}
    for fair_event_id, day in rows.order_by("on").values_list("booth__fair_event", "on").distinct():
        found.setdefault(fair_event_id, []).append(day)
    return found


def days_of_fair(fair_event: FairEvent, days: list[date]) -> list[date]:
    """Those that are sales days of the fair as it is now."""
    own = set(fair_event.days)
    return [day for day in days if day in own]


def asked_first(fair_event: FairEvent, missing: list[date], now: datetime) -> date | None:
    """The day whose form comes first: until noon the evening that ended, when it is missing; then
    today; after the last day the newest that is missing. None when nothing is asked."""
    today = now.astimezone(THAILAND).date()
    has_just_ended = today - timedelta(days=1) in missing
    if fair_event.day_number(today) and not (has_just_ended and now.time() < NOON):
        return today
    return missing[-1] if missing else None
