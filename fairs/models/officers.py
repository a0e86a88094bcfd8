"""Who may handle which rows: postings to a province, help at one fair until a date."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet, OfProvinceQuerySet


class OfficerPosting(models.Model):
    """A provincial officer: handles everything of one province."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="postings",
        verbose_name="เจ้าหน้าที่",
    )
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="postings", verbose_name="จังหวัด"
    )
    until = models.DateField("ถึงวันที่", null=True, blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "เจ้าหน้าที่ประจำจังหวัด"
        ordering = ["pk"]
        permissions = [("use_staff_site", "เข้าระบบเจ้าหน้าที่")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province"],
                name="posting_once_per_province",
                violation_error_message="เจ้าหน้าที่คนนี้ประจำจังหวัดนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.province}"


class FairHelper(models.Model):
    """A helper at one fair, until a date: enters sales and looks things up, decides nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="helping_at", verbose_name="ผู้ช่วย"
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="helpers", verbose_name="งาน"
    )
    until = models.DateField("ถึงวันที่")

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ช่วยงาน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "fair_event"],
                name="helper_once_per_fair",
                violation_error_message="คนนี้เป็นผู้ช่วยของงานนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.fair_event}"
