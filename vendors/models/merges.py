"""One shop was in the register twice: what was moved to the entry that stays."""

from django.conf import settings
from django.db import models


class VendorMerge(models.Model):
    """A merge, kept so that it can be undone and the old address leads on.

    `moved` maps a model's label to the keys of rows that hung on the entry that went; `filled` are
    columns that the other had empty. What is left of the entry is the removal's.
    """

    kept = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="merges", verbose_name="ร้านที่เก็บไว้"
    )
    gone_id = models.BigIntegerField("เลขเดิมของร้านที่รวมเข้ามา", db_index=True)
    gone_name = models.CharField("ร้านที่รวมเข้ามา", max_length=255)
    moved = models.JSONField("สิ่งที่ย้าย", default=dict)
    filled = models.JSONField("ช่องที่เติม", default=list)
    removal = models.OneToOneField(
        "removals.Removal", models.PROTECT, related_name="+", verbose_name="สิ่งที่ลบแล้ว"
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้รวม"
    )
    merged_at = models.DateTimeField("รวมเมื่อ", auto_now_add=True)
    undone_at = models.DateTimeField("แยกคืนเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "การรวมร้าน"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept}"
