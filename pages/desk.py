"""The officer's desk: what waits today, how the running fair sells, what I have done."""

from datetime import date, timedelta
from decimal import Decimal

from django.shortcuts import render
from django.utils import timezone

from fairs.models import FairEvent
from fairs.scopes import assignments_of
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from pages.waiting import tasks_for
from sales.takings import day_totals

TAKINGS = "sales.view_boothsale"
MILLION = Decimal(1_000_000)
WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


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
        "fair": _running_fair(request.user, today),
        "done_today": _done_today(request.user).count(),
    }
    return render(request, "pages/desk.html", context)


@staff_site.work_page("history/", name="my-history", permission=USE_STAFF_SITE)
def my_history(request):
    """What the signed-in officer has done, newest first."""
    entries = HistoryEntry.objects.filter(actor=request.user).order_by("-at", "-pk")
    context = {
        **staff_site.each_context(request),
        "title": "ประวัติของฉัน",
        "page": page_of(request, entries),
    }
    return render(request, "pages/my_history.html", context)


def scope_label(user) -> str:
    """Where the roles of this person hold: "จังหวัดขอนแก่น", a helper's fair, every province."""
    places = dict.fromkeys(row.place for row in assignments_of(user))
    return " · ".join(["ทุกจังหวัด"] if "ทุกจังหวัด" in places else places)


staff_site.desk = desk
staff_site.scope_label = scope_label


def _done_today(user):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return HistoryEntry.objects.filter(actor=user, at__gte=midnight)


def _running_fair(user, today: date) -> dict | None:
    """Figures of the fair that runs today: bars, sums, target, the last edition so far."""
    fair_event = (
        FairEvent.objects.covered_by(user, TAKINGS)
        .running(today)
        .order_by("opens_on", "pk")
        .first()
    )
    if fair_event is None:
        return None
    totals = day_totals(fair_event)
    whole_days = [day for day in fair_event.days if day < today]
    so_far = sum((totals.get(day, Decimal(0)) for day in whole_days), Decimal(0))
    all_in = so_far + totals.get(today, Decimal(0))
    target = fair_event.sales_target_baht
    return {
        "event": fair_event,
        "day_number": fair_event.day_number(today),
        "day_count": len(fair_event.days),
        "bars": [_bar(day, totals, today) for day in fair_event.days],
        "days": [(day, totals.get(day)) for day in fair_event.days if day <= today],
        "whole_days": len(whole_days),
        "so_far": so_far,
        "all_in": all_in,
        "target": target,
        "percent": round(all_in * 100 / target, 1) if target else None,
        **_last_edition(fair_event, len(whole_days), so_far),
    }


def _bar(day: date, totals: dict, today: date) -> dict:
    value = totals.get(day)
    bar = {"label": WEEKDAYS_SHORT[day.weekday()], "sublabel": str(day.day), "value": value}
    if day == today:
        return {**bar, "text": "วันนี้", "state": "today"}
    return {**bar, "text": f"{value / MILLION:.2f}" if value is not None else "", "state": ""}


def _last_edition(fair_event: FairEvent, day_count: int, so_far: Decimal) -> dict:
    """The edition before of the same series and its sum after as many days; growth in percent."""
    last = None
    if fair_event.series_id and day_count:
        last = (
            FairEvent.objects.filter(
                series=fair_event.series_id, closes_on__lt=fair_event.opens_on, date_precision="day"
            )
            .order_by("-opens_on")
            .first()
        )
    if last is None:
        return {"last": None, "last_so_far": None, "growth": None}
    totals = day_totals(last)
    end = last.opens_on + timedelta(days=day_count)
    last_so_far = sum((total for day, total in totals.items() if day < end), Decimal(0))
    growth = round((so_far - last_so_far) * 100 / last_so_far, 1) if last_so_far else None
    return {"last": last, "last_so_far": last_so_far, "growth": growth}
