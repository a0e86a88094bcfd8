"""Results of past fiscal years, and the rule that makes the next target from them."""

from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfProvinceQuerySet


class FiscalYearResult(models.Model):
    """What a province's OTOP vendors sold in one fiscal year, baht."""

    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="fiscal_results", verbose_name="จังหวัด"
    )
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    sold_baht = models.DecimalField("ยอดจำหน่าย (บาท)", max_digits=16, decimal_places=2)
    source = models.CharField("ที่มา", max_length=255, blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผลรายปีงบประมาณ"
        ordering = ["province", "-fiscal_year_be"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "fiscal_year_be"],
                name="fiscal_result_once",
                violation_error_message="จังหวัดนี้มีผลของปีงบประมาณนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(sold_baht__gte=0),
                name="fiscal_result_not_negative",
                violation_error_message="ยอดต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} ปีงบประมาณ {self.fiscal_year_be}"


class TargetRule(models.Model):
    """Target = average of the `years` fiscal years before × `factor`, whole baht, rounded down."""

    fiscal_year_be = models.PositiveSmallIntegerField("ใช้ตั้งแต่ปีงบประมาณ", unique=True)
    years = models.PositiveSmallIntegerField("เฉลี่ยย้อนหลัง (ปี)", default=3)
    factor = models.DecimalField("คูณด้วย", max_digits=5, decimal_places=3)
    source = models.CharField("ที่มา", max_length=255, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "เกณฑ์เป้าหมาย"
        ordering = ["-fiscal_year_be"]
        constraints = [
            models.CheckConstraint(
                condition=Q(years__gte=1) & Q(factor__gt=0),
                name="target_rule_is_positive",
                violation_error_message="จำนวนปีและตัวคูณต้องมากกว่า 0",
            )
        ]

    def __str__(self) -> str:
        return f"เฉลี่ย {self.years} ปี × {self.factor.normalize():f}"
