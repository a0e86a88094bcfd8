"""What officers found when they looked at each document of an application."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class CheckResult(models.TextChoices):
    UNSEEN = "unseen", "ยังไม่ดู"
    PASSED = "passed", "ผ่าน"
    FAILED = "failed", "ไม่ผ่าน"


class DocumentCheck(models.Model):
    """One document of one application, as somebody has looked at it. No row: nobody has.

    `kind` is a key of `vendors/paperwork.py`; `revision` is the sending that was looked at.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="document_checks",
        verbose_name="ใบสมัคร",
    )
    kind = models.CharField("เอกสาร", max_length=24)
    result = models.CharField("ผล", max_length=8, choices=CheckResult)
    note = models.CharField("หมายเหตุ", max_length=255, blank=True)
    revision = models.PositiveSmallIntegerField("การส่งครั้งที่", default=0)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ตรวจ"
    )
    checked_at = models.DateTimeField("ตรวจเมื่อ")

    class Meta:
        verbose_name = verbose_name_plural = "ผลตรวจเอกสาร"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                name="document_checked_once",
                violation_error_message="ตรวจเอกสารนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(result="failed") | ~Q(note=""),
                name="failed_document_says_why",
                violation_error_message="บอกว่าเอกสารไม่ผ่านเพราะอะไร",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_result_display()}"
