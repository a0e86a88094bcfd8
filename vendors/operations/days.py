"""The days of allocations as rows: written with the allocation, kept in step with the fair."""

from collections.abc import Iterable
from datetime import date, timedelta

from fairs.models import Booth, DatePrecision, FairEvent
from otopfair.locking import lock_all
from otopfair.removals.changes import chunks
from otopfair.thai.periods import Period
from vendors.models import AllocationDay, BoothAllocation


def days_between(
    fair_event: FairEvent, first_on: date | None = None, last_on: date | None = None
) -> list[date]:
    """Every day of the fair from `first_on` to `last_on`; none while its days are not known.

    Closed days belong to it: the vendor's booth stays where it is.
    """
    opens_on, closes_on = fair_event.opens_on, fair_event.closes_on
    if fair_event.date_precision != DatePrecision.DAY or opens_on is None or closes_on is None:
        return []
    first = max(opens_on, first_on or opens_on)
    last = min(closes_on, last_on or closes_on)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def lay_days(allocations: Iterable[BoothAllocation]) -> list[AllocationDay]:
    """Write the day rows of live `allocations`, each with its booth and application at hand.

    Days that somebody has stood there before, or on which the vendor stood elsewhere for the same
    request, are past and stay theirs. Two who would stand together raise IntegrityError.
    """
    allocations = list(allocations)
    in_place, of_request = _days_before(allocations)
    rows = []
    for one in allocations:
        wanted = days_between(one.booth.fair_event, one.first_on, one.last_on)
        past = in_place.get((one.booth_id, one.place_no), set()) | of_request.get(
            (one.application_id, one.request_no), set()
        )
        rows += [
            AllocationDay(allocation=one, booth_id=one.booth_id, place_no=one.place_no, on=day)
            for day in wanted
            if day not in past
        ]
    return AllocationDay.objects.bulk_create(rows, batch_size=2000)


def _days_before(allocations) -> tuple[dict, dict]:
    """The days of those who left, by (booth, place), and of each (application, request)."""
    in_place: dict[tuple, set[date]] = {}
    of_request: dict[tuple, set[date]] = {}
    left = AllocationDay.objects.filter(allocation__released_at__isnull=False)
    for some in chunks(sorted({one.booth_id for one in allocations})):
        there = left.filter(booth__in=some)
        for *key, day in there.values_list("booth", "place_no", "on"):
            in_place.setdefault(tuple(key), set()).add(day)
    columns = ("allocation__application", "allocation__request_no", "on")
    for some in chunks(sorted({one.application_id for one in allocations})):
        own = AllocationDay.objects.filter(allocation__application__in=some)
        for *key, day in own.values_list(*columns):
            of_request.setdefault(tuple(key), set()).add(day)
    return in_place, of_request


def give_days_back(allocation: BoothAllocation, from_on: date) -> None:
    """From `from_on` on the place is free; who stood there before stays known."""
    allocation.days.filter(on__gte=from_on).delete()


def shorten(allocation: BoothAllocation, from_on: date) -> None:
    """The vendor stands there until the day before `from_on`; from then on the place is free."""
    first = allocation.days.order_by("on").first()
    allocation.first_on = allocation.first_on or (first.on if first else None)
    allocation.last_on = from_on - timedelta(days=1)
    allocation.save()
    give_days_back(allocation, from_on)


def follow_the_days(fair_event: FairEvent, before: Period | None = None) -> None:
    """The fair has other days than before: the day rows of its booths follow.

    Called in the transaction that has changed the fair, with the fair locked. The booths are
    locked too: an allocation in the making is waited for, and then gets its days here.
    """
    booths: list[Booth] = lock_all(fair_event.booths.all())
    days = days_between(fair_event)
    rows = AllocationDay.objects.filter(booth__in=[booth.pk for booth in booths])
    rows.exclude(on__in=days).delete()
    live = BoothAllocation.objects.live().filter(booth__in=[booth.pk for booth in booths])
    allocations = list(live.select_related("booth", "application").order_by("pk"))
    for one in allocations:
        one.booth.fair_event = fair_event
    lay_days(allocations)
