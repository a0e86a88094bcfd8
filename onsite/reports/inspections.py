"""The booths of a round as one walks past them, and what was found at a fair."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.utils.timezone import make_aware

from fairs.models import Booth, FairEvent, Zone
from onsite.models import Checklist, ChecklistItem, Finding, InspectionRound, InspectionVisit
from otopfair.thai.calendar import THAILAND
from vendors.models import BoothAllocation

USUAL_OPENING = time(10)


@dataclass
class BoothToSee:
    """One booth of a round: who stands there, and what was seen of it so far."""

    booth: Booth
    occupants: list[BoothAllocation] = field(default_factory=list)
    visit: InspectionVisit | None = None
    findings: int = 0

    @property
    def is_seen(self) -> bool:
        return self.visit is not None and self.visit.seen_at is not None

    @property
    def is_asked(self) -> bool:
        """An empty booth has nothing to pass; whoever finds something there may still write it."""
        return self.is_seen or bool(self.occupants)

    @property
    def names(self) -> str:
        return " · ".join(one.application.vendor.name_th for one in self.occupants)

    @property
    def categories(self) -> set[int]:
        found = {one.application.category for one in self.occupants}
        return {category for category in found if category is not None}

    @property
    def badge(self) -> tuple[str, str]:
        if not self.is_asked:
            return "off", "ไม่มีร้าน"
        if not self.is_seen:
            return "waiting", "ยังไม่ตรวจ"
        return ("wrong", f"พบ {self.findings} ข้อ") if self.findings else ("done", "ผ่าน")


def booths_to_see(inspection: InspectionRound) -> list[BoothToSee]:
    """All booths of the round in walking order; four queries, whatever the fair's size."""
    zones = list(inspection.zones.values_list("pk", flat=True))
    booths = Booth.objects.filter(fair_event=inspection.fair_event_id, is_usable=True)
    if zones:
        booths = booths.filter(zone__in=zones)
    booths = booths.select_related("zone").order_by("zone__sequence", "zone_id", "sort_key", "pk")
    rows = {booth.pk: BoothToSee(booth) for booth in booths}
    for allocation in _standing(inspection):
        if row := rows.get(allocation.booth_id):
            row.occupants.append(allocation)
    for visit in inspection.visits.prefetch_related("findings"):
        if row := rows.get(visit.booth_id):
            row.visit = visit
            row.findings = sum(one.mended_at is None for one in visit.findings.all())
    return list(rows.values())


def _standing(inspection: InspectionRound) -> list[BoothAllocation]:
    rows = BoothAllocation.objects.live().filter(booth__fair_event=inspection.fair_event_id)
    rows = rows.select_related("application__vendor").order_by("place_no", "first_on", "pk")
    return [row for row in rows if row.covers(inspection.on)]


def next_to_see(rows: list[BoothToSee], booth: Booth | None = None) -> BoothToSee | None:
    """The first booth with a vendor after `booth` that nobody has seen, round the corner."""
    places = [row.booth.pk for row in rows]
    start = places.index(booth.pk) + 1 if booth and booth.pk in places else 0
    ahead = rows[start:] + rows[:start]
    return next((row for row in ahead if row.is_asked and not row.is_seen), None)


def items_for(checklist: Checklist, categories: set[int]) -> list[ChecklistItem]:
    """What is looked at in a booth that sells `categories`."""
    items = checklist.items.order_by("sequence")
    return [item for item in items if item.category is None or item.category in categories]


def usual_due(fair_event: FairEvent, day: date) -> datetime:
    """When the fair opens next after `day`: by then what was found is mended."""
    coming = next((one for one in fair_event.days if one > day), day + timedelta(days=1))
    hours = fair_event.hours_on(coming)
    return make_aware(datetime.combine(coming, hours[0] if hours else USUAL_OPENING), THAILAND)


STATES = {"open": "รอแก้", "overdue": "เกินกำหนด", "mended": "แก้แล้ว"}


@dataclass(frozen=True)
class FindingFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    state: str = "open"
    zone: Zone | None = None

    @classmethod
    def from_query(cls, query, zones: list[Zone]) -> "FindingFilter":
        state = query.get("state", "open")
        zone = next((one for one in zones if one.code == query.get("zone", "")), None)
        return cls(state if state in (*STATES, "all") else "open", zone)

    def rows(self, fair_event: FairEvent):
        found = self._in_state(Finding.objects.filter(fair_event=fair_event))
        if self.zone:
            found = found.filter(booth__zone=self.zone)
        found = found.select_related("booth__zone", "vendor", "item", "found_by", "mended_by")
        return found.order_by("booth__zone__sequence", "booth__sort_key", "pk")

    def _in_state(self, found):
        if self.state == "open":
            return found.open()
        if self.state == "overdue":
            return found.overdue()
        return found.exclude(mended_at=None) if self.state == "mended" else found

    def address(self, **changes) -> str:
        values = {"state": self.state, "zone": self.zone.code if self.zone else "", **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def words(self) -> str:
        zone = f"โซน {self.zone}" if self.zone else "ทุกโซน"
        return f"{STATES.get(self.state, 'ทั้งหมด')} {zone}"


def counts_by_state(fair_event: FairEvent) -> dict[str, int]:
    found = Finding.objects.filter(fair_event=fair_event)
    everything, opened = found.count(), found.open().count()
    mended = everything - opened
    return {"open": opened, "overdue": found.overdue().count(), "mended": mended, "all": everything}


def seen_and_all(rounds: list[InspectionRound]) -> dict[int, tuple[int, int]]:
    """Round → booths seen, and what was found there and is open still."""
    seen: dict[int, int] = defaultdict(int)
    opened: dict[int, int] = defaultdict(int)
    keys = [one.pk for one in rounds]
    visits = InspectionVisit.objects.filter(round__in=keys).exclude(seen_at=None).order_by("pk")
    for key in visits.values_list("round", flat=True):
        seen[key] += 1
    findings = Finding.objects.filter(visit__round__in=keys).open().order_by("pk")
    for key in findings.values_list("visit__round", flat=True):
        opened[key] += 1
    return {key: (seen[key], opened[key]) for key in keys}
