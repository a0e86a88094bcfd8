"""Provinces by region, and one province with its fairs, vendors and products."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, Province, Region
from fairs.reports import cards, for_public_cards, provinces
from otopfair.thai.calendar import today_in_thailand
from products.cards import tiles
from products.models import Product
from products.search import Filters, facets_of_catalogue
from vendors.models import Vendor
from vendors.reports import names_first, vendor_cards

FAIRS_SHOWN = 6
VENDORS_SHOWN = 12
TILES_SHOWN = 8


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def province_list(request):
    """The 77 provinces in six regions, with the number of products of each."""
    counts = facets_of_catalogue(Filters(), today_in_thailand()).provinces
    regions = [
        {
            "label": label,
            "provinces": [
                {**row, "count": counts.get(row["code"], 0)}
                for row in provinces()
                if row["region"] == value
            ],
        }
        for value, label in Region.choices
    ]
    return render(request, "pages/provinces.html", {"section": "provinces", "regions": regions})


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def province(request, slug: str):
    """Fairs held in or by a province, its vendors and its products."""
    today = today_in_thailand()
    row = get_object_or_404(Province, slug=slug)
    here = Q(home_province=row) | Q(venue_province=row)
    fairs = for_public_cards(FairEvent.objects.published().filter(here))
    # Fairs that are not over stand first, the nearest first; then the latest of the past.
    ahead = list(
        fairs.exclude(pk__in=fairs.past(today).values("pk")).order_by(
            F("opens_on").asc(nulls_last=True), "pk"
        )[:FAIRS_SHOWN]
    )
    past = list(
        fairs.past(today).order_by(F("opens_on").desc(nulls_last=True), "-pk")[:FAIRS_SHOWN]
    )
    vendors = Vendor.objects.published().filter(province=row)
    facets = facets_of_catalogue(Filters(provinces=(row.code,)), today)
    products = Product.objects.published().filter(province=row).order_by("-pk")
    context = {
        "section": "provinces",
        "province": row,
        "ahead": cards(ahead, today=today),
        "past": cards(past, today=today),
        "vendors": vendor_cards(names_first(vendors)[:VENDORS_SHOWN]),
        "vendor_count": vendors.count(),
        "tiles": tiles(products[:TILES_SHOWN]),
        "product_count": facets.total,
    }
    return render(request, "pages/province.html", context)
