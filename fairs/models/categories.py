"""The official product types: all that differs between them stands in this one table.

A sixth type needs a member and a row here, and its drawing in `static/img/`; nothing else names
them. What the demo sells is the demo's own.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext, gettext_noop


class ProductCategory(models.IntegerChoices):
    """The official OTOP product types, in official order (กรมการพัฒนาชุมชน)."""

    FOOD = 1, gettext_noop("อาหาร")
    DRINK = 2, gettext_noop("เครื่องดื่ม")
    CLOTH = 3, gettext_noop("ผ้า เครื่องแต่งกาย")
    HOUSEHOLD = 4, gettext_noop("ของใช้ ของตกแต่ง ของที่ระลึก")
    HERB = 5, gettext_noop("สมุนไพรที่ไม่ใช่อาหาร")

    @property
    def title(self) -> str:
        """Its official name in the language of the page."""
        return gettext(self.label)

    @property
    def facts(self) -> "CategoryFacts":
        return CATEGORIES[self]


class CategoryFacts(NamedTuple):
    """What is said and shown of one type, beside its number and its official name.

    `in_reports` is how press texts spell it; `spellings` are those of officers' lists, beside the
    names above.
    """

    short: str
    in_reports: str
    name_en: str
    drawing: str
    spellings: tuple[str, ...] = ()


CATEGORIES = {
    ProductCategory.FOOD: CategoryFacts("อาหาร", "อาหาร", "food", "category-food.svg"),
    ProductCategory.DRINK: CategoryFacts(
        "เครื่องดื่ม",
        "เครื่องดื่ม",
        "drink",
        "category-drink.svg",
        ("beverage", "beverages"),
    ),
    ProductCategory.CLOTH: CategoryFacts(
        "ผ้า",
        "ผ้าและเครื่องแต่งกาย",
        "fabrics and apparel",
        "category-cloth.svg",
        ("เครื่องแต่งกาย", "ผ้าทอ", "เสื้อผ้า", "fabric"),
    ),
    ProductCategory.HOUSEHOLD: CategoryFacts(
        "ของใช้",
        "ของใช้ ของตกแต่ง ของที่ระลึก",
        "household goods, decorations and souvenirs",
        "category-ware.svg",
        (
            "ของใช้ ของตกแต่งและของที่ระลึก",
            "ของใช้และของตกแต่ง",
            "ของใช้ ของตกแต่ง",
            "ของใช้ ของที่ระลึก",
            "ของใช้ฯ",
            "ของตกแต่ง",
            "ของที่ระลึก",
            "ศิลปะประดิษฐ์และของที่ระลึก",
            "เครื่องใช้",
        ),
    ),
    ProductCategory.HERB: CategoryFacts(
        "สมุนไพร",
        "สมุนไพรที่ไม่ใช่อาหาร",
        "herbs",
        "category-herb.svg",
        ("สมุนไพรไม่ใช่อาหาร", "herb"),
    ),
}


def names_of(category: ProductCategory) -> tuple[str, ...]:
    """Every spelling by which a list may name it."""
    facts = category.facts
    return category.label, facts.short, facts.in_reports, facts.name_en, *facts.spellings


def numbered_names(*, last: str = "") -> str:
    """ "1 อาหาร 2 เครื่องดื่ม …", for hints; `last` stands before the last one."""
    names = [f"{category.value} {category.facts.short}" for category in ProductCategory]
    return " ".join([*names[:-1], f"{last}{names[-1]}"])
