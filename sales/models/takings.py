"""The day's takings of one vendor in one booth, every change of them, and the day's report."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models import ProductCategory
from fairs.models.scoped import OfFairQuerySet
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.calendar import be_year
from otopfair.thai.model_fields import LimitedTextField


class SaleSource(models.TextChoices):
    VENDOR = "vendor", "ร้านส่งเอง"
    OFFICER = "officer", "กรอกแทน"
    PHONE = "phone", "แจ้งทางโทรศัพท์"
    IMPORT = "import", "นำเข้าจาก Excel"


class BoothSaleQuerySet(OfFairQuerySet):
    def managed_by(self, user):
        return self.filter(vendor__members__user=user)


class BoothSale(models.Model):
    """No row means not reported; a row of zeros means opened and sold nothing.

    Amounts are gross baht, VAT included. `sold_on` is the day in Thailand, Gregorian.
    `category` and `fair_event` are kept with the row: sums need no join.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="sales", verbose_name="งาน"
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="sales", verbose_name="บูธ"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", models.PROTECT, related_name="sales", verbose_name="ผู้ประกอบการ"
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    sold_on = models.DateField("วันที่ขาย")
    sold_baht = models.DecimalField("ยอดจำหน่าย (บาท)", max_digits=12, decimal_places=2)
    ordered_baht = models.DecimalField("ยอดสั่งจอง (บาท)", max_digits=12, decimal_places=2, default=0)
    source = models.CharField("ที่มา", max_length=8, choices=SaleSource)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ส่งยอด"
    )
    reported_at = models.DateTimeField("ส่งเมื่อ")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
    )
    checked_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    note = models.CharField("หมายเหตุ", max_length=255, blank=True)
    customers = models.PositiveIntegerField("ลูกค้าที่ซื้อ (คน)", null=True, blank=True)
    best_products = models.ManyToManyField(
        "products.Product", blank=True, related_name="+", verbose_name="สินค้าขายดี"
    )
    # Of the entry that brought this figure: its key, and when its author's telephone says it was.
    entry_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    typed_at = models.DateTimeField("พิมพ์เมื่อ (นาฬิกาของเครื่อง)", null=True, blank=True)
    called_right = LimitedTextField("ข้อสงสัยที่ยืนยันว่าถูกต้อง", max_length=1000, blank=True)

    objects = BoothSaleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ยอดจำหน่าย"
        ordering = ["-sold_on", "booth"]
        permissions = [("enter_boothsale", "กรอกยอดแทนร้าน")]
        indexes = [
            models.Index(fields=["fair_event", "sold_on", "category"], name="sale_fair_day"),
            models.Index(fields=["vendor", "-sold_on"], name="sale_vendor_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "vendor", "sold_on"],
                name="sale_once_per_booth_vendor_and_day",
                violation_error_message="ร้านนี้ส่งยอดของบูธนี้ในวันนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(sold_baht__gte=0) & Q(ordered_baht__gte=0),
                name="sale_not_negative",
                violation_error_message="ยอดต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booth} {self.vendor}"

    @property
    def total_baht(self):
        return self.sold_baht + self.ordered_baht

    @property
    def is_vendors_own(self) -> bool:
        """Whether the vendor has sent this figure, or one that was replaced since."""
        if self.source == SaleSource.VENDOR:
            return True
        return self.revisions.filter(source_before=SaleSource.VENDOR).exists()


class BoothSaleRevision(models.Model):
    """One earlier figure of a sale, who replaced it, and why."""

    sale = models.ForeignKey(
        BoothSale, models.CASCADE, related_name="revisions", verbose_name="ยอดจำหน่าย"
    )
    sold_before = models.DecimalField("ยอดจำหน่ายเดิม", max_digits=12, decimal_places=2)
    ordered_before = models.DecimalField("ยอดสั่งจองเดิม", max_digits=12, decimal_places=2)
    sold_after = models.DecimalField("ยอดจำหน่ายใหม่", max_digits=12, decimal_places=2)
    ordered_after = models.DecimalField("ยอดสั่งจองใหม่", max_digits=12, decimal_places=2)
    source_before = models.CharField("ที่มาของยอดเดิม", max_length=8, choices=SaleSource)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แก้"
    )
    changed_at = models.DateTimeField("แก้เมื่อ", auto_now_add=True)
    reason = LimitedTextField("เหตุผล", max_length=LONGEST_REASON, blank=True)
    # Of the entry that brought the earlier figure, as in BoothSale.
    entry_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    typed_at = models.DateTimeField("พิมพ์เมื่อ (นาฬิกาของเครื่อง)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "การแก้ยอด"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sale", "entry_key"],
                condition=Q(entry_key__isnull=False),
                name="sale_entry_once",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sale} แก้ยอด"

    @property
    def total_before(self):
        return self.sold_before + self.ordered_before

    @property
    def total_after(self):
        return self.sold_after + self.ordered_after


class DailyReport(models.Model):
    """The evening report of one day: what the officer declared, and what was printed.

    A closed report keeps its figures and text as they were; a correction closes a new revision.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="daily_reports", verbose_name="งาน"
    )
    sold_on = models.DateField("ยอดของวันที่")
    revision = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    declared_booths = models.PositiveIntegerField("จำนวนบูธที่แจ้ง", null=True, blank=True)
    declared_sold_baht = models.DecimalField(
        "ยอดจำหน่ายที่แจ้ง (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    declared_ordered_baht = models.DecimalField(
        "ยอดสั่งจองที่แจ้ง (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    figures = models.JSONField("ตัวเลขเมื่อปิด", default=dict, blank=True)
    text = LimitedTextField("ข้อความเมื่อปิด", max_length=100_000, blank=True)
    wording = models.JSONField("ถ้อยคำเมื่อปิด", default=dict, blank=True)
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ปิด",
    )

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รายงานประจำวัน"
        ordering = ["-sold_on", "-revision"]
        permissions = [("close_dailyreport", "ปิดรายงานประจำวัน")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "sold_on", "revision"],
                name="daily_report_revision_once",
                violation_error_message="รายงานวันนี้ฉบับนี้มีแล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """For the foot of the print: RPT-KK20-25631028-2, year, month and day as offices write."""
        day = f"{be_year(self.sold_on)}{self.sold_on:%m%d}"
        return f"RPT-{self.fair_event.reference_code}-{day}-{self.revision}"
