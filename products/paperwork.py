"""The documents that the catalogue knows: the list of products, and their photos."""

from otopfair.thai.baht import format_number
from products.models import OfferedProduct, PhotoState, ProductPhoto
from vendors.models import BoothApplication
from vendors.paperwork import DocumentKind, add_document_kind


def product_list(application: BoothApplication) -> list[str]:
    offers = application.offered_products.select_related("product").order_by("pk")
    return [_line(offer) for offer in offers]


def _line(offer: OfferedProduct) -> str:
    price = format_number(offer.product.price_baht)
    return f"{offer.product.name_th} {f'{price} บาท' if price else 'ไม่ได้ระบุราคา'}"


def photos(application: BoothApplication) -> list[str]:
    offers = application.offered_products.order_by("pk").values_list("product", flat=True)
    products = list(offers)
    ready = ProductPhoto.objects.filter(product__in=products, state=PhotoState.READY)
    seen = set(ready.order_by("pk").values_list("product", flat=True))
    if not products:
        return []
    return [f"สินค้า {len(products)} รายการ มีรูป {len(seen)} รายการ"]


def add_document_kinds() -> None:
    add_document_kind(DocumentKind("products", "รายการสินค้าและราคา", 40, product_list))
    add_document_kind(DocumentKind("photos", "รูปสินค้า", 50, photos, fragment="staff:review-photos"))
