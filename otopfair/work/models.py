"""One act on many rows: what was asked, how far it is, and which rows were left out and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otopfair.thai.model_fields import LimitedTextField


class BulkWorkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person asked for; nobody looks at another's."""
        return self.filter(started_by=user)


class BulkWork(models.Model):
    """A press that acts on many rows, done by the worker, one short transaction a row.

    `items` are [id, version that was seen or null]; `left_out` are {"label", "why"}. A second
    press of the same form has the same `form_key`, and is this work.
    """

    kind = models.CharField("ชนิดงาน", max_length=40)
    title = models.CharField("งาน", max_length=200)
    items = models.JSONField("รายการ")
    options = models.JSONField("สิ่งที่เลือก", default=dict, blank=True)
    total = models.PositiveIntegerField("ทั้งหมด")
    position = models.PositiveIntegerField("ทำถึงรายการที่", default=0)
    done = models.PositiveIntegerField("สำเร็จ", default=0)
    left_out = models.JSONField("ไม่ได้ทำ", default=list, blank=True)
    back_url = LimitedTextField("หน้าที่กดมา", max_length=4000, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="bulk_works", verbose_name="ผู้สั่ง"
    )
    created_at = models.DateTimeField("สั่งเมื่อ", default=timezone.now)
    started_at = models.DateTimeField("เริ่มเมื่อ", null=True, blank=True)
    finished_at = models.DateTimeField("เสร็จเมื่อ", null=True, blank=True)

    objects = BulkWorkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "งานหลายรายการ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["started_by", "form_key"],
                name="bulk_work_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(position__lte=F("total")) & Q(done__lte=F("position")),
                name="bulk_work_counts_agree",
                violation_error_message="จำนวนที่ทำแล้วเกินจำนวนทั้งหมด",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
