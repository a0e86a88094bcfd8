"""The front page: what is on now, what comes, five categories, good things of a province."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, ProductCategory
from fairs.news import newest_news
from fairs.reports import badge_of, cards, for_public_cards, place_of, provinces
from otopfair.look.sharing import Shared, absolute, fact, part
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from products.cards import tiles
from products.facets import Facets, Filters, facets_of_catalogue
from products.models import Product

COMING_SHOWN = 3
PAST_SHOWN = 3
POSTERS_SHOWN = 3
TILES_SHOWN = 4
NEWS_SHOWN = 3


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def home(request):
    """Answers "วันนี้มีงาน OTOP ที่ไหน"."""
    today = today_in_thailand()
    fairs = for_public_cards(FairEvent.objects.published())
    running = list(fairs.running(today).order_by("closes_on", "pk")[:POSTERS_SHOWN])
    coming = list(
        fairs.coming(today).order_by(F("opens_on").asc(nulls_last=True), "pk")[: COMING_SHOWN + 1]
    )
    past = list(
        fairs.past(today).order_by(F("opens_on").desc(nulls_last=True), "-pk")[: PAST_SHOWN + 1]
    )
    facets = facets_of_catalogue(Filters(), today)
    province = _province_of([*running, *coming], facets)
    products = Product.objects.published().filter(province=province["code"]) if province else []
    context = {
        "posters": [_poster(fair_event, today) for fair_event in running],
        "coming": cards(coming[:COMING_SHOWN], today=today),
        "more_coming": len(coming) > COMING_SHOWN,
        "past": cards(past[:PAST_SHOWN], today=today),
        "more_past": len(past) > PAST_SHOWN,
        "categories": [
            {
                "value": n.value,
                "label": n.title,
                "count": facets.categories.get(n, 0),
            }
            for n in ProductCategory
        ],
        "province": province,
        "province_count": _count(facets.provinces, province["code"]) if province else "",
        "tiles": tiles(products.order_by("-pk")[:TILES_SHOWN]) if province else [],
        "news": newest_news(NEWS_SHOWN),
        "has_fairs": bool(running or coming or past),
        "shared": _shared(),
    }
    return render(request, "pages/home.html", context)


def _count(counts: dict, key) -> str:
    return format_number(counts.get(key, 0))


def _shared() -> Shared:
    """The site itself, and how a search engine may search it."""
    site = fact(
        "WebSite",
        name=_("โอทอปแฟร์"),
        url=absolute(reverse("home")),
        potentialAction=part(
            "SearchAction",
            target=part(
                "EntryPoint", urlTemplate=f"{absolute(reverse('search'))}?q={{search_term_string}}"
            ),
            **{"query-input": "required name=search_term_string"},
        ),
    )
    words = _("วันนี้มีงาน OTOP ที่ไหน ดูวัน สถานที่ ผังบูธ ร้าน และสินค้าของผู้ผลิตทั่วไทย")
    return Shared(_("วันนี้มีงาน OTOP ที่ไหน"), words, reverse("home"), facts=(site,))


def _poster(fair_event: FairEvent, today) -> dict:
    return {
        "fair": fair_event,
        "badge": badge_of(fair_event, today),
        "hours": fair_event.hours_on(today),
        "place": place_of(fair_event),
    }


def _province_of(fairs: list[FairEvent], facets: Facets) -> dict | None:
    """The home province of the nearest fair if it has products, else the one that has the most."""
    counts = facets.provinces
    if not counts:
        return None
    codes = [
        fair_event.home_province_id
        for fair_event in fairs
        if counts.get(fair_event.home_province_id)
    ]
    code = codes[0] if codes else max(counts, key=lambda key: (counts[key], key))
    return next(row for row in provinces() if row["code"] == code)
