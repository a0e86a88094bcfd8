"""One product, and the products of one fair."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, ProductCategory
from otopfair.paging import page_of
from otopfair.thai.calendar import today_in_thailand
from products.cards import price_text, tiles
from products.models import Product
from products.stands import category_counts, products_at, stands_of_product

PER_PAGE = 32
OTHERS_SHOWN = 4


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def product(request, product_id: int, slug: str = ""):
    """A public product: photos, price, story, its maker, and where to buy it now and next."""
    today = today_in_thailand()
    products = Product.objects.published().select_related(
        "vendor__district", "vendor__province", "province", "group"
    )
    row = get_object_or_404(products, pk=product_id)
    vendor = row.vendor
    others = Product.objects.published().filter(vendor=vendor).exclude(pk=row.pk).order_by("-pk")
    stands = stands_of_product(row, today)
    context = {
        "section": "products",
        "product": row,
        "price": price_text(row.price_baht, ""),
        "unit": row.price_unit,
        "photos": list(row.photos.shown()),
        "ratings": list(row.ratings.select_related("star_round").order_by("-star_round__year_be")),
        "now": [stand for stand in stands if stand.fair_event.day_number(today)],
        "next": [stand for stand in stands if not stand.fair_event.day_number(today)],
        "phones": list(vendor.phones.order_by("sequence", "pk")) if vendor.phone_is_public else [],
        "others": tiles(others[:OTHERS_SHOWN]),
    }
    return render(request, "products/product.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_products(request, slug: str):
    """Public products that vendors with a booth bring to this fair; ?category= filters."""
    fair_event = get_object_or_404(
        FairEvent.objects.published().select_related("series"), slug=slug
    )
    products = products_at(fair_event)
    counts = category_counts(products)
    text = request.GET.get("category", "")
    chosen = int(text) if text in {"1", "2", "3", "4", "5"} else None
    if chosen:
        products = products.filter(category=chosen)
    total = sum(counts.values())
    page = page_of(
        request,
        products.order_by(F("stars").desc(nulls_last=True), "-pk"),
        per_page=PER_PAGE,
        count=counts.get(chosen, 0) if chosen else total,
    )
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "products",
        "total": total,
        "chosen": chosen,
        "categories": [
            {"value": value, "label": ProductCategory(value).label, "count": counts[value]}
            for value in ProductCategory.values
            if counts.get(value)
        ],
        "tiles": tiles(page.object_list),
        "page": page,
    }
    return render(request, "products/fair_products.html", context)
