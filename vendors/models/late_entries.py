"""A code with which one application comes in after the call has closed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair


class LateEntryQuerySet(PlacedQuerySet):
    places = of_fair("fair_event")


class LateEntry(models.Model):
    """Who let whom in late, why, until when. A code opens one application and never another."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="late_entries", verbose_name="งาน"
    )
    code = models.CharField("รหัส", max_length=12, unique=True)
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="late_entries",
        verbose_name="ให้ร้าน",
        help_text="ว่างไว้ ร้านใดก็ใช้ได้ แต่ใช้ได้ครั้งเดียว",
    )
    reason = models.CharField("เหตุที่รับหลังปิด", max_length=255)
    expires_at = models.DateTimeField("ใช้ได้ถึง")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ออกรหัส"
    )
    issued_at = models.DateTimeField("ออกรหัสเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    application = models.OneToOneField(
        "vendors.BoothApplication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="late_entry",
        verbose_name="ใช้กับใบสมัคร",
    )
    used_at = models.DateTimeField("ใช้เมื่อ", null=True, blank=True)

    objects = LateEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รหัสสมัครหลังปิดรับ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issued_by", "form_key"],
                name="late_entry_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="late_entry_says_why",
                violation_error_message="บอกเหตุที่รับหลังปิด",
            ),
            models.CheckConstraint(
                condition=Q(application=None, used_at=None)
                | Q(application__isnull=False, used_at__isnull=False),
                name="late_entry_used_with_an_application",
                violation_error_message="รหัสที่ใช้แล้วต้องรู้ว่าใช้กับใบสมัครใด",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")),
                name="late_entry_ends_after_it_is_issued",
                violation_error_message="เวลาที่ใช้ได้ถึงต้องยังไม่ผ่านไป",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.fair_event}"
