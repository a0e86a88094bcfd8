"""The ground of a fair as the officer who gives the booths sees it."""

from dataclasses import dataclass

from fairs.models import FairEvent, Zone
from vendors.ground.booths import BoothRow, booths_of, counts_by_state
from vendors.ground.drawing import by_zone, draw
from vendors.models import BoothApplication


@dataclass(frozen=True)
class BoardZone:
    """A zone with its booths in order."""

    zone: Zone
    booths: list[BoothRow]

    @property
    def free(self) -> int:
        return counts_by_state(self.booths)["free"]


@dataclass(frozen=True)
class Board:
    """Every zone of a fair that has booths."""

    fair_event: FairEvent
    zones: list[BoardZone]

    @property
    def counts(self) -> dict[str, int]:
        """{"taken": 112, "held": 3, "free": 5} over all zones; closed booths count as held."""
        return counts_by_state(booth for zone in self.zones for booth in zone.booths)

    def booth(self, code: str) -> BoothRow | None:
        return next((b for zone in self.zones for b in zone.booths if b.code == code), None)

    def zone(self, code: str) -> BoardZone | None:
        return next((row for row in self.zones if row.zone.code == code), None)

    def zone_of(self, booth: BoothRow) -> BoardZone:
        return next(row for row in self.zones if row.zone.pk == booth.zone_id)

    def suggestions(self, applications: list[BoothApplication]) -> dict[int, BoothRow]:
        """Application id → the next free booth for it, a different one for each.

        Zones of the application's own category come first, then zones open to every category.
        A booth that is free on some days only is for the officer to give.
        """
        suggestions: dict[int, BoothRow] = {}
        spoken_for: set[int] = set()
        for application in applications:
            for booth in self._fitting(application.category):
                if booth.pk not in spoken_for:
                    suggestions[application.pk] = booth
                    spoken_for.add(booth.pk)
                    break
        return suggestions

    def _fitting(self, category: int):
        for wanted in (category, None):
            for zone in self.zones:
                if zone.zone.category == wanted:
                    yield from (b for b in zone.booths if b.is_free and b.free_places > 0)

    def drawing(self, *, url_of_booth, url_of_zone, mine: set[int]) -> dict:
        """The plan with the officer's links; `mine` are the booths of the chosen vendor."""

        def drawn_booth(row: BoothRow, shape: dict) -> dict:
            shape["state"] = "mine" if row.pk in mine else row.state.value
            shape["label"] = f"{row.code} {row.vendor_names or row.word}"
            shape["url"] = url_of_booth(row.code)
            return shape

        def drawn_zone(zone: Zone, booths: list[BoothRow]) -> dict:
            return {"name": f"{zone.name_th} {len(booths)} บูธ", "url": url_of_zone(zone.code)}

        pairs = [(row.zone, row.booths) for row in self.zones]
        landmarks = self.fair_event.landmarks.order_by("pk")
        return {**draw(pairs, landmarks, drawn_zone, drawn_booth), **self.counts}


def board_of(fair_event: FairEvent) -> Board:
    """Two queries, however many booths; drawing it asks for the landmarks too."""
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    pairs = by_zone(zones, booths_of(fair_event))
    return Board(fair_event, [BoardZone(zone, booths) for zone, booths in pairs])
