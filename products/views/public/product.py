"""One product, and the products of one fair."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import ProductCategory
from fairs.sharing import fair_part_shared
from otopfair.paging import page_of
from otopfair.thai.calendar import today_in_thailand
from otopfair.tongues import is_english
from products.cards import price_text, tiles
from products.models import Product
from products.sharing import product_shared
from products.stands import category_counts, products_at, stands_of_product
from products.units import in_english
from vendors.views.public.fairs import published_fair

PER_PAGE = 32
OTHERS_SHOWN = 4


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def product(request, product_id: int):
    """A public product: photos, price, story, its maker, and where to buy it now and next."""
    today = today_in_thailand()
    products = Product.objects.published().select_related(
        "vendor__district", "vendor__province", "province", "group"
    )
    row = get_object_or_404(products, pk=product_id)
    vendor = row.vendor
    others = Product.objects.published().filter(vendor=vendor).exclude(pk=row.pk).order_by("-pk")
    stands = stands_of_product(row, today)
    photos = list(row.photos.shown())
    context = {
        "section": "products",
        "product": row,
        "price": price_text(row.price_baht, ""),
        "unit": in_english(row.price_unit) if is_english() else row.price_unit,
        "photos": photos,
        "ratings": list(row.ratings.select_related("star_round").order_by("-star_round__year_be")),
        "now": [stand for stand in stands if stand.fair_event.day_number(today)],
        "next": [stand for stand in stands if not stand.fair_event.day_number(today)],
        "phones": list(vendor.phones.order_by("sequence", "pk")) if vendor.phone_is_public else [],
        "others": tiles(others[:OTHERS_SHOWN]),
        "shared": product_shared(row, photos),
    }
    return render(request, "products/product.html", context)


@login_not_required
@require_safe
def named(request, product_id: int, slug: str):
    """A product's number with a name behind it leads to its one address."""
    return redirect("product", product_id, permanent=True)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_products(request, slug: str):
    """Public products that vendors with a booth bring to this fair; ?category= filters."""
    fair_event = published_fair(slug)
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
            {"value": value, "label": ProductCategory(value).title, "count": counts[value]}
            for value in ProductCategory.values
            if counts.get(value)
        ],
        "tiles": tiles(page.object_list),
        "page": page,
        "shared": fair_part_shared(fair_event, _("สินค้าใน"), request.path),
    }
    return render(request, "products/fair_products.html", context)
