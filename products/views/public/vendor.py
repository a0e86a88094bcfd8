"""One vendor with its products. It lives here because it shows all three: vendor, fair, product."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from otopfair.paging import page_of
from otopfair.thai.calendar import today_in_thailand
from products.cards import tiles
from products.models import Product
from products.sharing import vendor_shared
from vendors.ground.standing import stands_of
from vendors.models import Vendor
from vendors.operations.merging import follow_merge

PER_PAGE = 24


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def vendor(request, vendor_id: int):
    """A published vendor: story, place, products, booths today and next, phone if it is public."""
    today = today_in_thailand()
    published = Vendor.objects.published().for_cards()
    if (row := published.filter(pk=vendor_id).first()) is None:
        return _where_it_went(published, vendor_id)
    products = Product.objects.published().filter(vendor=row).order_by("-pk")
    page = page_of(request, products, per_page=PER_PAGE)
    stands = stands_of(row, today)
    phones = list(row.phones.order_by("sequence", "pk")) if row.phone_is_public else []
    context = {
        "section": "vendors",
        "vendor_row": row,
        "phones": phones,
        "now": [stand for stand in stands if stand.fair_event.day_number(today)],
        "next": [stand for stand in stands if not stand.fair_event.day_number(today)],
        "page": page,
        "tiles": tiles(page.object_list),
        "shared": vendor_shared(row, phones, page.number),
    }
    return render(request, "products/vendor.html", context)


def _where_it_went(published, vendor_id: int):
    """The entry with which this one was merged; the merge may be undone, so not for ever."""
    kept = get_object_or_404(published, pk=follow_merge(vendor_id))
    return redirect("vendor", kept.pk)
