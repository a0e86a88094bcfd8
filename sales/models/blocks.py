"""Figures that came in at one press, so that they go back at one press."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet


class EnteredBlockQuerySet(OfFairQuerySet):
    def standing(self):
        """Blocks that nobody has undone, or that were put back."""
        return self.exclude(removal__isnull=False, removal__restored_at__isnull=True)


class EnteredBlock(models.Model):
    """A block pasted from a spreadsheet for one day of a fair, and what it replaced.

    `lines` are [sale, the figure that the block left, the figure before or nothing].
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="+", verbose_name="งาน"
    )
    sold_on = models.DateField("วันที่ขาย")
    lines = models.JSONField("ยอดที่บันทึก", default=list)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    entered_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    removal = models.ForeignKey(
        "removals.Removal",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="การเลิกทำ",
    )

    objects = EnteredBlockQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ยอดที่วางจาก Excel"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["entered_by", "fair_event", "sold_on", "-id"], name="block_of_day")
        ]

    def __str__(self) -> str:
        return f"ยอดที่วางจาก Excel {len(self.lines)} แถว"

    @property
    def is_undone(self) -> bool:
        return self.removal is not None and self.removal.restored_at is None
