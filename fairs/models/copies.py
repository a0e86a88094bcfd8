"""From which edition a fair was made, and what was written then."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair


class CopiedFairQuerySet(PlacedQuerySet):
    places = of_fair("copy")


class CopiedFair(models.Model):
    """A fair that was made from a past edition.

    `written` are [model, key] of every row that came with it, parents first, and `mark` the
    fingerprint of what they said: as long as it is the same, the copy can be undone.
    """

    copy = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="copied", verbose_name="งาน"
    )
    source = models.ForeignKey(
        "fairs.FairEvent",
        models.SET_NULL,
        null=True,
        related_name="copies",
        verbose_name="ทำจากงาน",
    )
    parts = models.JSONField("ส่วนที่คัดลอก", default=list)
    left = models.JSONField("สิ่งที่คัดลอกไม่ได้", default=list)
    written = models.JSONField("รายการที่เขียน", default=list)
    mark = models.CharField("ลายนิ้วมือ", max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ทำ"
    )
    made_at = models.DateTimeField("ทำเมื่อ", auto_now_add=True)

    objects = CopiedFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ที่มาของสำเนา"

    def __str__(self) -> str:
        return f"{self.copy} ทำจาก {self.source}"
