"""The products of a shop at which an officer looks: a fragment of its page."""

from django.shortcuts import render

from otopfair.staff.site import staff_site
from products.cards import with_cover
from products.models import Product
from vendors.models import Vendor

SHOWN = 24


@staff_site.work_page(
    "shops/<int:vendor_id>/products/",
    name="new-shop-products",
    permission="vendors.review_vendor",
    row=Vendor.objects.all(),
)
def new_shop_products(request, vendor):
    """What visitors would find in the catalogue, newest first."""
    rows = Product.objects.filter(vendor=vendor, is_withdrawn=False).order_by("-pk")
    products = list(with_cover(rows)[:SHOWN])
    context = {"products": products, "count": rows.count()}
    return render(request, "products/work/_new_shop_products.html", context)
