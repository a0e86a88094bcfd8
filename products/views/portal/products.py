"""A vendor's products and their photos."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.drafts.unfinished import kept_while_filled_in
from otopfair.onward import onward, press_only, with_onward
from otopfair.paging import page_of
from otopfair.stale import StalePage
from otopfair.thai.digits import whole_number
from products.cards import with_cover
from products.forms.portal import ProductForm
from products.models import Product, ProductPhoto
from products.operations.catalogue import (
    FIELDS,
    add_product,
    restore_product,
    save_product,
    withdraw_product,
)
from products.views.photos import photo_page
from products.views.portal.offers import bring_new_product
from vendors.views.portal.access import portal_page, vendor_page

TAB = "products"


@vendor_page
@require_safe
def product_list(request):
    """The vendor's products; those withdrawn are at the end, each with a way back."""
    rows = _own(request).filter(vendor=request.vendor).order_by("is_withdrawn", "-pk")
    photos = Prefetch("photos", ProductPhoto.objects.kept(), to_attr="pictures")
    rows = with_cover(rows.select_related("vendor")).prefetch_related(photos)
    page = page_of(request, rows, per_page=20)
    just = whole_number(request.GET.get("withdrawn"))
    undo = _own(request).filter(pk=just, is_withdrawn=True).first() if just else None
    context = {"page": page, "undo": undo}
    return portal_page(request, "products/portal/products.html", context, tab=TAB)


@vendor_page
@kept_while_filled_in(lambda request: str(request.vendor.pk))
@require_http_methods(["GET", "POST"])
def product_add(request):
    """Add a product; the photo follows on the next page, or the application that asked for it."""
    form = ProductForm(initial={"category": whole_number(request.GET.get("category"))})
    if request.method == "POST":
        form = ProductForm(request.POST)
        if form.is_valid():
            product = add_product(
                request.vendor,
                by=request.user,
                form_key=form.cleaned_data["form_key"],
                **form.answers(),
            )
            bring_new_product(request, product, onward(request))
            return redirect(_to_photos(product, onward(request)))
    context = {"form": form, "onward": onward(request)}
    status = 422 if form.errors else 200
    return portal_page(request, "products/portal/product_add.html", context, tab=TAB, status=status)


def _to_photos(product, asked_from: str) -> str:
    """The photos of a new product; from there back to the application that asked for it."""
    photos = f"{reverse('my-product-photos', args=[product.pk])}?new=1"
    if not asked_from:
        return photos
    return f"{photos}&{with_onward('', asked_from).removeprefix('?')}"


@vendor_page
@kept_while_filled_in(lambda request: str(request.vendor.pk))
@require_http_methods(["GET", "POST"])
def product_edit(request, product_id):
    """Edit a product: a save that is out of date shows both texts and loses neither."""
    product = get_object_or_404(_own(request), pk=product_id)
    start = {name: getattr(product, name) for name in FIELDS}
    form = ProductForm(initial=start)
    if request.method == "POST":
        form = ProductForm(request.POST, initial=start)
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            try:
                save_product(product, by=request.user, seen=seen, **form.answers())
            except StalePage as stale:
                form.keep(stale)
            else:
                messages.success(request, "บันทึกสินค้าแล้ว")
                return redirect(onward(request, reverse("my-products")))
    context = {"form": form, "product": product, "onward": onward(request)}
    status = 422 if form.errors else 200
    return portal_page(
        request, "products/portal/product_edit.html", context, tab=TAB, status=status
    )


@vendor_page
@press_only
def product_withdraw(request, product_id):
    product = withdraw_product(get_object_or_404(_own(request), pk=product_id), by=request.user)
    return redirect(f"{reverse('my-products')}?withdrawn={product.pk}")


@vendor_page
@press_only
def product_restore(request, product_id):
    product = restore_product(get_object_or_404(_own(request), pk=product_id), by=request.user)
    messages.success(request, f"{product} กลับมาขายแล้ว")
    return redirect("my-products")


@vendor_page
@require_http_methods(["GET", "POST"])
def product_photos(request, product_id):
    """Photos of one product: add, put in order, take away. New ones are made ready behind."""
    product = get_object_or_404(_own(request), pk=product_id)
    shown = photo_page(request, product, reverse("my-product-photos", args=[product.pk]))
    if not isinstance(shown, dict):
        return shown
    context = {**shown, "is_new": "new" in request.GET, "onward": onward(request)}
    status = 422 if shown["has_errors"] else 200
    return portal_page(request, "products/portal/photos.html", context, tab=TAB, status=status)


def _own(request):
    return Product.objects.managed_by(request.user)
