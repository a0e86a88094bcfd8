"""The ground of a fair as the officer who gives the booths sees it."""

from collections import Counter
from functools import cached_property

from fairs.models import FairEvent
from otopfair.look.plans import Drawing
from otopfair.thai.folding import fold
from vendors.ground.booths import BoothRow
from vendors.ground.states import BoothState
from vendors.ground.zones import Ground, zones_of
from vendors.models import BoothApplication


class Board(Ground):
    """The ground with what is proposed to those who wait."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """By every state, as the officers' map draws them."""
        counts = Counter([booth.state for booth in self.booths])
        return {state.value: counts[state] for state in BoothState}

    def search(self, words: str) -> list[BoothRow]:
        """The booth of that code, or else those in which a vendor of that name stands."""
        if booth := self.booth(words):
            return [booth]
        wanted = [fold(word) for word in words.split()]
        named = [(row, fold(row.vendor_names)) for row in self.booths if row.occupants]
        return [row for row, names in named if all(word in names for word in wanted)]

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

    def drawn_for(self, url_of_booth, *, mine: set[int]) -> Drawing:
        """The map with the officer's links; `mine` are the booths of the chosen vendor."""

        def says(row: BoothRow) -> tuple[str, str, str, bool]:
            state = "mine" if row.pk in mine else row.state.value
            label = f"{row.code} {row.vendor_names or row.word}"
            return state, url_of_booth(row.code), label, False

        return self.drawing(says)


def board_of(fair_event: FairEvent) -> Board:
    """Three queries, however many booths; drawing it asks for the landmarks too."""
    return Board(fair_event, zones_of(fair_event))
