"""A slip: a vendor's claim to have paid. It is no payment until an officer has found the money."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fairs.models.scoped import OfFairQuerySet
from otopfair.constraints import AgreesWithParent
from otopfair.thai.model_fields import LimitedTextField


class SlipState(models.TextChoices):
    WAITING = "waiting", "รอตรวจ"
    ACCEPTED = "accepted", "พบเงินแล้ว"
    REFUSED = "refused", "ไม่รับ"


class PaymentSlipQuerySet(OfFairQuerySet):
    def waiting(self):
        return self.filter(state=SlipState.WAITING)

    def outlived(self):
        """Judged so long ago that nobody needs the picture; its fingerprints stay."""
        judged_before = timezone.now() - timedelta(days=settings.SLIPS_KEPT_DAYS)
        return self.filter(judged_at__lt=judged_before, erased_at=None)


class PaymentSlip(models.Model):
    """A picture of a transfer, re-encoded. `digest` is of the bytes that were sent, `print` of how
    the picture looks (otopfair/media/alike.py)."""

    application = models.ForeignKey(
        "vendors.BoothApplication", models.PROTECT, related_name="slips", verbose_name="ใบสมัคร"
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="slips", verbose_name="งาน"
    )
    file = models.FileField("รูปสลิป", upload_to="slips/")
    digest = models.CharField("ลายนิ้วมือไฟล์", max_length=64, editable=False)
    print = models.CharField("ลายนิ้วมือรูป", max_length=128, editable=False)
    expected_baht = models.DecimalField("ยอดรอชำระตอนส่ง (บาท)", max_digits=12, decimal_places=2)
    state = models.CharField("สถานะ", max_length=8, choices=SlipState, default=SlipState.WAITING)
    reason = LimitedTextField("เหตุที่ไม่รับ", max_length=1000, blank=True)
    line = models.OneToOneField(
        "vendors.LedgerLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slip",
        verbose_name="รายการรับเงิน",
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ส่ง"
    )
    sent_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
    )
    judged_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    erased_at = models.DateTimeField("ลบรูปเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = PaymentSlipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สลิปโอนเงิน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "digest"],
                name="slip_picture_once_per_fair",
                violation_error_message="ส่งรูปนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state=SlipState.WAITING),
                name="one_slip_waits_per_application",
                violation_error_message="มีสลิปรอตรวจอยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["sent_by", "form_key"],
                name="slip_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state=SlipState.WAITING, line=None, judged_by=None, reason="")
                | Q(state=SlipState.ACCEPTED, line__isnull=False, judged_by__isnull=False)
                | Q(state=SlipState.REFUSED, line=None, judged_by__isnull=False) & ~Q(reason=""),
                name="judged_slip_says_by_whom_and_why",
                violation_error_message="สลิปที่ตรวจแล้วต้องมีผู้ตรวจ และเหตุผลหรือรายการรับเงิน",
            ),
            AgreesWithParent(
                fields=["application", "fair_event"],
                to_fields=["id", "fair_event"],
                name="slip_is_of_the_fair_of_its_application",
            ),
        ]

    def __str__(self) -> str:
        return f"สลิปของ {self.application}"


def slip_waits() -> Exists:
    """For a query of applications: whether a slip waits for officers to look at it."""
    return Exists(PaymentSlip.objects.waiting().filter(application=OuterRef("pk")))
