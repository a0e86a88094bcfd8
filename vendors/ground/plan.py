"""The plan of a fair as visitors see it: four queries, however many booths."""

from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from fairs.models import FairEvent, PlanPicture
from fairs.plans.areas import area_of
from otopfair.look.plans import Drawing, DrawnPicture
from vendors.ground.booths import BoothRow
from vendors.ground.states import BoothState
from vendors.ground.zones import Ground, zones_of


class VisitorsPlan(Ground):
    """Visitors read published vendors only, and no reason of a hold."""

    def drawn_for(self, page: str = "", *, found=frozenset(), listed=frozenset()) -> Drawing:
        """The map of which each booth leads to its place on `page`, the address of the plan.

        `found`: the codes that a search has found. `listed`: those that the page lists as well,
        so that the map need not say what they are.
        """

        words = words_for_visitors()

        def says(row: BoothRow) -> tuple[str, str, str, bool]:
            url = f"{page}?booth={quote(row.code)}"
            label = "" if row.code in listed else label_of(row, words)
            return row.state.for_visitors.value, url, label, row.code in found

        return self.drawing(says)

    @property
    def picture(self) -> DrawnPicture | None:
        """Only what officers show to visitors."""
        row = PlanPicture.objects.filter(fair_event=self.fair_event, is_shown=True).first()
        if row is None:
            return None
        url = reverse("fair-plan-picture", args=[self.fair_event.slug])
        return DrawnPicture(url, area_of(row))


def plan_of(fair_event: FairEvent) -> VisitorsPlan:
    return VisitorsPlan(fair_event, zones_of(fair_event))


def words_for_visitors() -> dict[BoothState, str]:
    """What visitors read of each state, looked up once for all booths of a page."""
    return {state: state.for_visitors.word for state in BoothState}


def label_of(row: BoothRow, words: dict[BoothState, str]) -> str:
    """ "C02 กลุ่มสตรีทอผ้า มีร้านแล้ว", what is said of a booth."""
    names = " · ".join([one.name for one in row.occupants if one.is_public])
    return " ".join([text for text in (row.code, names, word_of(row, words)) if text])


def word_of(row: BoothRow, words: dict[BoothState, str]) -> str:
    return row.word if row.is_free else words[row.state]


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
