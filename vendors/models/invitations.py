"""Who is let into a call that is not open to all: shops invited, or named by districts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair


class NominationQuotaQuerySet(PlacedQuerySet):
    """A quota lies at its fair, and with its district, which fills it."""

    places = (*of_fair("call__fair_event"), Place("districts", "district"))


class NominationQuota(models.Model):
    """How many shops a district may name for a call."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="quotas", verbose_name="ประกาศรับสมัคร"
    )
    district = models.ForeignKey(
        "fairs.District", models.PROTECT, related_name="+", verbose_name="อำเภอ"
    )
    places = models.PositiveSmallIntegerField("เสนอได้ (ร้าน)")

    objects = NominationQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "โควตาเสนอชื่อ"
        ordering = ["district__sort_key", "district"]
        permissions = [("nominate_for_district", "เสนอชื่อร้านของอำเภอ")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "district"],
                name="nomination_quota_once_per_district",
                violation_error_message="อำเภอนี้มีโควตาแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="nomination_quota_has_a_place",
                violation_error_message="ให้อย่างน้อย 1 ร้าน หรือไม่ให้โควตาอำเภอนี้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district} {self.places} ร้าน"


class CallInviteQuerySet(models.QuerySet):
    def live(self):
        return self.filter(taken_back_at=None)


class CallInvite(models.Model):
    """One shop that may apply to a call. A nomination holds one numbered `seat` of its quota, and
    each seat is held once: the database keeps a district within its number."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="invites", verbose_name="ประกาศรับสมัคร"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="call_invites", verbose_name="ผู้ประกอบการ"
    )
    quota = models.ForeignKey(
        NominationQuota,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name="โควตาของอำเภอ",
    )
    seat = models.PositiveSmallIntegerField("ที่ของอำเภอ", null=True, blank=True)
    note = models.CharField("เหตุที่เลือกร้านนี้", max_length=255, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เลือก"
    )
    invited_at = models.DateTimeField("เลือกเมื่อ", auto_now_add=True)
    taken_back_at = models.DateTimeField("ถอนชื่อเมื่อ", null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ถอนชื่อ",
    )

    objects = CallInviteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ร้านที่เชิญหรือเสนอชื่อ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "vendor"],
                condition=Q(taken_back_at=None),
                name="invited_once_per_call",
                violation_error_message="ร้านนี้อยู่ในรายชื่อแล้ว",
            ),
            models.UniqueConstraint(
                fields=["quota", "seat"],
                condition=Q(taken_back_at=None),
                name="nomination_seat_once",
                violation_error_message="ที่นี้ของอำเภอมีร้านแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(quota=None, seat=None)
                | Q(quota__isnull=False, seat__isnull=False, seat__gte=1),
                name="nomination_has_a_seat_of_its_quota",
                violation_error_message="ร้านที่อำเภอเสนอต้องมีที่ในโควตา",
            ),
        ]

    def __str__(self) -> str:
        return str(self.vendor)
