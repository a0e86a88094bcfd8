"""Where each booth stands, in metres: as it was placed, or in rows while a zone has no size.

Booths that nobody has placed on the plan yet stand in rows of ten, zone after zone.
"""

from fairs.models import Zone
from fairs.plans.areas import area_of
from otopfair.look.plans import Box
from vendors.ground.booths import BoothRow

PER_ROW = 10
ZONES_ABREAST = 3
BETWEEN_ZONES_M = 5.0

# A zone, its area, and its booths with the place of each.
Placed = tuple[Zone, Box, list[tuple[BoothRow, Box]]]


def placed(zones: list[tuple[Zone, list[BoothRow]]]) -> list[Placed]:
    """Every zone with the place of its booths; all in rows if one zone has no size yet."""
    if all(zone.plan_width and zone.plan_height for zone, _booths in zones):
        return [_as_placed(zone, booths) for zone, booths in zones]
    return _in_rows(zones)


def _as_placed(zone: Zone, booths: list[BoothRow]) -> Placed:
    boxes = [(row, Box(row.x, row.y, row.width, row.depth)) for row in booths]
    return zone, area_of(zone), boxes


def _in_rows(zones: list[tuple[Zone, list[BoothRow]]]) -> list[Placed]:
    left = top = lowest = 0.0
    drawn: list[Placed] = []
    for number, (zone, booths) in enumerate(zones):
        if number and number % ZONES_ABREAST == 0:
            left, top = 0.0, lowest + BETWEEN_ZONES_M
        pitch = max(max(row.width, row.depth) for row in booths)
        abreast, rows = min(PER_ROW, len(booths)), -(-len(booths) // PER_ROW)
        area = Box(left, top, abreast * pitch, rows * pitch)
        boxes = [(row, _in_row(area, place, pitch, row)) for place, row in enumerate(booths)]
        drawn.append((zone, area, boxes))
        left += area.width + BETWEEN_ZONES_M
        lowest = max(lowest, top + area.depth)
    return drawn


def _in_row(area: Box, place: int, pitch: float, row: BoothRow) -> Box:
    x, y = area.x + place % PER_ROW * pitch, area.y + place // PER_ROW * pitch
    return Box(x, y, row.width, row.depth)
