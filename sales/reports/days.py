"""The days of a fair that have a report, or may have one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, DateTimeField, Sum, Value
from django.db.models.fields.json import KT

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport, TakingsSum
from sales.reports.keeping import is_readable


def report_days(fair_event: FairEvent) -> list[date]:
    """The fair's sales days, and those outside that have takings or a report: dates may move."""
    return list(closings(fair_event))


def closings(fair_event: FairEvent) -> dict[date, datetime | None]:
    """Those days in order → when the newest report was closed; None where there is none, or where
    a correction is being drafted."""
    rows = {"fair_event": fair_event}
    nothing = {"revision": Value(0), "closed_at": Value(None, DateTimeField())}
    columns = ("sold_on", "revision", "closed_at")
    sold = TakingsSum.objects.filter(**rows).order_by().annotate(**nothing).values_list(*columns)
    told = DailyReport.objects.filter(**rows).order_by().values_list(*columns)
    found: dict[date, datetime | None] = dict.fromkeys(fair_event.days)
    newest_last = sorted(told.union(sold), key=lambda row: row[:2])
    found |= {day: closed_at for day, _revision, closed_at in newest_last}
    return dict(sorted(found.items()))


def open_days_outside(fairs: Iterable[FairEvent]) -> dict[int, list[date]]:
    """Fair id → days with takings that the fair has no longer, and that no closed report tells."""
    by_key = {fair_event.pk: fair_event for fair_event in fairs}
    rows = {"fair_event__in": by_key}
    sold = TakingsSum.objects.filter(**rows).order_by().values_list("fair_event", "sold_on")
    closed = DailyReport.objects.filter(**rows).exclude(closed_at=None).order_by()
    told = set(closed.values_list("fair_event", "sold_on"))
    found: dict[int, list[date]] = defaultdict(list)
    for key, day in sorted(set(sold.distinct()) - told):
        if day not in by_key[key].days:
            found[key].append(day)
    return found


def open_days(closed: dict[date, datetime | None]) -> list[date]:
    """Those of `closings()` of which no report is closed, or a correction is being drafted."""
    return [day for day, closed_at in closed.items() if closed_at is None]


@dataclass(frozen=True)
class DayInList:
    """One day in the list of reports; `number` is None outside the fair's days of today.

    `closed` is what the newest closed report says was sold and ordered; None where none is closed,
    or where it was kept in a shape that this version does not read.
    """

    day: date
    number: int | None
    reported: int
    sold: Decimal
    ordered: Decimal
    report: DailyReport | None
    closed: tuple[Decimal, Decimal] | None

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered

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
        return self.closed is not None and self.closed != (self.sold, self.ordered)


def days_of(fair_event: FairEvent, days: Sequence[date]) -> list[DayInList]:
    """Each of `days` with what came in and the newest report; two statements."""
    if not days:
        return []
    span = {"fair_event": fair_event, "sold_on__range": (days[0], days[-1])}
    rows = (
        BoothSale.objects.filter(**span)
        .order_by()
        .values_list("sold_on")
        .annotate(Count("booth", distinct=True), Sum("sold_baht"), Sum("ordered_baht"))
    )
    sums = {day: (booths, sold, ordered) for day, booths, sold, ordered in rows}
    reports, closed = _reports_of(span)
    numbers = {day: number for number, day in enumerate(fair_event.days, start=1)}
    nothing = (0, Decimal(0), Decimal(0))

    def in_list(day: date) -> DayInList:
        booths, sold, ordered = sums.get(day, nothing)
        said = closed.get(day)
        return DayInList(day, numbers.get(day), booths, sold, ordered, reports.get(day), said)

    return [in_list(day) for day in days]


def _reports_of(span: dict) -> tuple[dict, dict]:
    """(day → the newest report, day → what the newest closed one says), figures left unread."""
    grand = "figures__figures__grand__"
    rows = (
        DailyReport.objects.filter(**span)
        .defer("figures", "text")
        .annotate(
            shape=KT("figures__shape"), said_sold=KT(f"{grand}sold"), said=KT(f"{grand}ordered")
        )
        .order_by("revision")
    )
    newest, closed = {}, {}
    for report in rows:
        newest[report.sold_on] = report
        if report.closed_at is not None:
            is_read = is_readable(report.shape)
            said = (Decimal(report.said_sold), Decimal(report.said)) if is_read else None
            closed[report.sold_on] = said
    return newest, closed
