"""A place that is offered to an applicant until a moment, and the places that become free again."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from fairs.models import ProductCategory


class OfferAnswer(models.TextChoices):
    OPEN = "", "รอคำตอบ"
    ACCEPTED = "accepted", "ยืนยัน"
    DECLINED = "declined", "สละสิทธิ์"
    LAPSED = "lapsed", "ไม่ตอบในกำหนด"
    GIVEN_BACK = "given_back", "ยืนยันแล้วคืนภายหลัง"
    REVOKED = "revoked", "เปลี่ยนผล"
    UNPAID = "unpaid", "ไม่ชำระในกำหนด"
    ABSENT = "absent", "ไม่มาออกงาน"


STANDING = (OfferAnswer.OPEN, OfferAnswer.ACCEPTED)


class OfferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer=OfferAnswer.OPEN)

    def standing(self):
        """Offers that hold places: open, or accepted and not given back."""
        return self.filter(answer__in=STANDING)

    def overdue(self, now=None):
        return self.open().filter(expires_at__lt=now or timezone.now())


class Offer(models.Model):
    """The places of a call offered to one application, until `expires_at`."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="offers",
        verbose_name="ใบสมัคร",
    )
    reserve_place = models.ForeignKey(
        "vendors.ReservePlace",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name="เลื่อนจากสำรอง",
    )
    offered_at = models.DateTimeField("เสนอเมื่อ")
    expires_at = models.DateTimeField("ตอบภายใน")
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)
    answer = models.CharField(
        "คำตอบ", max_length=10, choices=OfferAnswer, blank=True, default=OfferAnswer.OPEN
    )

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การเสนอที่"
        ordering = ["pk"]
        indexes = [models.Index(fields=["expires_at"], name="offer_open", condition=Q(answer=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answer__in=["", "accepted"]),
                name="one_standing_offer_per_application",
                violation_error_message="เสนอที่ให้ใบสมัครนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("offered_at")),
                name="offer_expires_after_it_is_made",
                violation_error_message="เวลาที่ให้ตอบต้องอยู่หลังเวลาที่เสนอ",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="offer_answer_has_its_time",
                violation_error_message="คำตอบต้องมีเวลา",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_answer_display()}"


class FreedPlace(models.Model):
    """One booth's worth of a category that somebody chosen has left, until another takes it.

    A place is left once (`left_by`, `number`) and taken once: `taken_by` is one column.
    """

    call = models.ForeignKey(
        "fairs.VendorCall",
        models.PROTECT,
        related_name="freed_places",
        verbose_name="ประกาศรับสมัคร",
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    left_by = models.ForeignKey(
        Offer, models.PROTECT, related_name="places_left", verbose_name="ว่างจาก"
    )
    number = models.PositiveSmallIntegerField("ที่")
    freed_at = models.DateTimeField("ว่างเมื่อ", auto_now_add=True)
    taken_by = models.ForeignKey(
        Offer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places_taken",
        verbose_name="เสนอให้",
    )

    class Meta:
        verbose_name = verbose_name_plural = "ที่ว่างจากการสละสิทธิ์"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["left_by", "number"],
                name="place_left_once",
                violation_error_message="ที่นี้ว่างอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("left_by")),
                name="place_taken_by_another",
                violation_error_message="ที่ว่างต้องเสนอให้รายอื่น",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} ว่างจาก {self.left_by.application}"
