"""The plan of a fair as visitors see it: four queries, however many booths."""

from functools import cached_property
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from fairs.models import FairEvent
from fairs.plans.areas import area_of
from otopfair.look.plans import Drawing, DrawnPicture
from vendors.ground.booths import BoothRow
from vendors.ground.states import BoothState
from vendors.ground.zones import Ground, zones_of


class VisitorsPlan(Ground):
    """Visitors read published vendors only, and no reason of a hold. After the fair nothing is
    free: a booth had a shop, or none."""

    @cached_property
    def is_over(self) -> bool:
        return self.fair_event.has_ended

    @cached_property
    def counts(self) -> dict[str, int]:
        if not self.is_over:
            return super().counts
        taken = sum(bool(booth.occupants) for booth in self.booths)
        return {"taken": taken, "off": len(self.booths) - taken}

    def state_of(self, row: BoothRow) -> BoothState:
        if self.is_over:
            return BoothState.TAKEN if row.occupants else BoothState.CLOSED
        return row.state.for_visitors

    def is_free(self, row: BoothRow) -> bool:
        return row.is_free and not self.is_over

    def word_of(self, row: BoothRow) -> str:
        """ "ว่าง 1 ที่", "มีร้านแล้ว"; after the fair "มีร้าน", "ไม่มีร้าน"."""
        return row.word if self.is_free(row) else self._words[self.state_of(row)]

    @cached_property
    def _words(self) -> dict[BoothState, str]:
        """Looked up once for all booths of a page."""
        if self.is_over:
            return {BoothState.TAKEN: _("มีร้าน"), BoothState.CLOSED: _("ไม่มีร้าน")}
        return {state: state.word for state in BoothState}

    def label_of(self, row: BoothRow) -> str:
        """ "C02 กลุ่มสตรีทอผ้า มีร้านแล้ว", what is said of a booth."""
        names = " · ".join([one.name for one in row.occupants if one.is_public])
        return " ".join([text for text in (row.code, names, self.word_of(row)) if text])

    def drawn_for(self, page: str = "", *, found=frozenset(), listed=frozenset()) -> Drawing:
        """The map of which each booth leads to its place on `page`, the address of the plan.

        `found`: the codes that a search has found. `listed`: those that the page lists as well,
        so that the map need not say what they are.
        """

        def says(row: BoothRow) -> tuple[str, str, str, bool]:
            url = f"{page}?booth={quote(row.code)}"
            label = "" if row.code in listed else self.label_of(row)
            return self.state_of(row).value, url, label, row.code in found

        return self.drawing(says)

    @property
    def picture(self) -> DrawnPicture | None:
        """Only what officers show to visitors; a page reads it with the fair (select_related)."""
        row = getattr(self.fair_event, "plan_picture", None)
        if row is None or not row.is_shown:
            return None
        url = reverse("fair-plan-picture", args=[self.fair_event.slug])
        return DrawnPicture(url, area_of(row))


def plan_of(fair_event: FairEvent) -> VisitorsPlan:
    return VisitorsPlan(fair_event, zones_of(fair_event))


def size_of(row: BoothRow) -> str:
    """ "3 × 3 เมตร บูธมุม มีไฟฟ้า มีน้ำประปา": what a booth offers."""
    size = {"width": f"{row.width:g}", "depth": f"{row.depth:g}"}
    offers = (
        (row.is_corner, _("บูธมุม")),
        (row.power_amps, _("มีไฟฟ้า")),
        (row.has_water, _("มีน้ำประปา")),
        (row.allows_smoke, _("ปรุงอาหารมีควันได้")),
    )
    words = [_("%(width)s × %(depth)s เมตร") % size]
    return " ".join([*words, *(word for has_it, word in offers if has_it)])
