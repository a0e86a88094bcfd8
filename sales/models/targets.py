"""Results of past fiscal years, and the rule that makes the next target from them."""

from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfProvinceQuerySet
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.model_fields import LimitedTextField


class ResultSpan(models.IntegerChoices):
    """Of what a result is: a whole fiscal year, or one of its quarters."""

    YEAR = 0, "ทั้งปี"
    Q1 = 1, "ไตรมาส 1 (ต.ค.–ธ.ค.)"
    Q2 = 2, "ไตรมาส 2 (ม.ค.–มี.ค.)"
    Q3 = 3, "ไตรมาส 3 (เม.ย.–มิ.ย.)"
    Q4 = 4, "ไตรมาส 4 (ก.ค.–ก.ย.)"


class FiscalYearResult(models.Model):
    """What a province's OTOP vendors sold in one fiscal year or a quarter of it, baht."""

    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="fiscal_results", verbose_name="จังหวัด"
    )
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    quarter = models.PositiveSmallIntegerField("ช่วง", choices=ResultSpan, default=ResultSpan.YEAR)
    sold_baht = models.DecimalField("ยอดจำหน่าย (บาท)", max_digits=16, decimal_places=2)
    source = models.CharField("ที่มา", max_length=255, blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผลรายปีงบประมาณ"
        ordering = ["province", "-fiscal_year_be", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "fiscal_year_be", "quarter"],
                name="fiscal_result_once",
                violation_error_message="จังหวัดนี้มีผลของช่วงนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(sold_baht__gte=0, quarter__lte=ResultSpan.Q4),
                name="fiscal_result_not_negative",
                violation_error_message="ยอดต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        quarter = f" ไตรมาส {self.quarter}" if self.quarter else ""
        return f"{self.province} ปีงบประมาณ {self.fiscal_year_be}{quarter}"


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


class ProvinceTarget(models.Model):
    """A province's own parts of the target of one year, in place of the rule's, with a reason.

    `set_baht` is a target that was decided as it is, whatever the calculation says.
    """

    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="+", verbose_name="จังหวัด"
    )
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    years = models.PositiveSmallIntegerField("เฉลี่ยย้อนหลัง (ปี)")
    factor = models.DecimalField("คูณด้วย", max_digits=5, decimal_places=3)
    set_baht = models.DecimalField(
        "เป้าหมายที่กำหนดเอง (บาท)", max_digits=16, decimal_places=2, null=True, blank=True
    )
    reason = LimitedTextField("เหตุผล", max_length=LONGEST_REASON)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "เป้าหมายของจังหวัด"
        ordering = ["province", "-fiscal_year_be"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "fiscal_year_be"],
                name="province_target_once",
                violation_error_message="จังหวัดนี้มีเป้าหมายของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(years__gte=1)
                & Q(factor__gt=0)
                & (Q(set_baht=None) | Q(set_baht__gt=0)),
                name="province_target_is_positive",
                violation_error_message="จำนวนปี ตัวคูณ และเป้าหมายต้องมากกว่า 0",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} ปีงบประมาณ {self.fiscal_year_be}"
