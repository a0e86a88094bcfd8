"""Announcing results: prepared by one officer, approved by another, done at a set time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair
from otopfair.thai.model_fields import LimitedTextField


class AnnouncementQuerySet(PlacedQuerySet):
    places = of_fair("call__fair_event")

    def open(self):
        """Prepared or approved, and neither announced nor called off."""
        return self.filter(applied_at=None, called_off_at=None)

    def due(self, now=None):
        """Approved, and their time has come."""
        return self.open().filter(approved_at__isnull=False, applies_at__lte=now or timezone.now())

    def applied(self):
        return self.filter(applied_at__isnull=False)


class Announcement(models.Model):
    """One announcement of a round's results: all of its letters, and the list for everybody.

    Whoever prepares it does not approve it, unless the office has one officer only: then
    `alone_because` keeps the reason that an administrator gave. What it announces are the
    decisions that point to it; `published` keeps the list as everybody has read it.
    """

    call = models.ForeignKey(
        "fairs.VendorCall",
        models.PROTECT,
        related_name="announcements",
        verbose_name="ประกาศรับสมัคร",
    )
    number = models.PositiveSmallIntegerField("ประกาศฉบับที่")
    applies_at = models.DateTimeField("ประกาศเมื่อ")
    answer_by = models.DateField("ให้ร้านที่ได้รับคัดเลือกยืนยันภายใน")
    opening = LimitedTextField("ข้อความขึ้นต้นประกาศ", max_length=2000, blank=True)
    signer_name = models.CharField("ผู้ลงนาม", max_length=120, blank=True)
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=200, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เตรียม"
    )
    prepared_at = models.DateTimeField("เตรียมเมื่อ", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้อนุมัติ",
    )
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    alone_because = models.CharField("เหตุที่อนุมัติคนเดียว", max_length=255, blank=True)
    applied_at = models.DateTimeField("ประกาศแล้วเมื่อ", null=True, blank=True)
    called_off_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    published = models.JSONField("รายชื่อที่ประกาศ", default=dict, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประกาศผลการคัดเลือก"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(applied_at=None, called_off_at=None),
                name="one_open_announcement_per_call",
                violation_error_message="รอบนี้มีประกาศที่ยังไม่เสร็จอยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["call", "number"],
                name="announcement_number_once_per_call",
                violation_error_message="รอบนี้มีประกาศฉบับที่นี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["prepared_by", "form_key"],
                name="announcement_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("prepared_by"))
                | ~Q(alone_because=""),
                name="announcement_approved_by_a_second",
                violation_error_message="ผู้อนุมัติต้องเป็นคนละคนกับผู้เตรียม",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="announcement_approval_says_who",
                violation_error_message="การอนุมัติต้องมีผู้อนุมัติ",
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(approved_at__isnull=False, called_off_at=None),
                name="announcement_applied_after_approval",
                violation_error_message="ประกาศที่ยังไม่อนุมัติหรือยกเลิกแล้วประกาศไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return _("ประกาศผล %(call)s ฉบับที่ %(number)d") % {
            "call": self.call.name,
            "number": self.number,
        }

    @property
    def is_open(self) -> bool:
        return self.applied_at is None and self.called_off_at is None

    @property
    def state(self) -> str:
        """prepared, approved, applied or called_off: the word of its badge."""
        if self.applied_at:
            return "applied"
        if self.called_off_at:
            return "called_off"
        return "approved" if self.approved_at else "prepared"


class LoneOffice(models.Model):
    """A province whose office has one officer only: who prepares there may approve, too.

    An administrator says so, why, and until when.
    """

    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="lone_offices", verbose_name="จังหวัด"
    )
    reason = models.CharField("เหตุผล", max_length=255)
    until = models.DateField("ถึงวันที่")

    class Meta:
        verbose_name = verbose_name_plural = "สำนักงานที่มีเจ้าหน้าที่คนเดียว"
        ordering = ["-until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="lone_office_says_why",
                violation_error_message="บอกเหตุผล",
            )
        ]

    def __str__(self) -> str:
        return f"{self.province} ถึง {self.until.isoformat()}"
