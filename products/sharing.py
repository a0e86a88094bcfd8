"""What the pages of a product and its maker say to machines, and to whom they are sent."""

from django.urls import reverse
from django.utils.translation import gettext as _

from otopfair.look.sharing import (
    CONTEXT,
    Picture,
    Shared,
    absolute,
    fact,
    in_short,
    list_path,
    part,
    place_in_thailand,
    site_card,
    way_to,
)
from otopfair.media.encoder import WHOLES
from otopfair.thai.phones import tel_href
from products.cards import price_text
from products.models import Product, ProductPhoto
from vendors.models import Vendor, VendorPhone


def product_shared(product: Product, photos: list[ProductPhoto]) -> Shared:
    """The page of one product, with its vendor read along."""
    path = reverse("product", args=[product.pk])
    price = price_text(product.price_baht, product.price_unit)
    maker = product.vendor
    words = in_short(" ".join([price, maker.name, maker.place, product.story]))
    way = way_to(
        (_("สินค้า"), reverse("product-list")),
        (product.name, path),
    )
    facts = (way, _product(product, photos, words))
    return Shared(product.name, words, path, _picture(photos), "article", facts)


def vendor_shared(vendor: Vendor, phones: list[VendorPhone], page: int) -> Shared:
    """The page of one shop; `phones` are those that visitors see."""
    path = reverse("vendor", args=[vendor.pk])
    words = in_short(f"{_(vendor.get_kind_display())} {vendor.place} {vendor.story}")
    way = way_to((_("ผู้ผลิต"), reverse("vendor-list")), (vendor.name, path))
    shop = fact(
        "Organization",
        name=vendor.name,
        description=words,
        url=absolute(path),
        telephone=[tel_href(phone.number).removeprefix("tel:") for phone in phones],
        address=_address(vendor),
    )
    shown = list_path(path, page)
    return Shared(vendor.name, words, shown, kind="profile", facts=(way, shop))


def _picture(photos: list[ProductPhoto]) -> Picture:
    if not photos:
        return site_card()
    first = photos[0]
    width = min(first.width, WHOLES[-1])
    return Picture(first.whole_url, width, round(first.height * width / first.width))


def _product(product: Product, photos: list[ProductPhoto], words: str) -> dict:
    maker = product.vendor
    by = part(
        "Organization",
        name=maker.name,
        url=absolute(reverse("vendor", args=[maker.pk])),
        address=_address(maker),
    )
    return fact(
        "Product",
        name=product.name,
        description=words,
        url=absolute(reverse("product", args=[product.pk])),
        image=[absolute(photo.whole_url) for photo in photos],
        category=product.category_title,
        material=product.material,
        manufacturer=by,
        offers=_offer(product, by),
    )


def _offer(product: Product, seller: dict) -> dict | None:
    if product.price_baht is None:
        return None
    state = "Discontinued" if product.is_withdrawn else "InStoreOnly"
    return part(
        "Offer",
        price=f"{product.price_baht:.2f}",
        priceCurrency="THB",
        availability=f"{CONTEXT}/{state}",
        url=absolute(reverse("product", args=[product.pk])),
        seller={"@type": seller["@type"], "name": seller["name"]},
    )


def _address(vendor: Vendor) -> dict:
    district = vendor.district.name if vendor.district else ""
    return place_in_thailand(district, vendor.province.name)
