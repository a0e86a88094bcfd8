"""The products of an application, with photos: a fragment of the review."""

from django.shortcuts import render

from fairs.models import ProductCategory
from otopfair.staff.site import staff_site
from products.models import OfferedProduct, ProductPhoto
from products.operations.offers import as_sent
from products.stands import stars_at
from vendors.copies import last_copy
from vendors.models import BoothApplication


@staff_site.work_page(
    "applications/<int:application_id>/products/",
    name="review-products",
    permission="vendors.view_boothapplication",
    row=BoothApplication.objects.select_related("fair_event", "vendor"),
)
def review_products(request, application):
    """What the application brings to the fair."""
    context = {"offers": _offers(application), "copy": last_copy(application)}
    context |= _against_the_copy(context["offers"], context["copy"])
    return render(request, "products/work/_application_products.html", context)


@staff_site.work_page(
    "applications/<int:application_id>/photos/",
    name="review-photos",
    permission="vendors.view_boothapplication",
    row=BoothApplication.objects,
)
def review_photos(request, application):
    """Every photo of the products, small, each leading to itself."""
    products = application.offered_products.values("product")
    photos = ProductPhoto.objects.filter(product__in=products).shown()
    context = {"photos": photos.order_by("product", "sequence", "pk")[:60]}
    return render(request, "products/work/_application_photos.html", context)


def _against_the_copy(offers, copy) -> dict:
    """Set `sent` on each offer and `changes` where the product is not as it was sent; what was
    sent and is not offered any more comes as `gone`."""
    sent = {row["id"]: row for row in copy.answers.get("products", [])} if copy else {}
    for offer in offers:
        now = as_sent(offer.product)
        offer.sent = sent.pop(offer.product_id, None) or now
        offer.changes = _changes(offer.sent, now)
    return {"gone": list(sent.values()), "changed": any(offer.changes for offer in offers)}


def _changes(sent: dict, now: dict) -> list[str]:
    """What differs today, in words."""
    words = {
        "name": lambda row: f"ชื่อ “{row['name']}”",
        "category": lambda row: f"ประเภท {ProductCategory(row['category']).label}",
        "price": lambda row: f"ราคา {row['price']} บาท" if row["price"] else "ไม่ได้ระบุราคา",
        "unit": lambda row: f"หน่วย {row['unit']}",
    }
    return [say(now) for key, say in words.items() if sent[key] != now[key]]


def _offers(application) -> list[OfferedProduct]:
    """The products to be sold, each with the name of its first photo (or "") and the stars that
    hold on every day of the fair (or None)."""
    offers = list(application.offered_products.select_related("product").order_by("pk"))
    photos = ProductPhoto.objects.filter(product__in=[offer.product_id for offer in offers]).shown()
    first = {photo.product_id: photo.name for photo in photos.reverse()}
    stars = stars_at(application.fair_event, [offer.product_id for offer in offers])
    for offer in offers:
        offer.photo = first.get(offer.product_id, "")
        offer.stars = stars.get(offer.product_id)
    return offers
