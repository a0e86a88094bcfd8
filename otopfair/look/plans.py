"""The plan of a fair as one SVG map, true to scale: shape, fill and word differ by state, so that
it survives a grey print.

A `Drawing` is plain data in metres; a metre is `METRE` units of the map, and `--k` says how many
pixels a unit has on the screen (static/js/plan.js). Letters never get smaller than 12 pixels; those
that have no room are not shown before the scale `data-from`.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from otopfair.look.landmarks import LANDMARK_CLASSES, LANDMARK_SIGNS
from otopfair.tongues import is_english, tongue_of

METRE = 12
GAP = 2
PADDING = 10
ZONE_HEAD = 28
LEAST_LETTERS = 12  # pixels
LETTER = 0.62  # of the size of the letters: how wide one is
LARGEST_FROM = 1.0  # a label that fits at no scale up to this one is only said, not written
# Words that begin behind this scale stand smaller on paper, or not at all.
ON_PAPER = ((1.2, "none"), (0.75, "small"))
PIN = "M0 0C-4-8-11-12-11-20A11 11 0 1 1 11-20C11-12 4-8 0 0z"
SIGN_SIDE = 24.0
LARGEST_SIGN = 26.0

TEXT_CLASSES = {
    "held": ' class="held"',
    "offered": ' class="held"',
    "free": ' class="free"',
    "off": ' class="closed"',
}


class Box(NamedTuple):
    """Where something stands, in metres from the top left corner of the hall."""

    x: float
    y: float
    width: float
    depth: float


class DrawnBooth(NamedTuple):
    """`state`: taken, held, offered, free, mine or off (not in use).

    `short` is the number without its zone.

    `label` is what a screen reader says; "" where the page lists the booths, too: there the number
    is enough, and plan.js gives each booth the words of its row. `url` may be "".
    """

    code: str
    short: str
    box: Box
    state: str
    url: str
    label: str = ""
    is_found: bool = False


class DrawnZone(NamedTuple):
    """With a `url`, its name is a link."""

    code: str
    name: str
    box: Box
    booths: list[DrawnBooth]
    url: str = ""


class DrawnPlace(NamedTuple):
    """A landmark: one of LANDMARK_SIGNS. With a `url`, it is a link."""

    kind: str
    label: str
    box: Box
    url: str = ""


class DrawnPicture(NamedTuple):
    """What lies behind the plan."""

    url: str
    box: Box


class Drawing(NamedTuple):
    zones: list[DrawnZone]
    places: list[DrawnPlace]
    picture: DrawnPicture | None = None


def short_of(code: str, zone_code: str) -> str:
    """A booth's number without its zone, as the map writes it: 01 of C01, 101 of ก-101."""
    return code.removeprefix(zone_code).lstrip("-./") or code


# --- Signs


ROUNDED_BY = {"free": 0.3, "offered": 0.5}  # of the shorter side


@lru_cache(maxsize=256)
def mark_svg(state: str, width: float, depth: float) -> str:
    """The sign of one booth state, `width` × `depth` units."""
    w, d, edge = _n(width), _n(depth), min(1, width / 8, depth / 8)
    if state == "held":
        return (
            f'<path class="shape" d="M{_n(width / 2)} 0L{w} {_n(depth / 2)} {_n(width / 2)} {d} '
            f'0 {_n(depth / 2)}z"/><path class="hatch" d="{_hatch(width, depth)}"/>'
        )
    round_by = min(width, depth) * ROUNDED_BY.get(state, 0) or 3
    return (
        f'<rect class="shape" {_rect(Box(edge, edge, width - 2 * edge, depth - 2 * edge))} '
        f'rx="{_n(round_by)}"/>{_inner_sign(state, width, depth)}'
    )


def _hatch(w: float, d: float) -> str:
    lines = ((0.16, 0.5, 0.5, 0.16), (0.32, 0.68, 0.68, 0.32), (0.5, 0.84, 0.84, 0.5))
    return "".join(f"M{_n(a * w)} {_n(b * d)}L{_n(c * w)} {_n(e * d)}" for a, b, c, e in lines)


def _inner_sign(state: str, width: float, depth: float) -> str:
    side = min(width, depth)
    left, top = (width - side) / 2, (depth - side) / 2
    if state in ("taken", "mine"):
        return (
            f'<path class="tick" d="M{_n(left + side * 0.28)} {_n(top + side * 0.52)}'
            f'l{_n(side * 0.16)} {_n(side * 0.16)} {_n(side * 0.3)} -{_n(side * 0.32)}"/>'
        )
    if state == "offered":
        return (
            f'<path class="hands" d="M{_n(left + side / 2)} {_n(top + side * 0.24)}'
            f'v{_n(side * 0.28)}l{_n(side * 0.18)} {_n(side * 0.12)}"/>'
        )
    if state == "free":
        middle = f'cx="{_n(width / 2)}" cy="{_n(depth / 2)}"'
        return f'<circle class="ring" {middle} r="{_n(side * 0.2)}"/>'
    return ""


# --- The map


def plan_svg(drawing: Drawing, *, chosen: str = "") -> SafeString:
    """The whole ground; the booth with the code `chosen` has a pin."""
    boxes = [_zone_box(zone) for zone in drawing.zones] + [_units(p.box) for p in drawing.places]
    if drawing.picture:
        boxes.append(_units(drawing.picture.box))
    if not boxes:
        return mark_safe("")
    left, top = min(box.x for box in boxes) - 16, min(box.y for box in boxes) - 16
    width = max(box.x + box.width for box in boxes) + 16 - left
    height = max(box.y + box.depth for box in boxes) + 16 - top
    signs = _Signs()
    zones = "".join(_zone(zone, signs, chosen) for zone in drawing.zones)
    places = "".join(_place(place, signs) for place in drawing.places)
    wall = (
        f'<rect class="plan-wall" x="{_n(left + 3)}" y="{_n(top + 3)}" width="{_n(width - 6)}" '
        f'height="{_n(height - 6)}" rx="8"/>'
    )
    wide = ' class="wide"' if width > height else ""  # paper lies on its side for it
    long = _readable(drawing)
    # The width is the least at which its letters are read; style sheets let it grow and fit.
    return mark_safe(
        f'<svg{wide}{long} viewBox="{_n(left)} {_n(top)} {_n(width)} {_n(height)}" '
        f'width="{_n(width * 0.8)}" role="group" aria-label="{_("ผังบูธ")}"><defs>{signs.defs}</defs>'
        f"{_picture(drawing.picture)}{wall}{zones}{places}{_pins(drawing, chosen)}</svg>"
    )


def _picture(picture: DrawnPicture | None) -> str:
    if picture is None:
        return ""
    stretched = 'preserveAspectRatio="none"'
    return f'<image href="{escape(picture.url)}" {_rect(_units(picture.box))} {stretched}/>'


def _unmarked(_text: str) -> str:
    return ""


class _Signs:
    """Each sign that occurs is drawn once and used many times."""

    def __init__(self) -> None:
        # Asked hundreds of times: on a Thai page nothing has to be marked as Thai.
        self.tongue_of: Callable[[str], str] = tongue_of if is_english() else _unmarked
        self.ids: dict[tuple[str, float, float], str] = {}

    def id_of(self, state: str, width: float, depth: float) -> str:
        return self.ids.setdefault((state, width, depth), f"s{len(self.ids)}")

    @property
    def defs(self) -> str:
        return "".join(
            f'<g id="{name}" class="booth booth-{state}">{mark_svg(state, width, depth)}</g>'
            for (state, width, depth), name in self.ids.items()
        )


def _zone(zone: DrawnZone, signs: _Signs, chosen: str) -> str:
    box = _zone_box(zone)
    code, name = escape(zone.code), escape(zone.name)
    tongue = signs.tongue_of(zone.name)
    starts = _from(f"{zone.code} {zone.name}", box.width)
    tspan = f' <tspan class="what"{tongue}{starts}>{name}</tspan>'
    # A group in Thai would make its booths Thai, too: there its name stands on the map alone.
    said = code if tongue else f"{code} {name}"
    booths = "".join(_booth(booth, signs, chosen) for booth in zone.booths)
    head = f'x="{_n(box.x + PADDING)}" y="{_n(box.y + 19)}"'
    middle = f'x="{_n(box.x + box.width / 2)}" y="{_n(box.y + box.depth / 2)}"'
    is_said = ' aria-hidden="true"' if not zone.url else ""
    area = (
        f'<rect class="plan-zone" {_rect(box)} rx="8"/>'
        f'<text class="zone-name"{is_said} {head}>{code}{tspan}</text>'
    )
    if zone.url:
        at = f"{_n(zone.box.x)},{_n(zone.box.y)}"  # what is drawn is wider than the zone
        area = f'<a class="plan-handle" href="{escape(zone.url)}" data-at="{at}">{area}</a>'
    return (
        f'<g role="group" aria-label="{_("โซน")} {said}">{area}{booths}'
        f'<text class="zone-far" aria-hidden="true" {middle}>{code}{tspan}</text></g>'
    )


def _booth(booth: DrawnBooth, signs: _Signs, chosen: str) -> str:
    """One booth in its place. Joined by hand, and numbers without the quotes that HTML does not
    need: a fair has hundreds, and their bytes count."""
    box = _booth_box(booth)
    sign = signs.id_of(booth.state, box.width, box.depth)
    # A booth of 3 metres is the common one; style sheets know when its number fits.
    is_common = len(booth.short) <= 3 and not _is_narrow(box)
    small = "" if is_common else _from(booth.short, box.width, min(box.depth, ZONE_HEAD))
    middle = f"x={_n(box.x + box.width / 2)} y={_n(box.y + box.depth / 2)}"
    # Most booths are taken: a class for each would be a tenth of the map.
    of_state = TEXT_CLASSES.get(booth.state, "")
    drawn = (
        f'<use href="#{sign}" x={_n(box.x)} y={_n(box.y)} />'
        f"<text{of_state}{small} {middle}>{escape(booth.short)}</text>"
    )
    label = booth.label
    says = f"<title{signs.tongue_of(label)}>{escape(label)}</title>" if label else ""
    if not booth.url:
        return f"<g>{says}{drawn}</g>"
    here = ' aria-current="true"' if booth.code == chosen else ""
    return f'<a href="{escape(booth.url)}"{here}>{says}{drawn}</a>'


def _is_narrow(box: Box) -> bool:
    return box.width < 2.5 * METRE or box.depth < 1.5 * METRE


def _readable(drawing: Drawing) -> str:
    """From which scale on the numbers of booths have room, where some have three digits."""
    booths = [(booth.short, _booth_box(booth)) for zone in drawing.zones for booth in zone.booths]
    long = [(short, box) for short, box in booths if len(short) > 2 and not _is_narrow(box)]
    least = max((scale_from(short, box.width) for short, box in long), default=0)
    return f' data-readable="{least:.2f}"' if least else ""


def _place(place: DrawnPlace, signs: _Signs) -> str:
    """A sign, and its word beside or below it where there is room; it is said all the same."""
    box = _units(place.box)
    tongue = signs.tongue_of(place.label)
    fill, text = LANDMARK_CLASSES.get(place.kind, LANDMARK_CLASSES["service"])
    side = min(box.width * 0.8, box.depth * 0.8, LARGEST_SIGN)
    sign, word = _sign_and_word(box, side, place.label)
    drawn = (
        f'<title{tongue}>{escape(place.label)}</title><rect class="{fill}" {_rect(box)} rx="6"/>'
        f"{_sign(place.kind, text, sign.x, sign.y, side)}"
    )
    if word:
        starts = scale_from(place.label, word.width, word.depth)
        middle = f'x="{_n(word.x + word.width / 2)}" y="{_n(word.y + word.depth / 2)}"'
        words = f"{tongue}>{escape(place.label)}"
        drawn += f'<text class="{text}" data-from="{starts:.2f}" {middle}{words}</text>'
    if place.url:
        return f'<a href="{escape(place.url)}">{drawn}</a>'
    return f'<g role="img" aria-label="{escape(place.label)}"{tongue}>{drawn}</g>'


def _sign_and_word(box: Box, side: float, label: str) -> tuple[Box, Box | None]:
    """Where the sign stands, and the room of the word: beside it, else below it, else none."""
    margin = side * 0.25
    aside = Box(box.x + side + margin, box.y, box.width - side - 2 * margin, box.depth)
    below = Box(box.x, box.y + box.depth / 2, box.width, box.depth / 2 - margin)
    middle = box.x + (box.width - side) / 2
    if _has_room(label, aside):
        return Box(box.x + margin, box.y + (box.depth - side) / 2, side, side), aside
    if below.depth > LEAST_LETTERS + 1 and _has_room(label, below):
        return Box(middle, below.y - side, side, side), below
    return Box(middle, box.y + (box.depth - side) / 2, side, side), None


def _has_room(label: str, room: Box) -> bool:
    return room.width > 0 and scale_from(label, room.width, room.depth) <= LARGEST_FROM


def _sign(kind: str, text: str, x: float, y: float, side: float) -> str:
    place = f"translate({_n(x)} {_n(y)}) scale({side / SIGN_SIDE:.2f})"
    return f'<path class="place-sign {text}" transform="{place}" d="{LANDMARK_SIGNS[kind]}"/>'


def _pins(drawing: Drawing, chosen: str) -> str:
    """A dot on what was found and a pin on what is chosen, over everything else."""
    booths = [booth for zone in drawing.zones for booth in zone.booths]
    found = [_corner(booth) for booth in booths if booth.is_found]
    here = next((_pin(booth) for booth in booths if booth.code == chosen), "")
    return f"{_dots(found)}{here}"


def _dots(found: list[tuple[float, float]]) -> str:
    """One path, each point told from the last, drawn twice: hundreds of circles would weigh as
    much as the booths of a zone."""
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(found, [(0.0, 0.0), *found], strict=False)]
    path = "".join(f"m{_n(x)} {_n(y)}h0" for x, y in steps)
    drawn = f'<path id="found" d="{path}"/><use href="#found"/>'
    return f'<g class="pin-found" aria-hidden="true">{drawn}</g>' if found else ""


def _corner(booth: DrawnBooth) -> tuple[float, float]:
    box = _booth_box(booth)
    return box.x + box.width - 3, box.y + 3


def _pin(booth: DrawnBooth) -> str:
    box = _booth_box(booth)
    place = f"translate({_n(box.x + box.width / 2)} {_n(box.y + 5)})"
    return (
        f'<g class="pin-here" id="pin" transform="{place}" aria-hidden="true"><path d="{PIN}"/></g>'
    )


def scale_from(text: str, width: float, depth: float = ZONE_HEAD) -> float:
    """The smallest scale at which letters of 12 pixels have room for `text`."""
    letters = sum(1 for sign in text if unicodedata.category(sign) != "Mn")
    return max(letters * LETTER * LEAST_LETTERS / width, (LEAST_LETTERS + 1) / depth)


def _from(text: str, width: float, depth: float = ZONE_HEAD) -> str:
    starts = scale_from(text, width, depth)
    on_paper = next((f' data-paper="{how}"' for least, how in ON_PAPER if starts > least), "")
    return f' data-from="{starts:.2f}"{on_paper}'


def _zone_box(zone: DrawnZone) -> Box:
    """The area with its name above it and a margin, and whatever of its booths stands outside."""
    boxes = [_units(zone.box), *(_units(booth.box) for booth in zone.booths)]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    width = max(box.x + box.width for box in boxes) - left
    depth = max(box.y + box.depth for box in boxes) - top
    return Box(left - PADDING, top - ZONE_HEAD, width + 2 * PADDING, depth + ZONE_HEAD + PADDING)


def _booth_box(booth: DrawnBooth) -> Box:
    x, y, width, depth = _units(booth.box)
    across, down = min(GAP, width / 10), min(GAP, depth / 10)
    return Box(x + across, y + down, width - 2 * across, depth - 2 * down)


def _units(box: Box) -> Box:
    return Box(box.x * METRE, box.y * METRE, box.width * METRE, box.depth * METRE)


def _rect(box: Box) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.depth)}"'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
