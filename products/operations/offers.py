"""Which products an application brings to the fair."""

from collections.abc import Iterable

from django.db import transaction

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from otopfair.thai.baht import format_number
from products.models import OfferedProduct, Product
from vendors.corrections import may_change
from vendors.models import BoothApplication
from vendors.operations.returning import require_may_change

AT_LEAST_ONE = "เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ"


def offer_products(
    application: BoothApplication, products: Iterable[Product], *, by, seen: str | None = None
) -> None:
    """Set the products that the application brings, in place of those chosen before.

    Raises RuleBroken when none is given, one is another vendor's, or the officers have the form;
    StalePage when somebody else of the shop has chosen since the form was `seen`.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงแก้ใบสมัครไม่ได้")
        application = lock(application)
        require_may_change(application, "products")
        wanted = {product.pk: product for product in products}
        if not wanted:
            raise RuleBroken(AT_LEAST_ONE, field="products")
        if any(product.vendor_id != application.vendor_id for product in wanted.values()):
            raise RuleBroken("เลือกได้เฉพาะสินค้าของร้านนี้", field="products")
        now, mine = offered_names(application), names_of(wanted.values())
        if not is_same(now, mine):
            require_seen(application, seen, now=now, mine=mine)
        offered = OfferedProduct.objects.filter(application=application)
        offered.exclude(product__in=wanted).delete()
        kept = set(offered.values_list("product_id", flat=True))
        OfferedProduct.objects.bulk_create(
            OfferedProduct(application=application, product=product)
            for key, product in wanted.items()
            if key not in kept
        )
        application.save(update_fields=["saved_at"])


def offered_names(application: BoothApplication) -> dict[str, list[str]]:
    """What the form of products shows, for its fingerprint: names in one order."""
    offers = application.offered_products.select_related("product").order_by("pk")
    return names_of(offer.product for offer in offers)


def names_of(products: Iterable[Product]) -> dict[str, list[str]]:
    """A choice of products as the form's fingerprint reads it."""
    ordered = sorted(products, key=lambda product: product.pk)
    return {"offered_products": [product.name_th for product in ordered]}


def sent_products(application: BoothApplication) -> dict:
    """The part of a sent application that tells of its products, as they are now."""
    offers = application.offered_products.select_related("product").order_by("pk")
    return {"products": [as_sent(offer.product) for offer in offers]}


def as_sent(product: Product) -> dict:
    """A product as a sent application keeps it. `price` is text, "" where none was given."""
    return {
        "id": product.pk,
        "name": product.name_th,
        "category": product.category,
        "price": format_number(product.price_baht),
        "unit": product.price_unit,
    }


def printed_products(answers: dict) -> list[tuple[str, str]]:
    """The products of a sent copy as lines of its receipt."""
    names = [product["name"] for product in answers.get("products", [])]
    return [("สินค้าที่จะนำไปขาย", ", ".join(names))] if names else []


def lacks_products(application: BoothApplication) -> str:
    """What an application is told before it is sent: without products, or with one given up."""
    if not application.offered_products.exists():
        return AT_LEAST_ONE
    given_up = application.offered_products.filter(product__is_withdrawn=True).first()
    if given_up and may_change(application, "products"):
        return f"{given_up.product} เลิกขายแล้ว เลือกสินค้าที่จะนำไปขายใหม่"
    return ""


def copy_products(application: BoothApplication, source: BoothApplication, by) -> dict:
    """Bring what the last application brought, except what is not sold any more."""
    offers = source.offered_products.select_related("product").order_by("pk")
    products = [offer.product for offer in offers if offer.product.vendor_id == source.vendor_id]
    sold = [product for product in products if not product.is_withdrawn]
    OfferedProduct.objects.bulk_create(
        (OfferedProduct(application=application, product=product) for product in sold),
        ignore_conflicts=True,
    )
    given_up = [f"{product} เลิกขายแล้ว" for product in products if product.is_withdrawn]
    return {"taken": [f"สินค้า {len(sold)} รายการ"] if sold else [], "left": given_up}
