"""The phases of a review: what is done when, by whom, with or without the names."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_date_short, format_range_short


class PhaseKind(models.TextChoices):
    """What is done in a phase."""

    DOCUMENTS = "documents", "ตรวจเอกสาร"
    SCORING = "scoring", "ให้คะแนน"
    MEETING = "meeting", "คัดเลือก"


class ReviewPhaseQuerySet(models.QuerySet):
    def hiding_names(self):
        """Phases that keep the names of applicants from everybody today."""
        # The database says which day it is: querysets of pages are made when the code is loaded.
        today = TruncDate(Now(), tzinfo=THAILAND)
        return self.filter(is_used=True, names_hidden=True, from_on__lte=today, until_on__gte=today)


class ReviewPhase(models.Model):
    """One phase of a call. Without dates it is open all the time, without workers to all who
    have the right."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="phases", verbose_name="ประกาศรับสมัคร"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ")
    kind = models.CharField("ทำอะไร", max_length=12, choices=PhaseKind)
    name = models.CharField("ชื่อขั้น", max_length=60)
    from_on = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    until_on = models.DateField("ถึงวันที่", null=True, blank=True)
    names_hidden = models.BooleanField("ปิดชื่อผู้สมัคร", default=False)
    is_used = models.BooleanField("ใช้ขั้นนี้", default=True)
    workers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name="ผู้ทำขั้นนี้"
    )

    objects = ReviewPhaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ขั้นการพิจารณา"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "sequence"],
                name="review_phase_sequence_once",
                violation_error_message="มีขั้นลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="review_phase_ends_after_it_begins",
                violation_error_message="วันสุดท้ายของขั้นต้องไม่มาก่อนวันแรก",
            ),
            models.CheckConstraint(
                condition=Q(names_hidden=False)
                | (Q(from_on__isnull=False, until_on__isnull=False) & ~Q(kind="documents")),
                name="review_phase_hides_names_for_a_while",
                violation_error_message="ปิดชื่อได้เฉพาะขั้นที่มีวันแรกและวันสุดท้าย และไม่ใช่ขั้นตรวจเอกสาร",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_ahead(self, day: date) -> bool:
        return bool(self.from_on and day < self.from_on)

    def is_over(self, day: date) -> bool:
        return bool(self.until_on and day > self.until_on)

    @property
    def is_open_today(self) -> bool:
        day = today_in_thailand()
        return self.is_used and not self.is_ahead(day) and not self.is_over(day)

    @property
    def days(self) -> str:
        """When it is open: "3–5 พ.ย. 2563"."""
        if self.from_on and self.until_on:
            return format_range_short(self.from_on, self.until_on)
        if self.from_on:
            return f"ตั้งแต่ {format_date_short(self.from_on)}"
        return f"ถึง {format_date_short(self.until_on)}" if self.until_on else "ทุกวัน"
