"""The evening reports of past days, closed as the officer would have closed them."""

from collections.abc import Iterable
from datetime import date, datetime, time

from fairs.models import FairEvent
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND
from sales.models import DailyReport, FairReport
from sales.operations.fair_reports import close_fair_report
from sales.operations.reports import close_report

CLOSING_TIME = time(22, 10)
SUMMING_UP_TIME = time(22, 40)


def close_days(fair_event: FairEvent, days: Iterable[date], *, by: User) -> None:
    """Close the reports of `days` and put the evening of each day as the time of closing."""
    for day in days:
        report = close_report(fair_event, day, by=by)
        closed_at = datetime.combine(day, CLOSING_TIME, THAILAND)
        DailyReport.objects.filter(pk=report.pk).update(closed_at=closed_at)
        HistoryEntry.objects.of(report).update(at=closed_at)


def close_fair(fair_event: FairEvent, *, by: User) -> None:
    """Close the report of the whole fair on the evening of its last day."""
    report = close_fair_report(fair_event, by=by)
    closed_at = datetime.combine(fair_event.days[-1], SUMMING_UP_TIME, THAILAND)
    FairReport.objects.filter(pk=report.pk).update(closed_at=closed_at)
    HistoryEntry.objects.of(report).update(at=closed_at)


def drop_reports(fair_event: FairEvent) -> None:
    """Take the reports of `fair_event` away with their history; the days they name are gone."""
    daily, of_fair = fair_event.daily_reports, fair_event.fair_reports
    for report in [*daily.order_by("pk"), *of_fair.order_by("pk")]:
        HistoryEntry.objects.of(report).delete()
        report.delete()
