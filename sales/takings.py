"""A day's takings: who stands in which booth, what came in, who has not reported."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Sum

from fairs.models import FairEvent, Zone
from otopfair.thai.calendar import today_in_thailand
from sales.doubts import Usual
from sales.models import BoothSale, BoothSaleRevision, SaleSource, ZoneEntry
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
    people: tuple = ()  # who enters it


@dataclass(frozen=True)
class WholeDay:
    """How many vendors are expected on a day, how many have reported, and how much."""

    vendors: int
    reported: int
    baht: Decimal


def standing_on(fair_event: FairEvent, day: date) -> QuerySet[BoothAllocation]:
    """The allocations whose takings of `day` are expected, with `is_reported` on each.

    A vendor who sold in a booth before moving to another counts in both.
    """
    return _standing_at([fair_event], day)


def _standing_at(fairs: Iterable[FairEvent], day: date) -> QuerySet[BoothAllocation]:
    sales = _figures_on(day)
    of_fair = BoothAllocation.objects.filter(booth__fair_event__in=fairs)
    standing = of_fair.standing_on(day).values("pk")
    same_place = of_fair.filter(booth=OuterRef("booth"), application=OuterRef("application"))
    counted_already = same_place.filter(Q(pk__in=standing) | Q(pk__gt=OuterRef("pk")))
    sold_and_left = Q(Exists(sales)) & ~Exists(counted_already)
    return of_fair.filter(Q(pk__in=standing) | sold_and_left).annotate(is_reported=Exists(sales))


def _figures_on(day: date) -> QuerySet[BoothSale]:
    """Of the allocation outside: the vendor's figure of the day in the booth, one or none."""
    return BoothSale.objects.filter(
        booth=OuterRef("booth"), vendor=OuterRef("application__vendor"), sold_on=day
    )


def missing_counts(fairs: Iterable[FairEvent], day: date) -> dict[int, int]:
    """Fair id → vendors who have not reported `day`; a fair where nobody is missing is absent."""
    fairs = [fair_event for fair_event in fairs if fair_event.day_number(day)]
    rows = missing_at(fairs, day).order_by()
    return dict(rows.values_list("booth__fair_event").annotate(Count("pk"))) if fairs else {}


def missing_at(fairs: Iterable[FairEvent], day: date) -> QuerySet[BoothAllocation]:
    """The vendors at `fairs` (rows, or a query of them) who have not reported `day`: of those who
    stand there, since who has left is expected only with a figure."""
    standing = BoothAllocation.objects.filter(booth__fair_event__in=fairs).standing_on(day)
    return standing.filter(~Exists(_figures_on(day)))


def missing_on(fair_event: FairEvent, day: date) -> QuerySet[BoothAllocation]:
    """The same of one fair, in the order of the booths."""
    rows = missing_at([fair_event], day)
    return rows.order_by("booth__zone__sequence", "booth__sort_key", "pk")


def yet_to_report(applications: QuerySet, fair_event: FairEvent) -> QuerySet:
    """Of `applications`, those with a booth that has not reported today."""
    missing = missing_on(fair_event, today_in_thailand()).order_by()
    return applications.filter(pk__in=missing.values("application"))


def figures_shown(
    fair_event: FairEvent, day: date, zone: Zone | None = None
) -> dict[int, BoothSale | None]:
    """Allocation → the figure that its row shows, with amounts and check alone; in two queries."""
    sales = BoothSale.objects.filter(fair_event=fair_event, sold_on=day).order_by()
    sales = sales.only("booth_id", "vendor_id", "sold_baht", "ordered_baht", "checked_at")
    by_place = {(sale.booth_id, sale.vendor_id): sale for sale in sales}
    allocations = standing_on(fair_event, day).order_by()
    if zone is not None:
        allocations = allocations.filter(booth__zone=zone)
    places = allocations.values_list("pk", "booth", "application__vendor")
    return {pk: by_place.get((booth, vendor)) for pk, booth, vendor in places}


def day_rows(
    fair_event: FairEvent,
    day: date,
    *,
    zone: Zone | None = None,
    missing_only: bool = False,
    only: Collection[int] | None = None,
) -> list[DayRow]:
    """The rows of the daily grid, of all allocations or `only` some, in the order of the booths, in
    two queries."""
    allocations = (
        standing_on(fair_event, day)
        .select_related("booth__zone", "booth__fair_event", "application__vendor")
        .order_by("booth__zone__sequence", "booth__sort_key", "place_no", "pk")
    )
    if zone is not None:
        allocations = allocations.filter(booth__zone=zone)
    if only is not None:
        allocations = allocations.filter(pk__in=only)
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


def usual_at(fair_event: FairEvent, rows: Iterable[DayRow], day: date) -> dict[int, Usual]:
    """Allocation → what its booth brings on other days; one query for all of them."""
    rows = list(rows)
    booths = {row.allocation.booth_id for row in rows}
    others = BoothSale.objects.filter(fair_event=fair_event, booth__in=booths)
    others = others.exclude(sold_on=day).order_by()
    total = F("sold_baht") + F("ordered_baht")
    earning = others.annotate(total=total).filter(total__gt=0)
    means = {
        (booth, vendor): mean
        for booth, vendor, mean in earning.values_list("booth", "vendor").annotate(Avg("total"))
    }
    usual = {}
    for row in rows:
        place = (row.allocation.booth_id, row.allocation.application.vendor_id)
        before, mean = row.day_before, means.get(place)
        usual[row.allocation.pk] = Usual(
            before.sold_baht if before else None,
            before.ordered_baht if before else None,
            Decimal(mean) if mean else None,
        )
    return usual


def own_figures(sales: Iterable[BoothSale]) -> set[int]:
    """The keys of those that the vendor has sent itself, a later figure standing there or not."""
    sales = list(sales)
    own = BoothSaleRevision.objects.filter(sale__in=sales, source_before=SaleSource.VENDOR)
    keys = set(own.values_list("sale_id", flat=True))
    return keys | {sale.pk for sale in sales if sale.source == SaleSource.VENDOR}


def zone_counts(fair_event: FairEvent, day: date) -> list[ZoneCount]:
    """Every zone with somebody in it on `day`, in its order, with who enters it."""
    people: dict[int, list] = {}
    for entry in ZoneEntry.objects.filter(zone__fair_event=fair_event).select_related("user"):
        people.setdefault(entry.zone_id, []).append(entry.user)
    counts = {
        row["zone"]: row
        for row in standing_on(fair_event, day)
        .order_by()
        .values(zone=F("booth__zone"))
        .annotate(vendors=Count("pk"), missing=Count("pk", filter=Q(is_reported=False)))
    }
    return [
        ZoneCount(
            zone,
            counts[zone.pk]["vendors"],
            counts[zone.pk]["missing"],
            tuple(people.get(zone.pk, ())),
        )
        for zone in fair_event.zones.order_by("sequence", "pk")
        if zone.pk in counts
    ]


def whole_day(fair_event: FairEvent, day: date, counts: list[ZoneCount]) -> WholeDay:
    """What the zones of `counts` add up to; one query."""
    sold = BoothSale.objects.filter(fair_event=fair_event, sold_on=day)
    baht = sold.aggregate(baht=Sum(F("sold_baht") + F("ordered_baht")))["baht"] or Decimal(0)
    vendors = sum(count.vendors for count in counts)
    return WholeDay(vendors, vendors - sum(count.missing for count in counts), baht)
