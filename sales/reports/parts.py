"""From rows to lines and rankings, without a database.

A booth counts where the vendor stood who was there first: by day, then by place in the booth. A
vendor counts at the booth where it stood first: by day, then as one walks past the booths. So
nothing is counted twice, and zones and categories add up to the whole.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from fairs.models import ProductCategory
from sales.reports.figures import Line, Missing, Ranking, ZoneFigures, rank
from sales.reports.rows import BoothFacts, Brought, Rows

MOST_PLACES = 100  # of a ranking that is kept


@dataclass
class _Tally:
    booths: int = 0
    reported: int = 0
    vendors: int = 0
    entries: int = 0
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)

    def add(self, other: "_Tally") -> None:
        for name in self.__dict__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, label: str, category: int | None = None) -> Line:
        return Line(
            label,
            self.booths,
            self.sold,
            self.ordered,
            category,
            reported=self.reported,
            vendors=self.vendors,
            is_silent=not self.entries,
        )


@dataclass
class _Zone:
    is_split: bool
    by_category: dict[int, _Tally] = field(default_factory=lambda: defaultdict(_Tally))


@dataclass(frozen=True)
class Parts:
    """The lines of a report, each counted once."""

    grand: Line
    zones: tuple[ZoneFigures, ...]
    categories: tuple[Line, ...]
    groups: tuple[Line, ...]
    reporters: int
    of_reported: Decimal
    missing: tuple[Missing, ...]


def parts_of(rows: Rows) -> Parts:
    """The lines of zones and categories, and the whole."""
    zones = _zones(rows)
    incomplete = {stay.booth for stay in rows.stays if stay.missing}
    return Parts(
        grand=_sum(zones.values()).line("รวมทั้งสิ้น"),
        zones=tuple(_zone_figures(name, zone) for name, zone in zones.items()),
        categories=_lines(zones.values()),
        groups=_groups(zones),
        reporters=len({one.vendor for one in rows.brought}),
        of_reported=_total(one for one in rows.brought if one.booth not in incomplete),
        missing=_missing(rows),
    )


def _zones(rows: Rows) -> dict[str, _Zone]:
    """Report name → zone, in the order of the plan; zones that share a name are one."""
    incomplete = {stay.booth for stay in rows.stays if stay.missing}
    zones: dict[str, _Zone] = {}
    for stay in sorted(rows.stays, key=lambda stay: rows.booths[stay.booth].order):
        booth = rows.booths[stay.booth]
        zones.setdefault(booth.zone, _Zone(booth.is_split))
    booths_seen, vendors_seen = set(), set()
    for stay in rows.stays:
        tally = zones[rows.booths[stay.booth].zone].by_category[stay.category]
        if stay.booth not in booths_seen:
            tally.booths += 1
            tally.reported += stay.booth not in incomplete
        tally.vendors += stay.vendor not in vendors_seen
        booths_seen.add(stay.booth)
        vendors_seen.add(stay.vendor)
    for one in rows.brought:
        tally = zones[rows.booths[one.booth].zone].by_category[one.category]
        tally.entries += 1
        tally.sold += one.sold
        tally.ordered += one.ordered
    return zones


def _sum(zones) -> _Tally:
    whole = _Tally()
    for zone in zones:
        for tally in zone.by_category.values():
            whole.add(tally)
    return whole


def _zone_figures(name: str, zone: _Zone) -> ZoneFigures:
    return ZoneFigures(_sum([zone]).line(name), _lines([zone]) if zone.is_split else ())


def _lines(zones) -> tuple[Line, ...]:
    """One line a category, in official order."""
    whole: dict[int, _Tally] = defaultdict(_Tally)
    for zone in zones:
        for category, tally in zone.by_category.items():
            whole[category].add(tally)
    return tuple(
        whole[category].line(category.label, category.value)
        for category in ProductCategory
        if category in whole
    )


def _groups(zones: dict[str, _Zone]) -> tuple[Line, ...]:
    """What national reports rank: the categories of zones that are split, and the other zones."""
    split = _lines([zone for zone in zones.values() if zone.is_split])
    others = [_sum([zone]).line(name) for name, zone in zones.items() if not zone.is_split]
    return (*split, *others)


def _missing(rows: Rows) -> tuple[Missing, ...]:
    silent = [stay for stay in rows.stays if stay.missing]
    silent.sort(key=lambda stay: (rows.booths[stay.booth].order, stay.place_no))
    return tuple(Missing(rows.booths[one.booth].code, one.name, one.missing) for one in silent)


def _total(brought) -> Decimal:
    return sum((one.total for one in brought), Decimal(0))


def sellers_of(rows: Rows) -> Ranking:
    """Vendors by all that they sold, in whichever booths."""
    return _ranking(rows, lambda one: one.vendor, lambda found: found[0].name)


def booths_of(rows: Rows) -> Ranking:
    """Booths by what was sold there, by whomever."""
    return _ranking(rows, lambda one: one.booth, lambda found: _names(one.name for one in found))


def groups_of(parts: Parts) -> Ranking:
    """Zones and categories in one list, as national reports print it."""
    amounts = [(_group_name(line), "", line.total) for line in parts.groups]
    return rank(amounts, whole=parts.grand.total, places=MOST_PLACES)


def _ranking(rows: Rows, key, name) -> Ranking:
    found: dict[int, list[Brought]] = defaultdict(list)
    for one in sorted(rows.brought, key=lambda one: rows.booths[one.booth].order):
        found[key(one)].append(one)
    amounts = [(name(group), _codes(rows.booths, group), _total(group)) for group in found.values()]
    return rank(amounts, whole=_total(rows.brought), places=MOST_PLACES)


def _codes(booths: dict[int, BoothFacts], group: list[Brought]) -> str:
    return _names(booths[one.booth].code for one in group)


def _names(names) -> str:
    return ", ".join(dict.fromkeys(names))


def _group_name(line: Line) -> str:
    if line.category is None:
        return line.label
    return ProductCategory(line.category).facts.in_reports
