"""When a vendor may choose its booth, which booths are there to choose, and what is free nearby."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
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


# --- One booth


class Gone(NamedTuple):
    """Why a booth is not there to be chosen, and whether it may be free again soon."""

    words: str
    until: datetime | None = None


def seen_booths():
    """Booths with all that tells whether one can be chosen, each in the same single query."""
    live = BoothAllocation.objects.live().filter(booth=OuterRef("pk")).order_by()
    standing = live.values("booth").annotate(count=Count("pk")).values("count")
    return Booth.objects.annotate(
        live_hold=FilteredRelation("holds", condition=live_hold("holds__"))
    ).annotate(
        standing=Coalesce(Subquery(standing, output_field=IntegerField()), 0),
        hold_until=F("live_hold__until"),
        hold_for=F("live_hold__application"),
        is_held=Case(When(live_hold__isnull=False, then=True), default=False),
    )


def why_gone(booth, application: BoothApplication) -> Gone | None:
    """Why one of `seen_booths()` cannot be chosen by `application`; None when it can."""
    if booth.standing >= booth.places:
        return Gone(f"บูธ {booth.code} มีร้านแล้ว")
    if not booth.is_usable or (booth.is_held and booth.hold_for is None):
        return Gone(f"บูธ {booth.code} ไม่เปิดให้เลือก")
    if booth.is_held and booth.hold_for != application.pk:
        until = format_time(timezone.localtime(booth.hold_until).time())
        return Gone(f"บูธ {booth.code} มีร้านอื่นถืออยู่ถึง {until}", booth.hold_until)
    return None


def free_near(booth: Booth, application: BoothApplication) -> list[Booth]:
    """Booths that the vendor can still choose: those of the same zone first, then the nearest."""
    free = Booth.objects.filter(fair_event=booth.fair_event_id, is_usable=True)
    free = free.filter(Q(zone__category=None) | Q(zone__category=application.category))
    held = BoothHold.objects.live().filter(booth=OuterRef("pk"))
    taken = BoothAllocation.objects.live().filter(booth=OuterRef("pk"))
    across, along = F("plan_x") - booth.plan_x, F("plan_y") - booth.plan_y
    in_zone = Case(When(zone=booth.zone_id, then=Value(0)), default=Value(1))
    rows = free.filter(~Exists(held), ~Exists(taken)).annotate(
        far=across * across + along * along, elsewhere=in_zone
    )
    rows = rows.select_related("zone").order_by("elsewhere", "far", "sort_key")
    return list(rows[:NEARBY])


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
