"""What the page of the board shows: read from the address once, named for the template."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from fairs.current import fairs_in_scope
from fairs.models import FairEvent, ProductCategory
from otopfair.look.plans import Drawing
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.thai.digits import whole_number
from otopfair.thai.folding import fold
from vendors.ground.board import Board, board_of
from vendors.ground.booths import BoothRow
from vendors.ground.zones import ZoneRow
from vendors.models import BoothAllocation, BoothApplication, BoothHold
from vendors.operations.days import days_between

VIEW = "vendors.view_boothallocation"
GIVE = "vendors.add_boothallocation"
CHANGE = "vendors.change_boothallocation"
FILTERS = ("zone", "category", "q")
WAITING_A_PAGE = 10
OFFERED_FOR_A_BOOTH = 8


@dataclass(frozen=True)
class WaitingRow:
    """A vendor without a booth, the booth that is offered, and the address that chooses him."""

    application: BoothApplication
    booth: BoothRow | None
    url: str


@dataclass
class BoardPage:
    """One look at the board. `done` and `held` are the keys of the allocation or of the hold that
    was just made or ended."""

    request: object
    fair_event: FairEvent
    problem: str = ""
    done: str = ""
    held: str = ""
    filters: dict[str, str] = field(init=False)

    def __post_init__(self):
        asked = self.request.GET
        self.filters = {name: asked.get(name, "") for name in FILTERS}
        self.can_give = may(self.request.user, GIVE, self.fair_event)
        self.can_change = may(self.request.user, CHANGE, self.fair_event)

    # --- The ground

    @cached_property
    def board(self) -> Board:
        return board_of(self.fair_event)

    @cached_property
    def zone(self) -> ZoneRow | None:
        """The zone of ?zone=, of what is chosen or was just done, else the first with room."""
        board, done = self.board, self.done_line or self.held_line
        category = self.chosen.category if self.chosen else None
        asked = [board.zone(self.filters["zone"])]
        if self.chosen_booth:
            asked.append(board.zone_of(self.chosen_booth))
        asked += [row for row in board.zones if category and row.zone.category == category]
        asked += [row for row in board.zones if done and row.zone.pk == done.booth.zone_id]
        asked += [row for row in board.zones if row.free]
        return next((row for row in [*asked, *board.zones] if row), None)

    @property
    def zone_links(self) -> list[tuple[ZoneRow, str]]:
        return [(row, self.address(zone=row.zone.code)) for row in self.board.zones]

    @cached_property
    def drawing(self) -> Drawing:
        chosen = self.chosen.pk if self.chosen else ""
        return self.board.drawn_for(
            lambda code: self.address(application=chosen, booth=code) + "#panel",
            mine={row.booth_id for row in self.given},
        )

    @cached_property
    def days(self) -> list[date]:
        """The days for which a booth can be given; none while the fair's are not known."""
        return days_between(self.fair_event)

    # --- Who waits

    @cached_property
    def waiting(self):
        rows = BoothApplication.objects.waiting_for_booth().filter(fair_event=self.fair_event)
        if category := whole_number(self.filters["category"]):
            rows = rows.filter(category=category)
        for word in self.filters["q"].split():
            rows = rows.filter(vendor__search_text__contains=fold(word))
        rows = rows.select_related("vendor__district", "vendor__province")
        rows = rows.order_by("category", "confirmed_at", "pk")
        return page_of(self.request, rows, per_page=WAITING_A_PAGE)

    @cached_property
    def waiting_rows(self) -> list[WaitingRow]:
        applications = list(self.waiting.object_list)
        offered = self.board.suggestions(applications)
        return [
            WaitingRow(row, offered.get(row.pk), self.address(application=row.pk))
            for row in applications
        ]

    @cached_property
    def fitting(self) -> list[BoothApplication]:
        """Who of those on this page could take the chosen booth, its own category first."""
        booth = self.chosen_booth
        if booth is None or not booth.is_free:
            return []
        applications = [row.application for row in self.waiting_rows]
        applications.sort(key=lambda row: row.category != booth.category)
        return applications[:OFFERED_FOR_A_BOOTH]

    # --- What is chosen, what was done

    @cached_property
    def chosen(self) -> BoothApplication | None:
        """The application of ?application=."""
        wanted = whole_number(self.request.GET.get("application", ""))
        rows = BoothApplication.objects.filter(fair_event=self.fair_event, pk=wanted)
        return rows.select_related("vendor__district", "vendor__province").first()

    @cached_property
    def given(self) -> list[BoothAllocation]:
        """The booths that the chosen vendor has."""
        if self.chosen is None:
            return []
        live = self.chosen.allocations.live().select_related("booth__zone").order_by("request_no")
        return list(live)

    @cached_property
    def chosen_booth(self) -> BoothRow | None:
        return self.board.booth(self.request.GET.get("booth", ""))

    @property
    def chosen_code(self) -> str:
        return self.chosen_booth.code if self.chosen_booth else ""

    @cached_property
    def done_line(self) -> BoothAllocation | None:
        """The allocation that was just given or taken back, for the line with "เลิกทำ"."""
        rows = BoothAllocation.objects.filter(booth__fair_event=self.fair_event)
        rows = rows.select_related("application__vendor", "booth")
        return rows.filter(pk=whole_number(self.done)).first()

    @cached_property
    def held_line(self) -> BoothHold | None:
        """The hold that was just laid or ended, for the same line."""
        rows = BoothHold.objects.filter(booth__fair_event=self.fair_event)
        return rows.select_related("booth").filter(pk=whole_number(self.held)).first()

    @cached_property
    def moved_from(self) -> BoothRow | None:
        """The booth that the vendor of the done line has just left for another."""
        return self.board.booth(self.request.GET.get("from", ""))

    # --- The frame

    @property
    def fairs(self) -> list[FairEvent]:
        return fairs_in_scope(self.request.user, VIEW)

    @property
    def categories(self):
        return ProductCategory.choices

    @property
    def is_filtered(self) -> bool:
        return any(self.filters.values())

    @property
    def filter_address(self) -> str:
        return self.address()

    @property
    def here(self) -> str:
        """The address that keeps what is chosen: where a form with boxes comes back to."""
        asked = self.request.GET
        return self.address(**{name: asked.get(name, "") for name in ("application", "booth")})

    @property
    def typed(self) -> dict:
        """What was typed into a form that was refused."""
        posted = self.request.POST if self.problem else {}
        return {name: posted.get(name, "") for name in ("reason", "until")}

    def address(self, **values) -> str:
        """This page with its filters and `values`."""
        query = {name: value for name, value in {**self.filters, **values}.items() if value}
        page = reverse("staff:allocation-fair", args=[self.fair_event.pk])
        return f"{page}?{urlencode(query)}" if query else page
