"""A code that makes whoever uses it act for a vendor: from an owner, or from an officer."""

from django.conf import settings
from django.db import models

from vendors.models.vendors import MemberRole


class VendorInviteQuerySet(models.QuerySet):
    def waiting(self, now):
        return self.filter(used_at=None, expires_at__gt=now).order_by("-pk")


class VendorInvite(models.Model):
    """One code, for one person, until a moment. Only its digest is kept."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="invites", verbose_name="ร้าน"
    )
    role = models.CharField("บทบาท", max_length=8, choices=MemberRole)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ออกรหัส"
    )
    made_at = models.DateTimeField("ออกเมื่อ", auto_now_add=True)
    expires_at = models.DateTimeField("ใช้ได้ถึง")
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ใช้รหัส",
    )
    used_at = models.DateTimeField("ใช้เมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)

    objects = VendorInviteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รหัสเข้าดูแลร้าน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "form_key"],
                name="invite_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.get_role_display()}"
