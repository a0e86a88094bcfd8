"""A booth given beside the rules: why, asked for by one officer and approved by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.model_fields import LimitedTextField


class AllocationOverrideQuerySet(PlacedQuerySet):
    places = of_fair("application__fair_event")

    def waiting(self):
        """What one officer has asked for and another has not looked at."""
        return self.filter(approved_at=None, set_aside_at=None)

    def approved(self):
        return self.filter(approved_at__isnull=False)


class AllocationOverride(models.Model):
    """One booth for one application against a quota or a draw; `against` says which, as it was."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.PROTECT,
        related_name="overrides",
        verbose_name="ใบสมัคร",
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="overrides", verbose_name="บูธ"
    )
    against = LimitedTextField("ขัดกับอะไร", max_length=1000)
    reason = LimitedTextField("เหตุผล", max_length=LONGEST_REASON)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ขอ"
    )
    proposed_at = models.DateTimeField("ขอเมื่อ", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้อนุมัติ",
    )
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    set_aside_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)

    objects = AllocationOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การให้บูธนอกกติกา"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth"],
                condition=Q(approved_at=None, set_aside_at=None),
                name="one_override_waits_per_booth",
                violation_error_message="บูธนี้มีคำขอนอกกติกาที่รออนุมัติอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False, set_aside_at=None)
                & ~Q(approved_by=F("proposed_by")),
                name="override_is_approved_by_another",
                violation_error_message="ผู้อนุมัติต้องเป็นคนละคนกับผู้ขอ",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(against=""),
                name="override_says_why",
                violation_error_message="บอกเหตุผลที่ให้บูธนอกกติกา",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} บูธ {self.booth}"
