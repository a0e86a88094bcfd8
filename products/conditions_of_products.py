"""The condition that the catalogue knows: the least stars of a product on the fair's days."""

from django.urls import reverse

from fairs.models import FairEvent
from products.models import Product
from products.stands import stars_at
from vendors.conditions import Barrier, ConditionKind, add_condition_kind
from vendors.models import Vendor

MOST_STARS = 5


def _choices() -> list[tuple[str, str]]:
    most = [(str(MOST_STARS), f"{MOST_STARS} ดาว")]
    return [(str(stars), f"{stars} ดาวขึ้นไป") for stars in range(1, MOST_STARS)] + most


def _words(values: list[str], _fair_event: FairEvent) -> str:
    return f"มีสินค้าที่ได้ {dict(_choices())[min(values)]} อย่างน้อย 1 รายการ ผลดาวใช้ได้ถึงวันจัดงาน"


def _barrier(values: list[str], vendor: Vendor, fair_event: FairEvent) -> Barrier | None:
    products = Product.objects.filter(vendor=vendor, is_withdrawn=False).order_by("pk")
    held = stars_at(fair_event, products.values_list("pk", flat=True))
    best = max((rating.stars for rating in held.values()), default=0)
    if best >= int(min(values)):
        return None
    have = f"สินค้าของร้านได้สูงสุด {best} ดาว" if best else "ร้านยังไม่มีสินค้าที่มีดาวถึงวันจัดงาน"
    sentence = f"รอบนี้ต้องมีสินค้าที่ได้ {dict(_choices())[min(values)]} {have}"
    todo = "ถ้าได้ดาวแล้วแต่ไม่ขึ้นในสินค้าของร้าน โทรแจ้งเจ้าหน้าที่"
    return Barrier("stars", sentence, todo, reverse("my-products"), "ดูสินค้าของร้าน")


def add_condition_kinds() -> None:
    kind = ConditionKind("stars", "ดาวของสินค้า", _choices, _words, _barrier, 50, is_single=True)
    add_condition_kind(kind)
