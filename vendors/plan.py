"""The plan of a fair as plain data in metres, for `components/plan.html` and the list of booths.

Booths that nobody has placed on the drawing yet are laid out in rows of ten, zone after zone.
"""

from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairs.models import FairEvent, Zone
from vendors.reports import BoothRow, BoothState, booths_of, counts_by_state

PER_ROW = 10
ZONES_ABREAST = 3
BETWEEN_ZONES_M = 5.0

STATE_WORDS = {
    BoothState.TAKEN: gettext_lazy("มีร้านแล้ว"),
    BoothState.HELD: gettext_lazy("จองไว้"),
    BoothState.FREE: gettext_lazy("ว่าง"),
}
# Meaning and icon of a booth's badge in lists.
STATE_BADGES = {
    BoothState.TAKEN: ("going", "check"),
    BoothState.HELD: ("waiting", "diamond"),
    BoothState.FREE: ("done", "circle"),
}


def plan_of(fair: FairEvent) -> dict:
    """The whole ground of `fair`: three queries, however many booths."""
    zones = list(fair.zones.order_by("sequence", "pk"))
    landmarks = list(fair.landmarks.order_by("pk"))
    return plan_from(zones, landmarks, booths_of(fair), reverse("fair-plan", args=[fair.slug]))


def plan_from(zones: list[Zone], landmarks: list, booths: list[BoothRow], url: str) -> dict:
    """Zones with their booths where they stand, or in rows while a zone has no size.

    `url` is the page of the plan; `?zone=` leads to one zone of it.
    """
    of_zone: dict[int, list[BoothRow]] = {zone.pk: [] for zone in zones}
    for booth in booths:
        of_zone[booth.zone_id].append(booth)
    zones = [zone for zone in zones if of_zone[zone.pk]]
    placed = all(zone.plan_width and zone.plan_height for zone in zones)
    vendor_url = url_by_id("vendor")
    words = {state: str(word) for state, word in STATE_WORDS.items()}
    size_of = cache(_size)  # a fair has two or three sizes of booths, not 120
    drawn = [
        _zone(
            zone,
            [_booth(zone.code, row, words, size_of, vendor_url) for row in of_zone[zone.pk]],
            url,
        )
        for zone in zones
    ]
    if not placed:
        _lay_out(drawn)
    return {
        "zones": drawn,
        "landmarks": [_landmark(landmark) for landmark in landmarks] if placed else [],
        "total": len(booths),
        **counts_by_state(booth.state for booth in booths),
    }


def url_by_id(name: str):
    """A function from id to address: `reverse` once instead of once a row."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def _zone(zone: Zone, booths: list[dict], url: str) -> dict:
    return {
        "code": zone.code,
        "title": zone.name_th,
        "name": _("%(name)s %(count)d\u00a0บูธ") % {"name": zone.name_th, "count": len(booths)},
        "x": float(zone.plan_x),
        "y": float(zone.plan_y),
        "width": float(zone.plan_width),
        "height": float(zone.plan_height),
        "url": f"{url}?zone={zone.code}",
        "booths": booths,
        "count": len(booths),
        **counts_by_state(booth["state"] for booth in booths),
    }


def _booth(zone_code: str, booth: BoothRow, words, size_of, vendor_url) -> dict:
    word = words[booth.state]
    if booth.state == BoothState.FREE and booth.given:
        word = _("ว่าง %(free)d ที่") % {"free": booth.places - booth.given}
    names = " · ".join(name for _id, name, _place in booth.vendors)
    meaning, icon = STATE_BADGES[booth.state]
    return {
        "code": booth.code,
        "short": booth.code.removeprefix(zone_code) or booth.code,
        "x": booth.x,
        "y": booth.y,
        "width": booth.width,
        "depth": booth.depth,
        "state": booth.state.value,
        "word": word,
        "meaning": meaning,
        "icon": icon,
        "label": f"{booth.code} {names} {word}" if names else f"{booth.code} {word}",
        "url": vendor_url(booth.vendors[0][0]) if booth.vendors else "",
        "vendors": [
            {"url": vendor_url(pk), "name": name, "place": place}
            for pk, name, place in booth.vendors
        ],
        "size": size_of(booth.width, booth.depth, booth.power_amps > 0),
    }


def _size(width: float, depth: float, has_power: bool) -> str:
    size = {"width": f"{width:g}", "depth": f"{depth:g}"}
    if has_power:
        return _("%(width)s × %(depth)s เมตร มีไฟฟ้า") % size
    return _("%(width)s × %(depth)s เมตร") % size


def _lay_out(zones: list[dict]) -> None:
    left = top = lowest = 0.0
    for number, zone in enumerate(zones):
        if number and number % ZONES_ABREAST == 0:
            left, top = 0.0, lowest + BETWEEN_ZONES_M
        pitch = max(max(booth["width"], booth["depth"]) for booth in zone["booths"])
        abreast = min(PER_ROW, len(zone["booths"]))
        rows = -(-len(zone["booths"]) // PER_ROW)
        zone.update(x=left, y=top, width=abreast * pitch, height=rows * pitch)
        for place, booth in enumerate(zone["booths"]):
            booth["x"] = left + place % PER_ROW * pitch
            booth["y"] = top + place // PER_ROW * pitch
        left += zone["width"] + BETWEEN_ZONES_M
        lowest = max(lowest, top + zone["height"])


def _landmark(landmark) -> dict:
    return {
        "kind": landmark.kind,
        "label": landmark.label,
        "x": float(landmark.plan_x),
        "y": float(landmark.plan_y),
        "width": float(landmark.plan_width),
        "height": float(landmark.plan_height),
    }
