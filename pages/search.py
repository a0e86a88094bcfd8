"""One box for everything: fairs, booths, products, vendors, provinces and news."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.news import search_news
from fairs.reports import cards
from fairs.search import provinces_named, search_fairs
from fairs.when import read_when
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.cards import hits_in_order
from products.facets import Filters
from products.search import MOST_HITS
from products.search import search as search_products
from vendors.ground.called import booths_called
from vendors.reports import search_vendors, vendor_cards_by_id

SHOWN_OF_EACH = 6


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def search(request):
    """The best hits of each kind for ?q=, with a link to all of them."""
    today = today_in_thailand()
    query = Query(request.GET.get("q", "")[:100])
    context = {"query": query.text.strip(), "is_empty": False}
    if query:
        # What says when is about fairs alone.
        asked = read_when(query.text, today)
        words = Query(asked.words) if asked.says_when else query
        products = search_products(words, Filters(), "", today)
        marked = Query(products.words)
        vendors = search_vendors(words)
        context |= {
            "provinces": provinces_named(words),
            "fairs": cards(search_fairs(query, today)[:SHOWN_OF_EACH], today=today),
            "booths": booths_called(query.text, today)[:SHOWN_OF_EACH],
            "hits": hits_in_order(products.ids[:SHOWN_OF_EACH], query=marked, today=today),
            "marked": marked.text,
            "is_near": products.is_near and bool(products.ids),
            "words": words.text.strip(),
            "product_count": _count(len(products.ids)),
            "news": search_news(words)[:SHOWN_OF_EACH],
            "vendors": vendor_cards_by_id(vendors[:SHOWN_OF_EACH]),
            "vendor_count": _count(len(vendors)),
        }
        context["is_empty"] = not any(
            context[kind] for kind in ("provinces", "fairs", "booths", "hits", "vendors", "news")
        )
    return render(request, "pages/search.html", context)


def _count(number: int) -> str:
    return f"{MOST_HITS - 1:,}+" if number >= MOST_HITS else f"{number:,}"
