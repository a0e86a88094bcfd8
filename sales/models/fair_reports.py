"""The report of a whole fair, as it was closed."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet


class FairReport(models.Model):
    """One version of a fair's report; its figures stay as they were closed.

    A correction is a new revision, which waits without figures until it is closed.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="fair_reports", verbose_name="งาน"
    )
    revision = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    figures = models.JSONField("ตัวเลขเมื่อปิด", default=dict, blank=True)
    wording = models.JSONField("ถ้อยคำเมื่อปิด", default=dict, blank=True)
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ปิด",
    )

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รายงานสรุปงาน"
        ordering = ["fair_event", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "revision"],
                name="fair_report_revision_once",
                violation_error_message="รายงานสรุปของงานนี้ฉบับนี้มีแล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """RPT-KK20-SUM-2"""
        return f"RPT-{self.fair_event.reference_code}-SUM-{self.revision}"
