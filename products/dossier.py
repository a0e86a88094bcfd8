"""The part of a vendor's dossier that the catalogue knows: products with their photos."""

from django.urls import reverse

from products.models import PhotoState, ProductPhoto
from vendors.dossier_parts import DossierPart, PartState, Standing, add_dossier_part
from vendors.models import Vendor


def products(vendor: Vendor) -> Standing:
    keys = list(
        vendor.products.filter(is_withdrawn=False).order_by("pk").values_list("pk", flat=True)
    )
    if not keys:
        return Standing(PartState.TO_FILL, "ยังไม่มีสินค้า")
    seen = (PhotoState.READY, PhotoState.WAITING)
    photos = ProductPhoto.objects.filter(product__in=keys, state__in=seen)
    bare = len(keys) - photos.order_by().values("product").distinct().count()
    if bare:
        return Standing(PartState.TO_FINISH, f"สินค้า {len(keys)} รายการ ยังไม่มีรูป {bare} รายการ")
    return Standing(PartState.DONE, f"สินค้า {len(keys)} รายการ มีรูปทุกรายการ")


def add_dossier_parts() -> None:
    part = DossierPart("products", "สินค้าและรูป", 50, lambda: reverse("my-products"), products)
    add_dossier_part(part)
