"""One vendor with its products. It lives here because it shows all three: vendor, fair, product."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from otopfair.paging import page_of
from otopfair.thai.calendar import today_in_thailand
from products.cards import tiles
from products.models import Product
from vendors.models import Vendor
from vendors.reports import stands_of

PER_PAGE = 24


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def vendor(request, vendor_id: int):
    """A published vendor: story, place, products, booths today and next, phone if it is public."""
    today = today_in_thailand()
    row = get_object_or_404(Vendor.objects.published().for_cards(), pk=vendor_id)
    products = Product.objects.published().filter(vendor=row).order_by("-pk")
    page = page_of(request, products, per_page=PER_PAGE)
    stands = stands_of(row, today)
    context = {
        "section": "vendors",
        "vendor_row": row,
        "phones": list(row.phones.order_by("sequence", "pk")) if row.phone_is_public else [],
        "now": [stand for stand in stands if stand.fair.is_running(today)],
        "next": [stand for stand in stands if not stand.fair.is_running(today)],
        "page": page,
        "tiles": tiles(page.object_list),
    }
    return render(request, "products/vendor.html", context)
