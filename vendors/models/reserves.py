"""The numbered reserve list of a call, one for each category."""

from django.db import models
from django.db.models import Q

from fairs.models import ProductCategory


class ReservePlaceQuerySet(models.QuerySet):
    def waiting(self):
        """Those still on the list, in their order."""
        return self.filter(left_at=None).order_by("category", "number")


class ReservePlace(models.Model):
    """One application's place on the reserve list of its call and category.

    Numbers are those that were announced and stay: who is first is who waits with the lowest.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="reserve_places",
        verbose_name="ใบสมัคร",
    )
    call = models.ForeignKey(
        "fairs.VendorCall",
        models.PROTECT,
        related_name="reserve_places",
        verbose_name="ประกาศรับสมัคร",
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    number = models.PositiveIntegerField("สำรองลำดับที่")
    left_at = models.DateTimeField("ออกจากบัญชีเมื่อ", null=True, blank=True)

    objects = ReservePlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บัญชีสำรอง"
        ordering = ["category", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "category", "number"],
                name="reserve_number_once",
                violation_error_message="บัญชีสำรองมีลำดับนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(left_at=None),
                name="application_waits_once_in_reserve",
                violation_error_message="ใบสมัครนี้อยู่ในบัญชีสำรองแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="reserve_number_from_one",
                violation_error_message="ลำดับสำรองเริ่มที่ 1",
            ),
        ]

    def __str__(self) -> str:
        return f"สำรองลำดับที่ {self.number}"
