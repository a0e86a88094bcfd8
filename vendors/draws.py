"""Draws as they are read: who would take part, the frozen list, the result line by line."""

from dataclasses import dataclass, field

from fairs.models import Booth, FairEvent, ProductCategory, VendorCall, Zone
from otopfair.thai.formatting import format_datetime
from vendors.drawing import EVERY, FORMAT, NOTHING, Frozen, fitting, read_list, seed_of
from vendors.models import BoothApplication, Draw
from vendors.quota_cells import cells_of, free_booths, quota_problem, shop_of, stall_of, words_of

OF_EVERYBODY = "ทุกประเภท"


@dataclass(frozen=True)
class Entrants:
    """Who would be drawn for which booths, were the list frozen now."""

    applications: list[BoothApplication]
    booths: list[Booth]


def entrants_of(call: VendorCall, zones: list[Zone]) -> Entrants:
    """Confirmed applications that wait for their first booth and fit a zone; the free booths."""
    categories = [zone.category for zone in zones]
    waiting = BoothApplication.objects.waiting_for_booth().filter(call=call, given=0)
    if None not in categories:
        waiting = waiting.filter(category__in=categories)
    rows = waiting.select_related("vendor", "fair_event").order_by("reference_number", "pk")
    booths = list(free_booths(call.fair_event, [zone.pk for zone in zones]))
    return Entrants(list(rows) if zones else [], booths if zones else [])


def zones_to_draw(fair_event: FairEvent) -> list[Zone]:
    """Zones that have a free booth."""
    free = free_booths(fair_event).order_by().values("zone")
    return list(fair_event.zones.filter(pk__in=free).order_by("sequence", "pk"))


def list_text_of(call: VendorCall, entrants: Entrants, *, number: int, public: tuple) -> str:
    """The list as it is frozen: a kind and its values a line, tabs between, a line break after
    each. `public` is the source of the public value and its moment."""
    source, at = public
    lines: list[tuple] = [
        (FORMAT,),
        ("fair", call.fair_event.reference_code, str(call.fair_event)),
        ("call", call.name),
        ("draw", number),
        ("public", source, format_datetime(at)),
        *(("cell", *cell) for cell in cells_of(call)),
        *(("booth", *stall_of(booth)) for booth in entrants.booths),
        *(("shop", *shop_of(row, call)) for row in entrants.applications),
    ]
    return "".join("\t".join(map(_on_one_line, line)) + "\n" for line in lines)


def _on_one_line(value) -> str:
    return " ".join(str(value).split())


def published_draw(draw: Draw) -> dict:
    """The file with which anybody draws again; whoever changes one value of it is found out."""
    return {
        "format": FORMAT,
        "list": draw.list_text,
        "list_sha256": draw.list_sha256,
        "commitment": draw.commitment,
        "secret": draw.secret,
        "public_value": draw.public_value,
        "withdrawn": draw.withdrawn,
        "result": draw.result,
        "result_sha256": draw.result_sha256,
    }


@dataclass
class ShopLine:
    """A shop of the list, and what the draw gave it. `place` is None before the draw."""

    reference: str
    name: str
    category: str
    wanted: int
    place: int | None = None
    codes: list[str] = field(default_factory=list)
    reserve: int | None = None
    said: str = ""


@dataclass(frozen=True)
class DrawRead:
    """A draw for a page: booths by zone, shops in the order of the list or of the draw."""

    draw: Draw
    frozen: Frozen
    shops: list[ShopLine]

    @property
    def booths_by_zone(self) -> list[tuple[str, str, list[str]]]:
        """(zone, for whom, codes of its booths)."""
        zones: dict[tuple[str, str], list[str]] = {}
        for stall in self.frozen.stalls:
            zones.setdefault((stall.zone, stall.category), []).append(stall.code)
        return [(zone, _category(category), codes) for (zone, category), codes in zones.items()]

    @property
    def quotas(self) -> list[tuple[str, int, int]]:
        """(the cell in words, how many of it are kept, how many were given before)."""
        return [(words_of(cell), cell.reserved, cell.given) for cell in self.frozen.cells]

    @property
    def reserves(self) -> list[ShopLine]:
        return [shop for shop in self.shops if shop.reserve is not None]

    @property
    def with_booths(self) -> int:
        return sum(1 for shop in self.shops if shop.codes)

    @property
    def booths_left(self) -> list[str]:
        """Booths of the list that fell to nobody."""
        taken = {code for shop in self.shops for code in shop.codes}
        return [stall.code for stall in self.frozen.stalls if stall.code not in taken]

    @property
    def seed(self) -> str:
        draw = self.draw
        return seed_of(draw.secret, draw.public_value, draw.list_sha256).hex()


def read_draw(draw: Draw) -> DrawRead:
    """The frozen list, and the result once there is one."""
    frozen = read_list(draw.list_text)
    shops = {
        shop.reference: ShopLine(shop.reference, shop.name, _category(shop.category), shop.wanted)
        for shop in frozen.shops
    }
    ordered = [_with_result(shops, line) for line in draw.result]
    return DrawRead(draw, frozen, ordered or list(shops.values()))


def _with_result(shops: dict[str, ShopLine], text: str) -> ShopLine:
    place, reference, codes, note = text.split("\t")
    shop = shops[reference]
    shop.place = int(place)
    shop.codes = [] if codes == NOTHING else codes.split(",")
    kind, _, rest = note.partition(" ")
    if kind == "reserve":
        shop.reserve, shop.said = int(rest), f"สำรองลำดับที่ {rest}"
    elif kind == "from":
        shop.said = f"รับต่อจาก {rest} ซึ่งถอนก่อนจับ"
    elif kind == "withdrawn":
        shop.said = "ถอนก่อนจับ บูธเลื่อนให้สำรอง"
    return shop


def _category(value: str) -> str:
    return OF_EVERYBODY if value == EVERY else ProductCategory(int(value)).label


def open_draw_with(application: BoothApplication) -> Draw | None:
    """The draw that is frozen with this application in its list."""
    draws = Draw.objects.open().filter(call=application.call_id)
    is_in = (d for d in draws if application.reference_no in references_of(d))
    return next(is_in, None)


def open_draw_for(booth: Booth) -> Draw | None:
    """The draw that is frozen with this booth in its list."""
    draws = Draw.objects.open().filter(call__fair_event=booth.fair_event_id)
    return next((d for d in draws if booth.code in codes_of(d)), None)


def last_draw_for(booth: Booth) -> Draw | None:
    """The newest draw that has drawn this booth."""
    draws = Draw.objects.drawn().filter(call__fair_event=booth.fair_event_id).order_by("-pk")
    return next((d for d in draws if booth.code in codes_of(d)), None)


def references_of(draw: Draw) -> list[str]:
    return [shop.reference for shop in read_list(draw.list_text).shops]


def codes_of(draw: Draw) -> list[str]:
    return [stall.code for stall in read_list(draw.list_text).stalls]


def heir_of(draw: Draw, booth: Booth) -> BoothApplication | None:
    """The first reserve of a draw that waits, fits the booth and passes no quota with it."""
    reserves = [shop.reference for shop in read_draw(draw).reserves]
    found = applications_of(draw, reserves)
    waiting = {
        row.reference_no
        for row in BoothApplication.objects.waiting_for_booth().filter(
            pk__in=[row.pk for row in found.values()], given=0
        )
    }
    stall = stall_of(booth)
    return next(
        (
            found[reference]
            for reference in reserves
            if reference in waiting
            and fitting(shop_of(found[reference], draw.call), [stall])
            and not quota_problem(found[reference], booth)
        ),
        None,
    )


def booths_free_again(draw: Draw) -> list[Booth]:
    """Booths of a finished draw that stand empty now."""
    if not draw.drawn_at:
        return []
    return list(free_booths(draw.call.fair_event).filter(code__in=codes_of(draw)))


def next_pass(draw: Draw, free: list[Booth]) -> tuple[Booth, BoothApplication] | None:
    """The first of these booths that a reserve may have, and who it is."""
    for booth in free:
        if heir := heir_of(draw, booth):
            return booth, heir
    return None


def applications_of(draw: Draw, references: list[str]) -> dict[str, BoothApplication]:
    """Applications by the numbers that stand in the list."""
    numbers = [int(reference.rpartition("-")[2]) for reference in references]
    rows = BoothApplication.objects.filter(call=draw.call_id, reference_number__in=numbers)
    rows = rows.select_related("vendor", "fair_event", "call")
    return {row.reference_no: row for row in rows if row.reference_no in set(references)}
