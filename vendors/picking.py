"""When a vendor may choose its booth, which booths are there to choose, and what is free nearby."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from heapq import nsmallest
from math import hypot
from time import monotonic
from typing import NamedTuple

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from fairs.models import AllocationWay, Booth, CallOrigin, ProductCategory, VendorCall, Zone
from otopfair.prepared import MOMENT, NUMBERS, Prepared
from otopfair.thai.formatting import format_datetime, format_time
from vendors.ground.booths import BoothRow
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    PickTurn,
    live_hold,
)
from vendors.places import origin_of
from vendors.quota_cells import ZoneQuotas
from vendors.starred import stars_problem

NEARBY = 5
LATELY_SECONDS = 1


# --- When


def begins_at(application: BoothApplication) -> datetime | None:
    """From when on the vendor chooses; None where booths are not chosen by vendors.

    Who has no turn in a call with turns comes after all who have one.
    """
    call = application.call
    if call is None or call.allocation_way != AllocationWay.SELF:
        return None
    return turn_begins(call, _turns_before(application, call))


def turn_begins(call: VendorCall, turns_before: int) -> datetime:
    return call.picking_opens_at + timedelta(minutes=call.turn_minutes * turns_before)


def _turns_before(application: BoothApplication, call: VendorCall) -> int:
    if not call.turn_minutes:
        return 0
    turn = PickTurn.objects.filter(application=application).first()
    return turn.number - 1 if turn else call.pick_turns.count()


def why_not_now(application: BoothApplication) -> str:
    """Why the vendor cannot choose a booth now; "" when it can."""
    starts = begins_at(application)
    if starts is None:
        return "รอบนี้เจ้าหน้าที่เป็นผู้จัดบูธ"
    if application.status != ApplicationStatus.CONFIRMED:
        return f"เลือกบูธได้เมื่อยืนยันเข้าร่วมงานแล้ว (ตอนนี้: {application.get_status_display()})"
    if starts > timezone.now():
        return f"ยังไม่ถึงเวลาเลือกบูธของคุณ เริ่ม {format_datetime(starts)}"
    return ""


# --- Booths, as who chooses sees them


class Chooser(NamedTuple):
    """Of the application that chooses, what a first look at the booths needs."""

    pk: int
    fair_event_id: int
    call_id: int | None
    category: int


def chooser_of(user, application_id: int) -> Chooser | None:
    """Who chooses; None when the application is not the user's."""
    row = _CHOOSERS.row(application_id, user.pk)
    return Chooser(*row) if row else None


def _chooser_rows(application_id: int, user_id: int):
    rows = BoothApplication.objects.filter(pk=application_id, vendor__members__user=user_id)
    return rows.order_by().values_list(*Chooser._fields)


_CHOOSERS = Prepared(_chooser_rows, *NUMBERS[:2])


class Seen(NamedTuple):
    """One booth, with all that tells whether it can be chosen. Metres."""

    pk: int
    fair_event_id: int
    code: str
    x: float
    y: float
    is_usable: bool
    zone_id: int
    zone_code: str
    zone: str
    category: int | None
    least_stars: int | None
    is_held: bool
    held_for: int | None
    held_until: datetime | None
    is_full: bool

    def is_there_for(self, application_id: int) -> bool:
        if self.is_full or not self.is_usable:
            return False
        return self.held_for == application_id or not self.is_held_at(timezone.now())

    def why_gone(self, application_id: int) -> str:
        """Why it cannot be chosen for an application; "" when it can."""
        if self.is_there_for(application_id):
            return ""
        if self.is_full:
            return f"บูธ {self.code} มีร้านแล้ว"
        if not self.is_usable or self.held_for is None or self.held_until is None:
            return f"บูธ {self.code} ไม่เปิดให้เลือก"
        until = format_time(timezone.localtime(self.held_until).time())
        return f"บูธ {self.code} มีร้านอื่นถืออยู่ถึง {until}"

    @property
    def in_zone(self) -> Zone:
        """The zone as far as `why_not_in` reads it."""
        return Zone(
            pk=self.zone_id,
            code=self.zone_code,
            category=self.category,
            least_stars=self.least_stars,
        )

    def is_held_at(self, now: datetime) -> bool:
        return self.is_held and (self.held_until is None or self.held_until > now)

    def nearness(self, other: "Seen") -> tuple:
        """Sorts what is near to it: the own zone first, then by how far it is."""
        return other.zone_id != self.zone_id, hypot(other.x - self.x, other.y - self.y)


COLUMNS = (
    "pk",
    "fair_event_id",
    "code",
    *(Cast(name, FloatField()) for name in ("plan_x", "plan_y")),
    "is_usable",
    "zone_id",
    "zone__code",
    "zone__name_th",
    "zone__category",
    "zone__least_stars",
    Q(live_hold__isnull=False),
    "live_hold__application_id",
    "live_hold__until",
    GreaterThanOrEqual(Coalesce("standing", 0), F("places")),
)


def seen_now(fair_event_id: int) -> dict[int, Seen]:
    """Booths of a fair by id, in one query: what stands in the database at this moment."""
    return {row[0]: Seen(*row) for row in _BOOTHS_OF_FAIR.rows(fair_event_id, timezone.now())}


def booth_now(booth_id: int) -> Seen | None:
    """One booth, as it stands in the database at this moment."""
    row = _BOOTH.row(booth_id, timezone.now())
    return Seen(*row) if row else None


def _booths(which: str) -> Prepared:
    return Prepared(partial(_booth_rows, which), NUMBERS[0], MOMENT)


def _booth_rows(which: str, key: int, now: datetime):
    live = BoothAllocation.objects.live().filter(booth=OuterRef("pk")).order_by()
    standing = live.values("booth").annotate(count=Count("pk")).values("count")
    rows = Booth.objects.filter(**{which: key}).annotate(
        live_hold=FilteredRelation("holds", condition=live_hold("holds__", now)),
        standing=Subquery(standing, output_field=IntegerField()),
    )
    return rows.order_by("zone__sequence", "sort_key", "pk").values_list(*COLUMNS)


_BOOTH, _BOOTHS_OF_FAIR = _booths("pk"), _booths("fair_event")


# Of this process alone: another one asks the database about a booth that it has not seen go.
LATELY: dict[int, tuple[float, dict[int, Seen]]] = {}


def seen_lately(fair_event_id: int) -> dict[int, Seen]:
    """All booths of a fair as they were within the last second.

    A thousand who come late are answered from it without asking the database each; who is told
    here that a booth is free still has to get it under its lock.
    """
    moment, seen = LATELY.get(fair_event_id, (0.0, {}))
    if monotonic() - moment > LATELY_SECONDS:
        seen = seen_now(fair_event_id)
        LATELY[fair_event_id] = monotonic(), seen
    return seen


def note_seen(fair_event_id: int, seen: Seen) -> None:
    """What somebody has just found out about a booth is known to those who come after."""
    _moment, lately = LATELY.get(fair_event_id, (0.0, {}))
    if seen.pk in lately:
        lately[seen.pk] = seen


def free_near(booth: Seen, chooser: Chooser) -> list[Seen]:
    """Booths that the vendor can still choose, the nearest first. Where stars are asked for that
    the wanted booth did not ask for, nobody has looked."""
    now = timezone.now()
    free = [
        one
        for one in seen_lately(chooser.fair_event_id).values()
        if not one.is_full
        and one.is_usable
        and not (one.is_held and one.held_for != chooser.pk and one.is_held_at(now))
        and one.pk != booth.pk
        and one.category in (None, chooser.category)
        and one.least_stars in (None, booth.least_stars)
    ]
    return nsmallest(NEARBY, free, key=booth.nearness)


# --- Places of the call, zone by zone


def why_not_in(zone: Zone, application: BoothApplication, quotas: ZoneQuotas | None = None) -> str:
    """Why the vendor cannot choose in a zone: it is for others, or its places are all chosen.

    `quotas` serve for several zones; whoever decides by it holds the call's lock.
    """
    category = application.category
    if zone.category not in (None, category):
        return f"โซน {zone.code} สำหรับ{ProductCategory(zone.category).label}"
    if problem := stars_problem(zone, application):
        return problem
    call = application.call
    cells = [cell for cell in call.every_cell if cell.category == category and cell.zone_id]
    if cells and not _has_a_place(cells, zone, origin_of(application, call)):
        codes = " ".join(sorted({cell.zone.code for cell in cells}))
        return f"ประเภทของคุณเลือกได้ในโซน {codes}"
    return (quotas or ZoneQuotas(application, call)).problem(zone.pk)


def _has_a_place(cells: list, zone: Zone, origin: str) -> bool:
    here = [cell for cell in cells if cell.zone_id == zone.pk]
    return any(cell.origin in (CallOrigin.ANY, origin) for cell in here)


# --- In words


@dataclass(frozen=True)
class Choice:
    """One booth of the list as the vendor who chooses reads it."""

    booth: BoothRow
    is_mine: bool
    can_pick: bool
    words: str


def choice_of(row: BoothRow, application: BoothApplication, *, is_open: bool) -> Choice:
    is_mine = row.waits_for == application.pk
    free = row.is_free and row.free_places > 0
    if is_mine:
        words = "คุณถืออยู่"
    elif row.waits_for and row.hold_until:
        words = f"มีร้านถืออยู่ถึง {format_time(timezone.localtime(row.hold_until).time())}"
    else:
        words = row.word if free else row.state.for_visitors.word
    return Choice(row, is_mine, is_open and free, words)


def in_words(rows: list[BoothRow]) -> str:
    """ "12 ว่าง 3 ถูกถือถึง 10.14 น.": what is left, and when what is held may be free again."""
    free = sum(row.is_free for row in rows)
    ends = sorted(row.hold_until for row in rows if row.waits_for and row.hold_until)
    if not ends:
        return f"{free} ว่าง"
    last = format_time(timezone.localtime(ends[-1]).time())
    return f"{free} ว่าง {len(ends)} ถูกถือถึง {last}"
