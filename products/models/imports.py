"""An uploaded spreadsheet between preview and saving."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet


class ImportKind(models.TextChoices):
    VENDORS = "vendors", "รายชื่อผู้ประกอบการ"
    SALES = "sales", "ยอดจำหน่ายประจำวัน"


class ImportBatch(models.Model):
    """The cells of one sheet as they came, the officer's corrections, and what was saved.

    `corrections` maps row number to {column key: text}; `options` holds `star_round` (an id) for
    vendors and `sold_on` (ISO date) for sales.
    """

    kind = models.CharField("ชนิด", max_length=8, choices=ImportKind)
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="import_batches", verbose_name="งาน"
    )
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    cells = models.JSONField("ข้อมูลในไฟล์")
    corrections = models.JSONField("ค่าที่แก้ในหน้าตรวจ", default=dict, blank=True)
    options = models.JSONField("ตัวเลือกของการนำเข้า", default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้นำเข้า"
    )
    uploaded_at = models.DateTimeField("ส่งไฟล์เมื่อ", auto_now_add=True)
    applied_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    counts = models.JSONField("จำนวนที่บันทึก", default=dict, blank=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การนำเข้า"
        permissions = [("import_spreadsheet", "นำเข้าจาก Excel")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
