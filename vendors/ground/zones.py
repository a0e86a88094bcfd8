"""The ground of one fair as everybody reads it: zones, their booths, counts, and the drawing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from fairs.models import FairEvent, LandmarkKind, PlanLandmark, Zone
from fairs.plans.areas import area_of
from otopfair.look.plans import (
    Box,
    Drawing,
    DrawnBooth,
    DrawnPicture,
    DrawnPlace,
    DrawnZone,
    short_of,
)
from vendors.ground.booths import BoothRow, booths_of, counts_by_state
from vendors.ground.placing import placed

# What one page says of a booth on its map: state, address, words, whether it was found.
Says = Callable[[BoothRow], tuple[str, str, str, bool]]


@dataclass(frozen=True)
class ZoneRow:
    """A zone with its booths in order."""

    zone: Zone
    booths: list[BoothRow]

    @property
    def free(self) -> int:
        return self.counts["free"]

    @cached_property
    def counts(self) -> dict[str, int]:
        return counts_by_state(self.booths)


@dataclass(frozen=True)
class Ground:
    """Every zone of a fair that has booths."""

    fair_event: FairEvent
    zones: list[ZoneRow]

    @cached_property
    def booths(self) -> list[BoothRow]:
        return [booth for row in self.zones for booth in row.booths]

    @cached_property
    def counts(self) -> dict[str, int]:
        """{"taken": 112, "held": 3, "free": 5} over all zones; closed booths count as held."""
        return counts_by_state(self.booths)

    def booth(self, code: str) -> BoothRow | None:
        """The booth of that code, however it was typed."""
        wanted = code.strip().upper()
        return next((booth for booth in self.booths if booth.code.upper() == wanted), None)

    def zone(self, code: str) -> ZoneRow | None:
        return next((row for row in self.zones if row.zone.code == code), None)

    def zone_of(self, booth: BoothRow) -> ZoneRow:
        return next(row for row in self.zones if row.zone.pk == booth.zone_id)

    def drawing(self, says: Says) -> Drawing:
        """The map, in metres; one query for the landmarks."""
        areas = placed([(row.zone, row.booths) for row in self.zones])
        zones = [
            DrawnZone(zone.code, zone.name, area, _drawn(zone, boxes, says))
            for zone, area, boxes in areas
        ]
        if not all(zone.plan_width and zone.plan_height for zone, _area, _boxes in areas):
            return Drawing(zones, [])
        return Drawing(zones, [_place(row) for row in self.landmarks], self.picture)

    @cached_property
    def landmarks(self) -> list[PlanLandmark]:
        return list(self.fair_event.landmarks.order_by("pk"))

    @property
    def landmarks_by_kind(self) -> list[tuple[str, str, list[str]]]:
        """[(kind, its word, the labels)] of what stands beside the booths, for the legend."""
        labels: dict[str, list[str]] = {}
        for row in self.landmarks:
            own = [] if row.name == row.get_kind_display() else [row.name]
            labels.setdefault(row.kind, []).extend(own)
        return [
            (kind.value, str(kind.label), labels[kind.value])
            for kind in LandmarkKind
            if kind.value in labels
        ]

    @property
    def picture(self) -> DrawnPicture | None:
        """What lies behind the map for whoever reads this page."""
        return None


def _drawn(zone: Zone, boxes: list[tuple[BoothRow, Box]], says: Says) -> list[DrawnBooth]:
    return [
        DrawnBooth(row.code, short_of(row.code, zone.code), box, *says(row)) for row, box in boxes
    ]


def _place(row: PlanLandmark) -> DrawnPlace:
    return DrawnPlace(row.kind, row.name, area_of(row))


def zones_of(fair_event: FairEvent) -> list[ZoneRow]:
    """The zones that have booths, each with its own; three queries, however many booths."""
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    of_zone: dict[int, list[BoothRow]] = {zone.pk: [] for zone in zones}
    for booth in booths_of(fair_event):
        of_zone[booth.zone_id].append(booth)
    return [ZoneRow(zone, of_zone[zone.pk]) for zone in zones if of_zone[zone.pk]]
