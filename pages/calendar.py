"""The officer's calendar: a month or a list, and an address for the calendar of a telephone."""

from calendar import Calendar
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import last_day_of_month, today_in_thailand
from otopfair.thai.formatting import WEEKDAYS_SHORT
from pages.agenda import DEADLINE, FAIR, MEETING, Appointment, agenda
from pages.calendar_file import calendar_bytes, owner_of, token_of

KINDS = {FAIR: ("งานแฟร์", "tent"), MEETING: ("ประชุม", "gavel"), DEADLINE: ("กำหนด", "clock")}
MONTHS_IN_LIST, MOST_YEARS = 3, 100


@staff_site.work_page(
    "calendar/",
    name="calendar",
    permission=USE_STAFF_SITE,
    group="prepare",
    label="ปฏิทิน",
    icon="calendar-days",
    order=51,
)
@require_safe
def calendar(request):
    """?month=2026-11 as a month; with &view=list that month and two more, day by day."""
    today = today_in_thailand()
    month = _month(request.GET.get("month", ""), today)
    kind = request.GET.get("kind", "")
    is_list = request.GET.get("view") == "list"
    first, last = _bounds(month, is_list=is_list)
    found = [one for one in agenda(request.user, first, last) if kind in ("", one.kind)]
    context = {
        "title": "ปฏิทิน",
        "month": month,
        "before": _named(_shifted(month, -1)),
        "after": _named(_shifted(month, 1)),
        "today": today,
        "is_list": is_list,
        "weekdays": WEEKDAYS_SHORT,
        "kinds": _chips(kind),
        "days": _by_day(found, first, last),
        "weeks": [] if is_list else _weeks(month, found),
        "file_url": settings.SITE_URL
        + reverse("staff-calendar-file", args=[token_of(request.user)]),
    }
    return staff_site.page(request, "pages/calendar.html", context)


@login_not_required
@never_cache
@require_safe
def calendar_file(request, token):
    """Who has the address reads the calendar of its owner, and nothing else."""
    owner = owner_of(token)
    if owner is None:
        raise Http404
    content = calendar_bytes(owner, today_in_thailand())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _month(text: str, today: date) -> date:
    """The first day of the month in the address; nonsense, or too far away, is this month."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = date.min
    return asked if abs(asked.year - today.year) <= MOST_YEARS else today.replace(day=1)


def _named(month: date) -> str:
    """As it stands in the address: 2026-11."""
    return month.isoformat()[:7]


def _bounds(month: date, *, is_list: bool) -> tuple[date, date]:
    last = _shifted(month, MONTHS_IN_LIST - 1) if is_list else month
    return month, last_day_of_month(last)


def _shifted(month: date, by: int) -> date:
    """The month `by` months from here."""
    year, number = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(year, number + 1, 1)


def _chips(kind: str) -> list[dict]:
    every = [("", "ทุกอย่าง"), *((key, words) for key, (words, _) in KINDS.items())]
    return [{"kind": key or None, "label": words, "on": key == kind} for key, words in every]


def _by_day(found: list[Appointment], first: date, last: date) -> list[tuple[date, list]]:
    """Days with something on them; what lasts stands on the first day that is shown."""
    days: dict[date, list] = {}
    for one in found:
        days.setdefault(max(one.first, first), []).append((one, *KINDS[one.kind]))
    return [(day, days[day]) for day in sorted(days) if day <= last]


def _weeks(month: date, found: list[Appointment]) -> list[list[dict]]:
    """Weeks from Monday to Sunday; days of other months are empty."""
    return [
        [_square(day, month, found) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def _square(day: date, month: date, found: list[Appointment]) -> dict:
    """What lasts is named on the first day of it that is shown, and again on Mondays."""
    on = [one for one in found if one.first <= day <= one.last] if day.month == month.month else []
    begins = day.weekday() == 0 or day == month
    return {
        "day": day,
        "is_in": day.month == month.month,
        "lines": [(one, KINDS[one.kind][1], begins or one.first == day) for one in on],
    }
