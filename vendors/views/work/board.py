"""What the page of the board shows: read from the address once, named for the template."""

from dataclasses import dataclass, field
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
from vendors.forms.board import FORMS, BoardForm
from vendors.ground.board import Board, board_of
from vendors.ground.booths import BoothRow
from vendors.ground.zones import ZoneRow
from vendors.models import BoothAllocation, BoothApplication
from vendors.operations.days import days_between
from vendors.views.work.board_acts import CHANGE, GIVE, VIEW, Done, Press, permission_for

FILTERS = ("zone", "category", "q")
CHOICES = ("application", "booth", "allocation", "other", "do")
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
    """One look at the board: the ground, one panel, and what was just `done` or refused.

    The panel is the chosen vendor, or else the chosen booth, or else who waits; with ?do= it is
    one form about them.
    """

    request: object
    fair_event: FairEvent
    done: Done | None = None
    refused: Press | None = None
    problem: str = ""
    filters: dict[str, str] = field(init=False)

    def __post_init__(self):
        asked, user = self.request.GET, self.request.user
        self.wanted = asked.get("find", "").strip()
        self.filters = {name: asked.get(name, "") for name in FILTERS}
        self.asked = {name: asked.get(name, "") for name in CHOICES}
        if self.done and self.request.method == "POST":  # its form has served
            self.asked |= {"booth": "", "allocation": "", "other": "", "do": "", **self.done.shows}
        if self.refused and not self.refused.is_valid:
            self.asked["do"] = self.refused.name
        self.can_give = may(user, GIVE, self.fair_event)
        self.can_change = may(user, CHANGE, self.fair_event)
        self.can_undo = self.done and may(user, self.done.undo_needs, self.fair_event)

    # --- The ground

    @cached_property
    def board(self) -> Board:
        return board_of(self.fair_event)

    @cached_property
    def zone(self) -> ZoneRow | None:
        """The zone of ?zone=, of what is chosen, else the first with room."""
        board, chosen = self.board, self.chosen
        asked = [board.zone(self.filters["zone"])]
        if self.chosen_booth:
            asked.append(board.zone_of(self.chosen_booth))
        asked += [row for row in board.zones if chosen and row.zone.category == chosen.category]
        asked += [row for row in board.zones if row.free]
        return next((row for row in [*asked, *board.zones] if row), None)

    @property
    def zone_rows(self) -> list[tuple[BoothRow, str, str]]:
        """Each booth of the zone; for a chosen vendor with one booth, the address and the word of
        what can be done there: move to it, or change places with who stands in it."""
        return [(booth, *self._next_act(booth)) for booth in self.zone.booths]

    def _next_act(self, booth: BoothRow) -> tuple[str, str]:
        if len(self.given) != 1 or not self.can_change or booth.pk == self.given[0].booth_id:
            return "", ""
        about = {"application": self.chosen.pk, "allocation": self.given[0].pk, "booth": booth.code}
        if booth.is_free:
            return self.address(**about, do="move"), "ย้ายมา"
        if len(booth.occupants) == 1:
            other = booth.occupants[0].allocation_id
            return self.address(**about, other=other, do="swap"), "สลับ"
        return "", ""

    @cached_property
    def found(self) -> list[tuple[BoothRow, str]]:
        """The booths that ?find= means by code or by a vendor's name, each with its address."""
        about = {"application": self.chosen.pk} if self.chosen else {}
        rows = self.board.search(self.wanted) if self.wanted else []
        return [(row, self.address(**about, booth=row.code)) for row in rows]

    @property
    def zone_links(self) -> list[tuple[ZoneRow, str]]:
        chosen = {"application": self.chosen.pk} if self.chosen else {}
        return [(row, self.address(zone=row.zone.code, **chosen)) for row in self.board.zones]

    @cached_property
    def drawing(self) -> Drawing:
        chosen = self.chosen.pk if self.chosen else ""
        return self.board.drawn_for(
            lambda code: self.address(application=chosen, booth=code) + "#panel",
            mine={row.booth_id for row in self.given},
        )

    @property
    def mine_word(self) -> str:
        return "บูธของร้านที่เลือก" if self.given else ""

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

    # --- What is chosen

    @cached_property
    def chosen(self) -> BoothApplication | None:
        """The application of ?application=."""
        wanted = whole_number(self.asked["application"])
        rows = BoothApplication.objects.filter(fair_event=self.fair_event, pk=wanted)
        return rows.select_related("vendor__district", "vendor__province").first()

    @cached_property
    def given(self) -> list[BoothAllocation]:
        """The booths that the chosen vendor has."""
        if self.chosen is None:
            return []
        live = self.chosen.allocations.live().select_related("booth__zone").order_by("request_no")
        return list(live)

    @property
    def wants_more(self) -> bool:
        return len(self.given) < self.chosen.booths_wanted

    @property
    def beside_rules_url(self) -> str:
        """The form for a booth beside the rules, with what is chosen in it."""
        asked = {"application": self.chosen.reference_no}
        if self.chosen_booth:
            asked["booth"] = self.chosen_booth.code
        return f"{reverse('staff:overrides', args=[self.fair_event.pk])}?{urlencode(asked)}"

    @cached_property
    def chosen_booth(self) -> BoothRow | None:
        if self.wanted and len(self.found) == 1:
            return self.found[0][0]
        return self.board.booth(self.asked["booth"])

    @property
    def chosen_code(self) -> str:
        return self.chosen_booth.code if self.chosen_booth else ""

    @property
    def days_are_known(self) -> bool:
        return bool(days_between(self.fair_event))

    # --- The one form of the panel

    @cached_property
    def form(self) -> BoardForm | None:
        """The form of ?do=, with what was refused in it; None without the right to send it."""
        act = self.asked["do"]
        if act not in FORMS or not may(self.request.user, permission_for(act), self.fair_event):
            return None
        if self.refused and self.refused.name == act:
            return self.refused.form
        first = self._first_answers(act)
        return FORMS[act](days=days_between(self.fair_event), initial=first)

    def _first_answers(self, act: str) -> dict:
        booth, allocation = self.chosen_booth, self._allocation
        if act == "share" and booth:
            return {"places": booth.places}
        if act == "days" and allocation:
            return {"first_on": allocation.first_on, "last_on": allocation.last_on}
        if act == "allocate" and booth:
            return dict(zip(("first_on", "last_on"), booth.offered_days, strict=True))
        return {}

    @property
    def form_rows(self) -> dict[str, object]:
        """What the form is about, as it posts it."""
        if self.refused:
            return self.refused.rows
        rows = {
            "act": self.asked["do"],
            "booth": self.chosen_booth and self.chosen_booth.pk,
            "application": self.chosen and self.chosen.pk,
            "allocation": self._allocation and self._allocation.pk,
            "other": whole_number(self.asked["other"]),
        }
        return {name: value for name, value in rows.items() if value}

    @cached_property
    def _allocation(self) -> BoothAllocation | None:
        """Of the chosen vendor's booths the one that is meant; with ?allocation= out of several."""
        wanted = whole_number(self.asked["allocation"])
        return next((row for row in self.given if wanted in (None, row.pk)), None)

    @property
    def other_name(self) -> str:
        """With whom the chosen vendor changes places."""
        wanted = whole_number(self.asked["other"])
        people = self.chosen_booth.occupants if self.chosen_booth and wanted else []
        return next((one.name for one in people if one.allocation_id == wanted), "")

    @property
    def form_button(self) -> str:
        about = self._allocation.booth.code if self._allocation else ""
        is_of_stand = self.asked["do"] in ("release", "days")
        return self.form.button % (about if is_of_stand else self.chosen_code or about)

    # --- The frame

    @property
    def is_refused(self) -> bool:
        return self.refused is not None

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
        """The address that keeps what is chosen: where a form comes back to."""
        return self.address(**self.asked)

    @property
    def without_form(self) -> str:
        return self.address(**{**self.asked, "do": ""})

    def address(self, **values) -> str:
        """This page with its filters and `values`."""
        query = {name: value for name, value in {**self.filters, **values}.items() if value}
        page = reverse("staff:allocation-fair", args=[self.fair_event.pk])
        return f"{page}?{urlencode(query)}" if query else page
