"""When a vendor may choose its booth, which booths are there to choose, and what is free nearby."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from math import hypot
from time import time
from typing import NamedTuple

from django.core.cache import cache
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
from otopfair.thai.formatting import format_datetime, format_time
from vendors.ground.booths import BoothRow
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    BoothHold,
    PickTurn,
    live_hold,
)
from vendors.places import OTHER, origin_of

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
    category: int


def chooser_of(user, application_id: int) -> Chooser | None:
    """Who chooses; None when the application is not the user's."""
    rows = BoothApplication.objects.filter(pk=application_id, vendor__members__user=user)
    row = rows.order_by().values_list(*Chooser._fields).first()
    return Chooser(*row) if row else None


class Seen(NamedTuple):
    """One booth, with all that tells whether it can be chosen. Metres."""

    pk: int
    code: str
    x: float
    y: float
    is_usable: bool
    zone_id: int
    zone_code: str
    zone: str
    category: int | None
    is_held: bool
    held_for: int | None
    held_until: datetime | None
    is_full: bool

    def is_there_for(self, application_id: int) -> bool:
        if self.is_full or not self.is_usable:
            return False
        return not self._is_held_now or self.held_for == application_id

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
        return Zone(pk=self.zone_id, code=self.zone_code, category=self.category)

    @property
    def _is_held_now(self) -> bool:
        return self.is_held and (self.held_until is None or self.held_until > timezone.now())

    def nearness(self, other: "Seen") -> tuple:
        """Sorts what is near to it: the own zone first, then by how far it is."""
        return other.zone_id != self.zone_id, hypot(other.x - self.x, other.y - self.y)


COLUMNS = (
    "pk",
    "code",
    *(Cast(name, FloatField()) for name in ("plan_x", "plan_y")),
    "is_usable",
    "zone_id",
    "zone__code",
    "zone__name_th",
    "zone__category",
    Q(live_hold__isnull=False),
    "live_hold__application_id",
    "live_hold__until",
    GreaterThanOrEqual(Coalesce("standing", 0), F("places")),
)


def seen_now(**which) -> dict[int, Seen]:
    """Booths by id, in one query: what stands in the database at this moment."""
    live = BoothAllocation.objects.live().filter(booth=OuterRef("pk")).order_by()
    standing = live.values("booth").annotate(count=Count("pk")).values("count")
    rows = Booth.objects.filter(**which).annotate(
        live_hold=FilteredRelation("holds", condition=live_hold("holds__")),
        standing=Subquery(standing, output_field=IntegerField()),
    )
    ordered = rows.order_by("zone__sequence", "sort_key", "pk")
    return {row[0]: Seen(*row) for row in ordered.values_list(*COLUMNS)}


def seen_lately(fair_event_id: int) -> dict[int, Seen]:
    """All booths of a fair as they were within the last second.

    A thousand who come late are answered from it without asking the database each; who is told
    here that a booth is free still has to get it under its lock.
    """
    moment, seen = cache.get(_key(fair_event_id), (0.0, {}))
    if not 0 <= time() - moment <= LATELY_SECONDS:
        moment, seen = time(), seen_now(fair_event=fair_event_id)
        cache.set(_key(fair_event_id), (moment, seen), timeout=60)
    return seen


def note_seen(fair_event_id: int, seen: Seen) -> None:
    """What somebody has just found out about a booth is known to those who come after."""
    moment, lately = cache.get(_key(fair_event_id), (0.0, {}))
    lately[seen.pk] = seen
    cache.set(_key(fair_event_id), (moment, lately), timeout=60)


def _key(fair_event_id: int) -> str:
    return f"booths-to-choose-{fair_event_id}"


def free_near(booth: Seen, chooser: Chooser) -> list[Seen]:
    """Booths that the vendor can still choose, the nearest first."""
    free = [
        one
        for one in seen_lately(chooser.fair_event_id).values()
        if one.pk != booth.pk
        and one.category in (None, chooser.category)
        and one.is_there_for(chooser.pk)
    ]
    return nsmallest(NEARBY, free, key=booth.nearness)


# --- Places of the call, zone by zone


def why_not_in(zone: Zone, application: BoothApplication) -> str:
    """Why the vendor cannot choose in a zone: it is for others, or its places are all chosen.

    Counts what is given and what is being chosen; whoever decides by it holds the call's lock.
    """
    category = application.category
    if zone.category not in (None, category):
        return f"โซน {zone.code} สำหรับ{ProductCategory(zone.category).label}"
    call = application.call
    cells = [cell for cell in call.every_cell if cell.category == category and cell.zone_id]
    if not cells:
        return ""
    here = [cell for cell in cells if cell.zone_id == zone.pk]
    own = origin_of(application, call)
    if not any(cell.origin in (CallOrigin.ANY, own) for cell in here):
        codes = " ".join(sorted({cell.zone.code for cell in cells}))
        return f"ประเภทของคุณเลือกได้ในโซน {codes}"
    used = _used_in(zone, call, category, without=application)
    return _full(zone, here, used, own)


def _full(zone: Zone, cells, used: Counter, own: CallOrigin) -> str:
    other = OTHER[own]
    kept = sum(cell.reserved for cell in cells if cell.origin == other) - used[other]
    for cell in cells:
        if cell.origin == own and used[own] >= cell.maximum:
            return f"โซน {zone.code} ครบ {cell.maximum} บูธสำหรับร้าน{own.label}แล้ว"
        if cell.origin == CallOrigin.ANY and used.total() + max(kept, 0) >= cell.maximum:
            held = f" (กันไว้ให้ร้าน{other.label} {kept} บูธ)" if kept > 0 else ""
            return f"โซน {zone.code} ครบ {cell.maximum} บูธของประเภทนี้แล้ว{held}"
    return ""


def _used_in(zone: Zone, call: VendorCall, category: int, *, without) -> Counter:
    """Booths of a zone by the origin of who has them, or is choosing them."""
    used: Counter = Counter()
    home = call.fair_event.home_province_id
    of = {"application__call": call, "application__category": category, "booth__zone": zone}
    given = BoothAllocation.objects.live().filter(**of)
    held = BoothHold.objects.live().filter(**of).exclude(application=without)
    for rows in (given, held):
        for province in rows.values_list("application__vendor__province", flat=True):
            used[CallOrigin.INSIDE if province == home else CallOrigin.OUTSIDE] += 1
    return used


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
