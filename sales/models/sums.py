"""What takings add up to, kept in the transaction of each figure by the database itself.

The triggers of `migrations/0002_kept_sums.py` write these rows; nothing else does, apart from
`operations/sums.py`, which folds and recomputes them.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from fairs.models import ProductCategory
from fairs.models.scoped import OfFairQuerySet, OfProvinceQuerySet


class TakingsSum(models.Model):
    """What one category brought on one day of a fair. No row where nobody has a figure."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.DO_NOTHING, related_name="+", verbose_name="งาน"
    )
    sold_on = models.DateField("วันที่ขาย")
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    entries = models.PositiveIntegerField("จำนวนยอดที่ส่ง")
    sold_baht = models.DecimalField("ยอดจำหน่าย (บาท)", max_digits=16, decimal_places=2)
    ordered_baht = models.DecimalField("ยอดสั่งจอง (บาท)", max_digits=16, decimal_places=2)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ยอดรวมของวัน"
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "sold_on", "category"],
                name="takings_sum_once",
                violation_error_message="วันนี้มียอดรวมของประเภทนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(entries__gte=0) & Q(sold_baht__gte=0) & Q(ordered_baht__gte=0),
                name="takings_sum_not_negative",
                violation_error_message="ยอดรวมต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fair_event} {self.sold_on} {self.get_category_display()}"


class QuarterSumQuerySet(OfProvinceQuerySet):
    def folding(self):
        """Rows of which there are several for one key."""
        twin = QuarterSum.objects.filter(
            province=OuterRef("province"),
            starts_on=OuterRef("starts_on"),
            category=OuterRef("category"),
        ).exclude(pk=OuterRef("pk"))
        return self.filter(Exists(twin))


class QuarterSum(models.Model):
    """A part of what one category brought at the fairs of a province in one quarter.

    On PostgreSQL each figure adds a row with what it changed, so that two fairs never wait for
    each other; the worker folds them. What a key comes to is the sum of its rows.
    """

    province = models.ForeignKey(
        "fairs.Province", models.DO_NOTHING, related_name="+", verbose_name="จังหวัดเจ้าของงาน"
    )
    starts_on = models.DateField("วันแรกของไตรมาส")
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    entries = models.IntegerField("จำนวนยอดที่ส่ง")
    sold_baht = models.DecimalField("ยอดจำหน่าย (บาท)", max_digits=18, decimal_places=2)
    ordered_baht = models.DecimalField("ยอดสั่งจอง (บาท)", max_digits=18, decimal_places=2)

    objects = QuarterSumQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ยอดรวมของไตรมาส"
        indexes = [
            models.Index(fields=["province", "starts_on", "category"], name="quarter_sum_place"),
            models.Index(fields=["starts_on", "province", "category"], name="quarter_sum_time"),
        ]

    def __str__(self) -> str:
        return f"{self.province} {self.starts_on} {self.get_category_display()}"
