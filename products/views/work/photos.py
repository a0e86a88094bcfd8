"""The photos of a product, as officers keep them for a vendor."""

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otopfair.staff.site import staff_site
from products.models import Product
from products.views.photos import photo_page


@staff_site.work_page(
    "products/<int:product_id>/photos/",
    name="product-photos",
    permission="products.add_productphoto",
    row=Product.objects.select_related("vendor"),
)
@require_http_methods(["GET", "POST"])
def product_photos(request, product):
    """Add, put in order, describe, take away: what the vendor can do, done for it."""
    shown = photo_page(request, product, reverse("staff:product-photos", args=[product.pk]))
    if not isinstance(shown, dict):
        return shown
    context = {**shown, "title": f"รูป {product}", "onward": ""}
    status = 422 if shown["has_errors"] else 200
    return staff_site.page(request, "products/work/photos.html", context, status=status)
