"""What a search box suggests while somebody types: places, fairs, products, vendors, booths."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from fairs.reports import address_of, dates_of
from fairs.search import districts_named, provinces_named, suggest_fairs
from fairs.suggesting import is_enough
from otopfair.addresses import url_by_id
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from otopfair.tongues import name_of
from products.search import suggest_products
from vendors.ground.called import booths_called
from vendors.reports import suggest_vendors

MOST_BOOTHS = 4
MOST_OF_ONE = 8  # where a box searches one kind alone
LONGEST_QUERY = 100


class Suggestion(NamedTuple):
    url: str
    name: str
    beside: str = ""


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
@vary_on_headers("HX-Request")
def suggest(request):
    """Suggestions for ?q= as a part of a page; ?in= names the one kind that the box searches.
    Opened as a page it leads to the search."""
    if not request.htmx:
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    query = Query(request.GET.get("q", "")[:LONGEST_QUERY])
    groups = _groups(query, request.GET.get("in", "")) if is_enough(query) else []
    return render(request, "pages/_suggestions.html", {"query": query.text, "groups": groups})


def _groups(query: Query, only: str) -> list[dict]:
    chosen = [(kind, MOST_OF_ONE) for kind in KINDS if kind == only] or FEW.items()
    # Who types the code of a booth looks for that booth.
    booths = [] if only else _booths(query, MOST_BOOTHS)
    groups = [(BOOTHS, booths)] if booths else []
    if not booths:
        groups = [(KINDS[kind], KINDS[kind].suggest(query, most)) for kind, most in chosen]
    return [{"label": kind.label, "icon": kind.icon, "rows": rows} for kind, rows in groups if rows]


def _provinces(query: Query, most: int) -> list[Suggestion]:
    return [
        Suggestion(reverse("province", args=[row["slug"]]), row["name"])
        for row in provinces_named(query)[:most]
    ]


def _districts(query: Query, most: int) -> list[Suggestion]:
    """Districts, each leading to what is made there."""
    products = reverse("product-list")
    return [
        Suggestion(
            f"{products}?{urlencode({'province': row['code'], 'district': district.code})}",
            name_of(district),
            row["name"],
        )
        for district, row in districts_named(query)[:most]
    ]


def _fairs(query: Query, most: int) -> list[Suggestion]:
    today = today_in_thailand()
    return [
        Suggestion(address_of(fair_event), str(fair_event), dates_of(fair_event, today=today))
        for fair_event in suggest_fairs(query, today)[:most]
    ]


def _products(query: Query, most: int) -> list[Suggestion]:
    url = url_by_id("product")
    rows = suggest_products(query, most)
    return [Suggestion(url(pk), name, maker) for pk, name, maker, _rank in rows]


def _vendors(query: Query, most: int) -> list[Suggestion]:
    url = url_by_id("vendor")
    rows = suggest_vendors(query, most)
    return [Suggestion(url(pk), name, place) for pk, name, place, _rank in rows]


def _booths(query: Query, most: int) -> list[Suggestion]:
    """Booths of fairs that are not over, by their code; without one nothing is asked for."""
    word = _("บูธ")
    return [
        Suggestion(
            f"{reverse('fair-plan', args=[booth['slug']])}?{urlencode({'booth': booth['code']})}",
            f"{word} {booth['code']}",
            " · ".join(part for part in (booth["vendors"], booth["fair"]) if part),
        )
        for booth in booths_called(query.text, today_in_thailand())[:most]
    ]


class Kind(NamedTuple):
    label: str
    icon: str
    suggest: Callable[[Query, int], list[Suggestion]]


KINDS = {
    "provinces": Kind(_("จังหวัด"), "map-pin", _provinces),
    "districts": Kind(_("อำเภอ"), "map-pin", _districts),
    "fairs": Kind(_("งานแฟร์"), "tent", _fairs),
    "products": Kind(_("สินค้า"), "package", _products),
    "vendors": Kind(_("ผู้ผลิต"), "store", _vendors),
}
BOOTHS = Kind(_("บูธ"), "tent", _booths)
# How many of each where all stand together.
FEW = {"provinces": 2, "districts": 2, "fairs": 2, "products": 4, "vendors": 3}
