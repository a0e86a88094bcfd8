"""Warnings and bans of a vendor, as they were decided; a ban ends by itself."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField


class PenaltyKind(models.TextChoices):
    WARNING = "warning", "เตือน"
    BAN = "ban", "งดรับสมัคร"


class PenaltyQuerySet(PlacedQuerySet):
    """A penalty belongs to the vendor's home, which has recorded it."""

    places = (Place("provinces", "province"),)

    def in_force(self, day=None):
        day = day or today_in_thailand()
        return self.filter(lifted_at=None, from_on__lte=day, until__gte=day)

    def bars_from(self, fair_event):
        """Bans that keep a vendor from applying to this fair today."""
        here = Q(everywhere=True) | Q(province=fair_event.home_province_id)
        return self.in_force().filter(here, kind=PenaltyKind.BAN)


class Penalty(models.Model):
    """One warning or ban: by which decision, why, from when until when, and where it holds."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.PROTECT, related_name="penalties", verbose_name="ผู้ประกอบการ"
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="penalties",
        verbose_name="งานที่เกิดเหตุ",
    )
    kind = models.CharField("โทษ", max_length=8, choices=PenaltyKind)
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="penalties", verbose_name="จังหวัดที่บันทึก"
    )
    everywhere = models.BooleanField("ใช้กับงานของทุกจังหวัด", default=False)
    decision_number = models.CharField("มติหรือคำสั่งที่", max_length=120)
    reason = LimitedTextField("เหตุผล", max_length=2000)
    from_on = models.DateField("ตั้งแต่วันที่")
    until = models.DateField("ถึงวันที่")
    days_to_object = models.PositiveSmallIntegerField("โต้แย้งได้ภายใน (วัน)", default=15)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    decided_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    lifted_at = models.DateTimeField("ยกโทษเมื่อ", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกโทษ",
    )
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "โทษและคำเตือน"
        ordering = ["-from_on", "-pk"]
        indexes = [
            models.Index(
                fields=["vendor", "until"], condition=Q(lifted_at=None), name="penalty_in_force"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_on")),
                name="penalty_ends_after_it_begins",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            ),
            models.CheckConstraint(
                condition=~Q(decision_number="") & ~Q(reason=""),
                name="penalty_says_why",
                violation_error_message="บอกมติหรือคำสั่ง และเหตุผล",
            ),
            models.UniqueConstraint(
                fields=["decided_by", "form_key"],
                name="penalty_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.vendor}"

    @property
    def where(self) -> str:
        return "งานของทุกจังหวัด" if self.everywhere else f"งานของ{self.province.title}"

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and self.from_on <= today_in_thailand() <= self.until
