"""A call for vendors: when it is open, on which terms, how many places in each category."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from fairs.models.categories import ProductCategory
from fairs.models.scoped import OfFairQuerySet


class TermsText(models.Model):
    """Terms that a vendor accepts. A change is a new version; old applications keep theirs."""

    title = models.CharField("ชื่อข้อตกลง", max_length=255)
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    summary = models.CharField("สรุปหนึ่งประโยค", max_length=500)
    body = models.TextField("ข้อตกลง")

    class Meta:
        verbose_name = verbose_name_plural = "ข้อตกลง"
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version"],
                name="terms_version_once",
                violation_error_message="มีข้อตกลงชื่อนี้ฉบับนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ฉบับที่ {self.version}"


class VendorCallQuerySet(OfFairQuerySet):
    def accepting(self, now=None):
        now = now or timezone.now()
        return self.filter(fair_event__state="published", opens_at__lte=now, closes_at__gt=now)


class VendorCall(models.Model):
    """ประกาศรับสมัคร of one fair."""

    fair_event = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="call", verbose_name="งาน"
    )
    opens_at = models.DateTimeField("เปิดรับสมัคร")
    closes_at = models.DateTimeField("ปิดรับสมัคร")
    result_on = models.DateField("แจ้งผลภายใน", null=True, blank=True)
    confirm_until = models.DateField("ให้ยืนยันภายใน", null=True, blank=True)
    terms = models.ForeignKey(
        TermsText, models.PROTECT, related_name="calls", verbose_name="ข้อตกลง"
    )
    booth_text = models.CharField("ขนาดและสิ่งที่มีในบูธ", max_length=255, blank=True)
    max_booths = models.PositiveSmallIntegerField("ขอได้ไม่เกิน (บูธต่อราย)", default=1)
    eligibility = models.TextField("ผู้มีสิทธิ์สมัคร", blank=True)

    objects = VendorCallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประกาศรับสมัคร"
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message="เวลาปิดรับสมัครต้องอยู่หลังเวลาเปิด",
            ),
            models.CheckConstraint(
                condition=Q(max_booths__gte=1),
                name="call_allows_a_booth",
                violation_error_message="ต้องขอได้อย่างน้อย 1 บูธ",
            ),
        ]

    def __str__(self) -> str:
        return f"รับสมัคร {self.fair_event}"

    def is_accepting(self, now=None) -> bool:
        return self.opens_at <= (now or timezone.now()) < self.closes_at


class CallPlaces(models.Model):
    """How many places a call has for one category."""

    call = models.ForeignKey(
        VendorCall, models.CASCADE, related_name="places", verbose_name="ประกาศรับสมัคร"
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    places = models.PositiveSmallIntegerField("จำนวน (บูธ)")

    class Meta:
        verbose_name = verbose_name_plural = "จำนวนที่รับ"
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "category"],
                name="call_places_once_per_category",
                violation_error_message="ประเภทนี้กำหนดจำนวนไว้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.places} บูธ"
