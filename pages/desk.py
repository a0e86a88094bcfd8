"""The officer's desk: what waits today, how the running fair sells, what I have done."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone

from fairs.models import FairEvent
from fairs.scopes import assignments_of, roles_key
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site
from otopfair.staff.subjects import with_subjects
from otopfair.thai.calendar import today_in_thailand
from pages.fair_seen import fairs_organised_by
from pages.waiting import tasks_for
from products.models import ImportedRow
from sales.reports.bars import day_bars
from sales.reports.running import cumulative_until, running

TAKINGS = "sales.view_boothsale"
MOST_BARS = 14


@staff_site.work_page(
    "", name="index", permission=USE_STAFF_SITE, group="prepare", label="โต๊ะงานวันนี้", icon="inbox"
)
def desk(request):
    """One row a task, overdue first; at the right the fair that runs today."""
    today = today_in_thailand()
    tasks = tasks_for(request.user)
    context = {
        **staff_site.each_context(request),
        "title": "งานที่รอคุณวันนี้",
        "today": today,
        "tasks": tasks,
        "overdue": sum(task.urgency == "overdue" for task in tasks),
        "organised": fairs_organised_by(request.user),
        "fair": _running_fair(request.user, today),
        "done_today": _done_today(request.user).count(),
    }
    return render(request, "pages/desk.html", context)


@staff_site.work_page("history/", name="my-history", permission=USE_STAFF_SITE)
def my_history(request):
    """What the signed-in officer has done, newest first."""
    entries = HistoryEntry.objects.filter(actor=request.user).order_by("-at", "-pk")
    page = page_of(request, entries)
    context = {
        **staff_site.each_context(request),
        "title": "ประวัติของฉัน",
        "page": page,
        "entries": with_subjects(page.object_list, request),
    }
    return render(request, "pages/my_history.html", context)


def scope_label(user) -> str:
    """Where the roles of this person hold: "จังหวัดขอนแก่น", a helper's fair, every province."""
    places = dict.fromkeys(row.place for row in assignments_of(user))
    return " · ".join(["ทุกจังหวัด"] if "ทุกจังหวัด" in places else places)


staff_site.desk = desk
staff_site.scope_label = scope_label
staff_site.roles_key = roles_key


def _done_today(user):
    """Acts of this person since midnight. The rows of a sheet are one act: it has a line of its
    own, and theirs do not count."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    imported = ImportedRow.objects.filter(
        row_type=OuterRef("subject_type"),
        row_id=OuterRef("subject_id"),
        batch__uploaded_at__lte=OuterRef("at"),
        batch__applied_at__gte=OuterRef("at"),
    ).filter(batch__applied_at__gte=midnight)
    return HistoryEntry.objects.filter(actor=user, at__gte=midnight).exclude(Exists(imported))


def _running_fair(user, today: date) -> dict | None:
    """Figures of the fair that runs today: bars, sums, target, the edition before so far."""
    fair_event = (
        FairEvent.objects.covered_by(user, TAKINGS)
        .running(today)
        .order_by("opens_on", "pk")
        .first()
    )
    if fair_event is None:
        return None
    run = running(fair_event)
    totals = {one.day: one.total for one in run.taken}
    shown = _days_to_show(fair_event.days, today)
    bars, unit = day_bars(shown, totals, today)
    return {
        "event": fair_event,
        "day_number": fair_event.day_number(today),
        "day_count": len(fair_event.days),
        "bars": bars,
        "chart": f"ยอดรวมรายวัน {unit}",
        "days": [(day, totals.get(day)) for day in shown if day <= today],
        "whole_days": cumulative_until(run, today - timedelta(days=1)),
        "with_today": cumulative_until(run, today),
    }


def _days_to_show(days: list[date], today: date) -> list[date]:
    """Two weeks at most: those that end with today, or the first."""
    last = max(sum(day <= today for day in days), MOST_BARS)
    return days[max(0, last - MOST_BARS) : last]
