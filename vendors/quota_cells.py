"""The quota cells of a call against the booths that are given, and who and what they are for."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from fairs.models import Booth, CallCell, FairEvent, ProductCategory, VendorCall
from otopfair.thai.folding import normalise
from vendors.drawing import ANY, EVERY, Cell, Quotas, Shop, Stall
from vendors.models import BoothAllocation, BoothApplication, live_hold
from vendors.places import origin_of


def shop_of(application: BoothApplication, call: VendorCall) -> Shop:
    """An application as draws and runs know it; its vendor is at hand."""
    return Shop(
        application.reference_no,
        normalise(application.vendor.name_th),
        str(application.category),
        origin_of(application, call).value,
        application.booths_wanted,
    )


def stall_of(booth: Booth) -> Stall:
    """A booth as draws and runs know it; its zone is at hand."""
    category = booth.zone.category
    return Stall(booth.code, booth.zone.code, EVERY if category is None else str(category))


def free_booths(fair_event: FairEvent, zones: Iterable[int] | None = None):
    """Booths that a draw or a run can give: whole, usable, not held, and nobody's. A booth that
    several share is the officer's to give."""
    booths = Booth.objects.filter(fair_event=fair_event, is_usable=True, places=1)
    if zones is not None:
        booths = booths.filter(zone__in=zones)
    booths = booths.exclude(allocations__in=BoothAllocation.objects.live())
    held = Booth.objects.filter(live_hold("holds__"), fair_event=fair_event, holds__isnull=False)
    booths = booths.exclude(pk__in=held.values("pk"))
    return booths.select_related("zone").order_by("zone__sequence", "sort_key", "pk")


def cells_of(call: VendorCall) -> list[Cell]:
    """Every cell of a call with the booths given so far; two queries."""
    given = _given(call)
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
    counts = [
        count
        for (category, origin, zone), count in given.items()
        if row.covers(Shop("", "", str(category), origin, 1), Stall("", zone, EVERY))
    ]
    return row._replace(given=sum(counts))


def _given(call: VendorCall) -> Counter:
    """Booths given to applications of a call, by category, origin and zone."""
    home = call.fair_event.home_province_id
    rows = BoothAllocation.objects.live().filter(application__call=call).order_by()
    of = ("application__category", "application__vendor__province", "booth__zone__code")
    given: Counter = Counter()
    for category, province, zone, count in rows.values_list(*of).annotate(Count("pk")):
        given[category, "inside" if province == home else "outside", zone] += count
    return given


def quota_problem(application: BoothApplication, booth: Booth) -> str:
    """The quota of its zone that this booth would pass, in words; "" when it fits.

    How many of a category are chosen at all was held when they were chosen (`vendors/places.py`).
    Whoever decides by it holds the call's lock.
    """
    call = application.call
    if call is None or not has_cells_in(call, booth.zone_id):
        return ""
    shop, stall = shop_of(application, call), stall_of(booth)
    cells = [cell for cell in cells_of(call) if cell.zone == stall.zone]
    free = free_booths(call.fair_event, [booth.zone_id])
    quotas = Quotas(cells, [stall, *(stall_of(one) for one in free if one.pk != booth.pk)])
    if full := quotas.full(shop, stall):
        return f"{words_of(full)} ให้ไปแล้ว {quotas.given[full]} บูธ"
    return f"บูธที่เหลือในโซน {stall.zone} กันไว้ให้ร้านอื่นตามโควตา" if quotas.is_kept(shop, stall) else ""


def has_cells_in(call: VendorCall, zone_id: int) -> bool:
    return any(cell.zone_id == zone_id for cell in call.every_cell)


def words_of(cell: Cell) -> str:
    """ "ผ้าและเครื่องแต่งกาย โซน C ร้านนอกจังหวัด รับไม่เกิน 20 บูธ"."""
    parts = [ProductCategory(int(cell.category)).label]
    if cell.zone != EVERY:
        parts.append(f"โซน {cell.zone}")
    if cell.origin != ANY:
        parts.append("ร้านในจังหวัด" if cell.origin == "inside" else "ร้านนอกจังหวัด")
    return f"{' '.join(parts)} รับไม่เกิน {cell.maximum} บูธ"
