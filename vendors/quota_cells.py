"""The quota cells of a call against the booths that are given, and who and what they are for.

A booth that waits for a vendor's word counts as given: it is offered, or being chosen.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from fairs.models import Booth, CallCell, FairEvent, ProductCategory, VendorCall
from otopfair.thai.folding import normalise
from vendors.drawing import ANY, EVERY, Cell, Quotas, Shop, Stall
from vendors.models import BoothAllocation, BoothApplication, BoothHold
from vendors.places import origin_of


def shop_of(application: BoothApplication, call: VendorCall, stars: int = 0) -> Shop:
    """An application as draws and runs know it; its vendor is at hand."""
    return Shop(
        application.reference_no,
        normalise(application.vendor.name_th),
        str(application.category),
        origin_of(application, call).value,
        application.booths_wanted,
        stars,
    )


def stall_of(booth: Booth) -> Stall:
    """A booth as draws and runs know it; its zone is at hand."""
    zone = booth.zone
    category = EVERY if zone.category is None else str(zone.category)
    return Stall(booth.code, zone.code, category, zone.least_stars or 0)


def free_booths(
    fair_event: FairEvent,
    zones: Iterable[int] | None = None,
    *,
    but_for: BoothApplication | None = None,
):
    """Booths that a draw or a run can give: whole, usable, not held, and nobody's. A booth that
    several share is the officer's to give. What waits for the word of `but_for` is free to it."""
    booths = Booth.objects.filter(fair_event=fair_event, is_usable=True, places=1)
    if zones is not None:
        booths = booths.filter(zone__in=zones)
    booths = booths.exclude(allocations__in=BoothAllocation.objects.live())
    held = BoothHold.objects.live().filter(booth__fair_event=fair_event)
    if but_for is not None:
        held = held.exclude(application=but_for, application__isnull=False)
    booths = booths.exclude(pk__in=held.order_by().values("booth"))
    return booths.select_related("zone").order_by("zone__sequence", "sort_key", "pk")


def cells_of(call: VendorCall, *, without: BoothApplication | None = None) -> list[Cell]:
    """Every cell of a call with the booths given so far; three queries. What waits for the word of
    `without` does not count."""
    return _cells(call, _given(call, without))


def _cells(call: VendorCall, given: Counter) -> list[Cell]:
    return [_cell(cell, given) for cell in call.cells.select_related("zone").order_by("pk")]


def _cell(cell: CallCell, given: Counter) -> Cell:
    row = Cell(
        str(cell.category),
        cell.zone.code if cell.zone else EVERY,
        cell.origin,
        cell.reserved,
        cell.maximum,
        0,
    )
    return row._replace(given=_covered(row, given))


def _covered(cell: Cell, given: Counter) -> int:
    return sum(
        count
        for (category, origin, zone), count in given.items()
        if cell.covers(Shop("", "", str(category), origin, 1), Stall("", zone, EVERY))
    )


def _given(call: VendorCall, without: BoothApplication | None) -> Counter:
    """Booths given to applications of a call, or waiting for their word, by category, origin and
    zone."""
    home = call.fair_event.home_province_id
    of = ("application__category", "application__vendor__province", "booth__zone__code")
    given: Counter = Counter()
    waiting = BoothHold.objects.live().exclude(application=without, application__isnull=False)
    for kind in (BoothAllocation.objects.live(), waiting):
        rows = kind.filter(application__call=call).order_by()
        for category, province, zone, count in rows.values_list(*of).annotate(Count("pk")):
            given[category, "inside" if province == home else "outside", zone] += count
    return given


class Ground:
    """What of a call is given, waits for a word, and is free: for one application."""

    def __init__(self, application: BoothApplication | None, call: VendorCall) -> None:
        self._application, self._call = application, call

    @cached_property
    def cells(self) -> list[Cell]:
        return cells_of(self._call, without=self._application)

    @cached_property
    def free(self) -> list[Booth]:
        return list(free_booths(self._call.fair_event, but_for=self._application))


class GroundInTurn:
    """The same for many applications, read once: each is given its booth in turn."""

    def __init__(self, call: VendorCall, waiting: Collection[int]) -> None:
        """`waiting` are the applications for whose word a booth waits."""
        self._call, self._waiting = call, waiting
        self._given: Counter = Counter()
        self._gone: set[int] = set()
        self._of_all = Ground(None, call)

    def for_(self, application: BoothApplication) -> Ground:
        """Who has nothing that waits for its word reads what all others read."""
        its_own = application.pk in self._waiting
        return self._now(Ground(application, self._call) if its_own else self._of_all)

    def give(self, application: BoothApplication, booth: Booth) -> None:
        """`booth` is given to `application`, and nothing waits for its word any more."""
        origin = origin_of(application, self._call).value
        self._given[application.category, origin, booth.zone.code] += 1
        self._gone.add(booth.pk)
        if application.pk in self._waiting:
            self._of_all = Ground(None, self._call)

    def _now(self, ground: Ground) -> Ground:
        now = Ground(None, self._call)
        now.cells = [
            cell._replace(given=cell.given + _covered(cell, self._given)) for cell in ground.cells
        ]
        now.free = [booth for booth in ground.free if booth.pk not in self._gone]
        return now


def ground_in_turn(call: VendorCall) -> GroundInTurn:
    """What of a call is given, waits and is free, read once however many are asked about."""
    asked = BoothHold.objects.live().filter(application__call=call)
    return GroundInTurn(call, set(asked.order_by().values_list("application", flat=True)))


class ZoneQuotas:
    """The quotas of zones as they stand for one application; whoever decides by it holds the
    call's lock. Nothing is asked of the database for a zone without quotas."""

    def __init__(
        self, application: BoothApplication, call: VendorCall, ground: Ground | None = None
    ) -> None:
        self._application, self._call = application, call
        self._ground = ground or Ground(application, call)

    def problem(self, zone_id: int, booth: Booth | None = None) -> str:
        """The quota that this booth, or any of the zone, would pass, in words; "" when it fits."""
        if not has_cells_in(self._call, zone_id):
            return ""
        free = [one for one in self._ground.free if one.zone_id == zone_id]
        booth = booth or next(iter(free), None)
        if booth is None:
            return ""
        stall, shop = stall_of(booth), shop_of(self._application, self._call)
        cells = [cell for cell in self._ground.cells if cell.zone == stall.zone]
        quotas = Quotas(cells, [stall, *(stall_of(one) for one in free if one.pk != booth.pk)])
        if full := quotas.full(shop, stall):
            return _full_in_words(full, quotas.given[full])
        kept = f"บูธที่เหลือในโซน {stall.zone} กันไว้ให้ร้านอื่นตามโควตา"
        return kept if quotas.is_kept(shop, stall) else ""


def _full_in_words(cell: Cell, given: int) -> str:
    left = cell.maximum - given
    kept = f" อีก {left} บูธกันไว้ให้ร้านอื่น" if left > 0 else ""
    return f"{words_of(cell)} ให้หรือถือไว้แล้ว {given} บูธ{kept}"


def quota_problem(
    application: BoothApplication, booth: Booth, ground: GroundInTurn | None = None
) -> str:
    """The quota of its zone that this booth would pass, in words; "" when it fits.

    How many of a category are chosen at all was held when they were chosen (`vendors/places.py`).
    Whoever decides by it holds the call's lock.
    """
    call = application.call
    if call is None:
        return ""
    if not has_cells_in(call, booth.zone_id):
        return ""
    own = ground.for_(application) if ground else None
    return ZoneQuotas(application, call, own).problem(booth.zone_id, booth)


def has_cells_in(call: VendorCall, zone_id: int) -> bool:
    return any(cell.zone_id == zone_id for cell in call.every_cell)


def words_of(cell: Cell) -> str:
    """ "ผ้าและเครื่องแต่งกาย โซน C ร้านนอกจังหวัด รับไม่เกิน 20 บูธ"."""
    parts = [ProductCategory(int(cell.category)).title]
    if cell.zone != EVERY:
        parts.append(_("โซน %(zone)s") % {"zone": cell.zone})
    if cell.origin != ANY:
        parts.append(_("ร้านในจังหวัด") if cell.origin == "inside" else _("ร้านนอกจังหวัด"))
    return _("%(whom)s รับไม่เกิน %(most)s บูธ") % {"whom": " ".join(parts), "most": cell.maximum}
