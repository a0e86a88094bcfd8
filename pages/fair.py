"""The page of one fair: poster, what to know before coming, the programme, and the map."""

from urllib.parse import quote_plus

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import DatePrecision, FairEvent
from fairs.news import newest_news
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
from fairs.sharing import fair_shared
from otopfair.thai.calendar import today_in_thailand
from otopfair.tongues import is_english
from sales.models import FairReport
from vendors.conditions import in_words
from vendors.ground.plan import plan_of
from vendors.models import Announcement, Draw

NEWS_SHOWN = 3


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=5)
def fair(request, slug: str):
    """The overview of a published fair, with the map of its booths."""
    today = today_in_thailand()
    announced = Announcement.objects.applied().filter(call__fair_event=OuterRef("pk"))
    closed = FairReport.objects.filter(fair_event=OuterRef("pk")).exclude(closed_at=None)
    draws = Draw.objects.filter(call__fair_event=OuterRef("pk"))
    fairs = (
        for_public_cards(FairEvent.objects.published())
        .select_related("home_province", "plan_picture")
        .annotate(has_results=Exists(announced), has_draws=Exists(draws))
        .annotate(has_figures=Exists(closed))
    )
    fair_event = get_object_or_404(fairs, slug=slug)
    plan = plan_of(fair_event)
    meaning, words = badge_of(fair_event, today)
    organisers = organiser_lines(fair_event)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "overview",
        "badge_meaning": meaning,
        "badge_text": words,
        "dates": dates_of(fair_event, today=today),
        "own_days": own_days_of(fair_event),
        "has_days": fair_event.date_precision == DatePrecision.DAY,
        "is_over": fair_event.has_ended,
        "to_come": fair_event.edition_to_come() if fair_event.has_ended else None,
        "place": place_of(fair_event),
        "map_url": fair_event.map_url or _map_search(fair_event),
        "opening": opening_act(fair_event),
        "conditions": _conditions(fair_event),
        "has_results": fair_event.has_results,
        "has_draws": fair_event.has_draws,
        "has_figures": fair_event.has_figures,
        "organisers": organisers,
        "shared": fair_shared(fair_event, organisers),
        "news": newest_news(NEWS_SHOWN, Q(fair_event=fair_event)),
        "programme": programme_of(fair_event, today),
        "plan": plan,
        "drawing": plan.drawn_for("plan/"),
    }
    return render(request, "pages/fair.html", context)


def _conditions(fair_event: FairEvent) -> list[str]:
    """Who may apply to the call that is open now, in words; for producers, whose pages are Thai."""
    if is_english() or fair_event.apply_until is None:  # type: ignore[attr-defined]  # annotated
        return []
    call = fair_event.accepting_call()
    return in_words(call) if call else []


def _map_search(fair_event: FairEvent) -> str:
    return f"https://www.openstreetmap.org/search?query={quote_plus(place_of(fair_event))}"
