"""The plan of a fair: one map and one list of its booths. It lives here because it shows all three:
booth, vendor, product."""

from functools import cached_property

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from fairs.models import FairEvent
from fairs.sharing import fair_part_shared
from otopfair.look.plans import Drawing
from otopfair.thai.ranking import Query
from products.fair_booths import BoothLines, said_once
from vendors.ground.booths import BoothRow
from vendors.ground.plan import plan_of
from vendors.ground.zones import ZoneRow
from vendors.views.public.fairs import published_fair

LONGEST_QUERY = 100


class PlanPage:
    """What the address asks for: ?booth= marks one, ?q= searches, ?free=1 the free ones, ?zone=
    opens one zone of the list."""

    def __init__(self, fair_event: FairEvent, asked) -> None:
        self.plan = plan_of(fair_event)
        self.query = Query(asked.get("q", "").strip()[:LONGEST_QUERY])
        self.lines = BoothLines(self.plan, self.query)
        self.only_free = asked.get("free") == "1" and not self.plan.is_over
        self.asked_booth = asked.get("booth", "").strip()
        self.zone = self.plan.zone(asked.get("zone", ""))

    @cached_property
    def booth(self) -> BoothRow | None:
        return self.plan.booth(self.asked_booth) if self.asked_booth else None

    @property
    def chosen_code(self) -> str:
        return self.booth.code if self.booth else ""

    @property
    def card(self) -> dict | None:
        return self.lines.card(self.booth) if self.booth else None

    @property
    def is_filtered(self) -> bool:
        return bool(self.query) or self.only_free

    @cached_property
    def found(self) -> list[BoothRow]:
        rows = self.plan.booths
        return [row for row in rows if self._passes(row)] if self.is_filtered else list(rows)

    def _passes(self, row: BoothRow) -> bool:
        return (not self.only_free or self.plan.is_free(row)) and self.lines.answers(row)

    @property
    def drawing(self) -> Drawing:
        listed = frozenset(row.code for row in self.found)
        found = listed if self.is_filtered else frozenset()
        return self.plan.drawn_for(found=found, listed=listed)

    @property
    def groups(self) -> list[dict]:
        """The list, zone by zone; whoever searches reads only what was found."""
        passing = {row.pk for row in self.found}
        return [
            self._group(row, [booth for booth in row.booths if booth.pk in passing])
            for row in self.plan.zones
        ]

    def _group(self, row: ZoneRow, booths: list[BoothRow]) -> dict:
        lines, usual = said_once([self.lines.line(booth) for booth in booths])
        return {
            "zone": row.zone,
            "free": sum(self.plan.is_free(booth) for booth in booths),
            "is_open": self.is_filtered or row == self.open_zone,
            "lines": lines,
            "usual": usual,
        }

    @cached_property
    def open_zone(self) -> ZoneRow | None:
        if self.zone or not self.booth:
            return self.zone
        return self.plan.zone_of(self.booth)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=5)
@vary_on_headers("HX-Request")
def fair_plan(request, slug: str):
    """The map and the list. htmx gets what is said of ?booth= alone."""
    fair_event = published_fair(slug)
    page = PlanPage(fair_event, request.GET)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "plan",
        "page": page,
        "shared": fair_part_shared(fair_event, _("ผังบูธ"), request.path),
    }
    template = "products/_plan_booth.html" if request.htmx else "products/fair_plan.html"
    return render(request, template, context)
