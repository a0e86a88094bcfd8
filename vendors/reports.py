"""What public pages ask about vendors: who stands in which booth, and where to find whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from fairs.models import Booth, FairEvent
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query, Rank
from vendors.models import BoothAllocation, BoothApplication, Vendor

MOST_HITS = 1001


class BoothState(StrEnum):
    """What a visitor sees of a booth. A closed booth counts as held: nobody can take it."""

    TAKEN = "taken"
    HELD = "held"
    FREE = "free"


@dataclass(slots=True)
class BoothRow:
    """One booth of the plan with those who stand in it (published vendors only). Metres."""

    code: str
    zone_id: int
    width: float
    depth: float
    x: float
    y: float
    power_amps: int
    places: int
    state: BoothState = BoothState.FREE
    given: int = 0
    vendors: list[tuple[int, str, str]] = field(default_factory=list)  # id, name, place


def booths_of(fair: FairEvent) -> list[BoothRow]:
    """All booths of `fair` in the order of the plan, in one query."""
    live = FilteredRelation("allocations", condition=Q(allocations__released_at=None))
    vendor = "live__application__vendor__"
    rows = (
        Booth.objects.filter(fair_event=fair)
        .annotate(live=live)
        .order_by("zone__sequence", "zone_id", "code", "live__place_no")
        .values_list(
            "code",
            "zone_id",
            "width_m",
            "depth_m",
            "plan_x",
            "plan_y",
            "power_amps",
            "places",
            "is_usable",
            "held_for",
            "live__application__vendor_id",
            f"{vendor}name_th",
            f"{vendor}is_published",
            f"{vendor}province_id",
            f"{vendor}province__name_th",
            f"{vendor}district__name_th",
        )
    )
    booths: dict[str, BoothRow] = {}
    for code, zone_id, width, depth, x, y, amps, places, usable, held, *vendor_row in rows:
        booth = booths.get(code)
        if booth is None:
            booth = booths[code] = BoothRow(
                code, zone_id, float(width), float(depth), float(x), float(y), amps, places
            )
            if held or not usable:
                booth.state = BoothState.HELD
        vendor_id, name, published, province_id, province, district = vendor_row
        if vendor_id is not None:
            booth.given += 1
            if booth.given >= places:
                booth.state = BoothState.TAKEN
            if published:
                booth.vendors.append(
                    (vendor_id, name, short_place(province_id, province, district))
                )
    return list(booths.values())


def counts_by_state(states: Iterable[str]) -> dict[str, int]:
    """{"taken": 112, "held": 3, "free": 5}"""
    counts = Counter(states)
    return {state.value: counts[state] for state in BoothState}


def short_place(province_id: str, province: str, district: str | None) -> str:
    """ "อ.ชนบท จ.ขอนแก่น", the short place of a vendor's card."""
    if province_id == "10":
        return f"เขต{district} {province}" if district else province
    return f"อ.{district} จ.{province}" if district else f"จ.{province}"


def exhibitors_of(fair: FairEvent):
    """Applications of published vendors that hold a booth at `fair`, in Thai order of names."""
    live = BoothAllocation.objects.live().filter(application=OuterRef("pk"))
    return BoothApplication.objects.filter(
        Exists(live), fair_event=fair, vendor__is_published=True
    ).order_by("vendor__sort_key", "pk")


def booth_codes_of(application_ids: list[int]) -> dict[int, list[str]]:
    """The booths of each application, by code."""
    codes: dict[int, list[str]] = {}
    rows = (
        BoothAllocation.objects.live()
        .filter(application__in=application_ids)
        .order_by("booth__code")
        .values_list("application_id", "booth__code")
    )
    for application_id, code in rows:
        codes.setdefault(application_id, []).append(code)
    return codes


@dataclass(slots=True)
class Stand:
    """A fair and the booths in which somebody stands there."""

    fair: FairEvent
    codes: list[str]


def not_over(allocations, today: date):
    """Of `allocations`, those at published fairs that end today or later."""
    return allocations.filter(
        booth__fair_event__state="published", booth__fair_event__closes_on__gte=today
    )


def grouped_stands(allocations) -> list[Stand]:
    """One `Stand` a fair, the nearest fair first; one query."""
    rows = allocations.select_related("booth__fair_event").order_by(
        "booth__fair_event__opens_on", "booth__fair_event_id", "booth__code"
    )
    stands: dict[int, Stand] = {}
    for allocation in rows:
        fair = allocation.booth.fair_event
        stands.setdefault(fair.pk, Stand(fair, [])).codes.append(allocation.booth.code)
    return list(stands.values())


def stands_of(vendor: Vendor, today: date) -> list[Stand]:
    """Where `vendor` stands now and next."""
    allocations = BoothAllocation.objects.live().filter(application__vendor=vendor)
    return grouped_stands(not_over(allocations, today))


def search_vendors(query: Query, province: str = "") -> list[tuple]:
    """Ids of published vendors whose public name answers `query`, best first; at most 1,001.

    The stored search text holds the contact person too, for officers. A visitor must not find a
    vendor by it, so every hit is compared with the names again.
    """
    vendors = Vendor.objects.published()
    if province:
        vendors = vendors.filter(province=province)
    for word in query.words:
        vendors = vendors.filter(search_text__contains=word)
    hits = []
    # No ORDER BY: the database may stop as soon as it has enough.
    rows = vendors.order_by().values_list("pk", "name_th", "name_en", "sort_key")[:MOST_HITS]
    for pk, name, name_en, sort_key in rows:
        folded = "\n".join(filter(None, (fold(name), fold(name_en))))
        rank = query.rank(name, folded)
        if rank < Rank.ELSEWHERE:
            hits.append((rank, sort_key, pk))
    return [pk for _rank, _key, pk in sorted(hits)]


VENDOR_CARD = ("pk", "name_th", "province_id", "province__name_th", "district__name_th", "story")


def vendor_cards(vendors) -> list[dict]:
    """Rows of a vendor list in the order of `vendors`: plain values, one query."""
    return [
        {"id": pk, "name": name, "place": short_place(code, province, district), "story": story}
        for pk, name, code, province, district, story in vendors.values_list(*VENDOR_CARD)
    ]


def vendor_cards_by_id(ids: list[int]) -> list[dict]:
    """Like `vendor_cards`, for ids that are in order already."""
    by_id = {card["id"]: card for card in vendor_cards(Vendor.objects.filter(pk__in=ids))}
    return [by_id[pk] for pk in ids if pk in by_id]


def names_first(vendors):
    """`vendors` in Thai order of names."""
    return vendors.order_by(F("sort_key"), F("pk"))
