"""Whether the booths were given fairly, in numbers: who has a booth, by district, category,
newcomers and stars; which booths stand empty; what was given beside the rules. Everything adds up.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairs.models import FairEvent
from otopfair.thai.percents import percent, percent_text
from vendors.draws import read_draw
from vendors.fairness import FOR_THE_COMMITTEE, is_announced, merge_small, names_somebody
from vendors.ground.zones import zones_of
from vendors.groupings import Grouping, groupings
from vendors.models import (
    AllocationOverride,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    Draw,
    RulesRun,
)

ALL, SOME, NONE = "all", "some", "none"
BUCKETS = {
    ALL: gettext_noop("ได้ครบ"),
    SOME: gettext_noop("ได้บางบูธ"),
    NONE: gettext_noop("ยังไม่ได้"),
}


@dataclass
class Line:
    """One group of confirmed shops; the buckets add up to `applied`, which is how many they are."""

    name: str
    counts: Counter = field(default_factory=Counter)

    @property
    def applied(self) -> int:
        return sum(self.counts[bucket] for bucket in BUCKETS)

    @property
    def cells(self) -> list[int]:
        """Confirmed, then by bucket, then booths asked for and given."""
        by_bucket = [self.counts[bucket] for bucket in BUCKETS]
        return [self.applied, *by_bucket, self.counts["wanted"], self.counts["given"]]

    @property
    def share(self) -> str:
        """Of a hundred booths that were asked for, how many were given."""
        wanted = self.counts["wanted"]
        return f"{percent_text(percent(self.counts['given'], wanted), 0)}%" if wanted else ""


@dataclass
class Table:
    title: str
    lines: list[Line]
    total: Line


@dataclass(frozen=True)
class ZoneLine:
    """The booths of a zone: with a shop, kept or closed, and empty; they add up to `booths`."""

    name: str
    booths: int
    given: int
    kept: int
    empty: int
    empty_codes: list[str]


@dataclass
class AllocationFairness:
    tables: list[Table]
    zones: list[ZoneLine]
    ways: list[tuple[str, str]]
    overrides: list[AllocationOverride]
    moved: list[str]  # numbers of shops that are not, or not only, in the booths they drew

    @property
    def heads(self) -> list[str]:
        buckets = [_(words) for words in BUCKETS.values()]
        return [_("ร้าน"), *buckets, _("ขอ (บูธ)"), _("ได้ (บูธ)")]

    @property
    def empty_codes(self) -> list[str]:
        return [code for zone in self.zones for code in zone.empty_codes]

    @property
    def ground(self) -> ZoneLine:
        """All zones together."""
        sums = [sum(getattr(z, name) for z in self.zones) for name in ("booths", "given", "kept")]
        return ZoneLine(_("รวม"), *sums, sum(zone.empty for zone in self.zones), [])

    @property
    def counted_overrides(self) -> list[tuple[str, int]]:
        """For the public: why, and how many; nobody's name."""
        return sorted(Counter(_without_names(one) for one in self.overrides).items())


def for_committee(fair_event: FairEvent) -> AllocationFairness:
    rows = _rows(fair_event)
    return AllocationFairness(
        [_table(grouping, rows) for grouping in groupings(rows)],
        _zones(fair_event),
        _ways(fair_event),
        _overrides(fair_event),
        _moved(fair_event),
    )


def for_public(fair_event: FairEvent) -> AllocationFairness | None:
    """With small groups together; None before there is a result that everybody may read."""
    if not is_public(fair_event):
        return None
    found = for_committee(fair_event)
    found.tables = [Table(t.title, merge_small(t.lines), t.total) for t in found.tables]
    return found


def is_public(fair_event: FairEvent) -> bool:
    """Whether booths were drawn or given by rules, or the result of the selection is announced and
    somebody has a booth."""
    if Draw.objects.drawn().filter(call__fair_event=fair_event).exists():
        return True
    if RulesRun.objects.applied().filter(call__fair_event=fair_event).exists():
        return True
    given = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    return is_announced(fair_event) and given.exists()


def _rows(fair_event: FairEvent) -> list[BoothApplication]:
    """Every confirmed application with `given`, its live booths, and its bucket."""
    rows = BoothApplication.objects.filter(
        fair_event=fair_event, status=ApplicationStatus.CONFIRMED
    ).select_related("vendor__district", "vendor__province", "fair_event")
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event).order_by()
    given = Counter(live.values_list("application", flat=True))
    found = list(rows.order_by("reference_number", "pk"))
    for row in found:
        row.given = given[row.pk]
        row.bucket = ALL if row.given >= row.booths_wanted else SOME if row.given else NONE
    return found


def _table(grouping: Grouping, rows: list[BoothApplication]) -> Table:
    lines: dict[str, Line] = {}
    total = Line(_("รวม"))
    for row in rows:
        name = grouping.group_of[row.pk]
        for line in (lines.setdefault(name, Line(name)), total):
            line.counts.update({row.bucket: 1, "wanted": row.booths_wanted, "given": row.given})
    ordered = sorted(lines.values(), key=lambda line: grouping.place_of(line.name, line.applied))
    return Table(grouping.title, ordered, total)


def _zones(fair_event: FairEvent) -> list[ZoneLine]:
    lines = []
    for row in zones_of(fair_event):
        empty = [booth.code for booth in row.booths if booth.is_free and not booth.occupants]
        given = sum(bool(booth.occupants) for booth in row.booths)
        kept = len(row.booths) - given - len(empty)
        lines.append(
            ZoneLine(
                f"{row.zone.code} {row.zone.name}", len(row.booths), given, kept, len(empty), empty
            )
        )
    return lines


def _without_names(override: AllocationOverride) -> str:
    named = names_somebody(override.application.vendor, override.reason)
    return _(FOR_THE_COMMITTEE) if named else override.reason


def _ways(fair_event: FairEvent) -> list[tuple[str, str]]:
    """Each call with the way in which its booths are given."""
    return [(call.name, _(call.get_allocation_way_display())) for call in fair_event.calls.all()]


def _overrides(fair_event: FairEvent) -> list[AllocationOverride]:
    rows = AllocationOverride.objects.approved().filter(application__fair_event=fair_event)
    people = ("proposed_by", "approved_by", "booth", "application__vendor")
    return list(rows.select_related(*people).order_by("approved_at", "pk"))


def _moved(fair_event: FairEvent) -> list[str]:
    """Shops that stand, and not where the draw has put them."""
    drawn = {
        shop.reference: set(shop.codes)
        for draw in Draw.objects.drawn().filter(call__fair_event=fair_event).order_by("pk")
        for shop in read_draw(draw).shops
        if shop.codes
    }
    stands: dict[str, set[str]] = {}
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    for row in live.select_related("application", "booth").order_by("pk"):
        stands.setdefault(row.application.reference_no, set()).add(row.booth.code)
    return sorted(ref for ref, codes in drawn.items() if not stands.get(ref, codes) <= codes)
