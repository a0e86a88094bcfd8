"""A day's arrival list: who stands where, who came, who did not, who was called."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q, QuerySet, TimeField, Value
from django.db.models.functions import Coalesce, Now, TruncTime
from django.utils import timezone

from fairs.models import FairEvent, Zone
from onsite.models import Absence, Arrival, PhoneNote, rules_of
from onsite.models.rules import ARRIVE_BY
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.folding import fold
from vendors.models import BoothAllocation

WAITING, CAME, ABSENT = "waiting", "came", "absent"
_DUE = Coalesce("on_site_rules__arrive_by_time", Value(ARRIVE_BY), output_field=TimeField())
STATES = {WAITING: "ยังไม่มา", CAME: "มาแล้ว", ABSENT: "ไม่มา"}


@dataclass
class ArrivalRow:
    """One allocation on one day."""

    allocation: BoothAllocation
    day: date
    arrival: Arrival | None = None
    absence: Absence | None = None
    notes: list[PhoneNote] = field(default_factory=list)
    refusal: str = ""
    fresh_key: UUID = field(default_factory=uuid4)

    @property
    def key(self) -> UUID:
        """That of the next tap; an undo names the arrival that was seen."""
        return self.arrival.form_key if self.arrival else self.fresh_key

    @property
    def state(self) -> str:
        if self.arrival:
            return CAME
        return ABSENT if self.absence else WAITING

    @property
    def zone(self) -> Zone:
        return self.allocation.booth.zone

    @property
    def share_text(self) -> str:
        """Which place of a shared booth it is: "ที่ 2 จาก 2", or nothing."""
        row = self.allocation
        return f"ที่ {row.place_no} จาก {row.places_in_booth}" if row.places_in_booth > 1 else ""

    @property
    def was_sent_late(self) -> bool:
        """Whether the tap waited for a signal."""
        row = self.arrival
        return row is not None and row.noted_at - row.came_at > timedelta(minutes=1)

    @property
    def search_text(self) -> str:
        return fold(f"{self.allocation.booth.code} {self.allocation.application.vendor.name_th}")


@dataclass(frozen=True)
class ZoneCount:
    """How many allocations of a zone stand on a day, and how many of them are in which state."""

    zone: Zone
    total: int
    waiting: int


@dataclass(frozen=True)
class DayList:
    """All rows of a day in the order of the booths."""

    fair_event: FairEvent
    day: date
    rows: list[ArrivalRow]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in STATES} | {"all": len(self.rows)}

    @property
    def zones(self) -> list[ZoneCount]:
        zones = {row.zone.pk: row.zone for row in self.rows}
        total = Counter(row.zone.pk for row in self.rows)
        waiting = Counter(row.zone.pk for row in self.rows if row.state == WAITING)
        return [ZoneCount(zone, total[key], waiting[key]) for key, zone in zones.items()]

    def filtered(self, *, zone: str = "", state: str = "", text: str = "") -> list[ArrivalRow]:
        wanted = fold(text)
        return [
            row
            for row in self.rows
            if zone in ("", str(row.zone.pk))
            and state in ("", row.state)
            and wanted in row.search_text
        ]


def day_list(fair_event: FairEvent, day: date, *, with_phones: bool = False) -> DayList:
    """The list of a day of a fair, in four queries, with telephones in five."""
    allocations = _standing(fair_event, day)
    if with_phones:
        allocations = allocations.prefetch_related("application__vendor__phones")
    return DayList(fair_event, day, _rows(allocations, day))


def row_of(allocation: BoothAllocation, day: date) -> ArrivalRow:
    """The row of one allocation, whether or not it still stands there."""
    [row] = _rows(_related(BoothAllocation.objects.filter(pk=allocation.pk)), day)
    return row


def _standing(fair_event: FairEvent, day: date):
    rows = BoothAllocation.objects.filter(booth__fair_event=fair_event).standing_on(day)
    order = ("booth__zone__sequence", "booth__sort_key", "place_no", "pk")
    return _related(rows).order_by(*order)


def _related(allocations):
    return allocations.select_related("booth__zone", "booth__fair_event", "application__vendor")


def _rows(allocations: Iterable[BoothAllocation], day: date) -> list[ArrivalRow]:
    rows = [ArrivalRow(allocation, day) for allocation in allocations]
    keys = [row.allocation.pk for row in rows]
    applications = {row.allocation.application_id for row in rows}
    arrivals = Arrival.objects.standing().filter(on=day, allocation__application__in=applications)
    came = {
        _place(one.allocation): one for one in arrivals.select_related("allocation", "noted_by")
    }
    absences = Absence.objects.standing().filter(on=day, allocation__in=keys)
    away = {one.allocation_id: one for one in absences.select_related("noted_by")}
    notes: dict[tuple[int, int], list[PhoneNote]] = {}
    calls = PhoneNote.objects.filter(on=day, allocation__application__in=applications)
    for note in calls.select_related("allocation", "noted_by").order_by("pk"):
        notes.setdefault(_place(note.allocation), []).append(note)
    for row in rows:
        row.arrival = came.get(_place(row.allocation))
        row.absence = away.get(row.allocation.pk)
        row.notes = notes.get(_place(row.allocation), [])
    return rows


def _place(allocation: BoothAllocation) -> tuple[int, int]:
    """What was asked for: it stays the vendor's when the booth is another."""
    return allocation.application_id, allocation.request_no


def waiting_now(fairs: QuerySet[FairEvent]) -> QuerySet[BoothAllocation]:
    """The allocations of today that have neither come nor been noted absent, at those of `fairs`
    whose hour has come."""
    today = today_in_thailand()
    # By the clock of the database: the rail keeps the statement for the rest of the day.
    due = fairs.running(today).annotate(due=_DUE).filter(due__lte=TruncTime(Now()))
    iso = today.isoformat()
    due = due.filter(~Q(kept_days__has_key=iso) | ~Q(**{f"kept_days__{iso}": []}))
    came = Arrival.objects.standing().filter(
        on=today,
        allocation__application=OuterRef("application"),
        allocation__request_no=OuterRef("request_no"),
    )
    away = Absence.objects.standing().filter(on=today, allocation=OuterRef("pk"))
    standing = BoothAllocation.objects.standing_on(today)
    standing = standing.filter(booth__fair_event__in=due.order_by().values("pk"))
    return standing.exclude(Exists(came)).exclude(Exists(away))


def is_due(fair_event: FairEvent, day: date) -> bool:
    """Whether the hour by which vendors are at their booths has come on `day`."""
    now = timezone.localtime()
    if day != now.date():
        return day < now.date()
    return now.time() >= rules_of(fair_event).arrive_by_time
