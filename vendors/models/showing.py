"""Whether visitors see a vendor: its own wish, and an officer who has looked once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from otopfair.thai.model_fields import LimitedTextField


class ShowState(models.TextChoices):
    """What the officers of the home province say about showing a vendor."""

    NEW = "new", "รอเจ้าหน้าที่ดู"
    SHOWN = "shown", "ดูแล้ว แสดงได้"
    RETURNED = "returned", "ขอให้แก้"


# Its own wish and the officer's look, both.
PUBLISHED = Q(is_published=True, show_state=ShowState.SHOWN)


class VendorReview(models.Model):
    """An officer has looked at a vendor: it may be shown, or something is to be corrected."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="reviews", verbose_name="ผู้ประกอบการ"
    )
    outcome = models.CharField("ผล", max_length=8, choices=ShowState)
    name_th = models.CharField("ชื่อที่เห็น", max_length=255)
    reason = LimitedTextField("สิ่งที่ขอให้แก้", max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ดู"
    )
    reviewed_at = models.DateTimeField("ดูเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "การดูร้านก่อนแสดง"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=ShowState.NEW),
                name="review_says_something",
                violation_error_message="เลือกว่าแสดงได้ หรือขอให้แก้",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=ShowState.RETURNED) | ~Q(reason=""),
                name="returned_vendor_reads_why",
                violation_error_message="บอกร้านว่าต้องแก้อะไร",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.name_th}"
