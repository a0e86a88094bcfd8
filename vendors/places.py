"""How many places of a call are chosen already, and which choice would pass a maximum."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, Sum

from fairs.models import CallOrigin, ProductCategory, VendorCall
from vendors.models import LIVE_STATUSES, ApplicationStatus, BoothApplication, Outcome, Vendor

CHOSEN = [ApplicationStatus.SELECTED, ApplicationStatus.CONFIRMED]
OTHER = {CallOrigin.INSIDE: CallOrigin.OUTSIDE, CallOrigin.OUTSIDE: CallOrigin.INSIDE}


def origin_of(application: BoothApplication, call: VendorCall) -> CallOrigin:
    """Whether the vendor comes from the fair's home province."""
    home = call.fair_event.home_province_id == application.vendor.province_id
    return CallOrigin.INSIDE if home else CallOrigin.OUTSIDE


@dataclass(frozen=True)
class PartOfPlaces:
    """What a call says of some of its places; `is_own` of those that the reader may have."""

    words: str
    is_own: bool = False


@dataclass(frozen=True)
class PlacesOfCategory:
    """Booths of a category as the public reads them: on offer, asked for, given away."""

    category: int
    name: str
    places: int
    asked: int
    chosen: int
    parts: list[PartOfPlaces]


def places_in_words(call: VendorCall, vendor: Vendor | None = None) -> list[PlacesOfCategory]:
    """Each category with its booths, what sent applications ask for, and what was announced; what
    is kept or limited by origin and zone, and which part of it is `vendor`'s.

    Counts what has been told: a decision that waits to be announced changes nothing here.
    """
    asked: Counter = Counter()
    chosen: Counter = Counter()
    home = call.fair_event.home_province_id
    sent = BoothApplication.objects.filter(call=call, status__in=LIVE_STATUSES)
    sent = sent.exclude(status=ApplicationStatus.DRAFT).order_by()
    for category, status, province, booths in sent.values_list(
        "category", "status", "vendor__province"
    ).annotate(Sum("booths_wanted")):
        asked[category, _origin(province, home)] += booths
        if status in CHOSEN:
            chosen[category] += booths
    own = _origin(vendor.province_id, home) if vendor else None
    return [
        PlacesOfCategory(
            number,
            ProductCategory(number).label,
            places,
            sum(asked[number, origin] for origin in OTHER),
            chosen[number],
            [*_by_origin(call, number, asked, own), *_by_zone(call, number, own)],
        )
        for number, places in call.places().items()
    ]


def _origin(province: str, home: str) -> CallOrigin:
    return CallOrigin.INSIDE if province == home else CallOrigin.OUTSIDE


def _by_origin(call: VendorCall, category: int, asked: Counter, own) -> list[PartOfPlaces]:
    """What vendors from inside and from outside may have, where the call tells them apart."""
    parts = []
    for origin in OTHER:
        ceiling, kept = call.ceiling(category, origin), call.reserved_for(category, origin)
        if ceiling is None:
            continue
        held = f" ในนี้กันไว้ให้ {kept} บูธ" if kept else ""
        words = f"ร้าน{origin.label} รับไม่เกิน {ceiling} บูธ{held} ขอไว้แล้ว {asked[category, origin]} บูธ"
        parts.append(PartOfPlaces(words, is_own=origin == own))
    return parts


def _by_zone(call: VendorCall, category: int, own) -> list[PartOfPlaces]:
    """The zones in which the places of a category lie."""
    cells = [cell for cell in call.every_cell if cell.category == category and cell.zone_id]
    return [
        PartOfPlaces(
            f"โซน {cell.zone.code}{_from(cell.origin)} รับไม่เกิน {cell.maximum} บูธ",
            is_own=cell.origin == own,
        )
        for cell in cells
    ]


def _from(origin: str) -> str:
    return "" if origin == CallOrigin.ANY else f" ร้าน{CallOrigin(origin).label}"


class Room:
    """The places of one call against what is chosen: told, confirmed, or waiting to be told.

    Counts are read once; whoever decides by them holds the call's lock.
    """

    def __init__(self, call: VendorCall, *, without: BoothApplication | None = None) -> None:
        self.call = call
        self._chosen: Counter = Counter()
        rows = BoothApplication.objects.filter(call=call).with_standing()
        if without is not None:
            rows = rows.exclude(pk=without.pk)
        home = call.fair_event.home_province_id
        for category, province, booths in (
            rows.filter(Q(status__in=CHOSEN) | Q(standing=Outcome.SELECT))
            .order_by()
            .values_list("category", "vendor__province")
            .annotate(Sum("booths_wanted"))
        ):
            origin = CallOrigin.INSIDE if province == home else CallOrigin.OUTSIDE
            self._chosen[category, origin] += booths

    def chosen(self, category: int) -> int:
        return sum(self._chosen[category, origin] for origin in OTHER)

    def chosen_from(self, category: int, origin: str) -> int:
        """Booths of a category that are chosen for vendors of one origin."""
        return self._chosen[category, origin]

    def take(self, application: BoothApplication) -> None:
        """Count `application` as chosen from here on."""
        origin = origin_of(application, self.call)
        self._chosen[application.category, origin] += application.booths_wanted

    def problem(self, application: BoothApplication) -> str:
        """The maximum that choosing `application` would pass, in numbers; "" when it fits."""
        origin = origin_of(application, self.call)
        return self._of_part(application, origin) or self._of_all(application, origin)

    def _of_part(self, application: BoothApplication, origin: CallOrigin) -> str:
        category = application.category
        ceiling = self.call.ceiling(category, origin)
        chosen = self._chosen[category, origin]
        if ceiling is None or chosen + application.booths_wanted <= ceiling:
            return ""
        return _sentence(application, f" ร้าน{origin.label}", ceiling, chosen)

    def _of_all(self, application: BoothApplication, origin: CallOrigin) -> str:
        """Places kept for the other origin and not used yet are not there for this one."""
        category, other = application.category, OTHER[origin]
        places, chosen = self.call.places_of(category), self.chosen(category)
        reserved = self.call.reserved_for(category, other) - self._chosen[category, other]
        kept = max(reserved, 0)
        if chosen + application.booths_wanted + kept <= places:
            return ""
        held = f" กันไว้ให้ร้าน{other.label}อีก {kept} บูธ" if kept else ""
        return _sentence(application, "", places, chosen, held)


def _sentence(application, part: str, places: int, chosen: int, held: str = "") -> str:
    category = ProductCategory(application.category).label
    return (
        f"{category}{part} รับ {places} บูธ เลือกแล้ว {chosen} บูธ{held}"
        f" ใบนี้ขออีก {application.booths_wanted} บูธ จึงเกินจำนวนที่รับ"
    )
