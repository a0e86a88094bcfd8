"""Visitors' pages about fairs alone: the list, and a fair for one's own calendar."""

from datetime import timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import DatePrecision, FairEvent, PlanPicture
from fairs.reports import address_of, cards, for_public_cards, place_of, provinces, published_counts
from otopfair.media.serving import private_file
from otopfair.paging import page_of
from otopfair.thai.calendar import be_year, ce_year, today_in_thailand
from otopfair.thai.parsing import ThaiDateError, parse_year_be

SHOWN_OF_EACH = 6
PER_PAGE = 24
KINDS = {
    "now": gettext_lazy("กำลังจัด"),
    "coming": gettext_lazy("กำลังจะมาถึง"),
    "past": gettext_lazy("ผ่านมาแล้ว"),
}


GROUP_TITLES = {
    "now": gettext_lazy("งานที่กำลังจัด"),
    "coming": gettext_lazy("งานที่กำลังจะมาถึง"),
    "past": gettext_lazy("งานที่ผ่านมา"),
}


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_list(request):
    """Fairs on now, coming and past; ?when= shows one kind in full, ?province= ?year= filter."""
    today = today_in_thailand()
    every = FairEvent.objects.published()
    fairs, year = _filtered(every, request.GET)
    counts = published_counts(fairs, today)
    when = request.GET.get("when") if request.GET.get("when") in KINDS else ""
    page = None
    groups = []
    if when:
        page = page_of(request, _of_kind(fairs, when, today), per_page=PER_PAGE, count=counts[when])
        groups = [_group(when, page.object_list, counts, today)]
    else:
        groups = [
            _group(kind, _of_kind(fairs, kind, today)[:SHOWN_OF_EACH], counts, today)
            for kind in KINDS
        ]
    query = request.GET.copy()
    for name in ("when", "page"):
        query.pop(name, None)
    context = {
        "section": "fairs",
        "groups": [group for group in groups if group["cards"]],
        "page": page,
        "when": when,
        "total": sum(counts.values()),
        "kinds": [
            {"key": key, "label": label, "count": counts[key]} for key, label in KINDS.items()
        ],
        "provinces": _venue_provinces(every),
        "years": _years(every),
        "province": request.GET.get("province", ""),
        "year": year,
        "is_filtered": bool(query.get("province") or query.get("year")),
        "filters": query.urlencode(),
    }
    return render(request, "fairs/list.html", context)


def _filtered(fairs, wanted) -> tuple:
    if province := wanted.get("province"):
        fairs = fairs.filter(venue_province__code=province)
    try:
        year_be = parse_year_be(wanted.get("year", ""))
        return fairs.filter(opens_on__year=ce_year(year_be)), str(year_be)
    except ThaiDateError:
        return fairs, ""


def _of_kind(fairs, kind: str, today):
    if kind == "now":
        return for_public_cards(fairs.running(today)).order_by("closes_on", "pk")
    if kind == "coming":
        # A fair without a date stands last on every database.
        return for_public_cards(fairs.coming(today)).order_by(
            F("opens_on").asc(nulls_last=True), "pk"
        )
    return for_public_cards(fairs.past(today)).order_by(F("opens_on").desc(nulls_last=True), "-pk")


def _group(kind: str, fairs, counts, today) -> dict:
    shown = cards(fairs, today=today)
    return {
        "key": kind,
        "label": GROUP_TITLES[kind],
        "cards": shown,
        "count": counts[kind],
        "more": counts[kind] > len(shown),
    }


def _venue_provinces(fairs) -> list:
    codes = set(fairs.order_by().values_list("venue_province_id", flat=True).distinct())
    return [row for row in provinces() if row["code"] in codes]


def _years(fairs) -> list[str]:
    dates = fairs.exclude(opens_on=None).dates("opens_on", "year", order="DESC")
    return [str(be_year(day)) for day in dates]


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def fair_calendar(request, slug: str):
    """The fair as one all-day entry; a fair not known to the day has none."""
    fairs = FairEvent.objects.published().select_related("venue_province", "venue_district")
    fair_event = get_object_or_404(fairs, slug=slug)
    if fair_event.date_precision != DatePrecision.DAY:
        raise Http404
    calendar = icalendar.Calendar(prodid="-//otopfair//th", version="2.0")
    entry = icalendar.Event(
        uid=f"{fair_event.slug}@{urlsplit(settings.SITE_URL).hostname}",
        summary=str(fair_event),
        location=place_of(fair_event),
        url=settings.SITE_URL + address_of(fair_event),
        status="CANCELLED" if fair_event.state == "cancelled" else "CONFIRMED",
    )
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", fair_event.opens_on)
    # The end of an all-day entry is the first day after it (RFC 5545, 3.6.1).
    entry.add("dtend", fair_event.closes_on + timedelta(days=1))
    calendar.add_component(entry)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{fair_event.slug}.ics"'
    return response


@login_not_required
@require_safe
def fair_plan_picture(request, slug: str):
    """The picture behind the plan, where officers show it to visitors."""
    shown = PlanPicture.objects.filter(is_shown=True)
    fairs = FairEvent.objects.published().filter(slug=slug)
    row = get_object_or_404(shown, fair_event__in=fairs)
    response = private_file(row.file, "plan.webp")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
