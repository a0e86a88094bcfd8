"""A vendor's products and their photos."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from products.forms.portal import PhotoForm, ProductForm
from products.models import PhotoState, Product, ProductPhoto
from products.operations.catalogue import (
    FIELDS,
    StaleProduct,
    add_photo,
    add_product,
    lead_with_photo,
    remove_photo,
    restore_product,
    save_product,
    withdraw_product,
)
from vendors.views.portal.access import portal_page, vendor_page

TAB = "products"
TEXT_FIELDS = ("name_th", "name_en", "price_baht", "price_unit", "story", "material", "care")


@vendor_page
@require_safe
def product_list(request):
    """The vendor's products; those withdrawn are at the end, each with a way back."""
    rows = _own(request).filter(vendor=request.vendor).order_by("is_withdrawn", "-pk")
    photos = Prefetch("photos", ProductPhoto.objects.order_by("sequence", "pk"), to_attr="pictures")
    page = page_of(request, rows.prefetch_related(photos), per_page=20)
    just = request.GET.get("withdrawn", "")
    undo = _own(request).filter(pk=just, is_withdrawn=True).first() if just.isdigit() else None
    context = {"page": page, "undo": undo}
    return portal_page(request, "products/portal/products.html", context, tab=TAB)


@vendor_page
@require_http_methods(["GET", "POST"])
def product_add(request):
    """Add a product; the photo follows on the next page, or the application that asked for it."""
    form = ProductForm()
    if request.method == "POST":
        form = ProductForm(request.POST)
        if form.is_valid():
            product = add_product(
                request.vendor,
                by=request.user,
                form_key=form.cleaned_data["form_key"],
                **form.answers(),
            )
            onward = request.POST.get("next", "")
            if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
                return redirect(f"{onward}?added={product.pk}")
            return redirect(f"{reverse('my-product-photos', args=[product.pk])}?new=1")
    context = {"form": form, "onward": request.POST.get("next", request.GET.get("next", ""))}
    status = 422 if form.errors else 200
    return portal_page(request, "products/portal/product_add.html", context, tab=TAB, status=status)


@vendor_page
@require_http_methods(["GET", "POST"])
def product_edit(request, product_id):
    """Edit a product: a save that is out of date shows both texts and loses neither."""
    product = get_object_or_404(_own(request), pk=product_id)
    start = {name: getattr(product, name) for name in FIELDS} | {"seen_version": product.version}
    form, theirs = ProductForm(initial=start), []
    if request.method == "POST":
        form = ProductForm(request.POST, initial=start)
        if form.is_valid():
            seen_version = form.cleaned_data["seen_version"]
            try:
                save_product(product, by=request.user, seen_version=seen_version, **form.answers())
            except StaleProduct as stale:
                form.add_error(None, str(stale))
                theirs = _differences(product, form.cleaned_data)
                form.data = form.data.copy()
                form.data["seen_version"] = str(product.version)
            else:
                messages.success(request, "บันทึกสินค้าแล้ว")
                return redirect("my-products")
    context = {"form": form, "product": product, "theirs": theirs}
    status = 422 if form.errors else 200
    return portal_page(
        request, "products/portal/product_edit.html", context, tab=TAB, status=status
    )


@vendor_page
@require_POST
def product_withdraw(request, product_id):
    product = withdraw_product(get_object_or_404(_own(request), pk=product_id), by=request.user)
    return redirect(f"{reverse('my-products')}?withdrawn={product.pk}")


@vendor_page
@require_POST
def product_restore(request, product_id):
    product = restore_product(get_object_or_404(_own(request), pk=product_id), by=request.user)
    messages.success(request, f"{product} กลับมาขายแล้ว")
    return redirect("my-products")


@vendor_page
@require_http_methods(["GET", "POST"])
def product_photos(request, product_id):
    """Photos of one product: add, choose the first, take away. New ones are made ready behind."""
    product = get_object_or_404(_own(request), pk=product_id)
    form = PhotoForm()
    if request.method == "POST":
        if "photo_id" in request.POST:
            return _change_photo(request, product)
        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                add_photo(product, form.cleaned_data["photo"], by=request.user)
            except RuleBroken as broken:
                form.add_error(broken.field, str(broken))
            else:
                messages.success(request, "ส่งรูปแล้ว")
                return redirect("my-product-photos", product.pk)
    photos = list(product.photos.order_by("sequence", "pk"))
    context = {
        "form": form,
        "product": product,
        "photos": photos,
        "preparing": any(photo.state == PhotoState.WAITING for photo in photos),
        "is_new": "new" in request.GET,
    }
    status = 422 if form.errors else 200
    return portal_page(request, "products/portal/photos.html", context, tab=TAB, status=status)


def _change_photo(request, product):
    photos = ProductPhoto.objects.filter(product=product)
    photo = photos.filter(pk=_number(request.POST["photo_id"])).first()
    if photo is not None and request.POST.get("act") == "remove":
        remove_photo(photo, by=request.user)
        messages.success(request, "เอารูปออกแล้ว")
    elif photo is not None and request.POST.get("act") == "lead":
        lead_with_photo(photo, by=request.user)
        messages.success(request, "เปลี่ยนรูปหน้าปกแล้ว")
    return redirect("my-product-photos", product.pk)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _own(request):
    return Product.objects.managed_by(request.user)


def _differences(product: Product, mine: dict) -> list[dict]:
    """Texts that differ between the row now and the form: label, theirs, mine."""
    return [
        {
            "label": Product._meta.get_field(name).verbose_name,
            "theirs": getattr(product, name),
            "mine": mine[name],
        }
        for name in TEXT_FIELDS
        if getattr(product, name) != mine[name]
    ]
