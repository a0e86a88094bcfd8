"""What the days on site say for the scores of applications: whether a vendor came to its booths."""

from collections import defaultdict
from datetime import date, timedelta

from onsite.attendance import absences_of, days_of
from vendors.models import AllocationDay, BoothApplication
from vendors.sources import Figure, ScoreSource, add_source

YEARS_BACK = 3
NEVER = "ไม่เคยมีบูธในระบบ"
# Up to so many absent days of a hundred, so many points.
FOR_ABSENT = ((0, 5), (10, 3), (25, 1))


def attendance(applications: list[BoothApplication]) -> dict[int, Figure]:
    """Days with and without the vendor at fairs of the three years before this one."""
    if not applications:
        return {}
    fair_event = applications[0].fair_event
    last = fair_event.opens_on or date.max
    first = last - timedelta(days=365 * YEARS_BACK)
    vendors = {row.vendor_id for row in applications}
    had, away = _days_had(vendors, first, last, fair_event), defaultdict(set)
    for absence in absences_of(vendors):
        of = absence.allocation.application
        if of.fair_event_id != fair_event.pk and first <= absence.on < last:
            away[of.vendor_id] |= days_of(absence)
    return {
        row.pk: _figure(len(had[row.vendor_id] | away[row.vendor_id]), len(away[row.vendor_id]))
        for row in applications
    }


def _days_had(vendors: set[int], first: date, last: date, fair_event) -> dict[int, set[date]]:
    rows = AllocationDay.objects.filter(
        allocation__application__vendor__in=vendors, on__gte=first, on__lt=last
    ).exclude(allocation__booth__fair_event=fair_event)
    had: dict[int, set[date]] = defaultdict(set)
    columns = ("allocation__application__vendor", "on")
    for vendor, day in rows.order_by().values_list(*columns).distinct():
        had[vendor].add(day)
    return had


def _figure(days: int, absent: int) -> Figure:
    if not days:
        return Figure(0, NEVER, NEVER)
    share = absent * 100 / days
    points = next((points for most, points in FOR_ABSENT if share <= most), 0)
    words = f"มาครบ {days} วัน" if not absent else f"ไม่มา {absent} จาก {days} วัน"
    return Figure(points, words, "เคยมีบูธ")


def add_sources() -> None:
    """Counts nothing until a call gives it a weight."""
    guidance = "งาน 3 ปีก่อน มาครบทุกวัน 5 ไม่มาไม่เกินร้อยละ 10 ได้ 3 ไม่เกินร้อยละ 25 ได้ 1"
    add_source(ScoreSource("attendance", "มาออกบูธครบ", guidance, 0, attendance, 35))
