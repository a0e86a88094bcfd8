"""What the page of the plan shows: read from the address once, named for the template."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode
from uuid import uuid4

from django.core.paginator import Page
from django.urls import reverse

from fairs.acts import BoothUse
from fairs.forms.plan_rows import TableRow
from fairs.models import FairEvent, PlanRelease, PlanStep
from fairs.plans.areas import area_of
from fairs.plans.changes import ChangeList, changes_of
from fairs.plans.columns import COLUMNS, PlanColumn
from fairs.plans.overlaps import SHOWN, overlaps_of
from fairs.plans.parts import Part, PartKind
from fairs.plans.uses import uses_of
from fairs.plans.working import WorkingPlan, working_plan_of
from otopfair.look.plans import (
    Drawing,
    DrawnBooth,
    DrawnPicture,
    DrawnPlace,
    DrawnZone,
    short_of,
)
from otopfair.paging import page_of
from otopfair.stale import seen_of

ROWS_A_PAGE = 40
STEPS_SHOWN = 8
TABLES = {"zones": PartKind.ZONE, "booths": PartKind.BOOTH, "landmarks": PartKind.LANDMARK}


@dataclass
class PlanPage:
    """One look at the working plan. `refused` are rows that were typed and not taken, `moved` is
    the key of a part that was just dragged."""

    request: object
    fair_event: FairEvent
    refused: list[TableRow] = field(default_factory=list)
    problem: str = ""
    moved: str = ""

    @cached_property
    def plan(self) -> WorkingPlan:
        return working_plan_of(self.fair_event)

    @cached_property
    def uses(self) -> dict[int, BoothUse]:
        return uses_of(self.fair_event)

    # --- The table

    @cached_property
    def part(self) -> Part | None:
        """The part of ?part=: its row is shown and marked."""
        return self.plan.parts.get(self.request.GET.get("part", ""))

    @cached_property
    def table(self) -> str:
        """ "zones", "booths" or "landmarks": of ?show=, else that of the part, else booths."""
        asked = self.request.GET.get("show", "")
        if asked in TABLES:
            return asked
        if self.part:
            return next(name for name, kind in TABLES.items() if kind is self.part.kind)
        return "booths" if self.plan.zones else "zones"

    @property
    def kind(self) -> PartKind:
        return TABLES[self.table]

    @property
    def columns(self) -> list[PlanColumn]:
        return [
            column
            for column in COLUMNS[self.kind]
            if column.name != "booth_class" or self.plan.classes
        ]

    @cached_property
    def zone(self) -> Part | None:
        """The zone of ?zone=, else that of the part, else the first."""
        asked = self.plan.zone_called(self.request.GET.get("zone", ""))
        of_part = self.plan.parts.get(self.part.values.get("zone", "")) if self.part else None
        return asked or of_part or next(iter(self.plan.zones), None)

    @cached_property
    def listed(self) -> Page:
        """The parts of the table, page by page; the page of ?part= where none is asked for."""
        parts = {
            "zones": self.plan.zones,
            "booths": self.plan.booths_in(self.zone) if self.zone else [],
            "landmarks": self.plan.landmarks,
        }[self.table]
        page = page_of(self.request, parts, per_page=ROWS_A_PAGE)
        if self.part in parts and "page" not in self.request.GET:
            page = page.paginator.page(1 + parts.index(self.part) // ROWS_A_PAGE)
        return page

    @cached_property
    def rows(self) -> list[TableRow]:
        """What was refused, else what stands on this page and one empty row."""
        if self.refused:
            return self.refused
        rows = [TableRow.of(part) for part in self.listed]
        if self.kind is PartKind.BOOTH and self.zone is None:
            return rows
        return [*rows, TableRow.new(self.kind, **self._of_new)]

    @property
    def _of_new(self) -> dict:
        return {"zone": self.zone.key} if self.kind is PartKind.BOOTH and self.zone else {}

    @property
    def used(self) -> dict[str, BoothUse]:
        """Key of a row → for whom its booth is."""
        return {row.key: use for row in self.rows if (use := self.use_of(row.key))}

    def use_of(self, key: str) -> BoothUse | None:
        part = self.plan.parts.get(key)
        return self.uses.get(part.pk or 0) if part and part.kind is PartKind.BOOTH else None

    @property
    def form_key(self) -> str:
        """The key of the table's form: a refused one keeps its own."""
        return self.request.POST.get("form_key", "") or str(uuid4())

    @property
    def tables(self) -> list[tuple[str, str, int, str]]:
        """(name, word, how many, address) of the three tables."""
        counts = {
            "zones": ("โซน", len(self.plan.zones)),
            "booths": ("บูธ", len(self.plan.booths)),
            "landmarks": ("จุดบนผัง", len(self.plan.landmarks)),
        }
        return [(name, *counts[name], self.address(show=name)) for name in TABLES]

    @property
    def zone_links(self) -> list[tuple[Part, int, str]]:
        """(zone, how many booths, address)."""
        counts = Counter(booth.values["zone"] for booth in self.plan.booths)
        return [
            (zone, counts[zone.key], self.address(zone=zone.values["code"]))
            for zone in self.plan.zones
        ]

    # --- The map

    @property
    def drawing(self) -> Drawing:
        return drawing_of(self.plan, self.uses, self.picture)

    @property
    def chosen_code(self) -> str:
        is_booth = self.part is not None and self.part.kind is PartKind.BOOTH
        return str(self.part.values["code"]) if is_booth and self.part else ""

    @property
    def chosen_key(self) -> str:
        return self.part.key if self.part else ""

    @cached_property
    def picture(self) -> DrawnPicture | None:
        row = getattr(self.fair_event, "plan_picture", None)
        if row is None:
            return None
        url = reverse("staff:plan-picture-file", args=[self.fair_event.pk])
        return DrawnPicture(url, area_of(row))

    @property
    def moved_rows(self) -> str:
        """ "b12:3:4.5:fingerprint …" of what was moved: where it is, for the rows of the table."""
        part = self.plan.parts.get(self.moved)
        if part is None:
            return ""
        along = self.plan.booths_in(part) if part.kind is PartKind.ZONE else []
        return " ".join(
            f"{one.key}:{one.box.x:g}:{one.box.y:g}:{seen_of(one.values)}" for one in (part, *along)
        )

    # --- What is said beside it

    @cached_property
    def changes(self) -> ChangeList:
        return changes_of(self.plan)

    @cached_property
    def overlaps(self) -> list[str]:
        return overlaps_of(self.plan, most=SHOWN + 1)

    @property
    def shown_overlaps(self) -> list[str]:
        return self.overlaps[:SHOWN]

    @property
    def has_more_overlaps(self) -> bool:
        return len(self.overlaps) > SHOWN

    @property
    def steps(self) -> list[PlanStep]:
        return self.plan.steps[: -STEPS_SHOWN - 1 : -1]

    @cached_property
    def last_release(self) -> PlanRelease | None:
        return self.fair_event.plan_releases.select_related("released_by").first()

    def address(self, **query: str) -> str:
        page = reverse("staff:plan", args=[self.fair_event.pk])
        return f"{page}?{urlencode(query)}#table" if query else page


def drawing_of(
    plan: WorkingPlan,
    uses: dict[int, BoothUse],
    picture: DrawnPicture | None = None,
    *,
    is_linked: bool = True,
) -> Drawing:
    """The working plan as it would stand; linked, each part leads to its row of the table."""
    url = _url if is_linked else _no_url
    booths: dict[str, list[DrawnBooth]] = {zone.key: [] for zone in plan.zones}
    for booth in plan.booths:
        if booth.values["zone"] in booths:
            booths[booth.values["zone"]].append(_drawn(booth, plan, uses, url(booth)))
    zones = [
        DrawnZone(
            zone.values["code"], zone.values["name_th"], zone.box, booths[zone.key], url(zone)
        )
        for zone in plan.zones
    ]
    places = [
        DrawnPlace(one.values["kind"], one.values["label"], one.box, url(one))
        for one in plan.landmarks
    ]
    return Drawing(zones, places, picture)


def _drawn(booth: Part, plan: WorkingPlan, uses: dict[int, BoothUse], url: str) -> DrawnBooth:
    code = booth.values["code"]
    use = uses.get(booth.pk or 0)
    state = (use and use.state) or ("free" if booth.values["is_usable"] else "off")
    short = short_of(code, plan.parts[booth.values["zone"]].values["code"])
    label = code if short == code else ""
    return DrawnBooth(code, short, booth.box, state, url, label)


def _url(part: Part) -> str:
    return f"?part={part.key}"


def _no_url(_part: Part) -> str:
    return ""
