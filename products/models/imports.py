"""An uploaded spreadsheet between preview and saving."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import OfFairQuerySet


class ImportBatch(models.Model):
    """The cells of one sheet as they came, the officer's corrections, and what was saved.

    `kind` names a kind of `products.imports.kinds`, `kind_name` what people call it. `corrections`
    maps row number to {column key: text}; `options` holds what the kind's own form asked for.
    """

    kind = models.CharField("รหัสชนิด", max_length=8)
    kind_name = models.CharField("ชนิด", max_length=60)
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
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    applied_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    counts = models.JSONField("จำนวนที่บันทึก", default=dict, blank=True)
    removal = models.ForeignKey(
        "removals.Removal",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="การถอน",
    )

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การนำเข้า"
        permissions = [("import_spreadsheet", "นำเข้าจาก Excel")]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "form_key"],
                name="import_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_taken_back(self) -> bool:
        """Taken back as a whole, and not put back since."""
        return self.removal is not None and self.removal.restored_at is None


class ImportedRow(models.Model):
    """One row of a register that an import opened (`before` is empty) or changed.

    `before` and `after` hold columns as JSON: what an import changed, or all of what it opened.
    """

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="imported_rows", verbose_name="การนำเข้า"
    )
    number = models.PositiveIntegerField("แถวในไฟล์", null=True, blank=True)
    row_type = models.CharField("ชนิดรายการ", max_length=64)
    row_id = models.BigIntegerField("รายการ")
    before = models.JSONField("ค่าก่อนนำเข้า", null=True, blank=True)
    after = models.JSONField("ค่าหลังนำเข้า")

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "สิ่งที่นำเข้า"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "row_type", "row_id"],
                name="imported_row_once",
                violation_error_message="รายการนี้อยู่ในการนำเข้านี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.row_type} {self.row_id}"

    @property
    def key(self) -> tuple[str, int]:
        return self.row_type, self.row_id

    @property
    def is_new(self) -> bool:
        return self.before is None
