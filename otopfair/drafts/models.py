"""What somebody has typed into a form and not sent yet."""

from django.conf import settings
from django.db import models


class UnfinishedForm(models.Model):
    """A form as it stands while it is being filled in: its owner's, on whatever device.

    `about` tells forms of one address apart: for which shop it is, and which part. `taken_key` is
    the key of the last form that was taken there: what of it arrives late is not kept any more.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ผู้กรอก"
    )
    path = models.CharField("หน้า", max_length=255)
    about = models.CharField("ของอะไร", max_length=64, blank=True)
    fields = models.JSONField("สิ่งที่กรอก", default=list)
    taken_key = models.CharField("รหัสแบบฟอร์มที่ส่งแล้ว", max_length=64, blank=True)
    kept_at = models.DateTimeField("เก็บเมื่อ", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "แบบฟอร์มที่กรอกค้าง"
        ordering = ["pk"]
        indexes = [models.Index(fields=["kept_at"], name="unfinished_form_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "path", "about"], name="unfinished_form_once_per_page"
            )
        ]

    def __str__(self) -> str:
        return self.path
