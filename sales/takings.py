"""A day's takings: who stands in which booth, what came in, who has not reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from fairs.models import FairEvent, Zone
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale
from vendors.models import BoothAllocation


@dataclass
class DayRow:
    """One vendor in one booth on one day; `sale` is None until it is reported."""

    allocation: BoothAllocation
    sale: BoothSale | None
    day_before: BoothSale | None

    @property
    def is_missing(self) -> bool:
        return self.sale is None


@dataclass(frozen=True)
class ZoneCount:
    """How many vendors stand in a zone on a day, and how many of them have not reported."""

    zone: Zone
    vendors: int
    missing: int


def standing_on(fair_event: FairEvent, day: date) -> QuerySet[BoothAllocation]:
    """The allocations whose takings of `day` are expected, with `is_reported` on each.

    A vendor who sold in a booth before moving to another counts in both.
    """
    return _standing_at([fair_event], day)


def _standing_at(fairs: Iterable[FairEvent], day: date) -> QuerySet[BoothAllocation]:
    sales = BoothSale.objects.filter(
        booth=OuterRef("booth"), vendor=OuterRef("application__vendor"), sold_on=day
    )
    of_fair = BoothAllocation.objects.filter(booth__fair_event__in=fairs)
    standing = of_fair.standing_on(day).values("pk")
    same_place = of_fair.filter(booth=OuterRef("booth"), application=OuterRef("application"))
    counted_already = same_place.filter(Q(pk__in=standing) | Q(pk__gt=OuterRef("pk")))
    sold_and_left = Q(Exists(sales)) & ~Exists(counted_already)
    return of_fair.filter(Q(pk__in=standing) | sold_and_left).annotate(is_reported=Exists(sales))


def missing_counts(fairs: Iterable[FairEvent], day: date) -> dict[int, int]:
    """Fair id → vendors who have not reported `day`; a fair where nobody is missing is absent."""
    fairs = [fair_event for fair_event in fairs if fair_event.day_number(day)]
    rows = _standing_at(fairs, day).filter(Q(is_reported=False)).order_by()
    return dict(rows.values_list("booth__fair_event").annotate(Count("pk"))) if fairs else {}


def missing_at(fairs: Iterable[FairEvent], day: date) -> QuerySet[BoothAllocation]:
    """The vendors at `fairs` (rows, or a query of them) who have not reported `day`."""
    return _standing_at(fairs, day).filter(Q(is_reported=False))


def missing_on(fair_event: FairEvent, day: date) -> QuerySet[BoothAllocation]:
    """The same of one fair, in the order of the booths."""
    rows = missing_at([fair_event], day)
    return rows.order_by("booth__zone__sequence", "booth__sort_key", "pk")


def yet_to_report(applications: QuerySet, fair_event: FairEvent) -> QuerySet:
    """Of `applications`, those with a booth that has not reported today."""
    missing = missing_on(fair_event, today_in_thailand()).order_by()
    return applications.filter(pk__in=missing.values("application"))


def day_rows(
    fair_event: FairEvent, day: date, *, zone: Zone | None = None, missing_only: bool = False
) -> list[DayRow]:
    """The rows of the daily grid, in the order of the booths, in two queries."""
    allocations = (
        standing_on(fair_event, day)
        .select_related("booth__zone", "booth__fair_event", "application__vendor")
        .order_by("booth__zone__sequence", "booth__sort_key", "place_no", "pk")
    )
    if zone is not None:
        allocations = allocations.filter(booth__zone=zone)
    if missing_only:
        allocations = allocations.filter(Q(is_reported=False))
    sales = BoothSale.objects.filter(
        fair_event=fair_event, sold_on__in=[day, day - timedelta(days=1)]
    ).select_related("reported_by", "checked_by")
    if zone is not None:
        sales = sales.filter(booth__zone=zone)
    by_key = {(sale.booth_id, sale.vendor_id, sale.sold_on): sale for sale in sales.order_by("pk")}
    rows = []
    for allocation in allocations:
        place = (allocation.booth_id, allocation.application.vendor_id)
        rows.append(
            DayRow(
                allocation,
                by_key.get((*place, day)),
                by_key.get((*place, day - timedelta(days=1))),
            )
        )
    return rows


def zone_counts(fair_event: FairEvent, day: date) -> list[ZoneCount]:
    """Every zone with somebody in it on `day`, in its order."""
    counts = {
        row["zone"]: row
        for row in standing_on(fair_event, day)
        .order_by()
        .values(zone=F("booth__zone"))
        .annotate(vendors=Count("pk"), missing=Count("pk", filter=Q(is_reported=False)))
    }
    return [
        ZoneCount(zone, counts[zone.pk]["vendors"], counts[zone.pk]["missing"])
        for zone in fair_event.zones.order_by("sequence", "pk")
        if zone.pk in counts
    ]


def day_totals(fair_event: FairEvent) -> dict[date, Decimal]:
    """Baht sold and ordered on each day that has any report."""
    rows = (
        BoothSale.objects.filter(fair_event=fair_event)
        .order_by()
        .values("sold_on")
        .annotate(total=Sum(F("sold_baht") + F("ordered_baht")))
    )
    return {row["sold_on"]: row["total"] for row in rows}
