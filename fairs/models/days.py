"""The days of a fair that differ from the others: other hours, closed, a remark."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import OfFairQuerySet
from otopfair.thai.formatting import format_range


class FairDay(models.Model):
    """One day with something of its own. Every other day keeps the fair's usual hours."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="own_days", verbose_name="งาน"
    )
    on = models.DateField("วันที่")
    is_closed = models.BooleanField("ปิดวันนี้", default=False)
    opens_time = models.TimeField("เปิดเวลา", null=True, blank=True)
    closes_time = models.TimeField("ปิดเวลา", null=True, blank=True)
    note = models.CharField("หมายเหตุที่ผู้ชมเห็น", max_length=255, blank=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "วันที่ต่างจากปกติ"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "on"],
                name="fair_day_once",
                violation_error_message="วันนี้กำหนดไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(is_closed=True, opens_time=None, closes_time=None) | Q(is_closed=False),
                name="closed_day_has_no_hours",
                violation_error_message="วันที่ปิดไม่ต้องกรอกเวลา",
            ),
            models.CheckConstraint(
                condition=Q(opens_time=None, closes_time=None)
                | Q(
                    opens_time__isnull=False,
                    closes_time__isnull=False,
                    closes_time__gt=F("opens_time"),
                ),
                name="fair_day_closes_after_it_opens",
                violation_error_message="กรอกเวลาเปิดและปิดให้ครบ และเวลาปิดต้องอยู่หลังเวลาเปิด",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fair_event} {self.on.isoformat()}"

    def clean(self) -> None:
        fair_event = self.fair_event
        if not self.on or fair_event.spans(self.on):
            return
        if not fair_event.days:
            raise ValidationError({"on": "งานนี้ยังไม่ทราบวัน กรอกวันจัดงานก่อน"})
        days = format_range(fair_event.opens_on, fair_event.closes_on)
        raise ValidationError({"on": f"วันนี้ไม่อยู่ในวันจัดงาน ({days})"})
