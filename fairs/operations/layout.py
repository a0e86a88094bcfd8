"""The ground of a fair is laid out zone by zone; single booths are edited in the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max

from fairs.models import Booth, FairEvent, ProductCategory, Zone
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock

BOOTH_SIDE_M = Decimal("3")
AISLE_M = Decimal("3")
ZONE_MARGIN_M = Decimal("3")
MAX_BOOTHS = 400


def lay_out_zone(
    fair_event: FairEvent,
    *,
    code: str,
    name_th: str,
    booths: int,
    columns: int,
    by,
    category: int | None = None,
    split_by_category: bool = True,
) -> Zone:
    """Make a zone with `booths` booths of 3 × 3 m, numbered row by row: C01, C02, …

    The zone stands below what is already on the plan. After every second row runs an aisle.
    Raises RuleBroken when the code is taken or the numbers make no sense.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        code = code.strip().upper()
        if not 1 <= booths <= MAX_BOOTHS:
            raise RuleBroken(f"จำนวนบูธต้องเป็น 1 ถึง {MAX_BOOTHS}", field="booths")
        if not 1 <= columns <= booths:
            raise RuleBroken(f"จำนวนบูธต่อแถวต้องเป็น 1 ถึง {booths}", field="columns")
        if fair_event.zones.filter(code=code).exists():
            raise RuleBroken(f"งานนี้มีโซน {code} แล้ว ใช้รหัสอื่น", field="code")
        rows = -(-booths // columns)
        zone = Zone.objects.create(
            fair_event=fair_event,
            code=code,
            name_th=name_th,
            category=category,
            split_by_category=split_by_category,
            sequence=fair_event.zones.count() + 1,
            plan_x=0,
            plan_y=_first_free_line(fair_event),
            plan_width=columns * BOOTH_SIDE_M,
            plan_height=rows * BOOTH_SIDE_M + (rows - 1) // 2 * AISLE_M,
        )
        Booth.objects.bulk_create(
            Booth(
                zone=zone,
                code=f"{code}{number:02d}",
                plan_x=zone.plan_x + (number - 1) % columns * BOOTH_SIDE_M,
                plan_y=zone.plan_y + _row_offset((number - 1) // columns),
            )
            for number in range(1, booths + 1)
        )
        record(fair_event, "lay_out", f"วางผังโซน {code} {booths} บูธ", by=by)
    return zone


def lay_out_listed(
    fair_event: FairEvent, listed: Iterable[tuple[str, int]], *, report_name: str, by
) -> list[Booth]:
    """Booths for a list of (booth code, category of its vendor): a zone for each letter.

    Who shares a booth is named with it twice; a zone has the category of most of its vendors.
    The caller holds the fair's lock.
    """
    listed = list(listed)
    places = Counter(code for code, _category in listed)
    categories: dict[str, Counter] = defaultdict(Counter)
    for code, category in listed:
        categories[zone_code_of(code)][category] += 1
    zones = {zone.code: zone for zone in fair_event.zones.order_by("pk")}
    for sequence, letter in enumerate(sorted(categories.keys() - zones.keys()), len(zones) + 1):
        category = categories[letter].most_common(1)[0][0]
        zones[letter] = Zone.objects.create(
            fair_event=fair_event,
            code=letter,
            name_th=ProductCategory(category).label,
            report_name=report_name,
            category=category,
            sequence=sequence,
        )
    record(fair_event, "lay_out", f"วางผังตามรายชื่อ {len(places)} บูธ", by=by)
    return Booth.objects.bulk_create(
        Booth(zone=zones[zone_code_of(code)], code=code, places=number)
        for code, number in sorted(places.items())
    )


def zone_code_of(booth_code: str) -> str:
    """ "C" of "C07"; a booth that is only a number stands in zone 1."""
    return booth_code.rstrip("0123456789-") or "1"


def _row_offset(row: int) -> Decimal:
    return row * BOOTH_SIDE_M + row // 2 * AISLE_M


def _first_free_line(fair_event: FairEvent) -> Decimal:
    lowest = fair_event.zones.aggregate(y=Max(F("plan_y") + F("plan_height")))["y"]
    return Decimal(0) if lowest is None else lowest + ZONE_MARGIN_M
