"""Which products an application brings to the fair."""

from collections.abc import Iterable

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from products.models import OfferedProduct, Product
from vendors.models import ApplicationStatus, BoothApplication
from vendors.operations.applications import ANSWERED_BY_VENDOR, submit_application

AT_LEAST_ONE = "เลือกสินค้าที่จะนำไปขายอย่างน้อย 1 รายการ"


def offer_products(application: BoothApplication, products: Iterable[Product], *, by) -> None:
    """Set the products that the application brings, in place of those chosen before.

    Raises RuleBroken when none is given, one is another vendor's, or the officers have the form.
    """
    with transaction.atomic():
        application = lock(application)
        if application.status not in ANSWERED_BY_VENDOR:
            raise RuleBroken("ใบสมัครนี้ส่งแล้ว แก้ได้เมื่อเจ้าหน้าที่ส่งกลับ")
        wanted = {product.pk: product for product in products}
        if not wanted:
            raise RuleBroken(AT_LEAST_ONE, field="products")
        if any(product.vendor_id != application.vendor_id for product in wanted.values()):
            raise RuleBroken("เลือกได้เฉพาะสินค้าของร้านนี้", field="products")
        offered = OfferedProduct.objects.filter(application=application)
        offered.exclude(product__in=wanted).delete()
        kept = set(offered.values_list("product_id", flat=True))
        OfferedProduct.objects.bulk_create(
            OfferedProduct(application=application, product=product)
            for key, product in wanted.items()
            if key not in kept
        )
        application.save(update_fields=["saved_at"])


def send_application(application: BoothApplication, *, accepts_terms: bool, by) -> BoothApplication:
    """Submit an application that brings at least one product; a second press finds it sent."""
    with transaction.atomic():
        lock(application.fair_event)
        application = lock(application)
        answered = application.status in ANSWERED_BY_VENDOR
        if answered and not application.offered_products.exists():
            raise RuleBroken(AT_LEAST_ONE, field="products")
        if application.status == ApplicationStatus.SUBMITTED:
            return application
        return submit_application(application, accepts_terms=accepts_terms, by=by)
