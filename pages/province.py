"""Provinces by region, and one province with its fairs, vendors and products."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, Province, Region
from fairs.news import newest_news, news_of_province
from fairs.reports import cards, for_public_cards, provinces
from otopfair.look.sharing import Shared, list_shared, way_to
from otopfair.thai.calendar import today_in_thailand
from products.cards import tiles
from products.facets import Filters, facets_of_catalogue
from products.models import Product
from vendors.models import Vendor
from vendors.reports import names_first, vendor_cards

FAIRS_SHOWN = 6
VENDORS_SHOWN = 12
TILES_SHOWN = 8
NEWS_SHOWN = 3


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def province_list(request):
    """The 77 provinces in six regions, with the number of products of each."""
    counts = facets_of_catalogue(Filters(), today_in_thailand()).provinces
    regions = [
        {
            "label": _(label),
            "provinces": [
                {**row, "count": counts.get(row["code"], 0)}
                for row in provinces()
                if row["region"] == value
            ],
        }
        for value, label in Region.choices
    ]
    shared = list_shared(
        _("OTOP 77 จังหวัด"),
        _("เลือกจังหวัดเพื่อดูงาน OTOP ผู้ผลิต และสินค้าของจังหวัดนั้น ครบ 77 จังหวัด แยกตามภาค"),
        reverse("province-list"),
    )
    context = {"section": "provinces", "regions": regions, "shared": shared}
    return render(request, "pages/provinces.html", context)


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
    counts = facets_of_catalogue(Filters(), today).provinces
    products = Product.objects.published().filter(province=row).order_by("-pk")
    context = {
        "section": "provinces",
        "province": row,
        "ahead": cards(ahead, today=today),
        "past": cards(past, today=today),
        "vendors": vendor_cards(names_first(vendors)[:VENDORS_SHOWN]),
        "vendor_count": vendors.count(),
        "tiles": tiles(products[:TILES_SHOWN]),
        "product_count": counts.get(row.code, 0),
        "news": newest_news(NEWS_SHOWN, news_of_province(row.code)),
        "shared": _shared(row),
    }
    return render(request, "pages/province.html", context)


def _shared(row: Province) -> Shared:
    path = reverse("province", args=[row.slug])
    words = _("งาน ผู้ผลิต และสินค้า OTOP ของ%(province)s พร้อมราคาและงานที่กำลังจะมาถึง")
    way = way_to(
        (_("จังหวัด"), reverse("province-list")),
        (row.title, path),
    )
    return Shared(row.title, words % {"province": row.title}, path, facts=(way,))
