"""Who is sent the link to a fair's evening report, and what was sent."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet


class ReportReader(models.Model):
    """A named person is told of every evening's report, as long as it may be read by them."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="report_readers", verbose_name="งาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name="ผู้รับรายงาน",
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ตั้ง"
    )
    named_at = models.DateTimeField("ตั้งเมื่อ", auto_now_add=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผู้รับรายงาน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "user"],
                name="report_reader_once",
                violation_error_message="คนนี้รับรายงานของงานนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class SentReport(models.Model):
    """The link of one evening was sent to one person, once."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="+", verbose_name="งาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ผู้รับรายงาน"
    )
    sold_on = models.DateField("ยอดของวันที่")
    sent_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "รายงานที่ส่งแล้ว"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "sold_on", "user"],
                name="report_sent_once",
                violation_error_message="ส่งรายงานของวันนี้ให้คนนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.sold_on}"
