from django.db import models


class ProductCategory(models.IntegerChoices):
    """The five official OTOP product types, in official order (กรมการพัฒนาชุมชน)."""

    FOOD = 1, "อาหาร"
    DRINK = 2, "เครื่องดื่ม"
    CLOTH = 3, "ผ้า เครื่องแต่งกาย"
    HOUSEHOLD = 4, "ของใช้ ของตกแต่ง ของที่ระลึก"
    HERB = 5, "สมุนไพรที่ไม่ใช่อาหาร"
