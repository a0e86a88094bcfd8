"""Which words a report is printed in: a closed one keeps its own."""

from fairs.models import FairEvent, Province
from sales.models import DailyReport, FairReport, ReportWording
from sales.reports.style import ReportStyle, style_from_json, style_of_row


def style_of(fair_event: FairEvent) -> ReportStyle:
    """How the province of the fair words its reports now."""
    return style_of_row(wording_of(fair_event.home_province))


def kept_or_own_style(
    report: DailyReport | FairReport | None, fair_event: FairEvent
) -> ReportStyle:
    """The words a report was closed with; otherwise those of its province now."""
    if report is None or report.closed_at is None:
        return style_of(fair_event)
    return style_from_json(report.wording)


def wording_of(province: Province) -> ReportWording:
    """The row of a province, or the usual words, which are not saved yet."""
    return getattr(province, "report_wording", None) or ReportWording(province=province)
