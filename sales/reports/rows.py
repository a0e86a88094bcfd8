"""The rows that a report is made of: who took part in some days of a fair, and what came in.

Two statements, whatever the fair's size; the days are added up in the database.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Sum

from fairs.models import FairEvent
from sales.models import BoothSale
from vendors.models import AllocationDay


@dataclass(frozen=True)
class BoothFacts:
    """What the report says of a booth; `order` is as one walks past the booths."""

    code: str
    order: int
    zone: str
    is_split: bool


@dataclass(frozen=True)
class Stay:
    """One vendor in one booth: since when, in which category, and how many days lack a figure."""

    booth: int
    vendor: int
    name: str
    category: int
    since: date
    place_no: int
    missing: int = 0


@dataclass(frozen=True)
class Brought:
    """What one vendor sold in one booth and category, all days together."""

    booth: int
    vendor: int
    name: str
    category: int
    since: date
    sold: Decimal
    ordered: Decimal

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass(frozen=True)
class Rows:
    """`stays` in the order in which booths and vendors are counted: who was there first."""

    booths: dict[int, BoothFacts]
    stays: list[Stay]
    brought: list[Brought]


def rows_of(fair_event: FairEvent, first: date, last: date) -> Rows:
    """The rows of the days from `first` to `last`."""
    brought, sold_at = _brought(fair_event, first, last)
    stays, stood_at = _stays(fair_event, first, last)
    booths = _in_walking_order(sold_at | stood_at)
    return Rows(booths, in_order(booths, [*stays, *_sold_and_left(stays, brought)]), brought)


def in_order(booths: dict[int, BoothFacts], stays: list[Stay]) -> list[Stay]:
    """Who was there first, then as one walks past the booths, then by place in a shared booth."""
    return sorted(
        stays, key=lambda stay: (stay.since, booths[stay.booth].order, stay.place_no, stay.vendor)
    )


# Of a booth, with each row: first by what one walks past the booths.
_OF_BOOTH = ("zone__sequence", "sort_key", "code", "zone__report_name", "zone__name_th")
_PLACE = ("booth", *(f"booth__{name}" for name in (*_OF_BOOTH, "zone__split_by_category")))


def _in_walking_order(places: dict[int, tuple]) -> dict[int, BoothFacts]:
    ordered = sorted(places.items(), key=lambda item: (*item[1][:2], item[0]))
    return {
        key: BoothFacts(code, order, report_name or name, is_split)
        for order, (key, (_zone, _sort, code, report_name, name, is_split)) in enumerate(ordered)
    }


def _parted(rows, kind) -> tuple[list, dict[int, tuple]]:
    """The rows of one kind, and what is known of their booths."""
    found, places = [], {}
    for booth, *row in rows:
        places[booth] = tuple(row[: len(_PLACE) - 1])
        found.append(kind(booth, *row[len(_PLACE) - 1 :]))
    return found, places


def _stays(fair_event: FairEvent, first: date, last: date) -> tuple[list[Stay], dict[int, tuple]]:
    application = "allocation__application"
    # The fair and its days once more: without them the whole table is read for this.
    sold = BoothSale.objects.filter(fair_event=fair_event, sold_on__range=(first, last)).filter(
        booth=OuterRef("booth"), vendor=OuterRef(f"{application}__vendor"), sold_on=OuterRef("on")
    )
    rows = (
        AllocationDay.objects.filter(booth__fair_event=fair_event, on__range=(first, last))
        .order_by()
        .annotate(is_reported=Exists(sold))
        .values_list(
            *_PLACE,
            f"{application}__vendor",
            f"{application}__vendor__name_th",
            f"{application}__category",
        )
        .annotate(
            since=Min("on"), place=Min("place_no"), silent=Count("pk", filter=Q(is_reported=False))
        )
    )
    return _parted(rows, Stay)


def _brought(
    fair_event: FairEvent, first: date, last: date
) -> tuple[list[Brought], dict[int, tuple]]:
    rows = (
        BoothSale.objects.filter(fair_event=fair_event, sold_on__range=(first, last))
        .order_by()
        .values_list(*_PLACE, "vendor", "vendor__name_th", "category")
        .annotate(Min("sold_on"), Sum("sold_baht"), Sum("ordered_baht"))
    )
    return _parted(rows, Brought)


def _sold_and_left(stays: list[Stay], brought: list[Brought]) -> list[Stay]:
    """Who sold in a booth and was somewhere else when the day ended: it took part there, too."""
    known = {(stay.booth, stay.vendor) for stay in stays}
    return [
        Stay(one.booth, one.vendor, one.name, one.category, one.since, _LAST_PLACE)
        for one in brought
        if (one.booth, one.vendor) not in known
    ]


def best_products(fair_event: FairEvent, first: date, last: date) -> list[tuple[str, str, Decimal]]:
    """(product and its maker, booth, baht) of what vendors called their best sellers."""
    sales = BoothSale.objects.filter(fair_event=fair_event, sold_on__range=(first, last))
    rows = (
        sales.filter(best_products__isnull=False)
        .order_by("best_products__name_th", "booth__sort_key")
        .values_list("best_products__name_th", "vendor__name_th", "booth__code")
        .annotate(baht=Sum(F("sold_baht") + F("ordered_baht")))
    )
    return [(f"{product} ({maker})", booth, baht) for product, maker, booth, baht in rows]


_LAST_PLACE = 1_000  # behind everybody who still stands in the booth
