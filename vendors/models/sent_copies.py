"""What a vendor sent, as it was when it was sent."""

from django.conf import settings
from django.db import models


class SentCopy(models.Model):
    """One sending of an application. The registers may change afterwards; this never does.

    `answers` holds the application's own answers, the vendor's fields as officers read them
    (`vendors/copies.py`), and what each app above adds: acts.application_sent.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication", models.CASCADE, related_name="copies", verbose_name="ใบสมัคร"
    )
    revision = models.PositiveSmallIntegerField("ส่งครั้งที่")
    answers = models.JSONField("คำตอบที่ส่ง")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ส่ง"
    )
    sent_at = models.DateTimeField("ส่งเมื่อ")

    class Meta:
        verbose_name = verbose_name_plural = "สำเนาใบสมัครที่ส่ง"
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "revision"],
                name="sent_copy_once_per_revision",
                violation_error_message="มีสำเนาของการส่งครั้งนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} ส่งครั้งที่ {self.revision}"
