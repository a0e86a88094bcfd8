"""Whether a vendor came to its booths: what stands in its record, by fair."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fairs.models import FairEvent
from onsite.models import Absence
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short
from vendors.models import AllocationDay, Vendor


@dataclass(frozen=True)
class FairAttendance:
    """One vendor at one fair: the days so far on which it had a booth, and those without it."""

    fair_event: FairEvent
    days: int
    absent: tuple[date, ...]
    lost_booth: bool

    @property
    def words(self) -> str:
        days = " ".join(format_date_short(day) for day in self.absent)
        lost = " เสียบูธตั้งแต่วันนั้น" if self.lost_booth else ""
        return f"ไม่มา {len(self.absent)} จาก {self.days} วัน ({days}){lost}"


def absences_of(vendors: Iterable[int]) -> list[Absence]:
    """What is noted of `vendors`, newest first; what was taken back is not there."""
    rows = Absence.objects.standing().filter(allocation__application__vendor__in=list(vendors))
    related = ("allocation__application__fair_event__series",)
    return list(rows.select_related(*related).order_by("-on", "-pk"))


def days_of(absence: Absence) -> set[date]:
    """The days of the fair that one absence covers, up to today."""
    until = min(absence.until, today_in_thailand())
    length = (until - absence.on).days + 1
    span = {absence.on + timedelta(days=number) for number in range(length)}
    fair_event = absence.allocation.application.fair_event
    return {day for day in span if not fair_event.is_closed_on(day)}


def attendance_of(vendor: Vendor) -> list[FairAttendance]:
    """The fairs at which the vendor was absent, newest first, in two queries."""
    by_fair: dict[FairEvent, list[Absence]] = defaultdict(list)
    for absence in absences_of([vendor.pk]):
        by_fair[absence.allocation.application.fair_event].append(absence)
    stood = _days_stood([vendor.pk], list(by_fair))
    found = []
    for fair_event, absences in by_fair.items():
        absent = set().union(*(days_of(absence) for absence in absences))
        days = stood[vendor.pk, fair_event.pk] | absent
        lost = any(absence.ends_place for absence in absences)
        found.append(FairAttendance(fair_event, len(days), tuple(sorted(absent)), lost))
    return found


def _days_stood(vendors: list[int], fairs: list[FairEvent]) -> dict[tuple[int, int], set[date]]:
    rows = AllocationDay.objects.filter(
        allocation__application__vendor__in=vendors,
        allocation__booth__fair_event__in=fairs,
        on__lte=today_in_thailand(),
    )
    closed = {fair_event.pk: fair_event.is_closed_on for fair_event in fairs}
    found: dict[tuple[int, int], set[date]] = defaultdict(set)
    columns = ("allocation__application__vendor", "allocation__booth__fair_event", "on")
    for vendor, fair_event, day in rows.order_by().values_list(*columns):
        if not closed[fair_event](day):
            found[vendor, fair_event].add(day)
    return found
