"""One box for everything: fairs, products, vendors and provinces that answer the same words."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent
from fairs.reports import cards, for_public_cards, provinces
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query
from products.cards import hits_in_order
from products.search import MOST_HITS, Filters
from products.search import search as search_products
from vendors.reports import search_vendors, vendor_cards_by_id

SHOWN_OF_EACH = 6
MOST_FAIRS = 60


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
        fairs = _fairs(query, today)
        products = search_products(query, Filters(), "", today)
        vendors = search_vendors(query)
        context |= {
            "provinces": _provinces(query),
            "fairs": cards(fairs[:SHOWN_OF_EACH], today=today),
            "hits": hits_in_order(products.ids[:SHOWN_OF_EACH], query=query, today=today),
            "is_near": products.is_near and bool(products.ids),
            "product_count": _count(len(products.ids)),
            "vendors": vendor_cards_by_id(vendors[:SHOWN_OF_EACH]),
            "vendor_count": _count(len(vendors)),
        }
        context["is_empty"] = not any(
            context[kind] for kind in ("provinces", "fairs", "hits", "vendors")
        )
    return render(request, "pages/search.html", context)


def _fairs(query: Query, today) -> list[FairEvent]:
    """Fairs whose name, theme or place holds the words: the nearest first, then the latest past."""
    fairs = for_public_cards(FairEvent.objects.published())
    codes = {fold(row["name"]): row["code"] for row in provinces()}
    for word in query.words:
        fairs = fairs.filter(Q(search_text__contains=word) | Q(venue_province=codes.get(word)))
    rows = list(fairs.order_by(F("opens_on").desc(nulls_first=True), "-pk")[:MOST_FAIRS])
    over = [row for row in rows if row.closes_on and row.closes_on < today]
    dated = [row for row in rows if row.closes_on and row.closes_on >= today]
    return dated[::-1] + [row for row in rows if not row.closes_on] + over


def _provinces(query: Query) -> list[dict]:
    words = query.folded.removeprefix("จังหวัด").removeprefix("จ.").strip()
    return [row for row in provinces() if len(words) > 1 and fold(row["name"]).startswith(words)]


def _count(number: int) -> str:
    return f"{MOST_HITS - 1:,}+" if number >= MOST_HITS else f"{number:,}"
