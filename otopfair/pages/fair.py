"""The page of one fair: poster, what to know before coming, today's programme, plan and booths."""

from urllib.parse import quote_plus

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import DatePrecision, FairEvent
from fairs.reports import (
    badge_of,
    dates_of,
    for_public_cards,
    opening_act,
    organiser_lines,
    place_of,
    programme_of,
)
from otopfair.thai.calendar import today_in_thailand
from vendors.plan import plan_of

BOOTHS_SHOWN = 6


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=5)
def fair(request, slug: str):
    """The overview of a published fair; ?zone= chooses the zone whose booths are listed."""
    today = today_in_thailand()
    event = get_object_or_404(for_public_cards(FairEvent.objects.published()), slug=slug)
    plan = plan_of(event)
    meaning, words = badge_of(event, today)
    day, programme = programme_of(event, today)
    zone = next(
        (row for row in plan["zones"] if row["code"] == request.GET.get("zone")),
        plan["zones"][0] if plan["zones"] else None,
    )
    context = {
        "section": "fairs",
        "fair": event,
        "tab": "overview",
        "badge_meaning": meaning,
        "badge_text": words,
        "dates": dates_of(event, today=today),
        "has_days": event.date_precision == DatePrecision.DAY,
        "place": place_of(event),
        "map_url": event.map_url or _map_search(event),
        "opening": opening_act(event),
        "organisers": organiser_lines(event),
        "programme_day": day,
        "is_today": day == today,
        "programme": programme,
        "call": _open_call(event),
        "plan": plan,
        "zone": zone,
        "booths": zone["booths"][:BOOTHS_SHOWN] if zone else [],
        "more_booths": max(zone["count"] - BOOTHS_SHOWN, 0) if zone else 0,
    }
    return render(request, "pages/fair.html", context)


def _map_search(event: FairEvent) -> str:
    return f"https://www.openstreetmap.org/search?query={quote_plus(place_of(event))}"


def _open_call(event: FairEvent):
    call = getattr(event, "call", None)
    return call if call is not None and call.is_accepting() else None
