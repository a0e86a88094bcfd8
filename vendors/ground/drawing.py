"""The ground as plain data for `components/plan.html`, in metres: one layout for everybody.

Booths that nobody has placed on the drawing yet are laid out in rows of ten, zone after zone.
"""

from collections.abc import Callable, Iterable

from fairs.models import Zone
from vendors.ground.booths import BoothRow

PER_ROW = 10
ZONES_ABREAST = 3
BETWEEN_ZONES_M = 5.0


def by_zone(zones: Iterable[Zone], booths: Iterable[BoothRow]) -> list[tuple[Zone, list[BoothRow]]]:
    """The zones that have booths, each with its own."""
    of_zone: dict[int, list[BoothRow]] = {zone.pk: [] for zone in zones}
    for booth in booths:
        of_zone[booth.zone_id].append(booth)
    return [(zone, of_zone[zone.pk]) for zone in zones if of_zone[zone.pk]]


def draw(zones, landmarks: Iterable, drawn_zone: Callable, drawn_booth: Callable) -> dict:
    """Zones with their booths where they stand, or in rows while a zone has no size.

    `zones` are pairs from `by_zone`. `drawn_zone(zone, booths)` says what its page shows beside the
    area, `drawn_booth(booth, shape)` adds it to the shape: names, words, addresses.
    """
    placed = all(zone.plan_width and zone.plan_height for zone, _booths in zones)
    drawn = [
        {
            **_area(zone),
            "booths": [drawn_booth(row, _shape(zone.code, row)) for row in booths],
            **drawn_zone(zone, booths),
        }
        for zone, booths in zones
    ]
    if not placed:
        _lay_out(drawn)
    return {
        "zones": drawn,
        "landmarks": [_landmark(landmark) for landmark in landmarks] if placed else [],
    }


def _area(zone: Zone) -> dict:
    return {
        "code": zone.code,
        "x": float(zone.plan_x),
        "y": float(zone.plan_y),
        "width": float(zone.plan_width),
        "height": float(zone.plan_height),
    }


def _shape(zone_code: str, row: BoothRow) -> dict:
    return {
        "code": row.code,
        "short": row.code.removeprefix(zone_code) or row.code,
        "x": row.x,
        "y": row.y,
        "width": row.width,
        "depth": row.depth,
    }


def _lay_out(zones: list[dict]) -> None:
    left = top = lowest = 0.0
    for number, zone in enumerate(zones):
        if number and number % ZONES_ABREAST == 0:
            left, top = 0.0, lowest + BETWEEN_ZONES_M
        pitch = max(max(booth["width"], booth["depth"]) for booth in zone["booths"])
        abreast = min(PER_ROW, len(zone["booths"]))
        rows = -(-len(zone["booths"]) // PER_ROW)
        zone.update(x=left, y=top, width=abreast * pitch, height=rows * pitch)
        for place, booth in enumerate(zone["booths"]):
            booth["x"] = left + place % PER_ROW * pitch
            booth["y"] = top + place // PER_ROW * pitch
        left += zone["width"] + BETWEEN_ZONES_M
        lowest = max(lowest, top + zone["height"])


def _landmark(landmark) -> dict:
    return {
        "kind": landmark.kind,
        "label": landmark.label,
        "x": float(landmark.plan_x),
        "y": float(landmark.plan_y),
        "width": float(landmark.plan_width),
        "height": float(landmark.plan_height),
    }
