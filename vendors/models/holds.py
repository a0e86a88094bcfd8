"""A booth that is kept back: for whom, until when, by whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class BoothHoldQuerySet(models.QuerySet):
    def live(self, now=None):
        """Holds that count: nobody has ended them, and their time is not over."""
        return self.filter(live_hold(now=now))


def live_hold(prefix: str = "", now=None) -> Q:
    """The condition of a live hold; `prefix` is the path to the hold, "" or "holds__"."""
    open_end = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": now or timezone.now()})
    return Q(**{f"{prefix}released_at": None}) & open_end


class BoothHold(models.Model):
    """A booth kept for somebody or something. Officers read the reason, visitors do not.

    A `draw` holds the booths of its frozen list. With an `application` it is offered to that
    vendor, or chosen by it, and waits for its word. A hold whose `until` is past counts no more;
    whoever holds the booth next closes it.
    """

    booth = models.ForeignKey(
        "fairs.Booth", models.CASCADE, related_name="holds", verbose_name="บูธ"
    )
    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="booth_holds",
        verbose_name="ใบสมัคร",
    )
    draw = models.ForeignKey(
        "vendors.Draw",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holds",
        verbose_name="การจับสลาก",
    )
    reason = models.CharField("กันไว้สำหรับ", max_length=255)
    until = models.DateTimeField("ถึง", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้กันบูธ"
    )
    created_at = models.DateTimeField("กันเมื่อ", auto_now_add=True)
    released_at = models.DateTimeField("เลิกกันเมื่อ", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้เลิกกัน",
    )

    objects = BoothHoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การกันบูธ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth"],
                condition=Q(released_at=None),
                name="booth_held_once",
                violation_error_message="บูธนี้กันไว้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(released_at=None, application__isnull=False),
                name="application_holds_one_booth",
                violation_error_message="ร้านนี้มีบูธที่รอยืนยันอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(application=None) | Q(until__isnull=False),
                name="hold_of_an_application_ends",
                violation_error_message="บอกเวลาที่ร้านต้องยืนยัน",
            ),
            models.CheckConstraint(
                condition=Q(application=None) | Q(draw=None),
                name="hold_of_an_application_or_a_draw",
                violation_error_message="บูธกันไว้สำหรับร้านหรือการจับสลาก อย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="hold_says_for_whom",
                violation_error_message="บอกว่ากันบูธไว้สำหรับใคร",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("created_at")),
                name="hold_ends_after_it_begins",
                violation_error_message="เวลาสิ้นสุดต้องอยู่หลังเวลาที่กัน",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booth} กันไว้สำหรับ{self.reason}"

    @property
    def is_live(self) -> bool:
        return self.released_at is None and (self.until is None or self.until > timezone.now())
