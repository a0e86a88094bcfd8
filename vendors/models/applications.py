"""A vendor's request for booths at one fair, from draft to booth number."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from fairs.models import ProductCategory
from fairs.scopes import scope_of


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "รอตรวจ"
    RETURNED = "returned", "ส่งกลับให้แก้"
    ELIGIBLE = "eligible", "ผ่านเอกสาร"
    SELECTED = "selected", "ได้รับคัดเลือก"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    REFUSED = "refused", "ไม่ผ่าน"
    WITHDRAWN = "withdrawn", "ถอนใบสมัคร"


LIVE_STATUSES = ["draft", "submitted", "returned", "eligible", "selected", "confirmed"]


class BoothApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sent applications to the fairs in the officer's scope. A draft is the vendor's own."""
        return self.filter(scope_of(user).of_fairs("fair_event__")).exclude(
            status=ApplicationStatus.DRAFT
        )

    def managed_by(self, user):
        return self.filter(vendor__members__user=user)

    def waiting_for_booth(self):
        """Confirmed, with fewer booths than asked for; `given` is how many they have."""
        live = Count("allocations", filter=Q(allocations__released_at=None))
        return (
            self.filter(status=ApplicationStatus.CONFIRMED)
            .annotate(given=live)
            .filter(given__lt=F("booths_wanted"))
        )

    def for_review_list(self):
        """All that one row of the review list shows, in one query."""
        return self.select_related("vendor__district", "vendor__province", "fair_event")


class BoothApplication(models.Model):
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="applications", verbose_name="งาน"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", models.PROTECT, related_name="applications", verbose_name="ผู้ประกอบการ"
    )
    reference_no = models.CharField("เลขที่ใบสมัคร", max_length=20, unique=True, null=True, blank=True)
    status = models.CharField(
        "สถานะ", max_length=16, choices=ApplicationStatus, default=ApplicationStatus.DRAFT
    )
    category = models.PositiveSmallIntegerField(
        "ประเภท", choices=ProductCategory, null=True, blank=True
    )
    booths_wanted = models.PositiveSmallIntegerField("จำนวนบูธ", default=1)
    note = models.TextField("บอกเจ้าหน้าที่เพิ่ม", blank=True)
    terms = models.ForeignKey(
        "fairs.TermsText",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ข้อตกลงที่ยอมรับ",
    )
    terms_accepted_at = models.DateTimeField("ยอมรับข้อตกลงเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications_started",
        verbose_name="ผู้กรอก",
    )
    created_at = models.DateTimeField("เริ่มกรอกเมื่อ", auto_now_add=True)
    saved_at = models.DateTimeField("บันทึกร่างเมื่อ", auto_now=True)
    submitted_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True)
    checked_at = models.DateTimeField("ตรวจเอกสารเมื่อ", null=True, blank=True)
    selected_at = models.DateTimeField("คัดเลือกเมื่อ", null=True, blank=True)
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้พิจารณาล่าสุด",
    )
    decision_reason = models.TextField("เหตุผลที่แจ้งผู้สมัคร", blank=True)
    answer_by = models.DateField("ต้องทำภายใน", null=True, blank=True)
    version = models.PositiveIntegerField("รุ่นข้อมูล", default=1, editable=False)

    objects = BoothApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ใบสมัคร"
        ordering = ["pk"]
        permissions = [
            ("decide_boothapplication", "พิจารณาใบสมัคร"),
            ("act_for_vendor", "ทำแทนผู้ประกอบการ"),
        ]
        indexes = [
            models.Index(fields=["fair_event", "status", "id"], name="application_fair_status"),
            models.Index(fields=["vendor", "-id"], name="application_vendor_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "vendor"],
                condition=Q(status__in=LIVE_STATUSES),
                name="one_live_application_per_vendor_and_fair",
                violation_error_message="ร้านนี้มีใบสมัครของงานนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["started_by", "form_key"],
                name="application_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="withdrawn")
                | Q(
                    reference_no__isnull=False,
                    category__isnull=False,
                    submitted_at__isnull=False,
                ),
                name="sent_application_is_complete",
                violation_error_message="ใบสมัครที่ส่งแล้วต้องมีเลขที่ ประเภท และเวลาที่ส่ง",
            ),
            models.CheckConstraint(
                condition=Q(booths_wanted__gte=1),
                name="application_wants_a_booth",
                violation_error_message="ขออย่างน้อย 1 บูธ",
            ),
        ]

    def __str__(self) -> str:
        return self.reference_no or f"ใบสมัครร่าง {self.pk}"
