"""Calls to vendors whose takings are missing, and when officers are told who they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfFairQuerySet, PlacedQuerySet
from fairs.scopes import of_fair

MINUTES_AFTER_CLOSING = 30
MOST_MINUTES = 240


class Heard(models.TextChoices):
    CALLED = "called", "โทรแล้ว"
    NO_ANSWER = "silent", "ไม่รับสาย"


class ChaseCallQuerySet(PlacedQuerySet):
    places = of_fair("allocation__booth__fair_event")

    def standing(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)


class ChaseCall(models.Model):
    """One call to a vendor in a booth who has not reported a day, and what was heard.

    Taken back by whoever noted it, it stays as history.
    """

    allocation = models.ForeignKey(
        "vendors.BoothAllocation",
        models.PROTECT,
        related_name="chase_calls",
        verbose_name="การจัดบูธ",
    )
    on = models.DateField("ยอดของวันที่")
    heard = models.CharField("ผลการโทร", max_length=8, choices=Heard)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้โทร"
    )
    noted_at = models.DateTimeField("โทรเมื่อ", auto_now_add=True)
    taken_back_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)

    objects = ChaseCallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การโทรตามยอด"
        ordering = ["pk"]
        indexes = [models.Index(fields=["on", "allocation"], name="chase_call_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["noted_by", "form_key"],
                name="chase_call_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation} {self.on.isoformat()} {self.get_heard_display()}"


class ChaseRule(models.Model):
    """Whether officers are told in the evening who is missing, and how long after the fair has
    closed for the day; a fair without a row does it in the usual way."""

    fair_event = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="chase_rule", verbose_name="งาน"
    )
    is_used = models.BooleanField("แจ้งเจ้าหน้าที่", default=True)
    minutes = models.PositiveSmallIntegerField(
        "หลังเวลาปิดงานของวัน (นาที)", default=MINUTES_AFTER_CLOSING
    )

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การแจ้งร้านที่ยังไม่ส่งยอด"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__lte=MOST_MINUTES),
                name="chase_begins_the_same_evening",
                violation_error_message=f"แจ้งหลังเวลาปิดงานได้ไม่เกิน {MOST_MINUTES} นาที",
            )
        ]

    def __str__(self) -> str:
        return f"แจ้งร้านที่ยังไม่ส่งยอดของ{self.fair_event.called}"

    @property
    def when(self) -> str:
        """ "หลังปิดงานของวัน 30 นาที" """
        return f"หลังปิดงานของวัน {self.minutes} นาที" if self.is_used else "ไม่แจ้ง"


class SentChase(models.Model):
    """One person was told who is missing on an evening of a fair, once."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="+", verbose_name="งาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ผู้รับ"
    )
    sold_on = models.DateField("ยอดของวันที่")
    sent_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "การแจ้งร้านที่ยังไม่ส่งยอดที่ส่งแล้ว"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "sold_on", "user"],
                name="chase_told_once",
                violation_error_message="แจ้งคนนี้เรื่องยอดของวันนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.sold_on}"


def chase_rule_of(fair_event) -> ChaseRule:
    """The rule of a fair, kept or usual."""
    return getattr(fair_event, "chase_rule", None) or ChaseRule(fair_event=fair_event)
