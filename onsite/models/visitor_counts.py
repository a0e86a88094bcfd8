"""Visitors counted at the gates of a fair, hour by hour. What nobody counted is not zero."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfFairQuerySet
from otopfair.constraints import AgreesWithParent

MOST_PEOPLE = 100_000  # an hour at one gate; more is a slip of the finger


class CountMethod(models.TextChoices):
    HAND = "hand", "นับด้วยมือ"
    MACHINE = "machine", "เครื่องนับ"
    TICKETS = "tickets", "ประมาณจากตั๋ว"
    PARKING = "parking", "ประมาณจากที่จอดรถ"
    ESTIMATE = "estimate", "ประมาณ"


class Gate(models.Model):
    """Where visitors are counted: an entrance of the plan, or a place with a name of its own.

    The row stays when the plan is laid out anew: its numbers were counted there.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="gates", verbose_name="งาน"
    )
    name = models.CharField("ประตู", max_length=60)
    landmark = models.ForeignKey(
        "fairs.PlanLandmark",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ทางเข้าบนผัง",
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประตูที่นับผู้ชม"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "name"],
                name="gate_once_per_fair",
                violation_error_message="งานนี้มีประตูชื่อนี้แล้ว",
            ),
            # What the fair of a count refers to.
            models.UniqueConstraint(fields=["id", "fair_event"], name="gate_with_its_fair"),
        ]

    def __str__(self) -> str:
        return self.name


class VisitorCount(models.Model):
    """How many came in at one gate in one hour (`hour` 10 is 10.00 to 11.00), and how one knows."""

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="counts", verbose_name="ประตู")
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="visitor_counts", verbose_name="งาน"
    )
    on = models.DateField("วันที่")
    hour = models.PositiveSmallIntegerField("ชั่วโมง")
    people = models.PositiveIntegerField("จำนวนคน")
    method = models.CharField("วิธีนับ", max_length=8, choices=CountMethod)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    counted_at = models.DateTimeField("บันทึกเมื่อ", auto_now=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "จำนวนผู้ชม"
        permissions = [("count_visitors", "นับผู้ชมและแก้ตัวเลข")]
        ordering = ["on", "hour", "gate"]
        indexes = [models.Index(fields=["fair_event", "on"], name="visitor_count_of_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["gate", "on", "hour"],
                name="visitors_counted_once_an_hour",
                violation_error_message="ชั่วโมงนี้ของประตูนี้มีตัวเลขแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(hour__lte=23, people__lte=MOST_PEOPLE),
                name="visitors_of_an_hour_of_a_day",
                violation_error_message=f"ชั่วโมงคือ 0 ถึง 23 และไม่เกิน {MOST_PEOPLE:,} คน",
            ),
            AgreesWithParent(
                fields=["gate", "fair_event"],
                to_fields=["id", "fair_event"],
                name="visitors_are_of_the_fair_of_their_gate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.hours_text}"

    @property
    def hours_text(self) -> str:
        return hours_text(self.hour)


class CountTap(models.Model):
    """What a clicker has sent: its key counts once, however often a bad line sends it."""

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="taps", verbose_name="ประตู")
    on = models.DateField("วันที่")
    hour = models.PositiveSmallIntegerField("ชั่วโมง")
    people = models.PositiveIntegerField("จำนวนคน")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้นับ"
    )
    at = models.DateTimeField("รับเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "การนับด้วยปุ่ม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key"],
                name="count_tap_once",
                violation_error_message="ส่งตัวเลขนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"+{self.people}"


def hours_text(hour: int) -> str:
    """ "10.00–11.00"."""
    return f"{hour}.00–{hour + 1}.00"
