"""An uploaded spreadsheet between preview and saving."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from fairs.models.scoped import OfFairQuerySet

GIVEN_UP = timedelta(minutes=10)


class ImportBatch(models.Model):
    """The cells of a file as they came, the officer's corrections, and what was saved.

    `kind` names a kind of `products.imports.kinds`, `kind_name` what people call it. The rows of
    all `sheets` stand in `cells`, one sheet after the other. `meanings` maps the id of a heading to
    the key of a column; `corrections` a row number to {column key: text}; `options` holds what was
    asked beside the file and on the preview. What is long is saved by the worker since
    `saving_since`, with the `answers` of who pressed.
    """

    kind = models.CharField("รหัสชนิด", max_length=8)
    kind_name = models.CharField("ชนิด", max_length=60)
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="import_batches", verbose_name="งาน"
    )
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    cells = models.JSONField("ข้อมูลในไฟล์")
    sheets = models.JSONField("แผ่นงาน", default=list, blank=True)
    meanings = models.JSONField("ความหมายของหัวคอลัมน์", default=dict, blank=True)
    corrections = models.JSONField("ค่าที่แก้ในหน้าตรวจ", default=dict, blank=True)
    options = models.JSONField("ตัวเลือกของการนำเข้า", default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้นำเข้า"
    )
    uploaded_at = models.DateTimeField("ส่งไฟล์เมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    saving_since = models.DateTimeField("เริ่มบันทึกเมื่อ", null=True, blank=True)
    saving_step = models.PositiveSmallIntegerField("บันทึกถึงขั้น", default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้กดนำเข้า",
    )
    answers = models.JSONField("คำตอบก่อนบันทึก", default=dict, blank=True)
    applied_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    counts = models.JSONField("จำนวนที่บันทึก", default=dict, blank=True)
    telephones_forgotten_at = models.DateTimeField("ลบเบอร์โทรศัพท์เมื่อ", null=True, blank=True)
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
    def is_being_saved(self) -> bool:
        """In the worker's hands; after `GIVEN_UP` it may be pressed once more."""
        if self.saving_since is None or self.applied_at is not None:
            return False
        return timezone.now() - self.saving_since < GIVEN_UP

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


class HeadingMeaning(models.Model):
    """What a heading stands for in the sheets of one office: a column of ours, or nothing that is
    read (`column` is empty). Whoever said so once is not asked again."""

    province = models.ForeignKey(
        "fairs.Province", models.CASCADE, related_name="heading_meanings", verbose_name="จังหวัด"
    )
    kind = models.CharField("รหัสชนิด", max_length=8)
    heading_id = models.CharField("หัวคอลัมน์ที่เทียบ", max_length=200)
    heading = models.CharField("หัวคอลัมน์", max_length=200)
    column = models.CharField("อ่านเป็น", max_length=16, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บอก"
    )
    said_at = models.DateTimeField("บอกเมื่อ", default=timezone.now)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "ความหมายของหัวคอลัมน์"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind", "heading_id"],
                name="heading_meaning_once",
                violation_error_message="หัวคอลัมน์นี้บอกไว้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.heading
