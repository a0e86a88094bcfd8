"""Classes of booth that a call offers, with what each costs."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from fairs.models.calls import VendorCall
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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        """บูธมุม 3 × 3 เมตร ค่าบูธ 2,500 บาท เงินประกัน 1,000 บาท"""
        costs = costs_in_words(self.fee_baht, self.deposit_baht)
        return " ".join(filter(None, (self.name, self.size, costs)))
