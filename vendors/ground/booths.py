"""The booths of a fair as rows: size, place, state, and who stands in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import FilteredRelation, FloatField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from fairs.models import Booth, DatePrecision, FairEvent
from otopfair.thai.formatting import format_range_short
from otopfair.tongues import name_column
from vendors.ground.states import BADGES, COUNTED, BoothState
from vendors.models import BoothAllocation, ShowState, live_hold


class Occupant(NamedTuple):
    """A vendor in one place of a booth, for the whole fair or from `first_on` to `last_on`."""

    allocation_id: int
    application_id: int
    vendor_id: int
    name: str
    is_published: bool
    show_state: str
    province_id: str
    province: str
    district: str | None
    category: int
    place_no: int
    first_on: date | None
    last_on: date | None

    @property
    def is_public(self) -> bool:
        """Whether visitors read the vendor's name: one of Vendor's `published()`."""
        return self.is_published and self.show_state == ShowState.SHOWN

    @property
    def days_text(self) -> str:
        return format_range_short(self.first_on, self.last_on) if self.first_on else ""


@dataclass(slots=True)
class BoothRow:
    """One booth with those who stand in it now. Metres; `hold` is for officers' eyes."""

    pk: int
    code: str
    zone_id: int
    width: float
    depth: float
    x: float
    y: float
    power_amps: int
    is_corner: bool
    has_water: bool
    allows_smoke: bool
    places: int
    is_usable: bool
    why_closed: str
    category: int | None
    hold: str | None
    hold_until: datetime | None
    waits_for: int | None  # the application that a hold is for
    occupants: list[Occupant]
    state: BoothState = BoothState.FREE
    free_days: tuple[date, date] | None = None  # the first days that a shared place is free

    def __str__(self) -> str:
        return self.code

    @property
    def is_free(self) -> bool:
        return self.state is BoothState.FREE

    @property
    def is_held(self) -> bool:
        """Kept for somebody or something, also for a vendor that has to confirm it."""
        return self.state in (BoothState.HELD, BoothState.OFFERED)

    @property
    def free_places(self) -> int:
        """The places in which nobody stands on any day."""
        given = len(self.occupants)
        if given > 1:
            given = len({one.place_no for one in self.occupants})
        return self.places - given

    @property
    def offered_days(self) -> tuple[date | None, date | None]:
        """The days to propose to the next vendor: the whole fair where a place is all free."""
        return (None, None) if self.free_places > 0 else self.free_days or (None, None)

    @property
    def word(self) -> str:
        """ "ว่าง", "ว่าง 1 ที่", "ว่าง 28–30 ต.ค. 2563", "มีร้านแล้ว" …"""
        if not self.is_free or not self.occupants:
            return self.state.word
        if self.free_places > 0:
            return _("ว่าง %(free)d ที่") % {"free": self.free_places}
        return _("ว่าง %(days)s") % {"days": format_range_short(*self.free_days)}

    @property
    def meaning(self) -> str:
        return BADGES[self.state][0]

    @property
    def icon(self) -> str:
        return BADGES[self.state][1]

    @property
    def vendor_names(self) -> str:
        return " · ".join(f"{one.name} {one.days_text}".strip() for one in self.occupants)

    @property
    def why_not(self) -> str:
        """A sentence when nobody can be given the booth, whoever asks."""
        return why_not_given(self.code, is_usable=self.is_usable, hold=self.hold)

    def settle(self, span: tuple[date, date] | None) -> None:
        """Find the state; `span` are the first and last day of the fair, when they are known."""
        if self.occupants and self.free_places <= 0:
            self.free_days = _first_free_days(self, span)
            if self.free_days is None:
                self.state = BoothState.TAKEN
                return
        if not self.is_usable:
            self.state = BoothState.CLOSED
        elif self.hold:
            self.state = BoothState.OFFERED if self.waits_for else BoothState.HELD


COLUMNS = (
    "pk",
    "code",
    "zone_id",
    # As floats from the database: a Decimal for each of 1,600 lengths is half of the reading.
    *(Cast(name, FloatField()) for name in ("width_m", "depth_m", "plan_x", "plan_y")),
    "power_amps",
    "is_corner",
    "has_water",
    "allows_smoke",
    "places",
    "is_usable",
    "why_closed",
    "zone__category",
    "live_hold__reason",
    "live_hold__until",
    "live_hold__application_id",
)


def _of_occupant() -> tuple:
    """The columns of `Occupant`."""
    vendor = "application__vendor"
    shown = (f"{vendor}__is_published", f"{vendor}__show_state")
    places = (name_column(f"{vendor}__province__"), name_column(f"{vendor}__district__"))
    return (
        *("pk", "application_id", f"{vendor}_id", name_column(f"{vendor}__")),
        *(*shown, f"{vendor}__province_id", *places),
        *("application__category", "place_no", "first_on", "last_on"),
    )


def booths_of(fair_event: FairEvent) -> list[BoothRow]:
    """All booths of `fair_event` in the order of the plan, with their vendors; two queries."""
    rows = (
        Booth.objects.filter(fair_event=fair_event)
        .annotate(live_hold=FilteredRelation("holds", condition=live_hold("holds__")))
        .order_by("zone__sequence", "zone_id", "sort_key", "pk")
        .values_list(*COLUMNS)
    )
    booths = {row[0]: BoothRow(*row, []) for row in rows}
    # Asked by the ids of the booths: joined, PostgreSQL without statistics reads every live
    # allocation of all fairs once for each booth.
    stands = BoothAllocation.objects.live().filter(booth__in=list(booths))
    stands = stands.order_by("booth_id", "place_no", "first_on", "pk")
    occupant = Occupant._make
    for booth_id, *row in stands.values_list("booth_id", *_of_occupant()):
        booths[booth_id].occupants.append(occupant(row))
    span = _span(fair_event)
    for booth in booths.values():
        booth.settle(span)
    return list(booths.values())


def why_not_given(code: str, *, is_usable: bool, hold: str | None) -> str:
    """Why a booth is not for giving, taken or not; "" when it is."""
    if not is_usable:
        return f"บูธ {code} ปิดใช้"
    return f"บูธ {code} กันไว้สำหรับ{hold}" if hold else ""


def counts_by_state(booths: Iterable[BoothRow]) -> dict[str, int]:
    """{"taken": 112, "held": 3, "free": 5}; one that nobody else can have counts as held."""
    counts = Counter([booth.state.for_visitors for booth in booths])
    return {state.value: counts[state] for state in COUNTED}


def _span(fair_event: FairEvent) -> tuple[date, date] | None:
    if fair_event.date_precision != DatePrecision.DAY:
        return None
    return fair_event.opens_on, fair_event.closes_on


def _first_free_days(booth: BoothRow, span) -> tuple[date, date] | None:
    """The first stretch of days on which some place of a booth is free."""
    if booth.places == 1 and booth.occupants[0].first_on is None:
        return None
    by_place: dict[int, list[Occupant]] = {}
    for one in booth.occupants:
        by_place.setdefault(one.place_no, []).append(one)
    gaps = [_first_gap(there, span) for there in by_place.values()]
    return min((gap for gap in gaps if gap), default=None)


def _first_gap(there: list[Occupant], span) -> tuple[date, date] | None:
    """The first days of `span` that those in one place leave free."""
    if span is None or any(one.first_on is None for one in there):
        return None
    first, last = span
    for one in sorted(there, key=lambda one: one.first_on):
        if one.first_on > first:
            return first, min(one.first_on - timedelta(days=1), last)
        first = max(first, one.last_on + timedelta(days=1))
    return (first, last) if first <= last else None
