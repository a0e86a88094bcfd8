"""When a fair reminds its vendors of what falls due, in which words, and what has been sent."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from otopfair.thai.calendar import THAILAND
from otopfair.thai.model_fields import LimitedTextField
from vendors.models.letters import LONGEST_LETTER

BEFORE_THE_NIGHT = timedelta(hours=1)


class LeadUnit(models.TextChoices):
    DAYS = "days", "วัน"
    HOURS = "hours", "ชั่วโมง"


class ReminderRule(models.Model):
    """How a fair reminds of one kind of thing; a fair without a row does it in the usual way.

    `kind` is a key of vendors/reminding.py. Nothing goes out before `send_from` or after
    `send_until`, hours of the day in Thailand.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="reminder_rules", verbose_name="งาน"
    )
    kind = models.CharField("เรื่องที่เตือน", max_length=16)
    is_used = models.BooleanField("เปิดใช้", default=True)
    lead = models.PositiveSmallIntegerField("เตือนก่อนกำหนด", default=1)
    lead_unit = models.CharField("หน่วย", max_length=8, choices=LeadUnit, default=LeadUnit.DAYS)
    send_from = models.TimeField("ส่งได้ตั้งแต่", default=time(8))
    send_until = models.TimeField("ส่งได้ถึง", default=time(20))
    subject = models.CharField("เรื่อง", max_length=200)
    body = LimitedTextField("ข้อความ", max_length=LONGEST_LETTER)

    class Meta:
        verbose_name = verbose_name_plural = "การเตือน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "kind"],
                name="reminder_rule_once",
                violation_error_message="งานนี้มีการเตือนเรื่องนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(send_until__gt=F("send_from")),
                name="reminders_go_out_by_day",
                violation_error_message="เวลาที่ส่งได้ถึง ต้องอยู่หลังเวลาที่เริ่มส่งในวันเดียวกัน",
            ),
            models.CheckConstraint(
                condition=Q(lead__lte=365),
                name="reminder_leads_by_a_year_at_most",
                violation_error_message="เตือนก่อนได้ไม่เกิน 365",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def when(self) -> str:
        """ "2 วันก่อนกำหนด" """
        if not self.lead:
            return "เมื่อถึงกำหนด"
        return f"{self.lead} {self.get_lead_unit_display()}ก่อนกำหนด"

    def is_awake(self, now: datetime) -> bool:
        return self.send_from <= timezone.localtime(now, THAILAND).time() <= self.send_until

    def moment(self, due_at: datetime) -> datetime:
        """When to remind of what is due at `due_at`. What would fall into the night comes the
        evening before, since in the morning it may be too late."""
        length = {LeadUnit.DAYS: timedelta(days=self.lead), LeadUnit.HOURS: self._hours}
        at = timezone.localtime(due_at - length[LeadUnit(self.lead_unit)], THAILAND)
        if at.time() < self.send_from:
            return self._evening_of(at - timedelta(days=1))
        return self._evening_of(at) if at.time() > self.send_until else at

    @property
    def _hours(self) -> timedelta:
        return timedelta(hours=self.lead)

    def _evening_of(self, at: datetime) -> datetime:
        day = at.date()
        last = datetime.combine(day, self.send_until, THAILAND) - BEFORE_THE_NIGHT
        return max(last, datetime.combine(day, self.send_from, THAILAND))


class SentReminder(models.Model):
    """An applicant was reminded of what fell due on a day: once, whatever happens."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="sent_reminders",
        verbose_name="ใบสมัคร",
    )
    kind = models.CharField("เรื่องที่เตือน", max_length=16)
    due_on = models.DateField("กำหนด")
    sent_at = models.DateTimeField("เตือนเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "การเตือนที่ส่งแล้ว"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "due_on"],
                name="reminded_once_of_each_occasion",
                violation_error_message="เตือนเรื่องนี้ของกำหนดนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id} {self.due_on}"
