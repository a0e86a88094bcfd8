"""What a visitor keeps to come back to: products, shops and booths, in the order of walking.

A list is letters and numbers ("p12.v5.b33") in a cookie of the browser or in a shared address; it
names nobody, and what is no longer public is left out when it is read.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse

from fairs.models import Booth, FairEvent
from fairs.reports import address_of, dates_of
from otopfair.addresses import url_by_id
from otopfair.tongues import name_column
from products.cards import price_text
from products.models import OfferedProduct, Product
from vendors.ground.standing import not_over
from vendors.models import BoothAllocation, Vendor

MOST_SAVED = 100
BETWEEN = "."
_MARK = re.compile(r"[pvb][1-9][0-9]{0,17}")


def read_marks(text: str) -> tuple[str, ...]:
    """The marks of a list, each once; what is no mark is left out."""
    marks = (mark for mark in text.split(BETWEEN) if _MARK.fullmatch(mark))
    return tuple(dict.fromkeys(marks))[:MOST_SAVED]


def changed(marks: tuple[str, ...], *, add: str = "", remove: str = "") -> tuple[str, ...]:
    """`marks` without those of `remove` and with those of `add`; of too many the oldest go."""
    gone = {*read_marks(remove), *read_marks(add)}
    return (*(mark for mark in marks if mark not in gone), *read_marks(add))[-MOST_SAVED:]


class Thing(NamedTuple):
    """One saved product, shop or booth."""

    mark: str
    name: str
    url: str
    beside: str = ""


@dataclass
class Stop:
    """A booth on the way, who stands there, and what was saved of it."""

    code: str
    url: str
    vendors: dict[int, str] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)


@dataclass
class Walk:
    """The stops at one fair, by zone, as one walks."""

    fair_event: FairEvent
    zones: dict[int, tuple[str, dict[int, Stop]]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return address_of(self.fair_event)

    @property
    def dates(self) -> str:
        return dates_of(self.fair_event)

    @property
    def stops(self) -> list[tuple[str, list[Stop]]]:
        return [(name, list(stops.values())) for name, stops in self.zones.values()]

    def stop_at(self, booth: Booth) -> Stop:
        zone = f"{booth.zone.code} {booth.zone.name_th}"
        _name, stops = self.zones.setdefault(booth.zone_id, (zone, {}))
        plan = reverse("fair-plan", args=[self.fair_event.slug])
        return stops.setdefault(booth.pk, Stop(booth.code, f"{plan}?booth={quote(booth.code)}"))


class SavedList:
    """What the marks stand for today: walks through fairs that are not over, and the rest."""

    def __init__(self, marks: Iterable[str], today: date) -> None:
        ids: dict[str, list[int]] = defaultdict(list)
        for mark in marks:
            ids[mark[0]].append(int(mark[1:]))
        self.products = {thing.mark: thing for thing in _products(ids["p"])}
        self.vendors = {thing.mark: thing for thing in _vendors(ids["v"])}
        self.booths = list(_booths(ids["b"]))
        self.walks: list[Walk] = []
        self._walk(today)
        met = {mark for walk in self.walks for mark in _marks_of(walk)}
        homeless = (*self.products.values(), *self.vendors.values())
        self.elsewhere = [thing for thing in homeless if thing.mark not in met]

    @property
    def marks(self) -> str:
        """The list as it is shared: what is still there."""
        booths = (f"b{booth.pk}" for booth in self.booths)
        return BETWEEN.join((*self.products, *self.vendors, *booths))

    def __bool__(self) -> bool:
        return bool(self.products or self.vendors or self.booths)

    def _walk(self, today: date) -> None:
        """Every place of what was saved, in the order of fairs, zones and booths."""
        stands = self._stands(today)
        places = {stand.booth.pk: stand.booth for stand in stands}
        places |= {booth.pk: booth for booth in self.booths}
        brought = self._brought(stands)
        by_booth = defaultdict(list)
        for stand in stands:
            by_booth[stand.booth.pk].append(stand)
        walks: dict[int, Walk] = {}
        for booth in sorted(places.values(), key=lambda booth: _as_one_walks(booth, today)):
            walk = walks.setdefault(booth.fair_event_id, Walk(booth.fair_event))
            stop = walk.stop_at(booth)
            self._fill(stop, booth, by_booth[booth.pk], brought)
        self.walks = list(walks.values())

    def _fill(self, stop: Stop, booth: Booth, stands: list, brought: dict) -> None:
        if booth in self.booths:
            mark = f"b{booth.pk}"
            stop.things[mark] = Thing(mark, "", stop.url)
        for stand in stands:
            vendor = stand.application.vendor
            stop.vendors[vendor.pk] = vendor.name
            marks = [f"v{vendor.pk}", *brought.get(stand.application_id, ())]
            known = self.products | self.vendors
            stop.things |= {mark: known[mark] for mark in marks if mark in known}

    def _stands(self, today: date) -> list[BoothAllocation]:
        """Where saved shops stand, where saved products are brought, and who is in saved booths."""
        products = [int(mark[1:]) for mark in self.products]
        vendors = [int(mark[1:]) for mark in self.vendors]
        offered = OfferedProduct.objects.filter(product__in=products).values("application")
        saved = Q(application__vendor__in=vendors) | Q(application__in=offered)
        live = not_over(BoothAllocation.objects.live(), today)
        live = live.filter(saved | Q(booth__in=self.booths))
        shown = live.filter(application__vendor__in=Vendor.objects.published().values("pk"))
        return list(
            shown.select_related("booth__zone", "booth__fair_event__series", "application__vendor")
        )

    def _brought(self, stands: list[BoothAllocation]) -> dict[int, list[str]]:
        """Application → the marks of saved products that it brings."""
        products = [int(mark[1:]) for mark in self.products]
        offered = OfferedProduct.objects.filter(
            product__in=products, application__in=[stand.application_id for stand in stands]
        )
        brought: dict[int, list[str]] = defaultdict(list)
        for application, product in offered.values_list("application_id", "product_id"):
            brought[application].append(f"p{product}")
        return brought


def _as_one_walks(booth: Booth, today: date) -> tuple:
    """The nearest fair first, those that are over last; zones in their order, booths by number."""
    fair_event, zone = booth.fair_event, booth.zone
    opens, closes = fair_event.opens_on or date.max, fair_event.closes_on or date.max
    return closes < today, opens, fair_event.pk, zone.sequence, zone.pk, booth.sort_key


def _marks_of(walk: Walk) -> Iterable[str]:
    return (mark for _name, stops in walk.stops for stop in stops for mark in stop.things)


def _products(ids: list[int]) -> Iterable[Thing]:
    url = url_by_id("product")
    rows = Product.objects.published().filter(pk__in=ids).order_by("vendor__sort_key", "pk")
    columns = ("pk", name_column(), name_column("vendor__"), "price_baht", "price_unit")
    for pk, name, vendor, price, unit in rows.values_list(*columns):
        beside = " · ".join(part for part in (price_text(price, unit), vendor) if part)
        yield Thing(f"p{pk}", name, url(pk), beside)


def _vendors(ids: list[int]) -> Iterable[Thing]:
    url = url_by_id("vendor")
    rows = Vendor.objects.published().filter(pk__in=ids).order_by("sort_key", "pk")
    for pk, name, place in rows.values_list("pk", name_column(), name_column("province__")):
        yield Thing(f"v{pk}", name, url(pk), place)


def _booths(ids: list[int]) -> Iterable[Booth]:
    fairs = FairEvent.objects.published()
    return Booth.objects.filter(pk__in=ids, fair_event__in=fairs).select_related(
        "zone", "fair_event__series"
    )
