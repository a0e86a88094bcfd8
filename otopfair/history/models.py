"""What was done to a record: who, when, what, why. Rows are only ever added."""

from django.conf import settings
from django.db import models


class HistoryQuerySet(models.QuerySet):
    def of(self, subject: models.Model):
        """The history of one record, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by(
            "-pk"
        )


class HistoryEntry(models.Model):
    """One act on one record, with the sentence that people read."""

    subject_type = models.CharField("ชนิดรายการ", max_length=64)
    subject_id = models.BigIntegerField("รายการ")
    verb = models.CharField("การกระทำ", max_length=32)
    summary = models.CharField("สิ่งที่ทำ", max_length=500)
    reason = models.TextField("เหตุผล", blank=True)
    changes = models.JSONField("ค่าที่เปลี่ยน", default=dict, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ทำ",
    )
    actor_name = models.CharField("ชื่อผู้ทำ", max_length=200)
    at = models.DateTimeField("เมื่อ", auto_now_add=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประวัติ"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="history_of_subject")
        ]

    def __str__(self) -> str:
        return self.summary


def record(subject: models.Model, verb: str, summary: str, *, by, reason="", changes=None):
    """Write one act into the history of `subject`, in the caller's transaction.

    `changes` maps a field's label to [before, after] as text.
    """
    return HistoryEntry.objects.create(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        verb=verb,
        summary=summary,
        reason=reason,
        changes=changes or {},
        actor=by,
        actor_name=str(by) if by else "ระบบ",
    )
