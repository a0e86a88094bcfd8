"""Who may apply to a call, as rows; and whom an officer has let past a condition."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from otopfair.thai.model_fields import LimitedTextField


class CallCondition(models.Model):
    """One condition of a call, of a kind of vendors/conditions.py; any of `values` is enough."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="conditions", verbose_name="ประกาศรับสมัคร"
    )
    kind = models.CharField("เงื่อนไข", max_length=24)
    values = models.JSONField("ค่าที่รับ")

    class Meta:
        verbose_name = verbose_name_plural = "เงื่อนไขผู้สมัคร"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind"],
                name="call_condition_once",
                violation_error_message="รอบนี้มีเงื่อนไขนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(values=[]),
                name="call_condition_asks_for_something",
                violation_error_message="เลือกอย่างน้อยหนึ่งค่า หรือไม่ตั้งเงื่อนไขนี้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.call}"


class ConditionWaiver(models.Model):
    """An officer lets one vendor past some conditions of a call, and answers for it."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="waivers", verbose_name="ประกาศรับสมัคร"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="waivers", verbose_name="ผู้ประกอบการ"
    )
    kinds = models.JSONField("เงื่อนไขที่ยกเว้น")
    reason = LimitedTextField("เหตุผล", max_length=1000)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ยกเว้น"
    )
    waived_at = models.DateTimeField("ยกเว้นเมื่อ", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "การยกเว้นเงื่อนไข"
        ordering = ["-waived_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "vendor"],
                name="waiver_once_per_call_and_vendor",
                violation_error_message="ยกเว้นเงื่อนไขให้ร้านนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="waiver_says_why",
                violation_error_message="บอกเหตุที่ยกเว้น",
            ),
        ]

    def __str__(self) -> str:
        return f"ยกเว้นเงื่อนไขให้ {self.vendor}"
