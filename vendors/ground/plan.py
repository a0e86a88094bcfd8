"""The plan of a fair as visitors see it: three queries, however many booths."""

from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from fairs.models import FairEvent, Zone
from otopfair.addresses import url_below
from vendors.ground.booths import BoothRow, Occupant, booths_of, counts_by_state
from vendors.ground.drawing import by_zone, draw
from vendors.ground.states import BADGES, WORDS, BoothState
from vendors.reports import short_place


def plan_of(fair_event: FairEvent) -> dict:
    """The whole ground of `fair_event`; `?zone=` of its page leads to one zone."""
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    landmarks = list(fair_event.landmarks.order_by("pk"))
    booths = booths_of(fair_event)
    view = _VisitorsView(reverse("fair-plan", args=[fair_event.slug]))
    plan = draw(by_zone(zones, booths), landmarks, view.zone, view.booth)
    return {**plan, "total": len(booths), **counts_by_state(booths)}


class _VisitorsView:
    """What visitors read beside the shapes: published vendors only, and no reason of a hold."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.vendor_url = url_below("vendor-list")
        self.signs = {state: _signs(state) for state in BoothState}
        self.size_of = cache(_size)  # a fair has two or three sizes of booths, not 120

    def zone(self, zone: Zone, booths: list[BoothRow]) -> dict:
        count = len(booths)
        return {
            "title": zone.name_th,
            "name": _("%(name)s %(count)d\u00a0บูธ") % {"name": zone.name_th, "count": count},
            "url": f"{self.url}?zone={zone.code}",
            "count": count,
            **counts_by_state(booths),
        }

    def booth(self, row: BoothRow, shape: dict) -> dict:
        state, word, meaning, icon = self.signs[row.state]
        vendors = [self._vendor(one) for one in row.occupants if one.is_public]
        if row.occupants and row.is_free:
            word = row.word
        names = " · ".join([vendor["name"] for vendor in vendors])
        shape.update(
            state=state,
            word=word,
            meaning=meaning,
            icon=icon,
            label=f"{row.code} {names} {word}" if names else f"{row.code} {word}",
            url=vendors[0]["url"] if vendors else "",
            vendors=vendors,
            size=self.size_of(row.width, row.depth, row.power_amps > 0),
        )
        return shape

    def _vendor(self, one: Occupant) -> dict:
        place = short_place(one.province_id, one.province, one.district)
        return {
            "url": self.vendor_url(one.vendor_id),
            "name": one.name,
            "place": f"{place} {one.days_text}" if one.first_on else place,
        }


def _signs(state: BoothState) -> tuple[str, str, str, str]:
    """What visitors see of a state: name, word, meaning and icon of the badge."""
    shown = state.for_visitors
    return shown.value, str(WORDS[shown]), *BADGES[shown]


def _size(width: float, depth: float, has_power: bool) -> str:
    size = {"width": f"{width:g}", "depth": f"{depth:g}"}
    if has_power:
        return _("%(width)s × %(depth)s เมตร มีไฟฟ้า") % size
    return _("%(width)s × %(depth)s เมตร") % size
