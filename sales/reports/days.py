"""The days of a fair that have a report, or may have one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport
from sales.reports.keeping import figures_of, is_readable


def report_days(fair_event: FairEvent) -> list[date]:
    """The fair's sales days, and those outside that have takings or a report: dates may move."""
    rows = {"fair_event": fair_event}
    sold = BoothSale.objects.filter(**rows).order_by().values_list("sold_on", flat=True)
    told = DailyReport.objects.filter(**rows).order_by().values_list("sold_on", flat=True)
    return sorted({*fair_event.days, *sold.union(told)})


def open_days_outside(fairs: Iterable[FairEvent]) -> dict[int, list[date]]:
    """Fair id → days with takings that the fair has no longer, and that no closed report tells."""
    by_key = {fair_event.pk: fair_event for fair_event in fairs}
    rows = {"fair_event__in": by_key}
    sold = BoothSale.objects.filter(**rows).order_by().values_list("fair_event", "sold_on")
    closed = DailyReport.objects.filter(**rows).exclude(closed_at=None).order_by()
    told = set(closed.values_list("fair_event", "sold_on"))
    found: dict[int, list[date]] = defaultdict(list)
    for key, day in sorted(set(sold.distinct()) - told):
        if day not in by_key[key].days:
            found[key].append(day)
    return found


@dataclass(frozen=True)
class DayInList:
    """One day in the list of reports; `number` is None outside the fair's days of today."""

    day: date
    number: int | None
    reported: int
    total: Decimal
    report: DailyReport | None

    @property
    def is_closed(self) -> bool:
        return self.report is not None and self.report.closed_at is not None

    @property
    def badge(self) -> tuple[str, str, str]:
        """Meaning, words and icon ("" is the meaning's own)."""
        if self.is_closed:
            return "done", "ปิดแล้ว", ""
        if self.report is not None:
            return "going", "ร่าง", "pencil"
        if self.reported:
            return "waiting", "ยังไม่ปิด", ""
        if self.day > today_in_thailand():
            return "off", "ยังไม่ถึง", ""
        return "waiting", "ยังไม่มียอด", ""

    @property
    def has_changed_since(self) -> bool:
        """Whether the takings differ from what the closed report says."""
        if self.report is None or not self.is_closed or not is_readable(self.report):
            return False
        return figures_of(self.report).grand.total != self.total


def days_of(fair_event: FairEvent) -> list[DayInList]:
    """Every day of report_days() with what came in and the newest report."""
    rows = (
        BoothSale.objects.filter(fair_event=fair_event)
        .order_by()
        .values("sold_on")
        .annotate(total=Sum(F("sold_baht") + F("ordered_baht")))
    )
    totals = {row["sold_on"]: row["total"] for row in rows}
    booths: dict[date, set[int]] = defaultdict(set)
    for sold_on, booth in (
        BoothSale.objects.filter(fair_event=fair_event)
        .order_by("pk")
        .values_list("sold_on", "booth")
    ):
        booths[sold_on].add(booth)
    reports = {
        report.sold_on: report
        for report in DailyReport.objects.filter(fair_event=fair_event)
        .select_related("closed_by")
        .order_by("revision")
    }
    return [
        DayInList(
            day,
            fair_event.day_number(day),
            len(booths[day]),
            totals.get(day, Decimal(0)),
            reports.get(day),
        )
        for day in sorted({*fair_event.days, *booths, *reports})
    ]
