"""Files that were sent with a form which could not be taken yet."""

from uuid import uuid4

from django.conf import settings
from django.db import models


class KeptFile(models.Model):
    """An upload that waits for the rest of its form: private, its owner's, for a day.

    `purpose` names the form ("product-photos-12"): it is shown there and nowhere else.
    """

    owner = models.ForeignKey(  # whose account goes leaves the row, by which the file is found
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="ผู้ส่ง",
    )
    purpose = models.CharField("แบบฟอร์ม", max_length=64)
    key = models.UUIDField("รหัส", default=uuid4)
    name = models.CharField("ชื่อไฟล์เดิม", max_length=255)
    size = models.PositiveBigIntegerField("ขนาด")
    file = models.FileField("ไฟล์", upload_to="kept/")
    kept_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "ไฟล์ที่รอแบบฟอร์ม"
        ordering = ["pk"]
        indexes = [models.Index(fields=["kept_at"], name="kept_file_age")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="kept_file_once_per_form")
        ]

    def __str__(self) -> str:
        return self.name
