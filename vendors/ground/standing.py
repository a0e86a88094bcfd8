"""Who stands where: the vendors of a fair, the booths of an application, the fairs of a vendor."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Exists, OuterRef

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from vendors.models import BoothAllocation, BoothApplication, ShowState, Vendor


def exhibitors_of(fair_event: FairEvent):
    """Applications of published vendors with a booth at `fair_event`, in Thai order of names."""
    live = BoothAllocation.objects.live().filter(application=OuterRef("pk"))
    return BoothApplication.objects.filter(
        Exists(live),
        fair_event=fair_event,
        vendor__is_published=True,
        vendor__show_state=ShowState.SHOWN,
    ).order_by("vendor__sort_key", "pk")


def booth_codes_of(application_ids: list[int]) -> dict[int, list[str]]:
    """The booths of each application, by code."""
    codes: dict[int, list[str]] = {}
    rows = (
        BoothAllocation.objects.live()
        .filter(application__in=application_ids)
        .order_by("booth__sort_key")
        .values_list("application_id", "booth__code")
    )
    for application_id, code in rows:
        codes.setdefault(application_id, []).append(code)
    return codes


@dataclass(slots=True)
class Stand:
    """A fair and the booths in which somebody stands there."""

    fair_event: FairEvent
    codes: list[str]

    @property
    def hours_today(self) -> tuple[time, time] | None:
        return self.fair_event.hours_on(today_in_thailand())


def not_over(allocations, today: date):
    """Of `allocations`, those at published fairs that end today or later."""
    return allocations.filter(
        booth__fair_event__state="published", booth__fair_event__closes_on__gte=today
    )


def grouped_stands(allocations) -> list[Stand]:
    """One `Stand` a fair, the nearest fair first; one query."""
    rows = allocations.select_related("booth__fair_event").order_by(
        "booth__fair_event__opens_on", "booth__fair_event_id", "booth__sort_key"
    )
    stands: dict[int, Stand] = {}
    for allocation in rows:
        fair_event = allocation.booth.fair_event
        stands.setdefault(fair_event.pk, Stand(fair_event, [])).codes.append(allocation.booth.code)
    return list(stands.values())


def stands_of(vendor: Vendor, today: date) -> list[Stand]:
    """Where `vendor` stands now and next."""
    allocations = BoothAllocation.objects.live().filter(application__vendor=vendor)
    return grouped_stands(not_over(allocations, today))
