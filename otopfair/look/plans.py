"""The plan of a fair as SVG: shape, fill and word differ per state, so it survives a grey print.

A plan is plain data, in metres:
``{"zones": [{"code", "name", "x", "y", "width", "height", "url", "booths": [...]}],
"landmarks": [{"kind", "label", "x", "y", "width", "height"}], "taken", "held", "free"}``;
a booth is ``{"code", "short", "x", "y", "width", "depth", "state", "label", "url"}`` with state
taken, held, free, mine or off (not in use). ``label`` is what a screen reader says ("C02 กลุ่มสตรี…
มีร้านแล้ว"), ``short`` the number without its zone; ``url`` may be "".
"""

from functools import lru_cache
from html import escape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

METRE = 12
GAP = 2
PADDING = 10
ZONE_HEAD = 28
LANDMARK_CLASSES = {
    "stage": ("place-stage", "on-dark"),
    "gate": ("place-gate", "on-sun"),
    "service": ("place-service", "on-dark"),
    "first_aid": ("place-firstaid", "on-dark"),
}


@lru_cache(maxsize=4096)
def mark_svg(state: str, side: float, number: str = "") -> SafeString:
    """The sign of one booth state in a square of `side`, with its number or a tick."""
    if state == "held":
        half = side / 2
        shape = format_html(
            '<path class="shape" d="M{h} 0L{s} {h} {h} {s} 0 {h}z"></path>'
            '<path class="hatch" d="M{a} {h}L{h} {a}M{b} {c}L{c} {b}M{h} {d}L{d} {h}"></path>',
            h=_n(half), s=_n(side), a=_n(side * 0.16), b=_n(side * 0.32), c=_n(side * 0.68),
            d=_n(side * 0.84),
        )  # fmt: skip
    else:
        round_by = side * 0.3 if state == "free" else 3
        shape = format_html(
            '<rect class="shape" x="1" y="1" width="{0}" height="{0}" rx="{1}"></rect>',
            _n(side - 2),
            _n(round_by),
        )
    if number:
        return format_html(
            '{}<text x="{}" y="{}">{}</text>', shape, _n(side / 2), _n(side / 2 + 1), number
        )
    return format_html("{}{}", shape, _inner_sign(state, side))


def _inner_sign(state: str, side: float) -> SafeString:
    if state in ("taken", "mine"):
        d = f"M{_n(side * 0.28)} {_n(side * 0.52)}l{_n(side * 0.16)} {_n(side * 0.16)} "
        return format_html(
            '<path class="tick" d="{}{} -{}"></path>', d, _n(side * 0.3), _n(side * 0.32)
        )
    if state == "free":
        return format_html(
            '<circle class="ring" cx="{0}" cy="{0}" r="{1}"></circle>', _n(side / 2), _n(side * 0.2)
        )
    return mark_safe("")


def plan_svg(plan: dict) -> SafeString:
    """The whole ground: zones with numbered booths, and what else stands there."""
    boxes = [_zone_box(zone) for zone in plan["zones"]]
    boxes += [_landmark_box(place) for place in plan.get("landmarks", ())]
    if not boxes:
        return mark_safe("")
    left, top = min(box[0] for box in boxes) - 16, min(box[1] for box in boxes) - 16
    width = max(box[0] + box[2] for box in boxes) + 16 - left
    height = max(box[1] + box[3] for box in boxes) + 16 - top
    return format_html(
        '<svg viewBox="{} {} {} {}" role="group" aria-label="ผังบูธ">'
        '<rect class="plan-wall" x="{}" y="{}" width="{}" height="{}" rx="8"></rect>{}{}</svg>',
        _n(left), _n(top), _n(width), _n(height),
        _n(left + 3), _n(top + 3), _n(width - 6), _n(height - 6),
        format_html_join("", "{}", ((_zone(zone),) for zone in plan["zones"])),
        format_html_join("", "{}", ((_landmark(p),) for p in plan.get("landmarks", ()))),
    )  # fmt: skip


def zone_svg(zone: dict) -> SafeString:
    """One zone without numbers, small, for the overview on a phone."""
    left, top = float(zone["x"]) * METRE, float(zone["y"]) * METRE
    width, height = float(zone["width"]) * METRE, float(zone["height"]) * METRE
    booths = mark_safe("".join(_booth(booth, numbered=False) for booth in zone["booths"]))
    return format_html(
        '<svg class="zone-map" viewBox="{} {} {} {}" width="{}" aria-hidden="true">{}</svg>',
        _n(left), _n(top), _n(width), _n(height), _n(width * 0.62), booths,
    )  # fmt: skip


def _zone_box(zone: dict) -> tuple[float, float, float, float]:
    return (
        float(zone["x"]) * METRE - PADDING,
        float(zone["y"]) * METRE - ZONE_HEAD,
        float(zone["width"]) * METRE + 2 * PADDING,
        float(zone["height"]) * METRE + ZONE_HEAD + PADDING,
    )


def _landmark_box(place: dict) -> tuple[float, float, float, float]:
    return tuple(float(place[key]) * METRE for key in ("x", "y", "width", "height"))


def _zone(zone: dict) -> SafeString:
    x, y, width, height = _zone_box(zone)
    return format_html(
        '<g role="group" aria-label="โซน {} {}"><rect class="plan-zone" x="{}" y="{}" width="{}"'
        ' height="{}" rx="8"></rect><text class="zone-name" x="{}" y="{}">{} '
        '<tspan class="what">{}</tspan></text>{}</g>',
        zone["code"], zone["name"], _n(x), _n(y), _n(width), _n(height),
        _n(x + PADDING), _n(y + 19), zone["code"], zone["name"],
        mark_safe("".join(_booth(booth) for booth in zone["booths"])),
    )  # fmt: skip


def _booth(booth: dict, *, numbered: bool = True) -> str:
    """One booth in its place. Joined by hand: a fair has hundreds, and format_html is slow."""
    side = min(booth["width"], booth["depth"]) * METRE - 2 * GAP
    x, y = _n(booth["x"] * METRE + GAP), _n(booth["y"] * METRE + GAP)
    state = booth["state"]
    place = f'<g class="booth booth-{state}" transform="translate({x} {y})">'
    if not numbered:
        return f"{place}{mark_svg(state, side)}</g>"
    title = f"<title>{escape(booth['label'])}</title>"
    mark = f"{place}{title}{mark_svg(state, side, booth['short'])}</g>"
    return f'<a href="{escape(booth["url"])}">{mark}</a>' if booth["url"] else mark


def _landmark(place: dict) -> SafeString:
    x, y, width, height = _landmark_box(place)
    fill, text = LANDMARK_CLASSES.get(place["kind"], LANDMARK_CLASSES["service"])
    label = f"▲ {place['label']}" if place["kind"] == "gate" else place["label"]
    return format_html(
        '<g><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"></rect>'
        '<text class="{}" x="{}" y="{}">{}</text></g>',
        fill, _n(x), _n(y), _n(width), _n(height),
        text, _n(x + width / 2), _n(y + height / 2), label,
    )  # fmt: skip


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
