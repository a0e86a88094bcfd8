"""Booths for a list of vendors that says who stands where; everything else is laid out on the plan
(`plan_steps.py`)."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from fairs.models import Booth, FairEvent, ProductCategory, Zone
from otopfair.history.models import record


def lay_out_listed(
    fair_event: FairEvent, listed: Iterable[tuple[str, int | None]], *, report_name: str, by
) -> list[Booth]:
    """Booths for a list of (booth code, category of its vendor): a zone for each letter.

    Who shares a booth is named with it twice; a zone has the category of most of its vendors.
    The caller holds the fair's lock.
    """
    listed = list(listed)
    places = Counter(code for code, _category in listed)
    categories: dict[str, Counter] = defaultdict(Counter)
    for code, category in listed:
        categories[zone_code_of(code)][category] += category is not None
    zones = {zone.code: zone for zone in fair_event.zones.order_by("pk")}
    for sequence, letter in enumerate(sorted(categories.keys() - zones.keys()), len(zones) + 1):
        category, _number = categories[letter].most_common(1)[0]
        zones[letter] = Zone.objects.create(
            fair_event=fair_event,
            code=letter,
            name_th=ProductCategory(category).label if category else "ทุกประเภท",
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
