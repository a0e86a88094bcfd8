"""A bank's list of what came in: kept while officers go through it, then forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from fairs.models.scoped import OfFairQuerySet


class BankStatementQuerySet(OfFairQuerySet):
    def outlived(self):
        """Uploaded so long ago that nobody goes through them any more."""
        before = timezone.now() - timedelta(days=settings.STATEMENTS_KEPT_DAYS)
        return self.filter(uploaded_at__lt=before, erased_at=None)


class BankStatement(models.Model):
    """The cells of one file as they came, and what an officer said of them.

    `columns` maps the key of a column to its number in the sheet, where somebody chose it; `named`
    maps a row to the application that an officer named for it.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="statements", verbose_name="งาน"
    )
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    cells = models.JSONField("ข้อมูลในไฟล์", default=list)
    header_row = models.PositiveIntegerField("แถวหัวตาราง", null=True, blank=True)
    columns = models.JSONField("คอลัมน์ที่เลือก", default=dict, blank=True)
    named = models.JSONField("ใบสมัครที่เจ้าหน้าที่บอก", default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ส่งไฟล์"
    )
    uploaded_at = models.DateTimeField("ส่งไฟล์เมื่อ", auto_now_add=True)
    erased_at = models.DateTimeField("ลบข้อมูลในไฟล์เมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = BankStatementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รายการเดินบัญชี"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "form_key"],
                name="statement_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(erased_at=None),
                name="statements_to_forget",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
