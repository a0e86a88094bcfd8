"""Classes of booth that a call offers, with what each costs."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from fairs.models.calls import CallOrigin, VendorCall
from fairs.models.categories import ProductCategory
from otopfair.thai.baht import format_baht


def costs_in_words(fee_baht: Decimal, deposit_baht: Decimal) -> str:
    """ค่าบูธ 2,500 บาท เงินประกัน 1,000 บาท"""
    fee = f"ค่าบูธ {format_baht(fee_baht)}" if fee_baht else "ไม่มีค่าบูธ"
    deposit = f"เงินประกัน {format_baht(deposit_baht)}" if deposit_baht else "ไม่มีเงินประกัน"
    return f"{fee} {deposit}"


class BoothClass(models.Model):
    """One class of booth of a call. What a vendor agreed to is kept with its application."""

    call = models.ForeignKey(
        VendorCall, models.CASCADE, related_name="booth_classes", verbose_name="ประกาศรับสมัคร"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    name = models.CharField("แบบบูธ", max_length=80)
    size = models.CharField("ขนาดและสิ่งที่มีให้", max_length=255, blank=True)
    power_amps = models.PositiveSmallIntegerField("ไฟฟ้าที่มีให้ (แอมป์)", null=True, blank=True)
    category = models.PositiveSmallIntegerField(
        "เฉพาะประเภท", choices=ProductCategory, null=True, blank=True
    )
    origin = models.CharField(
        "เฉพาะร้านจาก", max_length=8, choices=CallOrigin, default=CallOrigin.ANY
    )
    most_booths = models.PositiveSmallIntegerField("ร้านละไม่เกิน (บูธ)", null=True, blank=True)
    fee_baht = models.DecimalField("ค่าบูธ (บาท)", max_digits=10, decimal_places=2, default=0)
    deposit_baht = models.DecimalField("เงินประกัน (บาท)", max_digits=10, decimal_places=2, default=0)
    is_offered = models.BooleanField("ให้เลือก", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "แบบบูธและค่าใช้จ่าย"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="booth_class_once_per_call",
                violation_error_message="รอบนี้มีแบบบูธชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(fee_baht__gte=0, deposit_baht__gte=0),
                name="booth_class_costs_nothing_or_more",
                violation_error_message="ค่าบูธและเงินประกันติดลบไม่ได้",
            ),
            models.CheckConstraint(
                condition=Q(most_booths=None) | Q(most_booths__gte=1),
                name="booth_class_gives_one_booth_or_more",
                violation_error_message="ร้านหนึ่งขอได้อย่างน้อย 1 บูธ ถ้าไม่จำกัด ให้เว้นว่าง",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """บูธมุม 3 × 3 เมตร ไฟ 15 แอมป์ ค่าบูธ 2,500 บาท เงินประกัน 1,000 บาท เฉพาะอาหาร"""
        power = f"ไฟ {self.power_amps} แอมป์" if self.power_amps else ""
        costs = costs_in_words(self.fee_baht, self.deposit_baht)
        return " ".join(filter(None, (self.name, self.size, power, costs, self.for_whom)))

    @property
    def for_whom(self) -> str:
        """Who may ask for it, and for how many; "" for everybody."""
        origin = "" if self.origin == CallOrigin.ANY else f"ร้าน{self.get_origin_display()}"
        who = " ".join(filter(None, (self.get_category_display() or "", origin)))
        most = f"ร้านละไม่เกิน {self.most_booths} บูธ" if self.most_booths else ""
        return " ".join(filter(None, (f"เฉพาะ{who}" if who else "", most)))

    def is_for(self, category: int | None, origin: str) -> bool:
        """Whether who sells `category` and comes from `origin` may ask for it."""
        return self.category in (None, category) and self.origin in (CallOrigin.ANY, origin)
