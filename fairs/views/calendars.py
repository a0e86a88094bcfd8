"""Fairs for one's own calendar: one of them, or all with a day, which a calendar keeps asking for.

A fair is an entry of whole days; one not known to the day has none. RFC 5545.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import DatePrecision, FairEvent
from fairs.reports import address_of, place_of, provinces
from otopfair.look.sharing import absolute
from otopfair.tongues import ENGLISH, THAI, in_tongue

ASK_AGAIN = timedelta(hours=6)
KEPT_SECONDS = 3600


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def fair_calendar(request, slug: str):
    fairs = FairEvent.objects.published().select_related("venue_province", "venue_district")
    fair_event = get_object_or_404(fairs, slug=slug)
    if fair_event.date_precision != DatePrecision.DAY:
        raise Http404
    calendar = _empty()
    calendar.add_component(_entry(fair_event))
    response = _answer(calendar.to_ical())
    response["Content-Disposition"] = f'attachment; filename="{fair_event.slug}.ics"'
    return response


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def all_fairs_calendar(request):
    """Every published fair with a day; ?province= those held in one province."""
    fairs = FairEvent.objects.published().filter(date_precision=DatePrecision.DAY)
    name = _("งาน OTOP ทั่วไทย")
    if code := request.GET.get("province", ""):
        province = next((row for row in provinces() if row["code"] == code), None)
        if province is None:
            raise Http404
        fairs = fairs.filter(venue_province=code)
        name = _("งาน OTOP จังหวัด%(province)s") % {"province": province["name"]}
    # A thousand fairs take a third of a second; a write of any of them makes another key.
    kept = fairs.aggregate(count=Count("pk"), last=Max("changed_at"))
    last = kept["last"] and kept["last"].timestamp()
    key = f"calendar-{get_language()}-{code}-{kept['count']}-{last}"
    return _answer(cache.get_or_set(key, lambda: _calendar_of(fairs, name), KEPT_SECONDS))


def _calendar_of(fairs, name: str) -> bytes:
    calendar = _empty()
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for fair_event in fairs.for_cards().order_by("opens_on", "pk"):
        calendar.add_component(_entry(fair_event))
    return calendar.to_ical()


def _empty() -> icalendar.Calendar:
    return icalendar.Calendar(prodid=f"-//otopfair//{in_tongue(THAI, ENGLISH)}", version="2.0")


def _entry(fair_event: FairEvent) -> icalendar.Event:
    entry = icalendar.Event(
        uid=f"{fair_event.slug}@{urlsplit(settings.SITE_URL).hostname}",
        summary=str(fair_event),
        location=place_of(fair_event),
        url=absolute(address_of(fair_event)),
        status="CANCELLED" if fair_event.is_cancelled else "CONFIRMED",
    )
    entry.add("dtstamp", fair_event.changed_at)
    entry.add("last-modified", fair_event.changed_at)
    entry.add("dtstart", fair_event.opens_on)
    # The end of an all-day entry is the first day after it (3.6.1).
    entry.add("dtend", fair_event.closes_on + timedelta(days=1))
    return entry


def _answer(calendar: bytes) -> HttpResponse:
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
