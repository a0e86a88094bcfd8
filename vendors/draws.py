"""Draws as they are read: who would take part, the frozen list, the result line by line."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairs.models import Booth, FairEvent, ProductCategory, VendorCall, Zone
from otopfair.thai.formatting import format_datetime
from vendors.drawing import EVERY, FORMAT, NOTHING, Frozen, Stall, fitting, read_list, seed_of
from vendors.models import BoothApplication, Draw
from vendors.quota_cells import (
    GroundInTurn,
    cells_of,
    free_booths,
    ground_in_turn,
    quota_problem,
    shop_of,
    stall_of,
    words_of,
)
from vendors.starred import stars_of

OF_EVERYBODY = gettext_noop("ทุกประเภท")


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
    rows = list(waiting.select_related("vendor", "fair_event").order_by("reference_number", "pk"))
    booths = list(free_booths(call.fair_event, [zone.pk for zone in zones]))
    asked = [Stall("", zone.code, _for_whom(zone), zone.least_stars or 0) for zone in zones]
    stars = stars_of(rows)
    fit = [row for row in rows if fitting(shop_of(row, call, stars[row.pk]), asked)]
    return Entrants(fit if zones else [], booths if zones else [])


def _for_whom(zone: Zone) -> str:
    return EVERY if zone.category is None else str(zone.category)


def zones_to_draw(fair_event: FairEvent) -> list[Zone]:
    """Zones that have a free booth."""
    free = free_booths(fair_event).order_by().values("zone")
    return list(fair_event.zones.filter(pk__in=free).order_by("sequence", "pk"))


def list_text_of(call: VendorCall, entrants: Entrants, *, number: int, public: tuple) -> str:
    """The list as it is frozen: a kind and its values a line, tabs between, a line break after
    each. `public` is the source of the public value and its moment."""
    source, at = public
    stars = stars_of(entrants.applications)
    lines: list[tuple] = [
        (FORMAT,),
        ("fair", call.fair_event.reference_code, str(call.fair_event)),
        ("call", call.name),
        ("draw", number),
        ("public", source, format_datetime(at)),
        *(("cell", *cell) for cell in cells_of(call)),
        *(("booth", *stall_of(booth)) for booth in entrants.booths),
        *(("shop", *shop_of(row, call, stars[row.pk])) for row in entrants.applications),
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
    kind, _space, rest = note.partition(" ")
    if kind == "reserve":
        shop.reserve, shop.said = int(rest), _("สำรองลำดับที่ %(number)s") % {"number": rest}
    elif kind == "from":
        shop.said = _("รับต่อจาก %(number)s ซึ่งถอนก่อนจับ") % {"number": rest}
    elif kind == "withdrawn":
        shop.said = _("ถอนก่อนจับ บูธเลื่อนให้สำรอง")
    return shop


def _category(value: str) -> str:
    return _(OF_EVERYBODY) if value == EVERY else ProductCategory(int(value)).title


def draws_with(application: BoothApplication) -> list[tuple[Draw, ShopLine]]:
    """Draws with this application in their list, held or still to be held, newest first, each with
    its line; [] while visitors do not see the fair."""
    fair_event = FairEvent.objects.published().filter(pk=application.fair_event_id)
    draws = Draw.objects.filter(
        call=application.call_id, call__fair_event__in=fair_event, called_off_at=None
    )
    lines = [(draw, line) for draw in draws.order_by("-pk") for line in read_draw(draw).shops]
    return [(draw, line) for draw, line in lines if line.reference == application.reference_no]


def open_draws(call_id: int | None) -> list[tuple[Draw, set[str]]]:
    """The frozen draws of a call, each with the numbers in its list."""
    draws = Draw.objects.open().filter(call=call_id)
    return [(draw, set(references_of(draw))) for draw in draws]


def open_draw_for(booth: Booth) -> Draw | None:
    """The draw that is frozen with this booth in its list."""
    draws = Draw.objects.open().filter(call__fair_event=booth.fair_event_id)
    return next((d for d in draws if booth.code in codes_of(d)), None)


def drawn_at(fair_event_id: int) -> list[tuple[Draw, set[str]]]:
    """The draws of a fair that are held, newest first, each with the booths of its list."""
    draws = Draw.objects.drawn().filter(call__fair_event=fair_event_id).order_by("-pk")
    return [(draw, set(codes_of(draw))) for draw in draws]


def references_of(draw: Draw) -> list[str]:
    return [shop.reference for shop in read_list(draw.list_text).shops]


def codes_of(draw: Draw) -> list[str]:
    return [stall.code for stall in read_list(draw.list_text).stalls]


def heir_of(
    draw: Draw, booth: Booth, ground: GroundInTurn | None = None
) -> BoothApplication | None:
    """The first reserve of a draw that waits, fits the booth and passes no quota with it."""
    ground = ground or ground_in_turn(draw.call)
    shops = {shop.reference: shop for shop in read_list(draw.list_text).shops}
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
            and fitting(shops[reference], [stall])
            and not quota_problem(found[reference], booth, ground)
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
    ground = ground_in_turn(draw.call)
    for booth in free:
        if heir := heir_of(draw, booth, ground):
            return booth, heir
    return None


def applications_of(draw: Draw, references: list[str]) -> dict[str, BoothApplication]:
    """Applications by the numbers that stand in the list."""
    numbers = [int(reference.rpartition("-")[2]) for reference in references]
    rows = BoothApplication.objects.filter(call=draw.call_id, reference_number__in=numbers)
    found = {}
    for row in rows.select_related("vendor", "fair_event"):
        if row.reference_no in set(references):
            row.call = draw.call  # one for all: its cells are read once
            found[row.reference_no] = row
    return found
