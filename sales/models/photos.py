"""Photos of a fair for its final report."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet

MOST_PHOTOS = 12


class ReportPhoto(models.Model):
    """A photo of a fair, made anew, with what it shows; for who may read the report."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="report_photos", verbose_name="งาน"
    )
    file = models.FileField("รูป", upload_to="report-photos/")
    caption = models.CharField("คำบรรยาย", max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ใส่"
    )
    added_at = models.DateTimeField("ใส่เมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รูปในรายงานสรุป"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "form_key"],
                name="report_photo_once",
                violation_error_message="ส่งรูปนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.caption
