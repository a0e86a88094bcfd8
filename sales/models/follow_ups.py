"""What became of the orders that vendors took at a fair, asked some months afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfFairQuerySet

MOST_MONTHS = 24
SHORTEST_DAYS, LONGEST_DAYS = 7, 180
LONGEST_NOTE = 255


class FollowUpRound(models.Model):
    """A fair asks its vendors about their orders so many months after its last day.

    A fair without a row asks in the usual months. An answer is taken for `open_days` days.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="follow_up_rounds", verbose_name="งาน"
    )
    months = models.PositiveSmallIntegerField("ถามหลังงาน (เดือน)")
    open_days = models.PositiveSmallIntegerField("ตอบได้ (วัน)")

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รอบติดตามยอดสั่งจอง"
        ordering = ["months"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "months"],
                name="follow_up_round_once",
                violation_error_message="งานนี้มีรอบของเดือนนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MOST_MONTHS),
                name="follow_up_within_two_years",
                violation_error_message=f"ถามหลังงานได้ 1 ถึง {MOST_MONTHS} เดือน",
            ),
            models.CheckConstraint(
                condition=Q(open_days__gte=SHORTEST_DAYS, open_days__lte=LONGEST_DAYS),
                name="follow_up_open_for_a_while",
                violation_error_message=f"ให้เวลาตอบ {SHORTEST_DAYS} ถึง {LONGEST_DAYS} วัน",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} เดือนหลังงาน"


class FollowUpSource(models.TextChoices):
    LINK = "link", "ร้านตอบจากลิงก์"
    VENDOR = "vendor", "ร้านตอบเอง"
    OFFICER = "officer", "เจ้าหน้าที่บันทึกแทน"


class OrderFollowUp(models.Model):
    """One vendor's answer, `months` after a fair. No row is no answer, which is not zero.

    Baht, VAT included, from the end of the fair to the day of the answer: of what was ordered at
    the fair the part that was delivered and the part that was called off, and what was ordered
    since. By the signed link nobody is signed in, and `answered_by` is empty.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="order_follow_ups", verbose_name="งาน"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.PROTECT,
        related_name="order_follow_ups",
        verbose_name="ผู้ประกอบการ",
    )
    months = models.PositiveSmallIntegerField("ถามหลังงาน (เดือน)")
    delivered_baht = models.DecimalField("ส่งมอบแล้ว (บาท)", max_digits=12, decimal_places=2)
    cancelled_baht = models.DecimalField("ยกเลิก (บาท)", max_digits=12, decimal_places=2)
    grown_baht = models.DecimalField("สั่งเพิ่มหลังงาน (บาท)", max_digits=12, decimal_places=2)
    note = models.CharField("หมายเหตุ", max_length=LONGEST_NOTE, blank=True)
    source = models.CharField("ที่มา", max_length=8, choices=FollowUpSource)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตอบ",
    )
    answered_at = models.DateTimeField("ตอบเมื่อ")

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำตอบเรื่องยอดสั่งจอง"
        ordering = ["fair_event", "months", "pk"]
        indexes = [models.Index(fields=["vendor", "fair_event"], name="follow_up_of_vendor")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "months", "vendor"],
                name="follow_up_answered_once",
                violation_error_message="ร้านนี้ตอบรอบนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(delivered_baht__gte=0, cancelled_baht__gte=0, grown_baht__gte=0),
                name="follow_up_not_negative",
                violation_error_message="ยอดต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=~Q(source="officer") | ~Q(note=""),
                name="follow_up_by_officer_says_how",
                violation_error_message="บันทึกแทนร้าน ต้องเขียนว่าได้คำตอบมาอย่างไร",
            ),
            models.CheckConstraint(
                condition=Q(source="link") | Q(answered_by__isnull=False),
                name="follow_up_says_who_answered",
                violation_error_message="ต้องมีผู้ตอบ เว้นแต่ร้านตอบจากลิงก์",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.months} เดือนหลังงาน"
