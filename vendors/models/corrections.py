"""What officers asked a vendor to correct, part by part, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from otopfair.thai.model_fields import LimitedTextField

LONGEST_EXPLANATION = 1000


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        """Those that the vendor has still to answer."""
        return self.filter(closed_at=None)


class Correction(models.Model):
    """One part of an application that was sent back. Only such parts may be changed meanwhile.

    `part` is a key of vendors/parts.py; `mark` is the fingerprint of what stood there when it was
    sent back, `before` and `after` are the words for it.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="corrections",
        verbose_name="ใบสมัคร",
    )
    part = models.CharField("ส่วน", max_length=60)
    label = models.CharField("ชื่อส่วน", max_length=300)
    note = models.CharField("ต้องแก้อะไร", max_length=500, blank=True)
    mark = models.CharField("รหัสของค่าเดิม", max_length=64, editable=False)
    before = LimitedTextField("ก่อนแก้", max_length=4000, blank=True)
    after = LimitedTextField("หลังแก้", max_length=4000, blank=True)
    explanation = LimitedTextField("ร้านตอบว่าถูกต้องแล้ว", max_length=LONGEST_EXPLANATION, blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตอบ",
    )
    created_at = models.DateTimeField("ส่งกลับเมื่อ", auto_now_add=True)
    closed_at = models.DateTimeField("ตอบแล้วเมื่อ", null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สิ่งที่ต้องแก้"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "part"],
                condition=Q(closed_at=None),
                name="correction_open_once_per_part",
                violation_error_message="ส่วนนี้อยู่ในรายการที่ต้องแก้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.label
