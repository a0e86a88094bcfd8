"""The report of a whole fair: from its first takings to a day, and closed after its last."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.paging import neighbours, weeks_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from sales.models import FairReport
from sales.operations.fair_reports import close_fair_report, open_fair_correction
from sales.reports.bars import day_bars
from sales.reports.charts import charts_of
from sales.reports.corrections import fair_versions_of
from sales.reports.days import closings, open_days
from sales.reports.figures import FairFigures
from sales.reports.gathering import (
    fair_reports_of,
    gather_fair,
    kept_or_gathered_fair,
)
from sales.reports.keeping import UnknownShape
from sales.reports.satisfaction import satisfaction_line
from sales.reports.wording import style_of
from sales.views.work.days import day_of
from sales.views.work.places import places_asked
from sales.views.work.reports import CLOSE, FAIRS, VIEW, revision_seen

SEE_TAKINGS = "sales.view_boothsale"


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/", name="report-fair", permission=VIEW, row=FAIRS
)
@require_http_methods(["GET", "POST"])
def report_fair(request, fair_event):
    """The fair's figures: up to ?until= as they are now, or else those that were closed.

    ?top= says down to which place; ?revision= an older closed version. POST closes the report.
    """
    problem = ""
    if request.method == "POST":
        if not may(request.user, CLOSE, fair_event):
            raise PermissionDenied
        try:
            agreed = request.POST.get("accept_open_days") == "on"
            close_fair_report(fair_event, accept_open_days=agreed, by=request.user)
        except RuleBroken as broken:
            problem = broken.message
        else:
            messages.success(request, "ปิดรายงานสรุปแล้ว")
            return redirect("staff:report-fair", fair_event.pk)
    context = {
        "title": "สรุปทั้งงาน",
        "fair_event": fair_event,
        "problem": problem,
        "has_errors": bool(problem),
        "may_follow_orders": may(request.user, SEE_TAKINGS, fair_event),
        **_shown(request, fair_event),
    }
    status = 422 if problem else 200
    return staff_site.page(request, "sales/work/report_fair.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report-correct/",
    name="report-fair-correct",
    permission=CLOSE,
    row=FAIRS,
)
@press_only
def report_fair_correct(request, fair_event):
    """Open the next revision of the closed report of a fair."""
    reports = FairReport.objects.filter(fair_event=fair_event)
    report = revision_seen(reports, request.POST.get("revision"))
    try:
        open_fair_correction(report, reason=request.POST.get("reason", ""), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("staff:report-fair", fair_event.pk)


def _shown(request, fair_event: FairEvent) -> dict:
    closed_on = closings(fair_event)
    days = list(closed_on)
    if not days:
        return {"days": days}
    last, reports = _last_day(request, fair_event, days), list(fair_reports_of(fair_event))
    report = _asked_report(request, reports)
    try:
        figures = kept_or_gathered_fair(report, fair_event, last)
    except UnknownShape as unknown:
        return {"days": days, "unreadable": unknown.message}
    style = style_of(fair_event)
    return {
        "days": days,
        "charts": charts_of(figures, style),
        "satisfaction": [satisfaction_line(one, style) for one in figures.satisfaction],
        **_figures(request, figures, days),
        **_closing(request, fair_event, (report, reports), figures, days),
        "open_days": open_days(closed_on),
    }


def _figures(request, figures: FairFigures, days: list[date]) -> dict:
    top, last = places_asked(request), figures.until
    page = weeks_of(request, [day for day in days if day <= last], last)
    sums = {one.day: one for one in figures.by_day}
    bars, unit = day_bars(page.object_list, {day: one.total for day, one in sums.items()})
    previous_day, next_day = neighbours(days, last) if last in days else (None, None)
    return {
        "until": last,
        "figures": figures.top(top),
        "top": top,
        "previous_day": previous_day,
        "next_day": next_day if next_day and next_day <= today_in_thailand() else None,
        "page": page,
        "by_day": [(day, sums.get(day)) for day in page.object_list],
        "bars": bars,
        "chart": f"ยอดรวมรายวัน {unit}",
    }


def _closing(request, fair_event, asked, figures: FairFigures, days: list[date]) -> dict:
    """What is closed, what may be, and what has changed since; an ?until= is only looked at."""
    report, reports = asked
    is_closed = report is not None and report.closed_at is not None
    closed = [one for one in reports if one.closed_at is not None]
    now = gather_fair(fair_event, days[-1]).grand if is_closed else figures.grand
    return {
        "report": report,
        "is_closed": is_closed,
        "closed_reports": closed,
        "versions": fair_versions_of(report, closed, figures.grand, now),
        "is_looked_at": bool({"until", "revision"} & request.GET.keys()),
        "is_last_day_here": bool(fair_event.days) and today_in_thailand() >= fair_event.days[-1],
        "may_close": may(request.user, CLOSE, fair_event) and not fair_event.is_cancelled,
    }


def _asked_report(request, reports: list[FairReport]) -> FairReport | None:
    """None while ?until= looks at a day; the version of ?revision=, or else the newest."""
    if "until" in request.GET:
        return None
    if "revision" in request.GET:
        revision = whole_number(request.GET["revision"])
        closed = (one for one in reports if one.closed_at is not None)
        if found := next((one for one in closed if one.revision == revision), None):
            return found
        raise Http404
    return next(iter(reports), None)


def _last_day(request, fair_event: FairEvent, days: list[date]) -> date:
    if "until" in request.GET:
        return day_of(fair_event, request.GET["until"])
    return max((day for day in days if day <= today_in_thailand()), default=days[0])
