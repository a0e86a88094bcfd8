"""The products of an application as parts that officers may send back."""

from django.urls import reverse

from otopfair.thai.baht import format_number
from products.models import Product
from vendors.models import BoothApplication
from vendors.parts import Part


def product_parts(application: BoothApplication) -> list[Part]:
    """The choice of products, then each chosen product and its photos."""
    offers = application.offered_products.select_related("product").order_by("pk")
    products = [offer.product for offer in offers.prefetch_related("product__photos")]
    choice = Part(
        "products",
        "รายการสินค้าที่จะนำไปขาย",
        ", ".join(product.name_th for product in products),
        reverse("my-apply-products", args=[application.fair_event.slug]),
        facts=repr([product.pk for product in products]),
    )
    return [choice, *(part for product in products for part in _parts_of(product))]


def _parts_of(product: Product) -> list[Part]:
    photos = [photo.pk for photo in product.photos.all()]
    return [
        Part(
            f"product-{product.pk}",
            f"ข้อมูลสินค้า {product.name_th}",
            _in_words(product),
            reverse("my-product-edit", args=[product.pk]),
        ),
        Part(
            f"photos-{product.pk}",
            f"รูปสินค้า {product.name_th}",
            f"{len(photos)} รูป",
            reverse("my-product-photos", args=[product.pk]),
            facts=repr(sorted(photos)),
        ),
    ]


def _in_words(product: Product) -> str:
    """Everything of a product that officers read."""
    price = f"{format_number(product.price_baht)} บาท" if product.price_baht is not None else ""
    unit = f"ต่อ{product.price_unit}" if product.price_unit else ""
    facts = (product.name_th, product.get_category_display(), price, unit)
    texts = (product.material, product.story, product.care)
    return " ".join(filter(None, (*facts, *texts, *_further(product))))


def _further(product: Product) -> list[str]:
    """How it is made, used and sold, as far as the vendor has said."""
    made = f"ผลิตเดือนละ {format_number(product.made_per_month)} {product.made_unit}"
    wholesale = f"ราคาส่ง {format_number(product.wholesale_baht)} บาท"
    return [
        product.distinction,
        product.process,
        product.usage,
        made if product.made_per_month is not None else "",
        wholesale if product.wholesale_baht is not None else "",
        *product.channels,
    ]
