"""The ground of a fair as the officer who gives the booths sees it."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from fairs.models import Booth, FairEvent, Zone
from vendors.models import BoothAllocation, BoothApplication

STATE_WORDS = {"taken": "มีร้านแล้ว", "held": "จองไว้", "free": "ว่าง", "off": "ปิดใช้"}


@dataclass
class BoardBooth:
    """One booth with those who stand in it now."""

    booth: Booth
    allocations: list[BoothAllocation]

    @property
    def state(self) -> str:
        """taken, off, held or free; a shared booth is free until its last place is given."""
        if len(self.allocations) >= self.booth.places:
            return "taken"
        if not self.booth.is_usable:
            return "off"
        return "held" if self.booth.held_for else "free"

    @property
    def is_free(self) -> bool:
        return self.state == "free"

    @property
    def word(self) -> str:
        if self.is_free and self.allocations:
            return f"ว่าง {self.booth.places - len(self.allocations)} ที่"
        return STATE_WORDS[self.state]

    @property
    def vendor_names(self) -> str:
        return " · ".join(row.application.vendor.name_th for row in self.allocations)


@dataclass
class BoardZone:
    """A zone with its booths in order."""

    zone: Zone
    booths: list[BoardBooth] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(booth.state == state for booth in self.booths)

    @property
    def free(self) -> int:
        return self.count("free")

    @property
    def taken(self) -> int:
        return self.count("taken")

    @property
    def held(self) -> int:
        return self.count("held") + self.count("off")


def board_of(fair_event: FairEvent) -> list[BoardZone]:
    """Every zone with its booths: three queries, however many booths."""
    live = BoothAllocation.objects.live().select_related("application__vendor").order_by("place_no")
    booths = (
        Booth.objects.filter(fair_event=fair_event)
        .prefetch_related(Prefetch("allocations", queryset=live, to_attr="live_allocations"))
        .order_by("code", "pk")
    )
    zones = {zone.pk: BoardZone(zone) for zone in fair_event.zones.order_by("sequence", "pk")}
    for booth in booths:
        zones[booth.zone_id].booths.append(BoardBooth(booth, booth.live_allocations))
    return [zone for zone in zones.values() if zone.booths]


def suggest_booths(
    applications: list[BoothApplication], board: list[BoardZone]
) -> dict[int, Booth]:
    """Application id → the next free booth for it, a different one for each.

    Zones of the application's own category come first, then zones open to every category.
    """
    suggestions: dict[int, Booth] = {}
    spoken_for: set[int] = set()
    for application in applications:
        fitting = [zone for zone in board if zone.zone.category == application.category]
        fitting += [zone for zone in board if zone.zone.category is None]
        for zone in fitting:
            free = (b.booth for b in zone.booths if b.is_free and b.booth.pk not in spoken_for)
            booth = next(free, None)
            if booth is not None:
                suggestions[application.pk] = booth
                spoken_for.add(booth.pk)
                break
    return suggestions


def counts_of(board: list[BoardZone]) -> dict[str, int]:
    """{"taken": 112, "held": 3, "free": 5} over all zones; closed booths count as held."""
    return {
        "taken": sum(zone.taken for zone in board),
        "held": sum(zone.held for zone in board),
        "free": sum(zone.free for zone in board),
    }
