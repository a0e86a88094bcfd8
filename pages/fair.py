"""The page of one fair: poster, what to know before coming, today's programme, and the map."""

from urllib.parse import quote_plus

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
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
    own_days_of,
    place_of,
    programme_of,
)
from otopfair.thai.calendar import today_in_thailand
from vendors.conditions import in_words
from vendors.ground.plan import plan_of
from vendors.models import Announcement, Draw


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=5)
def fair(request, slug: str):
    """The overview of a published fair, with the map of its booths."""
    today = today_in_thailand()
    announced = Announcement.objects.applied().filter(call__fair_event=OuterRef("pk"))
    draws = Draw.objects.filter(call__fair_event=OuterRef("pk"))
    fairs = for_public_cards(FairEvent.objects.published()).annotate(
        has_results=Exists(announced), has_draws=Exists(draws)
    )
    fair_event = get_object_or_404(fairs, slug=slug)
    plan = plan_of(fair_event)
    meaning, words = badge_of(fair_event, today)
    day, programme = programme_of(fair_event, today)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "overview",
        "badge_meaning": meaning,
        "badge_text": words,
        "dates": dates_of(fair_event, today=today),
        "own_days": own_days_of(fair_event),
        "has_days": fair_event.date_precision == DatePrecision.DAY,
        "place": place_of(fair_event),
        "map_url": fair_event.map_url or _map_search(fair_event),
        "opening": opening_act(fair_event),
        "conditions": _conditions(fair_event),
        "has_results": fair_event.has_results,
        "has_draws": fair_event.has_draws,
        "organisers": organiser_lines(fair_event),
        "programme_day": day,
        "is_today": day == today,
        "programme": programme,
        "plan": plan,
        "drawing": plan.drawn_for("plan/"),
    }
    return render(request, "pages/fair.html", context)


def _conditions(fair_event: FairEvent) -> list[str]:
    """Who may apply to the call that is open now, in words."""
    if fair_event.apply_until is None:  # type: ignore[attr-defined]  # annotated
        return []
    call = fair_event.accepting_call()
    return in_words(call) if call else []


def _map_search(fair_event: FairEvent) -> str:
    return f"https://www.openstreetmap.org/search?query={quote_plus(place_of(fair_event))}"
